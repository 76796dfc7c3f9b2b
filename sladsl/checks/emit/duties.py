"""Duties as functions whose docstring is the contract's sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.emit.consequences import Consequences, where
from sladsl.checks.emit.literals import spec
from sladsl.checks.emit.nodes import unit_text
from sladsl.checks.emit.source import Code, Function, call, dict_of, docstring, text, texts, tuple_of, written
from sladsl.checks.figures import comparison
from sladsl.model import algebra as a
from sladsl.model import duties as d
from sladsl.model import moments as m
from sladsl.model.quantities import Comparison, Dimension, Quantity


class Functions(Consequences):
    """All that is written as a function of its own."""

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
            case d.Repeated(record=record, field=field):
                return call(
                    "again",
                    "s",
                    text(duty.name),
                    text(record),
                    text(field),
                    target=text(_target(duty.text)),
                    only=self._only(duty, record),
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
                    only=self._only(duty, record),
                )
            case d.Act():
                return self._act(duty, kind)
            case d.Retain() | d.Declared():
                return None
            case _:
                assert_never(kind)

    def repeated(self, duty: d.Duty, kind: d.Repeated) -> Code:
        """When what the duty asks for again and again is due, and for which rows."""
        record = self.facts.records.get(kind.record)
        of = self.facts.base_record(kind.each.name)
        field = record.reference_to(of.name) if record is not None and of is not None else None
        interval: Code = "None"
        if kind.length is not None:
            interval = self.length(kind.length)
        elif kind.lengths:
            cells = (tuple_of([self.predicate(which, "s", ""), self.length(one)]) for which, one in kind.lengths)
            interval = call("by_interval", "s", *cells)
        return call(
            "RepeatSpec",
            text(duty.name),
            text(kind.record),
            text(kind.field),
            text(field.name if field is not None else ""),
            text(kind.each.name),
            Function(self.selection(kind.each, "s")),
            Function(self.point(kind.start, "s")),
            Function(self.point(kind.until, "s")),
            Function(interval),
            once=None if kind.once is None else Function(self.limit(kind.once, "s")),
        )

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
            ends="True" if self.facts.has_ends(kind.measure) else None,
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
                "called_for",
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


def _target(sentence: str) -> str:
    """What the sentence asks for: from "is" or "are" on, else the sentence."""
    words = " ".join(sentence.split()).partition(": |")[0].rstrip(".")
    act = max(words.find(" shall "), 0)
    for start in (" within ", " at least ", " by "):
        if start in words[act:]:
            return words[words.index(start, act) + 1 :]
    return words
