"""What is left of the credits of a month under its caps: cut by clause first, and then in all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.alone import all_of, by_window
from sladsl.checks.engines.levels import why_not
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.rounding import rounding_of
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.plan import Plan
from sladsl.model.consequences import Cap, CapScope, Consequence, Pay
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.readings import OpenReading
from sladsl.time.windows import Window

MONTH = WindowSpec(WindowUnit.MONTH)


class Capped:
    """`written`: the credits that have a view, `left_out`: the names of those that have none. `caps`: those that can be applied; `refused`:
    by the name of another, why not."""

    def __init__(
        self,
        plan: Plan,
        written: Sequence[tuple[Consequence, Pay]],
        left_out: Sequence[str],
        world: World,
        months: Sequence[Window],
    ) -> None:
        self._plan, self._written, self._world, self._months = plan, written, world, months
        self.refused: dict[str, str] = {}
        self.caps = self._applied(left_out)

    def _applied(self, left_out: Sequence[str]) -> list[Cap]:
        caps = [rule for rule in self._plan.rules if isinstance(rule, Cap)]
        found = [cap for cap in caps if self._is_applied(cap, left_out)]
        if any(cap.name in self.refused and cap.verb == "credit" for cap in caps):
            # What another cap leaves of a credit is what this one would cut.
            whole = [cap for cap in found if cap.scope is CapScope.ALL]
            found = [cap for cap in found if cap not in whole]
            why = "another cap, which has no view, may cut the same credits before"
            self.refused |= {cap.name: why for cap in whole}
        try:
            if len({cap.scope for cap in found}) == 2 and self._world.reading("cap order") != "narrow first":
                raise Refused("", "which credit it cuts first matters for the sum")
        except (Refused, OpenReading) as reason:
            self.refused |= {cap.name: why_not(reason) for cap in found}
            return []
        return found

    def _is_applied(self, cap: Cap, left_out: Sequence[str]) -> bool:
        missing = [name for name in left_out if cap.scope is CapScope.ALL or self._clause_of(name) == cap.subject]
        if cap.scope not in (CapScope.ALL, CapScope.CLAUSE) or cap.verb != "credit" or cap.payer:
            self.refused[cap.name] = "it limits other things than the credits of a clause or all credits"
        elif cap.spec != MONTH:
            self.refused[cap.name] = "it is for other windows than a month"
        elif missing:
            self.refused[cap.name] = "some of the credits that it limits have no view"
        elif cap.scope is CapScope.ALL or cap.subject in {one.clause for one, _ in self._written}:
            try:
                for window in self._months:
                    self._limit(cap, window)
            except (Refused, OpenReading) as reason:
                self.refused[cap.name] = why_not(reason)
            else:
                return True
        return False

    def _clause_of(self, name: str) -> str:
        return next(one.clause for one in self._plan.consequences if one.name == name)

    def _limit(self, cap: Cap, window: Window) -> Fraction:
        found = amount_of(cap.limit, Scope(self._world, window), Setting(""))
        rounding = rounding_of(self._world)
        known = found.value is not None and found.truth is Truth.TRUE
        if found.value is None or not known or (rounding is not None and rounding.apply(found.value) != found.value):
            raise Refused("", "its limit is not in the contract, or has parts of the smallest unit")
        return found.value

    def due(self) -> exp.Query:
        """For each month and pair of parties, cut first by clause and then in all, which no order of the two changes for their sum."""
        parts: list[exp.Query] = []
        for one, pay in self._written:
            row = exp.select(
                exp.column("first_day").as_("first_day"), exp.column("last_day").as_("last_day"),
                exp.Literal.string(one.clause).as_("clause"), exp.Literal.string(pay.payer).as_("payer"),
                exp.Literal.string(pay.payee).as_("payee"), exp.column("amount").as_("amount"),
            )  # fmt: skip
            parts.append(row.from_(exp.to_table(exp.to_identifier(one.name, quoted=True).sql())))
        source: exp.Query = all_of(parts)
        for narrow in (True, False):
            keys = ["first_day", "last_day", *(["clause"] if narrow else []), "payer", "payee"]
            summed = exp.select(*(exp.column(key) for key in keys), exp.Sum(this=exp.column("amount")).as_("amount"))
            summed = summed.from_(source.subquery("s")).group_by(*(exp.column(key) for key in keys))
            limits = [cap for cap in self.caps if (cap.scope is CapScope.CLAUSE) is narrow]
            source = self._cut(summed, keys, limits) if limits else summed
        currency = exp.Literal.string(self._plan.currency).as_("currency")
        names = [exp.column(name) for name in ("first_day", "last_day", "payer", "payee")]
        return exp.select(*names, currency, exp.column("amount")).from_(source.subquery("due"))

    def _cut(self, summed: exp.Select, keys: Sequence[str], caps: Sequence[Cap]) -> exp.Query:
        """No more than the limit of the month; of clauses, than that of the clause."""
        limits = [[self._limit(cap, window) for cap in caps] for window in self._months]
        amount: exp.Expr = exp.column("amount", "s")
        for number, cap in enumerate(caps, 1):
            limit = exp.column(f"limit_{number}", "l")
            over: exp.Expr = exp.GT(this=amount.copy(), expression=limit.copy())
            if cap.scope is CapScope.CLAUSE:
                own = exp.EQ(this=exp.column("clause", "s"), expression=exp.Literal.string(cap.subject))
                over = exp.and_(own, over)
            amount = exp.Case().when(over, limit).else_(amount)
        columns = [exp.column(key, "s").as_(key) for key in keys]
        query = exp.select(*columns, amount.as_("amount")).from_(summed.subquery("s"))
        return query.join(by_window(self._months, limits, "limit").subquery("l"), on="l.first_day = s.first_day")
