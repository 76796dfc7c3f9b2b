"""The rows of which a worked example speaks: "a Circuit with Class gold", then "that Circuit"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllHold, CountOf, FieldIs, NamedMeasure, OfField, Predicate, Selection, ShareOfRecords
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, record_behind, value_of
from sladsl.model.resolve.levels import Told, level
from sladsl.model.resolve.phrases import word
from sladsl.model.worked import Bound, Event, NamedWindow, RowEvent
from sladsl.syntax.tree import Phrase


@dataclass
class Cast:
    """`events` in the order of the example. A row that is spoken of again is the same row: an example that means two tells them apart
    by a choice or by the key ("with Name "C-2"")."""

    ctx: Context
    events: list[Event] = field(default_factory=list)
    told: NamedWindow | None = None
    """The window of which the outcome just before has said something."""
    _latest: dict[str, str] = field(default_factory=dict)
    _told: dict[str, int] = field(default_factory=dict)

    @property
    def records(self) -> tuple[str, ...]:
        return tuple(self._latest)

    def key(self, record: str, fields: tuple[tuple[str, object], ...] = (), words: str = "") -> str:
        """The key of the row that is meant, which is made where it is new; "" where rows of the record have no key.

        `words`: how the fields are told; a row whose key is not told is called by them.
        """
        declared = self.ctx.records[record]
        self.ctx.used.add(record)
        told = dict(fields)
        if not declared.key:
            if record not in self._latest or fields:
                self.events.append(RowEvent(record, fields))
            self._latest[record] = ""
            return ""
        said = words or " ".join(str(value) for value in told.values())
        key = str(told.get(declared.key) or (f"{record} {said}" if told else self._latest.get(record, record)))
        if key != self._latest.get(record) or told:
            self.events.append(RowEvent(record, ((declared.key, key), *fields)))
        self._latest[record] = key
        return key

    def introduce(self, record: str, fields: dict[str, object], count: int) -> None:
        """Rows that are told for themselves. One that has a key is "that Region" from then on; one without is given its number."""
        declared = self.ctx.records[record]
        self._told[record] = self._told.get(record, 0) + count
        if declared.key and count == 1:
            fields.setdefault(declared.key, f"{record} {self._told[record]}")
            self._latest[record] = str(fields[declared.key])
        self.events += [RowEvent(record, tuple(fields.items()))] * count

    def add(self, record: str, name: str, value: object) -> str:
        """A further field of the row of the record that was spoken of last; its key says which row was meant. The key of the row."""
        declared = self.ctx.records[record]
        if declared.key and name == declared.key:
            if self.events and self.events[-1] == RowEvent(record, ((name, self._latest.get(record, "")),)):
                self.events.pop()
            return self.key(record, ((name, value),))
        if declared.key:
            self.events.append(RowEvent(record, ((declared.key, self._latest.get(record, record)), (name, value))))
        return self._latest.get(record, "")

    def level(self, phrase: Phrase) -> tuple[Told, Bound]:
        """A measure, and the groups of which the example tells it: "Uptime of a Circuit with Class gold", "Uptime of London"."""
        ctx = self.ctx
        chosen: list[tuple[str, str]] = []
        kept: list[object] = []
        for part in phrase.parts:
            name = word(part, "NAME") if isinstance(part, Phrase) and part.kind == "scope_named" else ""
            of = _choice_field(name, ctx) if name and ctx.names.find(name) is None else ""
            if of:
                chosen.append((of, name))
            else:
                kept.append(part)
        told = level(Phrase(phrase.kind, tuple(kept)) if chosen else phrase, ctx)  # type: ignore[arg-type]
        scopes = told.measure.scopes if isinstance(told.measure, NamedMeasure) else ()
        if isinstance(told.measure, OfField | CountOf | ShareOfRecords):
            # "the average Loss of the Samples of that Circuit": the measure is the duty's own, told of that Circuit.
            rows = told.measure.selection
            scopes = tuple(one for one in rows.scopes if one.via is None)
            of_all = replace(rows, scopes=tuple(one for one in rows.scopes if one.via is not None))
            told = replace(told, measure=replace(told.measure, selection=of_all))
        groups = (*told.groups, *(Selection(s.name) for s in scopes if all(s.name != g.name for g in told.groups)))
        return told, (*chosen, *(pair for group in groups for pair in self.bound(group, phrase)))

    def bound(self, group: Selection, node: Phrase) -> Bound:
        ctx = self.ctx
        declared = ctx.names.find(group.name)
        if declared is None:
            raise ctx.refuse(
                "N195", node, f"which {group.name} is meant?", hint=f"Name it by its choice instead of {group.name}."
            )
        record = record_behind(group.name, node, ctx)
        if declared.kind is not NameKind.RECORD:
            return ((group.name, ""),)
        said = _fields(group.where)
        told = tuple((name, value_of(field_of(record, name, node, ctx), value, node, ctx)) for name, value in said)
        return ((group.name, self.key(record, told, " ".join(value for _, value in said))),)


def _choice_field(name: str, ctx: Context) -> str:
    found = {f.name for r in ctx.records.values() for f in r.fields if name in f.choices}
    return next(iter(found)) if len(found) == 1 else ""


def _fields(where: Predicate | None) -> list[tuple[str, str]]:
    """The fields that a selection names with one choice."""
    match where:
        case FieldIs(field=name, values=(value,)):
            return [(name, value)]
        case AllHold(parts=parts):
            return [pair for part in parts for pair in _fields(part)]
        case _:
            return []
