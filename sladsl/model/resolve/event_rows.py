"""Rows that a worked example gives: "a Trouble Ticket of a Circuit from … to … and another from … to …"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import FromTo
from sladsl.model.moments import FieldPoint
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, choice_of, field_of, split_field
from sladsl.model.resolve.phrases import first, number, text_of, tidy, with_article, word
from sladsl.model.resolve.points import clock_minute, read_date
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.resolve.windows import MONTH_NAMES
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.model.worked import RowEvent
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.zones import instant_of


class RowBeingMade:
    """Reads the parts of an `event_record` from left to right; "and another" starts a second row like the first."""

    def __init__(self, phrase: Phrase, ctx: Context) -> None:
        self._ctx = ctx
        self._phrase = phrase
        self._rows: list[dict[str, object]] = []
        self._fields: dict[str, object] = {}
        named = next(part for part in phrase.parts if isinstance(part, Word) and part.kind == "NAME")
        self._record, self._act = self._record_of(tidy(named.text))
        ctx.used.add(self._record.name)
        self._read([part for part in phrase.parts if part is not named])
        self._rows.append(self._fields)

    def _record_of(self, text: str) -> tuple[Record, str]:
        """The record of the row, or of the row from which a piece of a period comes ("an Interruption from … to …"), and an act after it."""
        found = self._ctx.names.longest(text)
        if found is not None and found[0].kind is NameKind.RECORD:
            return self._ctx.records[found[0].text], found[1]
        if found is not None and found[0].kind is NameKind.PERIOD:
            body = self._innermost(self._ctx.definition(found[0].text, self._phrase).body)
            if isinstance(body, FromTo):
                return self._ctx.records[body.selection.name], found[1]
        raise self._ctx.refuse(
            "N186",
            self._phrase,
            f'"{text}" is no row of a record',
            label="a record must stand here",
            hint='Give the records that show it: "every Probe has Outcome failure from … to …".',
        )

    def events(self) -> list[RowEvent]:
        return [RowEvent(self._record.name, tuple(row.items())) for row in self._rows]

    def _read(self, parts: list[Phrase | Word]) -> None:
        for part in parts:
            if isinstance(part, Word):
                self._word(part)
            elif part.kind == "stretch":
                self._stretch(part)
            elif part.kind == "on_moment":
                self._moment(part)
            elif part.kind == "event_choice":
                self._choice(word(part, "NAME"), first(part, *CHOICES), part)
            elif part.kind == "event_value":
                self._given_value(part)

    def _word(self, part: Word) -> None:
        text = tidy(part.text)
        if text == "another":
            self._rows.append(self._fields)
            kept = {f.name for f in self._record.fields if f.kind in (FieldKind.REFERENCE, FieldKind.CHOICE)}
            self._fields = {name: value for name, value in self._fields.items() if name in kept}
        elif part.kind == "MONTH_OF_YEAR":
            name, year = text.split(" ")
            field = self._of_kind(FieldKind.MONTH)
            self._fields[field.name] = (int(year), MONTH_NAMES.index(name) + 1)
        elif part.kind == "NAME":
            self._name(text, part)

    def _name(self, text: str, node: Word) -> None:
        """A record that the row refers to ("of a Circuit", "for that Circuit Received"), a field with a choice, or an act."""
        found = self._ctx.names.longest(text)
        if found is not None and found[0].kind in (NameKind.RECORD, NameKind.SELECTION):
            field = self._record.reference_to(found[0].text)
            if field is not None:
                self._fields[field.name] = found[0].text
                self._act = found[1] or self._act
                return
        field, rest = split_field(self._record.name, text, node, self._ctx)
        if rest and field.kind in (FieldKind.CHOICE, FieldKind.TEXT):
            self._fields[field.name] = choice_of(field, rest, node, self._ctx)
            return
        self._act = field.name

    def _stretch(self, part: Phrase) -> None:
        """The row's own stretch: the two points of the period that comes from this record, else its first two times."""
        start, end = self._edges(part)
        for name, moment in zip((start, end), [p for p in part.parts if isinstance(p, Phrase)], strict=True):
            field = field_of(self._record.name, name, part, self._ctx)
            self._fields[name] = self._value(field, moment)

    def _edges(self, part: Phrase) -> tuple[str, str]:
        for name in self._ctx.names.all():
            if name.kind is not NameKind.PERIOD:
                continue
            body = self._innermost(self._ctx.definition(name.text, self._phrase).body)
            if isinstance(body, FromTo) and body.selection.name == self._record.name:
                match body.start, body.end:
                    case FieldPoint(field=start), FieldPoint(field=end):
                        return start, end
        times = [f.name for f in self._record.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)]
        if len(times) < 2:
            raise self._ctx.refuse(
                "N187",
                part,
                f"{with_article(self._record.name)} has no start and end",
                hint='Give its times one by one: "Opened on … and Closed on …".',
            )
        return times[0], times[1]

    def _innermost(self, body: object) -> object:
        while not isinstance(body, FromTo) and hasattr(body, "base"):
            body = body.base
        return body

    def _moment(self, part: Phrase) -> None:
        """ "Received on 10 July 2026 10:00": the act before it, or the row's belonging time."""
        name = self._act or self._record.belongs
        field = self._record.field(act_field(self._record.name, name, part, self._ctx)) if name else None
        if field is None:
            raise self._ctx.refuse(
                "N188",
                part,
                f"which time of {with_article(self._record.name)} is this?",
                hint='Name the time: "Received on 10 July 2026".',
            )
        self._fields[field.name] = self._value(field, part)
        self._act = ""

    def _value(self, field: Field, part: Phrase) -> object:
        """A date, or an instant; a day without a time of day stands for its first moment, as a record would."""
        day = date(*read_date(word(part, "DATE"), part, self._ctx))
        if field.kind is FieldKind.DATE:
            return day
        clock = word(part, "CLOCK")
        minute = clock_minute(clock, part, self._ctx) if clock else 0
        return instant_of(datetime.combine(day, time()) + timedelta(minutes=minute), self._ctx.zone)

    def _choice(self, text: str, said: Phrase | None, node: Phrase) -> None:
        field, rest = split_field(self._record.name, text, node, self._ctx)
        value = text_of(said).strip('"“”') if said is not None else rest
        if field.kind is FieldKind.CHOICE:
            self._fields[field.name] = choice_of(field, value, node, self._ctx)
        elif field.kind in (FieldKind.NUMBER, FieldKind.PHYSICAL, FieldKind.MONEY):
            self._fields[field.name] = number(value)
        elif field.kind is FieldKind.PERCENT:
            self._fields[field.name] = number(value) / 100
        elif field.kind is FieldKind.YES_NO:
            self._fields[field.name] = value == "yes"
        elif field.kind is FieldKind.DURATION:
            unit = (
                value.split(" ")[-1].removesuffix("s") if " " in value else field.unit.name if field.unit else "second"
            )
            self._fields[field.name] = number(value) * SECONDS_IN[unit]
        else:
            self._fields[field.name] = value

    def _given_value(self, part: Phrase) -> None:
        """ "with Payday 27 March 2026", "with Month March 2026"."""
        field = field_of(self._record.name, word(part, "NAME"), part, self._ctx)
        month = word(part, "MONTH_OF_YEAR")
        if month and field.kind is FieldKind.MONTH:
            name, year = month.split(" ")
            self._fields[field.name] = (int(year), MONTH_NAMES.index(name) + 1)
        elif not month and field.kind in (FieldKind.DATE, FieldKind.TIME):
            self._fields[field.name] = self._value(field, part)
        else:
            raise self._ctx.refuse(
                "N188",
                part,
                f"{field.name} is {with_article(field.kind.value)}",
                hint=f'Give it so: "with {field.name} …" and a value of that kind.',
            )

    def _of_kind(self, kind: FieldKind) -> Field:
        found = next((f for f in self._record.fields if f.kind is kind), None)
        if found is None:
            raise self._ctx.refuse(
                "N189",
                self._phrase,
                f"{with_article(self._record.name)} has no field of type {kind.value}",
                hint="Leave it out, or add the field to the record.",
            )
        return found
