"""Credits for levels that views measure: what each window owes, row by row of a table, and what is left under the caps of a month.

What a miss costs in a window is worked out here, exactly, and stands in the query as a decimal; the query only chooses among such amounts,
adds them up and cuts the sum. So no dialect divides or rounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.alone import AS_OF, as_of, by_window, named
from sladsl.checks.engines.capped import MONTH, Capped
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.items import Documents, Items
from sladsl.checks.engines.levels import falls_away, why_not
from sladsl.checks.engines.views import Condition, View
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.rounding import rounding_of
from sladsl.checks.evaluate.settling.sums import Setting, base_of
from sladsl.checks.plan import Plan
from sladsl.model.algebra import ItemLength, ItemValue, MeasureIs
from sladsl.model.consequences import (
    Amount,
    Bands,
    BesidesOthers,
    Cap,
    ClaimRule,
    Consequence,
    CreditLapses,
    Fee,
    ForEachItem,
    FromTable,
    ItemAmount,
    LeastCredit,
    LedgerKind,
    Limited,
    OnCondition,
    OnlyGreatest,
    OnMiss,
    Pay,
)
from sladsl.model.duties import Level
from sladsl.model.moments import Supplied
from sladsl.model.node import nodes
from sladsl.model.readings import OpenReading
from sladsl.time.windows import Window

CREDITS = "credits due"
"""The view of what is due for each month, after the caps."""

Shown = View | Items | Documents
"""What has a line for each window, thing or row, with its state."""


class Owed:
    """`refused`: by the name of the consequence, or of the cap, why the views do not say it; `apart`: what its view leaves out."""

    def __init__(self, plan: Plan, views: Mapping[str, Shown], world: World, deadlines: Deadlines) -> None:
        self._plan, self._views, self._world, self._deadlines = plan, views, world, deadlines
        self.refused: dict[str, str] = {}
        self.apart: dict[str, str] = {}

    def queries(self) -> Iterator[tuple[str, str, exp.Query]]:
        """Name, where it stands, query."""
        written: list[tuple[Consequence, Pay]] = []
        months: Sequence[Window] = ()
        pays = [(one, one.effect) for one in self._plan.consequences if isinstance(one.effect, Pay)]
        for one, pay in pays:
            try:
                view = self._view_of(one, pay)
                query = self._credit(pay, one, view)
            except (Refused, OpenReading) as reason:
                self.refused[one.name] = why_not(reason)
            else:
                if pay.verb == "credit":
                    written.append((one, pay))
                    months = view.told
                before = any(isinstance(rule, Cap) and rule.verb == pay.verb != "credit" for rule in self._plan.rules)
                if apart := "; ".join(filter(None, (view.apart, "it is told before its caps" if before else ""))):
                    self.apart[one.name] = apart
                yield one.name, f'clause "{one.clause}", line {one.place.line}', query
        left_out = [one.name for one, pay in pays if one.name in self.refused and pay.verb == "credit"]
        capped = Capped(self._plan, written, left_out, self._world, months) if written else None
        caps, why = (capped.caps, capped.refused) if capped is not None else ([], {})
        beside = [rule for rule in self._plan.rules if isinstance(rule, Cap) and rule not in caps]
        self.refused |= {cap.name: why.get(cap.name, "it limits what no view measures") for cap in beside}
        if capped is None:
            return
        about = ["credits for a month, after the caps" if caps else "credits for a month"]
        about += ["those without a view are not in it"] if left_out else []
        about += [f"the cap in line {cap.place.line} does not cut it" for cap in beside]
        yield CREDITS, "; ".join(about), capped.due()

    # --- what one consequence gives ---

    def _view_of(self, one: Consequence, pay: Pay) -> Shown:
        plan = self._plan
        view = self._called_for(one)
        if one.guard is not None or one.instead or any(c.instead and c.clause == one.clause for c in plan.consequences):
            raise Refused("", "it holds under a condition, or something else is given instead")
        if view.spec != MONTH:
            raise Refused("", "its windows are no months")
        world = view.world
        claims = [rule for rule in plan.rules if isinstance(rule, ClaimRule)]
        free = pay.verb not in ("credit", "refund") or any(r.clause == one.clause and not r.conditions for r in claims)
        if not free and (claims or world.reading("claim") != "automatic"):
            raise Refused("", "it hangs on a claim")
        if any(isinstance(rule, LeastCredit | BesidesOthers) for rule in plan.rules):
            raise Refused("", "a rule on small credits, or on several, decides whether it is due")
        if pay.verb == "credit" and any(isinstance(c.effect, CreditLapses | OnlyGreatest) for c in plan.consequences):
            raise Refused("", "it may lapse, or a greater one stand for it")
        if any(ledger.kind is LedgerKind.ABOVE_CAP for ledger in plan.ledgers):
            raise Refused("", "what is above a cap is carried over")
        credits = {c.clause for c in plan.consequences if isinstance(c.effect, Pay) and c.effect.verb == "credit"}
        if pay.verb == "credit" and len(credits) > 1 and world.reading("stacking") != "add up":
            raise Refused("", "only the greatest of several credits is due")
        if isinstance(pay.amount, Limited):
            raise Refused("", "it has a limit of its own")
        if any(isinstance(node, Fee) and node.of_group for node in nodes(pay.amount)):
            raise Refused("", "its fee is that of each thing")
        if any(isinstance(node, ItemAmount | ItemValue | ItemLength) for node in nodes(pay.amount)):
            raise Refused("", "its amount stands in the row")
        return view

    def _called_for(self, one: Consequence) -> Shown:
        match one.trigger:
            case OnMiss(duty=name) if name in self._views:
                return self._views[name]
            case ForEachItem(selection=selection, every=1, after=0, group=None):
                if falls_away(one.clause, self._plan):
                    raise Refused("", "its clause may be excused, or does not apply in every window")
                return Items(selection, None, self._world, self._deadlines)
            case OnCondition(condition=MeasureIs(measure, comparison, Supplied()), spec=spec, group=group):
                if falls_away(one.clause, self._plan):
                    raise Refused("", "its clause may be excused, or does not apply in every window")
                if spec.sliding:
                    raise Refused("", "its windows slide")
                return Condition(Level(measure, comparison, spec, group), spec, self._world, self._deadlines)
            case _:
                raise Refused("", "it follows from more than the miss of a duty that has a view")

    def _credit(self, pay: Pay, one: Consequence, view: Shown) -> exp.Query:
        """A row for each window, and thing or row, in which something is due."""
        cells = self._cells(pay.amount, one, view)
        amounts = [[self._money(amount, one, pay, view, window) for _, amount in cells] for window in view.told]
        over = exp.LTE(this=exp.column("ends", "a"), expression=AS_OF.copy())
        case = exp.Case()
        for number, (test, _) in enumerate(cells, 1):
            called = exp.EQ(this=exp.column("state", "d"), expression=exp.Literal.string(view.called))
            parts = [over.copy(), called, *([] if test is None else [test])]
            case = case.when(exp.and_(*parts), exp.column(f"amount_{number}", "a"))
        keys = [exp.column("first_day", "d").as_("first_day"), exp.column("last_day", "d").as_("last_day")]
        thing = [exp.column("thing", "d").as_("thing")] if view.of_things else []
        inner = exp.select(*keys, *thing, case.as_("amount")).from_(self._shown(one, view))
        inner = inner.join(by_window(view.told, amounts, "amount").subquery("a"), on="a.first_day = d.first_day")
        inner = inner.join(as_of(), join_type="cross")
        names = ["first_day", "last_day", *(["thing"] if thing else []), "amount"]
        known = exp.Is(this=exp.column("amount"), expression=exp.Null()).not_()
        return exp.select(*(exp.column(name) for name in names)).from_(inner.subquery("owed")).where(known)

    @staticmethod
    def _shown(one: Consequence, view: Shown) -> exp.Expr:
        """The view of the duty that is missed, or the rows that call for it."""
        return named(one.trigger.duty, "d") if isinstance(one.trigger, OnMiss) else view.query().subquery("d")

    def _cells(
        self, amount: Amount, one: Consequence, view: Shown
    ) -> list[tuple[exp.Expr | None, tuple[Amount, Setting]]]:
        """When each amount is due, of a miss, and the amount. Rows of a table come by themselves: no value lies in two or between two."""
        if not isinstance(amount, FromTable):
            return [(None, (amount, Setting(one.clause, base_of(amount))))]
        if not isinstance(view, View):
            raise Refused("", "its table is not one of a level's own figure")
        table: Bands = amount.table
        world = view.world
        if table.measure is None or table.column_field or table.measure != view.level.measure:
            raise Refused("", "its table is not one of the level's own figure")
        if any(world.has_slot(f"{name}/{one.clause}") for name in ("several rows", "between rows", "met rows")):
            raise Refused("", "values lie in two rows of its table, or in none")
        setting = Setting(one.clause, amount.base or base_of(amount))
        found: list[tuple[exp.Expr | None, tuple[Amount, Setting]]] = []
        for row in table.rows:
            cell = row.cells[0]
            if row.comparison is None or cell is None or not row.applicable[0]:
                continue
            test = view.compared(row.comparison.bounds, of=exp.column(view.of))
            for column in list(test.find_all(exp.Column)):
                column.set("table", exp.to_identifier("d"))
            some = exp.GT(this=exp.column(view.of, "d"), expression=exp.Literal.number(0))
            final = exp.EQ(this=exp.column("pending", "d"), expression=exp.Literal.number(0))
            parts = [*([] if view.total else [some]), *([final] if view.uncertain else []), test]
            found.append((exp.and_(*parts), (cell, setting)))
        return found

    def _money(self, of: tuple[Amount, Setting], one: Consequence, pay: Pay, view: Shown, window: Window) -> Fraction:
        """Rounded. Raises `Refused` where it hangs on rows, or where it matters when it is rounded."""
        amount, setting = of
        world = view.world
        found = amount_of(amount, Scope(world, window), setting)
        if found.value is None or found.truth is not Truth.TRUE:
            raise Refused("", f"what it comes to is not in the contract ({'; '.join(found.because) or 'no price'})")
        rounding = rounding_of(world)
        if rounding is None:
            return found.value
        rounded = rounding.apply(found.value)
        capped = any(isinstance(rule, Cap) for rule in self._plan.rules)
        if rounded != found.value and (capped or world.reading("several amounts") != "one by one"):
            raise Refused(
                "", "its amount has parts of the smallest unit, which are rounded only after the caps or in one sum"
            )
        return rounded
