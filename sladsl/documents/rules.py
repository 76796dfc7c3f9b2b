"""Published interpretation rules that an agreement follows: printed in full, those that a sentence of the agreement replaces marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sladsl import interpretation
from sladsl.documents.sentences import Writer
from sladsl.documents.terms import slug_of
from sladsl.documents.tree import Align, Paragraph, Reference, Runs, Section, Table, TableUse, Text
from sladsl.model.agreement import Agreement, Chosen
from sladsl.model.resolve.phrases import text_of, tidy
from sladsl.model.slots import WIDER
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

HERE = "contract"
"""The origin of what the text itself says."""

PlaceOf = Callable[[int], Reference | None]
"""From a line of the source to the paragraph that it made."""

_FACTS = ("business_day", "public_holidays")
"""Rules that state a fact and close no slot: the agreement's own sentence of the same kind takes their place."""


def is_rules(origin: str) -> bool:
    """Whether a reading of this origin comes from a published set."""
    return interpretation.text_of(origin) is not None


def rules_section(
    title: str, agreement: Agreement, text: Phrase, source: Source, writer: Writer, place_of: PlaceOf
) -> Section:
    """The set of this title. `text` is the agreement's own syntax tree, for sentences that close no slot."""
    words = writer.words
    facts = {phrase.kind: source.place(phrase.span).line for phrase in text.walk(*_FACTS)}
    rows: list[tuple[Runs, ...]] = []
    sources = (
        {} if interpretation.is_standard(title) else {r.sentence: r.source for r in interpretation.rules_of(title)}
    )
    for number, rule in enumerate(_sentences(title), 1):
        sentence = tidy(text_of(rule)) + "."
        said = writer.said(sentence)
        if sentence in sources:
            said = (*said, Text(f" ({sources[sentence]})"))
        slots = _slots(sentence, title, agreement)
        state = _state(slots, _before(title, agreement), facts.get(rule.kind), writer, place_of)
        rows.append(((Text(f"{number}."),), said, state))
    heading = words.readings_rules.format(title)
    header: tuple[Runs, ...] = ((Text(words.number),), (Text(words.rule),), (Text(words.in_force),))
    align = (Align.LEFT, Align.LEFT, Align.LEFT)
    table = Table(TableUse.REGISTER, heading, header, tuple(rows), align, row_heads=False)
    note = Paragraph((Text(words.readings_rules_note),))
    return Section(heading, f"readings-{slug_of(title)}", (note, table))


def _sentences(title: str) -> Iterator[Phrase]:
    """The sentences of the set, in its order."""
    text = interpretation.text_of(title)
    tree = parse(Source(title, text))[0] if text is not None else None
    if tree is None:
        return
    for part in tree.every("part"):
        for sentence in part.every("sentence"):
            yield from sentence.every()


def _slots(sentence: str, title: str, agreement: Agreement) -> list[str]:
    return [chosen.slot for chosen in agreement.chosen if chosen.origin == title and chosen.sentence == sentence]


def _before(title: str, agreement: Agreement) -> list[Chosen]:
    """The sentences that go before those of the set: the agreement's own and those above it, and before the standard rules a law's."""
    laws = interpretation.TIME_LIMITS if interpretation.is_standard(title) else ()
    return [chosen for chosen in agreement.chosen if not is_rules(chosen.origin) or chosen.origin in laws]


def _state(slots: list[str], others: list[Chosen], fact: int | None, writer: Writer, place_of: PlaceOf) -> Runs:
    """Whether a rule is in force: yes, yes but for one subject, or what takes its place."""
    words = writer.words
    wider = {WIDER[slot] for slot in slots if slot in WIDER}
    whole = [chosen for chosen in others if chosen.slot in slots or chosen.slot in wider]
    if whole:
        first = min(whole, key=lambda chosen: (chosen.origin != HERE, is_rules(chosen.origin)))
        return _instead(first, words.replaced_by, writer, place_of)
    if fact is not None:
        return _worded(words.replaced_by, place_of(fact), words.replaced, writer)
    parts = [chosen for chosen in others if any(chosen.slot.startswith(slot + "/") for slot in slots)]
    if parts:
        return _instead(parts[0], words.in_force_except, writer, place_of)
    return (Text(words.yes),)


def _instead(chosen: Chosen, wording: str, writer: Writer, place_of: PlaceOf) -> Runs:
    if chosen.origin != HERE:
        return (Text(wording.format(chosen.origin)),)
    return _worded(wording, place_of(chosen.place.line), wording.format(writer.words.this_sentence), writer)


def _worded(wording: str, place: Reference | None, otherwise: str, writer: Writer) -> Runs:
    if place is None:
        return (Text(otherwise),)
    before, _, after = wording.partition("{}")
    named = Reference(writer.words.clause, place.number, "", place.target)
    return (Text(before), named, *((Text(after),) if after else ()))
