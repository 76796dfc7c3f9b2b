"""Samples as queries: of each stream whether its sample fulfils a predicate, and its figure, by the series in which it is scraped."""

from __future__ import annotations

from dataclasses import dataclass, field

from sladsl.checks.plan import Plan
from sladsl.model.algebra import AllHold, AnyHolds, FieldCompares, FieldIs, NotSo, Predicate, Selection
from sladsl.model.quantities import Quantity
from sladsl.model.schema import FieldKind, Record
from sladsl.targets.prometheus.promql import (
    SIGNS,
    CannotBeSaid,
    Query,
    aggregated,
    both,
    either,
    negated,
    number,
    snake,
    text,
)


@dataclass(slots=True)
class Inputs:
    """What the rules read, in words, by the series: for the head of the file."""

    series: dict[str, str] = field(default_factory=dict)


class Samples:
    """Of one plan."""

    def __init__(self, plan: Plan, agreement: str, step: int) -> None:
        self.plan = plan
        self.agreement = agreement
        self.step = step
        self.inputs = Inputs()
        self._records = {one.name: one for one in plan.records}
        self._bodies = {one.name: one.body for one in plan.definitions}

    def source(self, selection: Selection) -> tuple[Record, tuple[Predicate, ...]]:
        """The sampled record behind a selection, and what its rows fulfil. Raises `CannotBeSaid`."""
        wheres = [selection.where] if selection.where is not None else []
        name, seen = selection.name, set[str]()
        while name not in self._records:
            body = self._bodies.get(name)
            if not isinstance(body, Selection) or name in seen:
                raise CannotBeSaid(f"{selection.name} is no record that is scraped")
            seen.add(name)
            if body.where is not None:
                wheres.append(body.where)
            name = body.name
        record = self._records[name]
        if record.cadence is None and not _keeps_a_state(record):
            raise CannotBeSaid(f"{record.plural} are rows of a table, not samples that are scraped")
        return record, tuple(wheres)

    def streams(self, record: Record, group: str = "") -> tuple[str, ...]:
        """The labels that tell the streams of samples apart."""
        each = list(record.cadence.each) if record.cadence is not None else []
        each += [one.name for one in record.fields if one.kind is FieldKind.REFERENCE and one.name not in each]
        if group and (own := record.reference_to(group)) is not None and own.name not in each:
            each.append(own.name)
        return tuple(sorted(snake(name) for name in each))

    def fulfils(self, record: Record, that: Predicate, group: str = "") -> Query:
        """For each stream that has a sample: 1 where its sample fulfils the predicate, else 0."""
        by = self.streams(record, group)
        match that:
            case FieldIs(field=name, values=values) if (
                values and (own := record.field(name)) and own.kind is FieldKind.CHOICE
            ):
                return Query(aggregated("max", self._samples(record, name, values), by), by)
            case FieldCompares(field=name, comparison=comparison):
                value = self.figure(record, name, group)
                told = []
                for bound in comparison.bounds:
                    limit = self.limit(bound.limit)
                    told.append(f"({value.text} {SIGNS[bound.comparator]} bool {number(limit.value)})")
                return Query(" * ".join(told), by)
            case AllHold(parts=parts):
                found = self.fulfils(record, parts[0], group)
                for part in parts[1:]:
                    found = both(found, self.fulfils(record, part, group))
                return found
            case AnyHolds(parts=parts):
                found = self.fulfils(record, parts[0], group)
                for part in parts[1:]:
                    found = either(found, self.fulfils(record, part, group))
                return found
            case NotSo(part=part):
                return negated(self.fulfils(record, part, group))
            case _:
                raise CannotBeSaid(f"what is asked of a {record.name} is not shown by a scraped sample")

    def chosen(self, record: Record, wheres: tuple[Predicate, ...], streams: Query, group: str = "") -> Query:
        """Only of the streams whose samples fulfil all of `wheres`."""
        inner = streams.text
        for where in wheres:
            one = self.fulfils(record, where, group)
            inner = f"({inner}) and on ({', '.join(one.by)}) ({one.text} == 1)"
        return Query(inner, streams.by, streams.near)

    def figure(self, record: Record, name: str, group: str = "") -> Query:
        """The figure of each stream, in the base of its unit: seconds, a ratio, the unit itself."""
        by = self.streams(record, group)
        series = f"{snake(record.name)}_{snake(name)}"
        own = record.field(name)
        unit = (
            {FieldKind.DURATION: "in seconds", FieldKind.PERCENT: "as a ratio from 0 to 1"}.get(own.kind, "")
            if own
            else ""
        )
        labels = "".join(f", {one}" for one in by)
        self.inputs.series[f'{series}{{agreement="…"{labels}}}'] = (
            f"the {name} of each {record.name}{f' {unit}' if unit else ''}"
        )
        return Query(
            aggregated(
                "max", f"last_over_time({series}{{agreement={text(self.agreement)}}}[{self.reach(record)}s])", by
            ),
            by,
        )

    def reach(self, record: Record) -> int:
        """How far back a sample is looked for, in seconds: one less than from sample to sample, so that none is found twice."""
        seconds = record.cadence.seconds if record.cadence is not None else self.step
        return max(seconds, self.step) - 1

    def _samples(self, record: Record, name: str, values: tuple[str, ...]) -> str:
        series, label = f"{snake(record.name)}_{snake(name)}", snake(name)
        by = "".join(f", {one}" for one in self.streams(record))
        self.inputs.series[f'{series}{{agreement="…", {label}="…"{by}}}'] = (
            f"1 for the {name} that the last {record.name} has, 0 for each other: {', '.join(record.field(name).choices)}"  # type: ignore[union-attr]
        )
        chosen = "|".join(_escaped(value) for value in values)
        pick = (
            f'{label}="{values[0]}"'
            if len(values) == 1 and _escaped(values[0]) == values[0]
            else f"{label}=~{text(chosen)}"
        )
        return f"last_over_time({series}{{agreement={text(self.agreement)},{pick}}}[{self.reach(record)}s])"

    def limit(self, told: Quantity | str) -> Quantity:
        if isinstance(told, Quantity):
            return told
        form = next((one.value for one in self.plan.form_values if one.name == told), None)
        if form is None:
            raise CannotBeSaid(f"{told} is to be agreed, or a measure of its own")
        return form


def _keeps_a_state(record: Record) -> bool:
    """Rows tell of changes only: one state lasts until the next row."""
    return str(record.keeping) == "collects"


def _escaped(value: str) -> str:
    return "".join(f"\\{c}" if c in r"\.+*?()|[]{}^$" else c for c in value)
