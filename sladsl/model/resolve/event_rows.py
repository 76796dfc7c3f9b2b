"""Rows that a worked example gives: "a Trouble Ticket of a Circuit from … to … and another from … to …"."""

from __future__ import annotations

from datetime import date

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import FromTo, SamplesShow
from sladsl.model.moments import FieldPoint
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.event_samples import backwards, no_row, piece_shown, stretch
from sladsl.model.resolve.fields import (
    act_field,
    choice_of,
    field_of,
    find_field,
    source_of,
    split_field,
    value_of,
)
from sladsl.model.resolve.named_windows import named_window
from sladsl.model.resolve.phrases import every, first, number, text_of, the, tidy, with_article, word
from sladsl.model.resolve.points import instant, local_instant, read_date
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.resolve.windows import WINDOWS
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.dates import MONTHS


class RowsBeingMade:
    """Reads the parts of an `event_record` from left to right; "and another" starts a second row like the first, "3 Tickets" are three alike."""

    def __init__(self, phrase: Phrase, cast: Cast) -> None:
        self._cast = cast
        self._ctx = cast.ctx
        self._phrase = phrase
        self._rows: list[dict[str, object]] = []
        self._fields: dict[str, object] = {}
        self._referred = ""
        self._acted = ""
        self._lasting: int | None = None
        self._samples: SamplesShow | None = None
        named = next(part for part in phrase.parts if isinstance(part, Word) and part.kind == "NAME")
        count = next((part for part in phrase.parts if isinstance(part, Word) and part.kind == "NUMBER"), None)
        self._count = int(number(count.text)) if count is not None else 1
        self._record, self._act = self._record_of(tidy(named.text))
        self._ctx.used.add(self._record.name)
        self._parts = [part for part in phrase.parts if part is not named and part is not count]

    def _record_of(self, text: str) -> tuple[Record, str]:
        """The record of the row, or of the row from which a piece of a period comes ("an Interruption from … to …"), and an act after it."""
        found = self._ctx.names.longest(text)
        if found is not None and found[0].kind is NameKind.RECORD:
            return self._ctx.records[found[0].text], found[1]
        if found is not None and found[0].kind is NameKind.PERIOD:
            self._ctx.used.add(found[0].text)
            body = source_of(found[0].text, self._phrase, self._ctx)
            if isinstance(body, FromTo):
                return self._ctx.records[body.selection.name], found[1]
            if isinstance(body, SamplesShow) and not found[1]:
                self._samples = body
                return self._ctx.records[body.selection.name], ""
        raise no_row(text, self._phrase, self._ctx)

    def make(self) -> None:
        """Adds the rows to the events of the example; pieces that samples show are told by the samples."""
        if self._samples is not None:
            piece_shown(self._samples, self._parts, self._phrase, self._cast)
            return
        self._read(self._parts)
        self._end_row()
        for row in self._rows:
            self._cast.introduce(self._record.name, row, self._count)

    def _end_row(self) -> None:
        if self._lasting is not None:
            start, end = self._edges(self._phrase)
            began = self._fields.get(start)
            if not isinstance(began, int):
                raise self._ctx.refuse(
                    "N181", self._phrase, "from when does it last?", hint='Write "on 3 March 2026 10:00" after it.'
                )
            self._fields[end] = began + self._lasting
        self._lasting = None
        self._rows.append(self._fields)

    def _read(self, parts: list[Phrase | Word]) -> None:
        for part in parts:
            if isinstance(part, Word):
                self._word(part)
            elif part.kind == "stretch":
                self._stretch(part)
            elif part.kind == "on_moment":
                self._moment(part)
            elif part.kind == "lasting":
                self._lasting = int(number(word(part, "NUMBER")) * SECONDS_IN[unit_word(part)] * 1_000_000)
            elif part.kind in WINDOWS:
                told = named_window(part, self._ctx)
                self._fields[self._of_kind(FieldKind.MONTH).name] = (told.first.year, told.first.month)
            elif part.kind == "event_in":
                self._in(part)
            elif part.kind in ("event_choice", "event_further"):
                self._choice(word(part, "NAME"), first(part, *CHOICES), part)
            elif part.kind == "event_value":
                self._given_value(part)

    def _word(self, part: Word) -> None:
        text = tidy(part.text)
        if text == "another" or part.kind == "COMMA_AND_ANOTHER":
            self._end_row()
            kept = {f.name for f in self._record.fields if f.kind in (FieldKind.REFERENCE, FieldKind.CHOICE)}
            self._fields = {name: value for name, value in self._fields.items() if name in kept}
            self._act = self._acted
        elif part.kind == "NAME":
            self._name(text, part)

    def _name(self, text: str, node: Word) -> None:
        """A record that the row refers to ("of a Circuit", "for that Circuit Received"), a field with a choice, or an act."""
        found = self._ctx.names.longest(text)
        if found is not None and found[0].kind in (NameKind.RECORD, NameKind.SELECTION):
            field = self._record.reference_to(found[0].text)
            if field is not None:
                self._referred = found[0].text
                self._fields[field.name] = self._cast.key(found[0].text)
                self._act = found[1] or self._act
                return
        field, rest = split_field(self._record.name, text, node, self._ctx)
        if rest and field.kind in (FieldKind.CHOICE, FieldKind.TEXT):
            self._fields[field.name] = choice_of(field, rest, node, self._ctx)
            return
        self._act = field.name

    def _stretch(self, part: Phrase) -> None:
        """A stretch of a field of periods ("Waiting from … to …"); else the row's own: the two points of the period that comes from this
        record, or its first two times."""
        own = self._record.field(self._act) if self._act else None
        if own is not None and own.kind is FieldKind.PERIODS:
            given = self._fields.get(own.name, ())
            self._fields[own.name] = (*(given if isinstance(given, tuple) else ()), stretch(part, self._ctx))
            self._act = ""
            return
        start, end = self._edges(part)
        moments = every(part, "moment")
        from_, to = (instant(moment, self._ctx) for moment in moments)
        if to < from_:
            raise backwards(part, self._ctx)
        for name, moment in zip((start, end), moments, strict=True):
            field = field_of(self._record.name, name, part, self._ctx)
            self._fields[name] = self._value(field, moment)

    def _edges(self, part: Phrase) -> tuple[str, str]:
        for name in self._ctx.names.all():
            if name.kind is not NameKind.PERIOD:
                continue
            body = source_of(name.text, self._phrase, self._ctx)
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

    def _in(self, part: Phrase) -> None:
        """ "in March 2026": the row belongs to the window."""
        told = named_window(the(part, *WINDOWS), self._ctx)
        field = self._record.field(self._record.belongs) if self._record.belongs else None
        if field is None:
            raise self._ctx.refuse(
                "N188",
                part,
                f"no time says to which window {with_article(self._record.name)} belongs",
                hint="Give the record a time or a date.",
            )
        if field.kind is FieldKind.MONTH:
            self._fields[field.name] = (told.first.year, told.first.month)
        elif field.kind is FieldKind.DATE:
            self._fields[field.name] = told.first
        else:
            self._fields[field.name] = local_instant(told.first, 0, self._ctx)

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
        self._acted, self._act = self._acted or self._act, ""

    def _value(self, field: Field, part: Phrase) -> object:
        """A date, or an instant; a day without a time of day stands for its first moment, as a record would."""
        day = date(*read_date(word(part, "DATE"), part, self._ctx))
        if field.kind is FieldKind.DATE:
            return day
        return instant(part, self._ctx)

    def _choice(self, text: str, said: Phrase | None, node: Phrase) -> None:
        """ "with Priority 1"; a field that the row lacks is one of the row to which it was said to belong ("of a Circuit with Class gold")."""
        record, values = self._record, self._fields
        of = self._ctx.records.get(self._referred)
        if of is not None and _lacks(record, text) and not _lacks(of, text):
            record, values = of, {}
        field, rest = split_field(record.name, text, node, self._ctx)
        value = text_of(said).strip('"“”') if said is not None else rest
        values[field.name] = value_of(field, value, node, self._ctx)
        if record is not self._record:
            key = self._cast.add(record.name, field.name, values[field.name])
            reference = self._record.reference_to(record.name)
            if reference is not None:
                self._fields[reference.name] = key

    def _given_value(self, part: Phrase) -> None:
        """ "with Payday 27 March 2026", "with Month March 2026"."""
        field = field_of(self._record.name, word(part, "NAME"), part, self._ctx)
        month = word(part, "MONTH_OF_YEAR")
        if month and field.kind is FieldKind.MONTH:
            name, year = month.split(" ")
            self._fields[field.name] = (int(year), MONTHS.index(name) + 1)
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


def _lacks(record: Record, text: str) -> bool:
    parts = text.split(" ")
    return all(find_field(record, " ".join(parts[:length])) is None for length in range(1, len(parts) + 1))
