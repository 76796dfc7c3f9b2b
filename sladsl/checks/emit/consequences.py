"""Consequences as functions whose docstring is the contract's sentence: a loop over occasions, and what follows on each."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.amounts import base_of, services_of
from sladsl.checks.emit.literals import number, spec
from sladsl.checks.emit.nodes import Facts
from sladsl.checks.emit.occasions import Occasions
from sladsl.checks.emit.source import Code, Function, call, docstring, text, texts, written
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import moments as m
from sladsl.model.node import nodes_and_values


def _is_scoped(measure: object) -> bool:
    """Whether it is that of something that the sentence has named: "Affected Share of that Outage"."""
    return any(getattr(node, "scopes", ()) for node in nodes_and_values(measure))


def where(clause: str, line: int) -> str:
    return f'(clause "{clause}", line {line})' if clause else f"(line {line})"


class Consequences(Occasions):
    """Generators of effects."""

    def consequence(self, name: str, node: c.Consequence) -> list[str]:
        """A generator of effects: a loop over the occasions, with what follows on each."""
        self.owner = node.name
        self.of_items = isinstance(node.trigger, c.UnitTrigger) and isinstance(
            node.trigger.quantity, c.OfItem | c.ByLateness
        )
        if isinstance(node.effect, c.NoCredit) or _always_a_right(node):
            return []
        self.right = node.name if isinstance(node.effect, c.Terminate) else ""
        occasions = self.occasions(node)
        self.right = ""
        lines = [
            f"def {name}(s):",
            *docstring(node.text, where(node.clause, node.place.line)),
            "    for at in " + written(occasions, 4, 14) + ":",
        ]
        indent = 8
        if node.guard is not None:
            of_all = isinstance(node.guard, a.MeasureIs) and not _is_scoped(node.guard.measure)
            guard = call("holds", "at", self.condition(node.guard, "at.of_all()" if of_all else "at"))
            lines.append("        if " + written(guard, 8, 11) + ":")
            indent = 12
        return [*lines, " " * indent + "yield " + written(self.effect(node), indent, indent + 6)]

    def effect(self, node: c.Consequence) -> Code:
        effect = node.effect
        counts = isinstance(node.trigger, c.UnitTrigger | c.ForEachUnit)
        match effect:
            case c.Pay(verb=verb, payer=payer, payee=payee, amount=amount):
                services = services_of(amount, self.facts.services)
                money = (self.counted if counts else self.amount)(amount, "at", base_of(amount))
                return call(
                    "pay",
                    "at",
                    text(verb),
                    text(payer),
                    text(payee),
                    money,
                    services=texts(services) if services else None,
                )
            case c.Incur(party=party, amount=amount, unit=unit, twice=twice):
                count = (self.counted if counts else self.amount)(amount, "at", None)
                return call("incur", "at", text(party), text(unit), count, twice="True" if twice else None)
            case c.Extend(party=party, subject=subject, length=length, limit=limit, spec=given):
                return call(
                    "extend",
                    "at",
                    text(party),
                    text(subject),
                    number(_in_units(length)),
                    text(length.unit),
                    limit=None if limit is None else number(_in_units(limit)),
                    spec=None if given is None else spec(given),
                )
            case c.Excuse(party=party, clause=clause):
                return call("excuse", "at", text(party), text(clause))
            case c.CountsAsMissed(clause=clause):
                return call("counts_as_missed", "at", text(clause))
            case c.Terminate():
                return self._terminate(effect)
            case c.RefundPrepaid(payer=payer, payee=payee):
                return call(
                    "note", "at", text(f"{payer} shall refund {payee} the fees paid for the time after the end")
                )
            case c.CreditLapses():
                return call("credit_lapses", "at")
            case c.OnlyGreatest(item=item, chooser=chooser, daily=daily):
                chosen = [text(chooser)] if chooser else []
                return call("only_greatest", "at", text(item), *chosen, daily="True" if daily else None)
            case c.Withhold(party=party):
                return call("note", "at", text(f"{party} may withhold: {' '.join(node.text.split())}"))
            case c.Release(party=party):
                return call("note", "at", text(f"{party} shall release what is withheld"))
            case c.Forfeit(what=what):
                if of_clause(effect):
                    return call("clause_lapses", "at", text(what))
                return call("note", "at", text(f"what lapses: {what}"))
            case c.NoCredit():
                return call("note", "at", text("no credit is due"))
            case _:
                assert_never(effect)

    def _terminate(self, effect: c.Terminate) -> Code:
        what = "terminate this agreement"
        if effect.subject:
            what = f'terminate clause "{effect.subject}"' if effect.subject_is_clause else f"terminate {effect.subject}"
        notice = "by notice"
        if effect.notice is not None:
            size = _in_units(effect.notice)
            mark = "'s" if size == 1 else "s'"
            notice = f"by at least {size} {effect.notice.unit}{mark} notice"
        if effect.to_end_of is not None:
            notice += f" to the end of a {effect.to_end_of.value}"
        return call(
            "right",
            "at",
            text(effect.party),
            text(what),
            notice=text(notice),
            of_group=text(effect.of_group) if effect.of_group else None,
            exercise=None if effect.exercise is None else Function(self.limit(effect.exercise, "s")),
        )


def effect_kind(node: c.Consequence, facts: Facts) -> str:
    """In which turn of the settlement a consequence is looked at."""
    match node.effect:
        case c.Pay() if any(isinstance(one, a.CreditsReachCap) for one in nodes_and_values((node.trigger, node.guard))):
            return "credit by caps"
        case c.Pay():
            counted = isinstance(node.trigger, c.ForEachUnit) or facts.counts_units(
                (node.trigger, node.guard, node.effect)
            )
            return "credit by points" if counted else "credit"
        case c.Incur():
            return "incur"
        case c.Extend():
            return "extend"
        case c.Excuse():
            return "excuse"
        case c.CountsAsMissed():
            return "counts as missed"
        case c.Terminate():
            return "right"
        case c.CreditLapses():
            return "credit lapses"
        case c.OnlyGreatest():
            return "greatest"
        case c.Forfeit() if of_clause(node.effect):
            return "clause lapses"
        case c.RefundPrepaid() | c.Withhold() | c.Release() | c.Forfeit() | c.NoCredit():
            return "note"
        case _:
            assert_never(node.effect)


def about(node: c.Consequence) -> str:
    """The clause whose duties the effect changes."""
    match node.effect:
        case c.Excuse(clause=clause) | c.CountsAsMissed(clause=clause):
            return clause
        case c.Forfeit(what=what) if of_clause(node.effect):
            return what
        case _:
            return ""


def of_clause(effect: c.Forfeit) -> bool:
    """A whole clause lapses, and not an amount withheld or a right."""
    return effect.what not in ("withheld", "right")


def hangs_on(node: c.Consequence, clauses: dict[str, str]) -> tuple[str, ...]:
    """The clauses whose misses bring the consequence about; `clauses` by the names of their duties."""
    found: list[str] = []
    for one in nodes_and_values((node.trigger, node.guard)):
        if isinstance(one, c.OnMiss):
            found.append(clauses.get(one.duty, ""))
        elif isinstance(one, a.Misses):
            found.append(one.clause)
    return tuple(dict.fromkeys(found))


def _always_a_right(node: c.Consequence) -> bool:
    """A right that hangs on no condition does not arise: it is always there."""
    unconditional = isinstance(node.trigger, c.OnCondition) and node.trigger.condition == a.AllOf(())
    return isinstance(node.effect, c.Terminate) and unconditional and node.guard is None


def _in_units(length: m.Length) -> Fraction:
    sizes = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
    if length.basis in (m.LengthBasis.ELAPSED, m.LengthBasis.CALENDAR):
        return length.amount / sizes.get(length.unit.rstrip("s"), 1)
    days = {"week": 7, "quarter": 3, "year": 12}
    return length.amount / days.get(length.unit.rstrip("s"), 1)
