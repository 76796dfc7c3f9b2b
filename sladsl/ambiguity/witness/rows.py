"""Rows that fulfil what a sentence asks of them: the choice that it names, a figure on the right side of its limit, an act in good time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.lengths import DAY, HOUR, MINUTE, SECOND
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Done,
    FieldCompares,
    FieldIs,
    FieldsCompare,
    InBoundWindow,
    InPeriod,
    NotSo,
    Predicate,
    Referred,
    Selection,
)
from sladsl.model.consequences import ItemAmount
from sladsl.model.moments import FieldPoint, Length, LengthBasis, Limit, LimitKind
from sladsl.model.quantities import NUMBER, Bound, Comparator, Comparison, Quantity
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.model.worked import RowEvent
from sladsl.time.zones import date_of

Fields = dict[str, object]
_PRICE = Fraction(1000)
"""What a thing costs of which nothing else is said."""


class Rows:
    """Makes rows of the records of a cone."""

    def __init__(self, cone: Cone) -> None:
        self.cone = cone
        self._records = {one.name: one for one in cone.plan.records}
        self._bodies = {one.name: one.body for one in cone.plan.definitions}
        self._forms = {one.name: one.value for one in cone.plan.form_values}

    @cached_property
    def prices(self) -> dict[str, tuple[str, ...]]:
        """The fields of money from which an amount is taken, by record."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.cone.nodes:
            if isinstance(node, ItemAmount):
                found[node.record] = (*found.get(node.record, ()), node.field)
        return found

    def source(self, selection: Selection) -> tuple[Record, tuple[Predicate, ...]] | None:
        """The record behind a selection, and what its rows fulfil; None for pieces of a period."""
        wheres = [selection.where] if selection.where is not None else []
        name, seen = selection.name, set[str]()
        while name not in self._records:
            body = self._bodies.get(name)
            if not isinstance(body, Selection) or name in seen:
                return None
            seen.add(name)
            if body.where is not None:
                wheres.append(body.where)
            name = body.name
        return self._records[name], tuple(wheres)

    def row(self, record: Record, wheres: tuple[Predicate, ...], at: int, given: Fields) -> tuple[RowEvent, ...]:
        """A row that belongs to the moment `at` (microseconds), with the fields that are given; before it the rows to which it refers."""
        fields: Fields = {}
        others: list[RowEvent] = []
        for where in wheres:
            self._fulfil(where, True, record, at, fields, others)
        if record.belongs and record.belongs not in given:
            own = record.field(record.belongs)
            if own is not None and (own.name not in fields or own.kind is not FieldKind.TIME):
                fields[own.name] = self.moment(own, at)
        for name in self.prices.get(record.name, ()):
            fields.setdefault(name, _PRICE)
        fields |= given
        order = {field.name: number for number, field in enumerate(record.fields)}
        told = tuple(
            sorted(((k, v) for k, v in fields.items() if v is not None or k in given), key=lambda pair: order[pair[0]])
        )
        return (*others, RowEvent(record.name, told))

    def moment(self, field: Field, at: int) -> object:
        """The moment as a value of the field."""
        day = date_of(at, self.cone.plan.zone)
        match field.kind:
            case FieldKind.DATE:
                return day
            case FieldKind.MONTH:
                return day.year, day.month
            case _:
                return at

    def length(self, limit: Limit) -> int:
        """About how long the limit is, in microseconds."""
        lengths = [limit.length] if limit.length is not None else [length for _, length in limit.lengths]
        return max((roughly(one) for one in lengths), default=0)

    def _fulfil(
        self, that: Predicate, so: bool, record: Record, at: int, fields: Fields, others: list[RowEvent]
    ) -> None:
        match that:
            case FieldIs(field=name, values=values) if values:
                field = record.field(name)
                if field is not None:
                    fields[name] = _choice(field, values, so)
            case FieldCompares(field=name, comparison=comparison):
                value = self.on_side(comparison, so)
                if value is not None:
                    fields.setdefault(name, value)
            case FieldsCompare(field=name, comparator=comparator, other=other_name, share=share):
                against = fields.setdefault(other_name, _PRICE)
                if isinstance(against, Fraction):
                    value = self.on_side(Comparison((Bound(comparator, Quantity(share * against, NUMBER)),)), so)
                    fields.setdefault(name, value)
            case Done(record=of, field=name, limit=limit) if of == record.name:
                field = record.field(name)
                if field is None:
                    return
                if so:
                    fields[name] = self.moment(field, self._in_time(limit, at))
                elif limit is not None and limit.kind is not LimitKind.AT_LEAST_BEFORE:
                    fields.setdefault(name, None)
                else:
                    fields[name] = self.moment(field, at) if limit is not None else None
            case AllHold(parts=parts) if so:
                for part in parts:
                    self._fulfil(part, so, record, at, fields, others)
            case AllHold(parts=parts) | AnyHolds(parts=parts):
                for part in parts if not so else parts[:1]:
                    self._fulfil(part, so, record, at, fields, others)
                    if isinstance(that, AllHold):
                        break
            case NotSo(part=part):
                self._fulfil(part, not so, record, at, fields, others)
            case Referred(field=name, record=of, that=inner) if of in self._records:
                other = self._records[of]
                more: Fields = {}
                self._fulfil(inner, so, other, at, more, others)
                key = f"{of} 1"
                fields[name] = key
                if other.key:
                    more[other.key] = key
                others.append(RowEvent(of, tuple(more.items())))
            case InBoundWindow(field=name):
                field = record.field(name)
                if field is not None:
                    fields[name] = self.moment(field, at)
            case InPeriod():
                pass
            case _:
                pass

    def _in_time(self, limit: Limit | None, at: int) -> int:
        if limit is None:
            return at + MINUTE
        length = self.length(limit)
        match limit.kind:
            case LimitKind.AT_LEAST_BEFORE:
                return at - max(2 * length, 2 * DAY)
            case LimitKind.AT_LEAST_AFTER:
                return at + 2 * length
            case _:
                return at + min(length // 2, HOUR)

    def on_side(self, comparison: Comparison, so: bool) -> Fraction | None:
        """A figure that fulfils the comparison, or one that does not."""
        for bound in comparison.bounds:
            limit = self._forms.get(bound.limit) if isinstance(bound.limit, str) else bound.limit
            if not isinstance(limit, Quantity):
                continue
            wide = max(abs(limit.value) / 4, Fraction(1, 100))
            above = bound.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
            if bound.comparator in (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EXACTLY) and so:
                return limit.value
            return limit.value + (wide if above is so else -wide)
        return None

    def negated(self, record: Record, that: Predicate, at: int) -> Fields:
        """The fields with which a row does not fulfil the predicate."""
        fields: Fields = {}
        self._fulfil(that, False, record, at, fields, [])
        return fields

    def fulfilled(self, record: Record, that: Predicate, at: int) -> Fields:
        fields: Fields = {}
        self._fulfil(that, True, record, at, fields, [])
        return fields


def roughly(length: Length) -> int:
    """In microseconds, a business day with the weekend that falls to it, an hour of a calendar with the nights."""
    match length.basis:
        case LengthBasis.ELAPSED:
            return int(length.amount * SECOND)
        case LengthBasis.DAYS:
            return int(length.amount) * DAY
        case LengthBasis.BUSINESS_DAYS:
            return int(length.amount * 7 / 5 + 1) * DAY
        case LengthBasis.MONTHS:
            return int(length.amount * 30) * DAY
        case LengthBasis.CALENDAR:
            return int(length.amount * SECOND) * 4


def _choice(field: Field, values: tuple[str, ...], so: bool) -> object:
    if field.kind is FieldKind.YES_NO:
        said = values[0].casefold() in ("yes", "true")
        return said if so else not said
    if so:
        return values[0]
    return next((choice for choice in field.choices if choice not in values), f"not {values[0]}")


def anchored_at(limit: Limit) -> str:
    """The field of the same row from which the limit counts; "" where it counts from something else."""
    return limit.anchor.field if isinstance(limit.anchor, FieldPoint) else ""


def times_in(event: RowEvent) -> Iterator[int]:
    for _, value in event.fields:
        if isinstance(value, int) and not isinstance(value, bool):
            yield value


def days_in(event: RowEvent) -> Iterator[date]:
    for _, value in event.fields:
        if isinstance(value, date):
            yield value
