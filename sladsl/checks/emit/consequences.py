"""Consequences as functions whose docstring is the contract's sentence: a loop over occasions, and what follows on each."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.amounts import Amounts, band_of, base_of, services_of
from sladsl.checks.emit.literals import number, quantity, spec
from sladsl.checks.emit.nodes import Facts
from sladsl.checks.emit.source import Code, Function, call, docstring, text, texts, written
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import moments as m
from sladsl.model.node import nodes_and_values
from sladsl.model.quantities import Dimension, Quantity


def _is_scoped(measure: object) -> bool:
    """Whether it is that of something that the sentence has named: "Affected Share of that Outage"."""
    return any(getattr(node, "scopes", ()) for node in nodes_and_values(measure))


def where(clause: str, line: int) -> str:
    return f'(clause "{clause}", line {line})' if clause else f"(line {line})"


class Consequences(Amounts):
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

    def occasions(self, node: c.Consequence) -> Code:
        trigger = node.trigger
        match trigger:
            case c.OnMiss(duty=duty):
                return call("missed", "s", text(duty))
            case c.OnCondition(condition=condition, spec=given):
                some = isinstance(condition, a.Records) and condition.quantifier is a.Quantifier.SOME
                if isinstance(node.effect, c.Terminate) and isinstance(condition, a.Records) and some:
                    grown = self._right_of_rows(node, condition)
                    if grown is not None:
                        return grown
                condition = self._of_window(condition)
                if isinstance(condition, a.Records) and some and _for_each(node):
                    that = (
                        None
                        if condition.that is None
                        else Function(self.predicate(condition.that, "s", condition.selection.name))
                    )
                    rows = Function(self.selection(condition.selection, "s"))
                    return call(
                        "whenever_any",
                        "s",
                        spec(given),
                        text(condition.selection.name),
                        rows,
                        "None" if that is None else that,
                        grouped=None if isinstance(node.effect, c.Terminate) else "False",
                    )
                each = self._asked_of(node, trigger.group, condition)
                if each is not None:
                    # "If Monthly Uptime of a Site is …, Customer may terminate Hosting for that Site": asked of each Site.
                    rows = Function(self.selection(each, "s"))
                    held = Function(self.condition(condition, "s"))
                    return call("whenever_of_each", "s", spec(given), text(each.name), rows, held)
                return call("whenever", "s", spec(given), Function(self.condition(condition, "s")))
            case c.UnitTrigger():
                return self._units(trigger)
            case c.ForEachItem(selection=selection, spec=m.WindowSpec() as given, after=after, group=group) if after:
                rows = Function(self.selection(selection, "s", "s.window"))
                return call(
                    "each_beyond",
                    "s",
                    text(selection.name),
                    rows,
                    str(after),
                    spec(given),
                    group=None if group is None else Function(self.selection(group, "s")),
                    group_name=None if group is None else text(group.name),
                )
            case c.ForEachItem(selection=selection, every=every, spec=given):
                # Each so many in a window of its own are counted there; others in the settled window.
                rows = Function(self.selection(selection, "s", "s.window"))
                return call(
                    "each_of",
                    "s",
                    text(selection.name),
                    rows,
                    every=str(every) if every > 1 else None,
                    spec=spec(given or m.WindowSpec(m.WindowUnit.MONTH)) if every > 1 else None,
                )
            case c.ForEachMissedClause(party=party, spec=given):
                return call("each_missed_clause", "s", text(party), spec(given))
            case c.ForEachWindow(spec=given, condition=condition):
                holds: list[Code] = [] if condition is None else [Function(self.condition(condition, "s"))]
                each = self._asked_of(node, trigger.group, condition)
                if each is not None:
                    rows = Function(self.selection(each, "s"))
                    return call("whenever_any", "s", spec(given), text(each.name), rows, *(holds or ["None"]))
                return call("whenever", "s", spec(given), *holds)
            case c.ForEachUnit(unit=unit, spec=given, after=after):
                return call("each_declared", "s", text(unit), spec(given), after=str(after) if after else None)
            case _:
                assert_never(trigger)

    def _asked_of(
        self, node: c.Consequence, group: a.Selection | None, condition: a.Condition | None
    ) -> a.Selection | None:
        """What the condition is asked of, one by one: as it says itself, or as its effect does."""
        name = _group_of(node)
        own = condition.selection.name if isinstance(condition, a.Records) else ""
        if group is not None:
            return group
        return a.Selection(name) if name in self.facts.records and name != own else None

    def _of_window(self, condition: a.Condition) -> a.Condition:
        """ "If at least 2 Requests are late" asks those of the window; of rows that are counted in a window of their own, or that are in
        service for a time, each is asked."""
        if isinstance(condition, a.AllOf | a.AnyOf):
            return replace(condition, parts=tuple(self._of_window(one) for one in condition.parts))
        if not isinstance(condition, a.Records) or isinstance(condition.that, a.HasCount):
            return condition
        record = self.facts.base_record(condition.selection.name)
        lasting = record is not None and (
            not record.belongs or any(life.record == record.name for life in self.facts.plan.lives)
        )
        if condition.selection.window is not None or lasting:
            return condition
        return replace(condition, selection=replace(condition.selection, window=m.Supplied()))

    def _right_of_rows(self, node: c.Consequence, condition: a.Records) -> Code | None:
        """Rights that arise with a row's count in a sliding window, or with its lateness, and not at the end of a month."""
        name, that = condition.selection.name, condition.that
        rows = Function(self.selection(condition.selection, "s"))
        if isinstance(that, a.HasCount) and that.spec is not None and that.spec.sliding:
            counted = Function(self.selection(that.selection, "s"))
            test = self.test(that.comparison, "s")
            return call("each_run", "s", spec(that.spec), text(name), rows, counted, test)
        if isinstance(that, a.Late) and name not in self.documents:
            of_term = self._of_window(condition)
            assert isinstance(of_term, a.Records)
            rows = Function(self.selection(of_term.selection, "s"))
            more = that.by.bounds[0].limit if that.by is not None else None
            if that.by is None or (len(that.by.bounds) == 1 and isinstance(more, Quantity)):
                by = quantity(more) if isinstance(more, Quantity) else None
                return call(
                    "each_grown_late",
                    "s",
                    text(name),
                    rows,
                    Function(self.predicate(that, "s", name)),
                    field=text(that.field) if that.field else None,
                    by=by,
                    clause=text(that.clause) if that.clause else None,
                )
        return None

    def _units(self, node: c.UnitTrigger) -> Code:
        size, steps = quantity(node.step), text(node.steps.value)
        band = band_of(node)
        match node.quantity:
            case c.Exceeds(spec=given, group=group):
                return call(
                    "each_unit",
                    "s",
                    spec(given),
                    Function(self.excess(node.quantity, "s")),
                    size,
                    steps,
                    group=None if group is None else Function(self.selection(group, "s")),
                    name=None if group is None else text(group.name),
                    band=band,
                )
            case c.OfItem(selection=selection):
                rows = Function(self.selection(selection, "s", "s.window"))
                return call("each_unit_of", "s", text(selection.name), rows, size, steps, band=band)
            case c.ByLateness(selection=selection, clause=clause, early=early):
                rows = Function(self.selection(selection, "s", "s.window", late=True))
                in_days = node.calendar_days or node.business_days
                return call(
                    "each_unit_late",
                    "s",
                    text(selection.name),
                    rows,
                    number(node.step.value / (86_400 if node.step.unit.dimension is Dimension.TIME else 1))
                    if in_days
                    else size,
                    steps,
                    calendar_days="True" if node.calendar_days else None,
                    business_days="True" if node.business_days else None,
                    months="True" if node.months else None,
                    early="True" if early else None,
                    clause=text(clause) if clause else None,
                    band=band,
                )
            case c.OfLedger(ledger=ledger, state=state):
                overused = "True" if state == "overused" else None
                return call("each_unit_of_ledger", "s", text(ledger), size, steps, overused=overused, band=band)
            case _:
                assert_never(node.quantity)

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
            case c.OnlyGreatest(item=item, chooser=chooser):
                return call("only_greatest", "at", text(item), *([text(chooser)] if chooser else []))
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


def _for_each(node: c.Consequence) -> bool:
    """Whether "if a Circuit has …" speaks of each such Circuit: it does where the effect comes back to it."""
    if isinstance(node.effect, c.Terminate):
        return bool(node.effect.of_group)
    trigger = node.trigger
    condition = trigger.condition if isinstance(trigger, c.OnCondition) else None
    return isinstance(condition, a.Records) and condition.selection.name in nodes_and_values(node.effect)


def _group_of(node: c.Consequence) -> str:
    """The record of whose rows the effect speaks: "for that Site"."""
    if isinstance(node.effect, c.Terminate):
        return node.effect.of_group
    return next((one.of_group for one in nodes_and_values(node.effect) if isinstance(one, c.Fee) and one.of_group), "")


def _in_units(length: m.Length) -> Fraction:
    sizes = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
    if length.basis in (m.LengthBasis.ELAPSED, m.LengthBasis.CALENDAR):
        return length.amount / sizes.get(length.unit.rstrip("s"), 1)
    days = {"week": 7, "quarter": 3, "year": 12}
    return length.amount / days.get(length.unit.rstrip("s"), 1)
