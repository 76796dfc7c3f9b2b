"""The schedule of readings in force, and that of the points left open."""

from __future__ import annotations

from collections.abc import Mapping

from sladsl.documents.outline import letter
from sladsl.documents.rules import HERE, PlaceOf, is_rules, rules_section
from sladsl.documents.sentences import Writer, joined
from sladsl.documents.terms import slug_of, unique
from sladsl.documents.tree import Align, Paragraph, Reference, Runs, Section, Table, TableUse, Text, plain
from sladsl.model.agreement import Agreement, LeftOpen, ReadAs
from sladsl.model.readings import Reading
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import day_label

GENERAL = ("", "general rule")
"""Origins of a reading that is a general rule of the language."""


def readings_in_force(
    agreement: Agreement,
    readings: tuple[Reading, ...],
    text: Phrase,
    source: Source,
    writer: Writer,
    place_of: PlaceOf,
) -> tuple[Section, ...]:
    """A section for each origin: this agreement, those above it, the interpretation rules (in full), the language itself."""
    words = writer.words
    by_origin: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.value is not None:
            by_origin.setdefault("" if reading.origin in GENERAL else reading.origin, []).append(reading)
    sections: list[Section] = [*agreed_interpretations(agreement, writer, place_of)]
    if here := by_origin.pop(HERE, []):
        sections.append(Section(words.readings_here, "readings-here", (_table(here, writer, place_of),)))
    general = by_origin.pop("", [])
    published = {chosen.origin for chosen in agreement.chosen if is_rules(chosen.origin)}
    taken: set[str] = set()
    for origin, found in by_origin.items():
        if origin not in published:
            anchor = unique(f"readings-{slug_of(origin)}", taken)
            sections.append(Section(words.readings_above.format(origin), anchor, (_table(found, writer, None),)))
    for title in sorted(published):
        sections.append(rules_section(title, agreement, text, source, writer, place_of))
    if general:
        sections.append(Section(words.readings_general, "readings-general", (_table(general, writer, None),)))
    return tuple(sections)


def open_points(readings: tuple[Reading, ...], writer: Writer, left: Mapping[str, LeftOpen]) -> tuple[Section, ...]:
    """A section for each open reading: the question, who leaves it open on purpose, and the sentences that would settle it."""
    sections = []
    taken: set[str] = set()
    still_open = [reading for reading in readings if reading.value is None]
    for number, reading in enumerate(still_open, 1):
        offered = tuple(
            Paragraph(writer.said(admissible.sentence), f"({letter(place)})")
            for place, admissible in enumerate(reading.slot.admissible)
        )
        anchor = unique(f"open-{slug_of(reading.slot.name)}", taken)
        agreed = (_left(left[reading.slot.name], writer),) if reading.slot.name in left else ()
        sections.append(
            Section(
                f"{number}. {plain(writer.question(reading.slot.name, reading.slot.question))}",
                anchor,
                (*agreed, *offered),
            )
        )
    return tuple(sections)


def _left(left: LeftOpen, writer: Writer) -> Paragraph:
    until = writer.date(day_label(left.until))
    parties = f" {writer.words.and_between} ".join(left.parties)
    told = writer.words.left_open.format(parties, until, left.reason.rstrip("."))
    return Paragraph(joined(writer.terms.link(told)))


def agreed_interpretations(agreement: Agreement, writer: Writer, place_of: PlaceOf) -> tuple[Section, ...]:
    """The readings on which the parties have agreed with a reason, each with the place where they say so."""
    words = writer.words
    agreed = [(one.place, one.sentence, one.reason) for one in agreement.chosen if one.reason and one.origin == HERE]
    agreed += [(one.place, _read_as(one), one.reason) for one in agreement.read_as]
    if not agreed:
        return ()
    header: tuple[Runs, ...] = ((Text(words.reading),), (Text(words.because),), (Text(words.said_in),))
    rows: list[tuple[Runs, ...]] = []
    for place, sentence, reason in sorted(dict.fromkeys(agreed)):
        found = place_of(place.line)
        where = Reference("", found.number, "", found.target) if found else Text(words.nowhere)
        rows.append((writer.said(sentence), writer.said(f"{reason.rstrip('.')}."), (where,)))
    table = Table(TableUse.REGISTER, words.agreed_title, header, tuple(rows), (Align.LEFT,) * 3)
    return (Section(words.agreed_title, "readings-agreed", (table,)),)


def _read_as(agreed: ReadAs) -> str:
    said = f"“{agreed.words}” is read as “{agreed.meaning}”."
    return f"In clause “{agreed.clause}”, {said}" if agreed.clause else said


def _table(readings: list[Reading], writer: Writer, place_of: PlaceOf | None) -> Table:
    """`place_of` None: the sentences stand in no paragraph of this document."""
    words = writer.words
    header: list[Runs] = [(Text(words.question),), (Text(words.reading),)]
    if place_of is not None:
        header.append((Text(words.said_in),))
    rows: list[tuple[Runs, ...]] = []
    for reading in readings:
        row: list[Runs] = [writer.question(reading.slot.name, reading.slot.question), writer.said(_sentence(reading))]
        if place_of is not None:
            place = place_of(reading.place.line) if reading.place is not None else None
            row.append((Reference("", place.number, "", place.target) if place else Text(words.nowhere),))
        rows.append(tuple(row))
    return Table(TableUse.REGISTER, words.readings, tuple(header), tuple(rows), (Align.LEFT,) * len(header))


def _sentence(reading: Reading) -> str:
    if reading.sentence:
        return reading.sentence
    found = (one.sentence for one in reading.slot.admissible if one.value == reading.value)
    return next(found, reading.value or "")
