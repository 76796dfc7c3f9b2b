"""Duties and consequences as functions whose docstring is the contract's sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.amounts import Amounts, base_of, service_of
from sladsl.checks.emit.expressions import number, quantity, spec
from sladsl.checks.emit.nodes import unit_text, walk
from sladsl.checks.emit.source import Code, Function, call, dict_of, docstring, text, texts, tuple_of, written
from sladsl.checks.figures import comparison
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import duties as d
from sladsl.model import moments as m
from sladsl.model.quantities import Comparison, Dimension, Quantity


def where(clause: str, line: int) -> str:
    return f'(clause "{clause}", line {line})' if clause else f"(line {line})"


class Functions(Amounts):
    # --- duties --------------------------------------------------------------------------------------------------------

    def duty(self, name: str, duty: d.Duty) -> list[str]:
        """The function of a duty; empty where no record settles it."""
        body = self._duty_body(duty)
        if body is None or duty.modality == "may":
            return []
        return [
            f"def {name}(s):",
            *docstring(duty.text, where(duty.clause, duty.place.line)),
            "    return " + written(body, 4, 11),
        ]

    def _duty_body(self, duty: d.Duty) -> Code | None:
        self.clause = duty.clause
        kind = duty.kind
        match kind:
            case d.Level():
                return self._level(duty, kind)
            case d.EachRecord(selection=selection, that=that):
                return call(
                    "each_row",
                    "s",
                    text(selection.name),
                    Function(self.selection(selection, "s", "s.window")),
                    Function(self.predicate(that, "s", selection.name)),
                    target=text(_target(duty.text)),
                    never="True" if duty.modality == "shall not" else None,
                    only=self._only(duty, selection.name),
                )
            case d.Document(record=record, field=field, window=window, limit=limit):
                return call(
                    "document",
                    "s",
                    spec(window),
                    text(record),
                    text(field),
                    Function(self.limit(limit, "s")),
                    target=text(_target(duty.text)),
                )
            case d.Act():
                return self._act(duty, kind)
            case d.Retain() | d.Declared():
                return None
            case _:
                assert_never(kind)

    def _level(self, duty: d.Duty, kind: d.Level) -> Code:
        outside = None
        if kind.outside:
            outside = Function(call("united", *(self.period(one, "s") for one in kind.outside)))
        return call(
            "level",
            "s",
            text(duty.name),
            "None" if kind.window is None else spec(kind.window),
            measure=Function(self.measure(kind.measure, "s")),
            target=Function(self._level_target(kind)),
            named=text(self.measure_name(duty, kind.measure)),
            unit=text(unit) if (unit := self._level_unit(kind)) else None,
            group=None
            if kind.group is None
            else Function(self.selection(kind.group, "s", "s.window" if kind.window is None else "")),
            of=None if kind.group is None else text(kind.group.name),
            outside=outside,
            records=texts(self.facts.sampled((kind.measure, kind.outside))),
            grows="True" if self.facts.grows(kind.measure) else None,
            only=self._only(duty, kind.group.name if kind.group is not None else ""),
        )

    def _level_unit(self, kind: d.Level) -> str:
        """Times are shown in the unit of their target."""
        given = kind.comparison or (kind.by_choice[0][1] if kind.by_choice else None)
        limit = given.bounds[0].limit if given is not None else None
        if isinstance(limit, Quantity) and limit.unit.dimension is Dimension.TIME:
            return limit.unit.name
        return unit_text(self.facts.unit_of(kind.measure))

    def measure_name(self, duty: d.Duty, measure: a.Measure) -> str:
        """The measure's name, else the words of the sentence between "keep" and the comparison."""
        if isinstance(measure, a.NamedMeasure):
            return measure.name
        words = " ".join(duty.text.split())
        start = words.find(" keep ")
        if start < 0:
            return ""
        rest = words[start + 6 :]
        ends = [at for at in (rest.find(f" {word} ") for word in ("at", "above", "below", "between")) if at > 0]
        return rest[: min(ends)].removeprefix("the ") if ends else ""

    def _level_target(self, kind: d.Level) -> Code:
        def pair(given: Comparison) -> Code:
            return tuple_of([self.test(given, "s"), text(comparison(given))])

        if not kind.by_choice:
            return "None" if kind.comparison is None else pair(kind.comparison)
        fields = tuple(field for field, _ in kind.by_choice[0][0])
        choices: list[tuple[str, Code]] = []
        for entry, given in kind.by_choice:
            key = ", ".join(text(choice) for _, choice in entry)
            choices.append((f"({key},)" if len(entry) == 1 else f"({key})", pair(given)))
        return call("by_choices", "s", texts(fields), dict_of(choices))

    def _only(self, duty: d.Duty, item: str) -> Code | None:
        conditions = [self.condition(one, "s") for one in duty.only_if]
        if duty.only_to is not None:
            rows = self.selection(duty.only_to, "s")
            conditions.append(call("among", "s", text(item or duty.only_to.name), rows))
        if not conditions:
            return None
        return Function(conditions[0] if len(conditions) == 1 else call("all_of", *conditions))

    def _act(self, duty: d.Duty, kind: d.Act) -> Code:
        each, condition_of = kind.each, kind.condition
        if each is None and isinstance(condition_of, a.Records) and condition_of.selection.name == kind.record:
            # "If a Friction Report is late, Joan shall escalate it": the act is done on the row that fulfils the condition.
            parts = [one for one in (condition_of.selection.where, condition_of.that) if one is not None]
            whole = None if not parts else parts[0] if len(parts) == 1 else a.AllHold(tuple(parts))
            each, condition_of = replace(condition_of.selection, where=whole), None
        if each is not None:
            rows = Function(self.selection(each, "s", "s.window"))
            occasions: Code = call("rows_that", "s", text(each.name), rows)
            if condition_of is not None:
                occasions = call("of_these", occasions, Function(self.condition(condition_of, "s")))
        else:
            condition = None if kind.condition is None else Function(self.condition(kind.condition, "s"))
            occasions = call(
                "whenever",
                "s",
                spec(kind.window or m.WindowSpec(m.WindowUnit.MONTH)),
                *([condition] if condition else []),
            )
        return call(
            "act",
            "s",
            Function(occasions),
            text(kind.record),
            text(kind.field),
            "None" if kind.limit is None else Function(self.limit(kind.limit, "s")),
            target=text(_target(duty.text)),
        )

    # --- consequences --------------------------------------------------------------------------------------------------

    def consequence(self, name: str, node: c.Consequence) -> list[str]:
        """A generator of effects: a loop over the occasions, with what follows on each."""
        self.clause, self.owner = node.clause, node.name
        if isinstance(node.effect, c.NoCredit) or _always_a_right(node):
            return []
        occasions = self.occasions(node)
        lines = [
            f"def {name}(s):",
            *docstring(node.text, where(node.clause, node.place.line)),
            "    for at in " + written(occasions, 4, 14) + ":",
        ]
        indent = 8
        if node.guard is not None:
            guard = call("holds", "at", self.condition(node.guard, "at"))
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
                    )
                return call("whenever", "s", spec(given), Function(self.condition(condition, "s")))
            case c.UnitTrigger():
                return self._units(trigger)
            case c.ForEachItem(selection=selection, every=every, spec=given):
                # Each so many in a window of its own are counted there; others in the settled window.
                rows = Function(self.selection(selection, "s", "s.window"))
                return call(
                    "each_of",
                    "s",
                    text(selection.name),
                    rows,
                    every=str(every) if every > 1 else None,
                    spec=spec(given) if given is not None and every > 1 else None,
                    counted=text(node.name) if every > 1 else None,
                )
            case c.ForEachMissedClause(party=party, spec=given):
                return call("each_missed_clause", "s", text(party), spec(given))
            case c.ForEachWindow(spec=given, condition=condition):
                return call(
                    "whenever",
                    "s",
                    spec(given),
                    *([] if condition is None else [Function(self.condition(condition, "s"))]),
                )
            case c.ForEachUnit(unit=unit, spec=given):
                return call("each_declared", "s", text(unit), spec(given))
            case _:
                assert_never(trigger)

    def _right_of_rows(self, node: c.Consequence, condition: a.Records) -> Code | None:
        """Rights that arise with a row's count in a sliding window, or with its lateness, and not at the end of a month."""
        name, that = condition.selection.name, condition.that
        rows = Function(self.selection(condition.selection, "s"))
        if isinstance(that, a.HasCount) and that.spec is not None and that.spec.sliding:
            counted = Function(self.selection(that.selection, "s"))
            test = self.test(that.comparison, "s")
            return call("each_run", "s", spec(that.spec), text(name), rows, counted, test, text(node.clause))
        if isinstance(that, a.Late) and name not in self.documents:
            more = that.by.bounds[0].limit if that.by is not None else None
            if that.by is None or (len(that.by.bounds) == 1 and isinstance(more, Quantity)):
                by = quantity(more) if isinstance(more, Quantity) else None
                return call(
                    "each_grown_late", "s", text(name), rows, field=text(that.field) if that.field else None, by=by
                )
        return None

    def _units(self, node: c.UnitTrigger) -> Code:
        size, steps = quantity(node.step), text(node.steps.value)
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
                )
            case c.OfItem(selection=selection):
                rows = Function(self.selection(selection, "s", "s.window"))
                return call("each_unit_of", "s", text(selection.name), rows, size, steps)
            case c.ByLateness(selection=selection):
                rows = Function(self.selection(selection, "s", "s.window"))
                in_days = node.calendar_days or node.business_days
                return call(
                    "each_unit_late",
                    "s",
                    text(selection.name),
                    rows,
                    number(node.step.value / 86_400 if in_days and node.step.value >= 86_400 else node.step.value)
                    if in_days
                    else size,
                    steps,
                    calendar_days="True" if node.calendar_days else None,
                    business_days="True" if node.business_days else None,
                )
            case c.OfLedger(ledger=ledger):
                return call("each_unit_of_ledger", "s", text(ledger), size, steps)
            case _:
                assert_never(node.quantity)

    def effect(self, node: c.Consequence) -> Code:
        effect = node.effect
        counts = isinstance(node.trigger, c.UnitTrigger | c.ForEachUnit)
        match effect:
            case c.Pay(verb=verb, payer=payer, payee=payee, amount=amount):
                service = service_of(amount)
                money = (self.counted if counts else self.amount)(amount, "at", base_of(amount))
                return call(
                    "pay", "at", text(verb), text(payer), text(payee), money, service=text(service) if service else None
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
            case c.OnlyGreatest(chooser=chooser):
                return call("only_greatest", "at", *([text(chooser)] if chooser else []))
            case c.Withhold(party=party):
                return call("note", "at", text(f"{party} may withhold: {' '.join(node.text.split())}"))
            case c.Release(party=party):
                return call("note", "at", text(f"{party} shall release what is withheld"))
            case c.Forfeit(what=what):
                clause = what if any(what == duty.clause for duty in self.plan.duties) else ""
                words = f'clause "{what}" lapses' if clause else f"what lapses: {what}"
                return call("note", "at", text(words), *([text(clause)] if clause else []))
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


def effect_kind(node: c.Consequence) -> str:
    """In which turn of the settlement a consequence is looked at."""
    match node.effect:
        case c.Pay() if any(isinstance(one, a.CreditsReachCap) for one in walk((node.trigger, node.guard))):
            return "credit by caps"
        case c.Pay():
            return "credit by points" if isinstance(node.trigger, c.ForEachUnit) else "credit"
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
        case c.RefundPrepaid() | c.Withhold() | c.Release() | c.Forfeit() | c.NoCredit():
            return "note"
        case _:
            assert_never(node.effect)


def about(node: c.Consequence) -> str:
    """The clause whose duties the effect changes."""
    return node.effect.clause if isinstance(node.effect, c.Excuse | c.CountsAsMissed) else ""


def hangs_on(node: c.Consequence, clauses: dict[str, str]) -> tuple[str, ...]:
    """The clauses whose misses bring the consequence about; `clauses` by the names of their duties."""
    found: list[str] = []
    for one in walk((node.trigger, node.guard)):
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
    """Whether "if a Circuit has …" speaks of each such Circuit: it does where the effect comes back to it, or pays."""
    if isinstance(node.effect, c.Terminate):
        return bool(node.effect.of_group)
    return isinstance(node.effect, c.Pay | c.Incur | c.Extend | c.OnlyGreatest)


def _in_units(length: m.Length) -> Fraction:
    sizes = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
    if length.basis in (m.LengthBasis.ELAPSED, m.LengthBasis.CALENDAR):
        return length.amount / sizes.get(length.unit.rstrip("s"), 1)
    days = {"week": 7, "quarter": 3, "year": 12}
    return length.amount / days.get(length.unit.rstrip("s"), 1)


def _target(sentence: str) -> str:
    """What the sentence asks for: from "is" or "are" on, else the sentence."""
    words = " ".join(sentence.split()).rstrip(".")
    for start in (" within ", " at least ", " by "):
        if start in words:
            return words[words.index(start) + 1 :]
    return words
