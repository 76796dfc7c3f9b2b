"""The schedules of facts: made examples, minutes, holidays, records. What they say was found in the plan; here it gets its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from sladsl.checks.figures import figure as exact_figure
from sladsl.digest import Digest
from sladsl.digest.facts import (
    CarriedOver,
    Extended,
    Follows,
    Gained,
    Given,
    Holidays,
    Kept,
    Kind,
    MadeExample,
    Minutes,
    Paid,
    Rows,
    Value,
)
from sladsl.documents.sentences import Writer, clean, joined, without_stop
from sladsl.documents.tables import capital, without_empty
from sladsl.documents.telling import Teller
from sladsl.documents.terms import slug_of, unique
from sladsl.documents.tree import Align, Block, Note, Paragraph, Reference, Run, Runs, Section, Table, TableUse, Text
from sladsl.model.quantities import PERCENT
from sladsl.model.schema import Keeping, Record

PlaceOf = Callable[[int], "Reference | None"]

_MINUTE = 60


class Facts:
    """Tells the facts of one digest. `place_of`: the paragraph that holds a line of the source."""

    def __init__(self, digest: Digest, writer: Writer, place_of: PlaceOf) -> None:
        self.digest = digest
        self.writer = writer
        self.words = writer.words
        self.teller = Teller(writer)
        self.place_of = place_of
        self._taken: set[str] = set()

    # --- examples ----------------------------------------------------------------------------------------------------

    def examples(self, taken: frozenset[str]) -> tuple[Section, ...]:
        """A section for each made example, the first with what they are. `taken`: anchors of the author's own."""
        self._taken |= taken
        words = self.words
        sections = [self._example(one) for one in self.digest.examples]
        if not sections:
            return ()
        head: list[Block] = [Paragraph(self._said(words.made_intro))]
        if self.digest.unmade:
            head.append(Note(self._said(words.made_not)))
        return (Section("", "made-examples", tuple(head)), *sections)

    def _example(self, example: MadeExample) -> Section:
        words = self.words
        match example.kind:
            case Kind.BOUNDARY:
                pattern = words.made_boundary_for if example.choice else words.made_boundary
                blocks = [self._table(example)]
            case Kind.CARRIED:
                pattern, blocks = words.made_carried, [self._table(example)]
            case Kind.CAP:
                pattern, blocks = words.made_cap, list(self._cap(example))
        title = pattern.format(clause=self.writer.heading(example.clause), choice=example.choice)
        said = list(self._remarks(example))
        anchor = unique(f"made-{slug_of(title)}", self._taken)
        return Section(title, anchor, (*self._about(example.line), *blocks, *said), example.line)

    def _table(self, example: MadeExample) -> Block:
        """A row for each case. The measure stands above its column where all cases share it and its window."""
        words = self.words
        values = [case.given[0] for case in example.cases]
        shared = {(one.measure, one.of, one.span) for one in values if isinstance(one, Value)}
        told = shared.pop() if len(shared) == 1 else None
        first = values[0]
        assert isinstance(first, Value)
        pattern = words.made_given_of if first.of else words.made_given
        head = (
            pattern.format(
                measure=self.writer.told(first.measure), thing=first.of, span=self.teller.span(first.span.label)
            )
            if told
            else self.writer.told(first.measure)
        )
        rows = []
        for case, one in zip(example.cases, values, strict=True):
            assert isinstance(one, Value)
            figure = self.teller.figure(one.value, one.unit)
            cell = figure if told else f"{self.teller.span(one.span.label)}: {figure}"
            plain = exact_figure(one.value, one.unit)
            lines = [line for line in case.arithmetic if not _repeats(line, one.measure, plain)]
            how = capital(self.writer.calculation(lines))
            rows.append((self._said(cell), self._said(self._follows(case.follows)), how))
        head = head[:1].upper() + head[1:]
        header = (self._said(head), (Text(words.made_follows),), (Text(words.made_how),))
        return without_empty(Table(TableUse.REGISTER, head, header, tuple(rows), (Align.LEFT,) * 3))

    def _cap(self, example: MadeExample) -> Iterator[Block]:
        words = self.words
        for case in example.cases:
            due = self._follows(case.follows)
            if case.given:
                given = self.teller.listed([self._given(one) for one in case.given])
                whole = words.made_without_cap.format(paid=self._follows(case.whole))
                capped = words.made_with_cap.format(paid=due)
                below = (Paragraph(self._said(whole), "(a)"), Paragraph(self._said(capped), "(b)"))
                yield Paragraph(
                    self._said(words.made_if.format(span=self.teller.span(case.span.label), given=given)), below=below
                )
            else:
                lead = words.made_next.format(span=self.teller.span(case.span.label))
                later = words.made_cap_later.format(paid=due)
                yield Paragraph(self._said(f"{lead} {later}"))

    def _given(self, one: Given) -> str:
        words = self.words
        match one:
            case Value(measure=measure, of=thing, value=value, unit=unit):
                pattern = words.made_value_of if thing else words.made_value
                figure = self.teller.figure(value, unit)
                return pattern.format(measure=self.writer.told(measure), thing=thing, value=figure)
            case Rows(count=count, plural=plural, record=record, clause=clause):
                records = plural or f"{record}s"
                return words.made_rows.format(
                    clause=words.called.format(self.writer.heading(clause)), count=count, records=records
                )

    def _follows(self, follows: tuple[Follows, ...]) -> str:
        return "; ".join(self._follow(one) for one in follows) or self.words.made_nothing

    def _follow(self, one: Follows) -> str:
        words, teller = self.words, self.teller
        match one:
            case Paid(verb=verb, payer=payer, payee=payee, amount=amount, currency=currency):
                money = teller.money(amount, currency)
                return words.made_paid.format(payer=payer, verb=words.verb(verb), payee=payee, amount=money)
            case Gained(party=party, count=count, unit=unit):
                return words.made_gained.format(party=party, count=teller.counted(count, unit))
            case Extended(subject=subject, count=count, unit=unit):
                said = subject or words.made_the_term
                return words.made_extended.format(subject=said, count=teller.counted(count, unit))
            case CarriedOver(ledger=ledger, amount=amount, unit=unit):
                return words.made_carried_item.format(
                    amount=teller.figure(amount, unit), ledger=self.writer.told(ledger)
                )

    def _remarks(self, example: MadeExample) -> Iterator[Block]:
        words = self.words
        if example.claimed:
            yield Note(self._said(words.made_claimed))
        for what, value in example.assumed:
            figure = self.teller.figure(value.value, value.unit)
            yield Note(self._said(words.made_assumed.format(what=what, value=figure)))
        if example.left_out:
            yield Note(self._said(words.made_left_out.format(count=example.left_out)))
        if example.choices_left_out:
            yield Note(self._said(words.made_choices_left_out.format(count=example.choices_left_out)))

    def _about(self, line: int) -> Iterator[Block]:
        """The clause of which a section tells."""
        place = self.place_of(line)
        if place is not None:
            before, _, after = self.words.told_of.partition("{}")
            yield Paragraph((Text(before), Reference(self.words.clause, place.number, "", place.target), Text(after)))

    # --- minutes -----------------------------------------------------------------------------------------------------

    def minutes(self) -> tuple[Section, ...]:
        return tuple(self._minutes(one) for one in self.digest.minutes)

    def _minutes(self, one: Minutes) -> Section:
        words, teller = self.words, self.teller
        measure = self.writer.told(one.measure)
        if one.period:
            title = words.minutes_of_fault.format(measure=measure, period=one.period)
        else:
            title = (words.minutes_of_other if one.outside else words.minutes_of_share).format(measure=measure)
        header = (measure, *(words.minutes_month.format(days) for days in (28, 29, 30, 31)))
        rows = tuple(
            tuple(
                self._said(text)
                for text in (teller.figure(limit, PERCENT), *(teller.number(s / _MINUTE) for s in seconds))
            )
            for limit, seconds in one.limits
        )
        align = (Align.LEFT, *(Align.RIGHT,) * 4)
        place = self.place_of(one.line)
        caption = title if place is None else words.table_caption.format(place.number)
        blocks: list[Block] = list(self._about(one.line))
        blocks.append(Table(TableUse.REGISTER, caption, tuple(self._said(text) for text in header), rows, align))
        if one.less:
            blocks.append(Note(self._said(words.minutes_most.format(measure=measure))))
        return Section(title, unique(f"minutes-{slug_of(one.clause)}", self._taken), tuple(blocks), one.line)

    # --- holidays ----------------------------------------------------------------------------------------------------

    def holidays(self) -> tuple[Section, ...]:
        return tuple(self._holidays(one) for one in self.digest.holidays)

    def _holidays(self, one: Holidays) -> Section:
        words, teller = self.words, self.teller
        first, last = teller.day(one.first), teller.day(one.last)
        title = words.holidays_of.format(place=one.place, first=first, last=last)
        rows = tuple(
            (self._said(f"{teller.weekday(day)}, {teller.day(day)}"), self._said(name)) for day, name in one.days
        )
        header = ((Text(words.holidays_date),), (Text(words.holidays_name),))
        blocks: list[Block] = [Table(TableUse.REGISTER, title, header, rows, (Align.LEFT, Align.LEFT))]
        told = [words.holidays_observed] if one.observed else []
        told += [words.holidays_cut.format(last=last)] if one.cut else []
        told.append(words.holidays_source.format(version=one.version))
        blocks += [Note(self._said(text)) for text in told]
        return Section(title, unique(f"holidays-{slug_of(one.place)}", self._taken), tuple(blocks))

    # --- records -----------------------------------------------------------------------------------------------------

    def records(self) -> tuple[Section, ...]:
        kept = self.digest.kept
        if not any(one.record is not None for one in kept):
            return ()
        words = self.words
        rows = [self._record(one) for one in kept if one.record is not None or one.retained or one.access]
        header = tuple((Text(text),) for text in (words.records_record, words.records_made, words.records_retention))
        table = without_empty(
            Table(TableUse.REGISTER, words.records_title, header, tuple(rows), (Align.LEFT,) * 3),
            (Text(words.nowhere),),
        )
        of_all = next((one for one in kept if one.record is None), None)
        notes = []
        for silent, pattern in (("retained", words.records_retention_none), ("access", words.records_access_none)):
            names = [one.record.plural for one in kept if one.record is not None and not getattr(one, silent)]
            if names and not (of_all is not None and getattr(of_all, silent)):
                notes.append(Note(self._said(pattern.format(records=self.teller.listed(names)))))
        return (Section("", "records-kept", (table, *notes)),)

    def _record(self, one: Kept) -> tuple[Runs, ...]:
        words = self.words
        name = one.record.name if one.record is not None else words.records_all
        sentences = tuple(dict.fromkeys((*one.retained, *one.access)))
        said: list[Run] = []
        for sentence in sentences:
            place = self.place_of(sentence.line)
            if place is None:
                said += [*([Text(" ")] if said else []), *self.writer.said(sentence.text)]
            else:
                named = (Text(" ("), Reference(words.clause, place.number, "", place.target), Text(")."))
                said += [*([Text(" ")] if said else []), *without_stop(self.writer.said(sentence.text)), *named]
        made = self._made(one.record) if one.record is not None else words.nowhere
        return self._said(name), self._said(made), tuple(said) or (Text(words.nowhere),)

    def _made(self, record: Record) -> str:
        words = self.words
        match record.keeping:
            case Keeping.KEEPS:
                pattern = words.records_keeps if record.source else words.records_keeps_bare
            case Keeping.COLLECTS:
                pattern = words.records_collects if record.source else words.records_collects_bare
            case Keeping.SENDS:
                pattern = words.records_sends
        said = pattern.format(keeper=record.keeper, source=record.source, recipient=record.recipient)
        if record.cadence is None:
            return said
        length = self._length(record.cadence.seconds)
        each = self.teller.listed(record.cadence.each)
        cadence = words.records_cadence_each if each else words.records_cadence
        return f"{said} {cadence.format(length=length, each=each)}"

    def _length(self, seconds: int) -> str:
        """ "minute", "5 minutes": what stands behind "each"."""
        name, size = next((n, s) for n, s in (("hour", 3600), ("minute", 60), ("second", 1)) if seconds % s == 0)
        count = seconds // size
        return self.words.unit(name) if count == 1 else self.teller.counted(Fraction(count), name)

    def _said(self, text: str) -> Runs:
        """With the names of the agreement linked."""
        return joined(self.writer.linked(clean(text)))


def _repeats(line: str, measure: str, figure: str) -> bool:
    """ "Monthly Uptime is 99%": what the row says already."""
    return line in (f"{measure} is {figure}", "nothing in the example speaks of it")
