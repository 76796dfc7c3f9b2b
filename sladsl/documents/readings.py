"""The schedule of readings in force, and that of the points left open."""

from __future__ import annotations

from collections.abc import Callable

from sladsl.documents.sentences import Writer
from sladsl.documents.terms import slug_of, unique
from sladsl.documents.tree import Align, Block, Paragraph, Reference, Runs, Section, Table, TableUse, Text
from sladsl.model.agreement import Agreement, Chosen
from sladsl.model.readings import Reading

HERE = "contract"
"""The origin of a reading that the text itself chooses."""

LANGUAGE = ("", "language", "general rules", "general rule")
"""Origins of a reading that is a general rule of the language."""

PlaceOf = Callable[[int], Reference | None]
"""From a line of the source to the paragraph that it made."""


def readings_in_force(
    agreement: Agreement, readings: tuple[Reading, ...], writer: Writer, place_of: PlaceOf
) -> tuple[Section, ...]:
    """A section for each origin: this agreement, those above it, the interpretation rules (in full), the language itself."""
    words = writer.words
    chosen = [reading for reading in readings if reading.value is not None]
    rules = agreement.interpretation_rules
    sections: list[Section] = []
    if here := [reading for reading in chosen if reading.origin == HERE]:
        sections.append(
            Section(words.readings_here, "readings-here", (_table(here, writer, words.readings_here, place_of),))
        )
    above = dict.fromkeys(reading.origin for reading in chosen if reading.origin not in (HERE, rules, *LANGUAGE))
    taken: set[str] = set()
    for origin in above:
        title = words.readings_above.format(origin)
        found = [reading for reading in chosen if reading.origin == origin]
        anchor = unique(f"readings-{slug_of(origin)}", taken)
        sections.append(Section(title, anchor, (_table(found, writer, title, None),)))
    if rules:
        sections.append(_rules(agreement, chosen, writer, place_of))
    if general := [reading for reading in chosen if reading.origin in LANGUAGE and reading.origin != rules]:
        title = words.readings_general
        sections.append(Section(title, "readings-general", (_table(general, writer, title, None),)))
    return tuple(sections)


def open_points(readings: tuple[Reading, ...], writer: Writer) -> tuple[Section, ...]:
    """A section for each open reading: the question, and the sentences that would settle it."""
    sections = []
    taken: set[str] = set()
    still_open = [reading for reading in readings if reading.value is None]
    for number, reading in enumerate(still_open, 1):
        anchor = unique(f"open-{slug_of(reading.slot.name)}", taken)
        offered = tuple(
            Paragraph(writer.said(admissible.sentence), f"({chr(ord('a') + place % 26)})", "", "")
            for place, admissible in enumerate(reading.slot.admissible)
        )
        sections.append(Section(f"{number}. {reading.slot.question}", anchor, offered))
    return tuple(sections)


def _table(readings: list[Reading], writer: Writer, caption: str, place_of: PlaceOf | None) -> Table:
    """`place_of` None: the sentences stand in no paragraph of this document."""
    words = writer.words
    header: list[Runs] = [(Text(words.question),), (Text(words.reading),)]
    if place_of is not None:
        header.append((Text(words.said_in),))
    rows: list[tuple[Runs, ...]] = []
    for reading in readings:
        row: list[Runs] = [writer.said(reading.slot.question), writer.said(_sentence(reading))]
        if place_of is not None:
            place = place_of(reading.place.line) if reading.place is not None else None
            row.append((_short(place),) if place is not None else (Text(words.nowhere),))
        rows.append(tuple(row))
    return Table(TableUse.REGISTER, caption, tuple(header), tuple(rows), (Align.LEFT,) * len(header))


def _rules(agreement: Agreement, in_force: list[Reading], writer: Writer, place_of: PlaceOf) -> Section:
    """The interpretation rules in full, those that a sentence of the agreement replaces marked."""
    words = writer.words
    title = words.readings_rules.format(agreement.interpretation_rules)
    rows: list[tuple[Runs, ...]] = []
    for number, rule in enumerate(_printed(agreement), 1):
        rows.append(
            ((Text(f"{number}."),), writer.said(rule.sentence), _state(rule, agreement, in_force, writer, place_of))
        )
    table = Table(
        TableUse.REGISTER,
        title,
        ((Text("No."),), (Text(words.rule),), (Text(words.in_force),)),
        tuple(rows),
        (Align.LEFT, Align.LEFT, Align.LEFT),
        row_heads=False,
    )
    blocks: tuple[Block, ...] = (Paragraph((Text(words.readings_rules_note),)), table)
    return Section(title, "readings-rules", blocks)


def _printed(agreement: Agreement) -> list[Chosen]:
    """The rules of the set, each sentence once: one sentence may close several slots."""
    found: dict[str, Chosen] = {}
    for chosen in agreement.chosen:
        if chosen.origin == agreement.interpretation_rules:
            found.setdefault(chosen.sentence, chosen)
    return list(found.values())


def _state(rule: Chosen, agreement: Agreement, in_force: list[Reading], writer: Writer, place_of: PlaceOf) -> Runs:
    """Whether the rule is in force: yes, or what takes its place."""
    words = writer.words
    others = [other for other in agreement.chosen if other.slot == rule.slot and other.origin != rule.origin]
    others = [other for other in others if other.origin not in LANGUAGE]
    if not others:
        return (Text(words.yes),)
    other = next((one for one in others if one.origin == HERE), others[0])
    if other.origin != HERE:
        return (Text(words.replaced_above.format(other.origin)),)
    place = place_of(other.place.line)
    if place is None:
        return (Text(words.replaced),)
    before, _, after = words.replaced_by.partition("{}")
    return tuple(run for run in (Text(before), _worded(place, words.clause), Text(after)) if run.text)


def _sentence(reading: Reading) -> str:
    if reading.sentence:
        return reading.sentence
    found = (one.sentence for one in reading.slot.admissible if one.value == reading.value)
    return next(found, reading.value or "")


def _short(place: Reference) -> Reference:
    return Reference("", place.number, "", place.target)


def _worded(place: Reference, word: str) -> Reference:
    return Reference(word, place.number, "", place.target)
