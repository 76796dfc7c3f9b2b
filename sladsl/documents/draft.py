"""From the text and its model to the document: every sentence whole, every number and cross-reference written, once for all formats.

The body is the contract's own text in its order. Schedules add what the model knows of it: the readings in force and where each is
said, the names and where each is used, the worked examples with what was calculated, what its figures come to, its records and holidays,
and the points left open, which make the document a draft. Comments never appear. The same input gives an equal tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from sladsl.digest import Digest
from sladsl.documents.body import Body
from sladsl.documents.embedded import Embedded, embed
from sladsl.documents.facts_told import Facts
from sladsl.documents.languages import words_in
from sladsl.documents.languages.given import prevailing
from sladsl.documents.outcomes import Outcome
from sladsl.documents.outline import Outline, outline_of
from sladsl.documents.parties import Member, departments, members, one_company, principals, signatures
from sladsl.documents.readings import open_points, readings_in_force
from sladsl.documents.schedules import definitions_index, worked_examples
from sladsl.documents.sentences import Writer, clean
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Document, PartyLine, Reference, Runs, Schedule, Section, Style, Text
from sladsl.documents.wording import Words
from sladsl.documents.writers import heading_in, writer_in
from sladsl.model.agreement import Agreement, LeftOpen
from sladsl.model.readings import Reading
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase


def draft_document(
    phrase: Phrase,
    source: Source,
    agreement: Agreement,
    readings: tuple[Reading, ...],
    outcomes: tuple[Outcome, ...] = (),
    language: str = "en",
    left: Mapping[str, LeftOpen] = MappingProxyType({}),
    embedded: Embedded | None = None,
    digest: Digest | None = None,
) -> Document:
    """The document of one text: `phrase` is its syntax tree (`start`), `readings` those of its plan, chosen and open, `outcomes` what
    its worked examples came to. Order-form values are those of `agreement.form_values`. `left`: by the name of
    its question, what the parties leave open on purpose; another reading that is open makes it a draft. `embedded`: what the document
    carries of its text (without it: that text alone). `language`: one of `languages.tags()`; KeyError: another. `digest`: the facts of its plan, without which the schedules of facts are left out. What could not be read stands in no document; nothing here fails for an author's
    mistake."""
    words = words_in(language)
    carried = embedded or embed({source.path: source.text}, source.path, {}, language)
    outline = outline_of(phrase, words.clause, heading_in(language, phrase))
    terms = Terms(agreement.names, outline.introduced)
    writer = writer_in(language, terms, outline.titles, lambda node: source.place(node.span).line, phrase)
    found = digest or Digest()
    body = Body(outline, source, writer, agreement.form_values, found.steps)
    parts = body.parts()
    terms.at(None)
    parties = members(phrase)
    company = one_company(parties)
    in_force = readings_in_force(agreement, readings, phrase, source, writer, body.place_of)
    facts = Facts(found, writer, body.place_of)
    examples_intro, examples = _examples(outline, outcomes, source, writer)
    made = facts.examples(frozenset(section.anchor for section in examples))
    open_sections = open_points(readings, writer, left)
    not_agreed = sum(1 for reading in readings if reading.value is None and reading.slot.name not in left)
    schedules = _schedules(
        (words.readings, "readings", words.readings_intro, in_force),
        (
            words.definitions,
            "definitions",
            words.definitions_intro,
            definitions_index(agreement, departments(parties), writer),
        ),
        (words.minutes_title, "minutes", words.minutes_intro, facts.minutes()),
        (words.examples, "examples", examples_intro if examples else "", (*examples, *made)),
        (words.records_title, "records", words.records_intro, facts.records()),
        (words.holidays_title, "holidays", words.holidays_intro, facts.holidays()),
        (words.open_title, "open-points", words.open_intro, open_sections),
    )
    return Document(
        title=clean(writer.heading(outline.title)),
        subtitle=_subtitle(outline.title, company, words),
        style=Style.CONTRACT if company is None else Style.INTERNAL,
        version=outline.version,
        dated=writer.date(" ".join(outline.dated.split())),
        draft=bool(not_agreed),
        parties=tuple(_party_line(member, writer) for member in principals(parties)),
        preamble=body.preamble(),
        parts=parts,
        signatures=tuple(replace(one, party=writer.name(one.party)) for one in signatures(parties, outline.signatures)),
        schedules=schedules,
        notes=tuple((Text(note),) for note in _notes(phrase, words)),
        source=clean(PurePath(source.path).name),
        fingerprint=carried.fingerprint,
        embedded=carried.written(),
        open_points=not_agreed,
        language=language,
        kept=writer.kept,
        warning=_warning(schedules, not_agreed, words),
    )


def _schedules(*given: tuple[str, str, str, tuple[Section, ...]]) -> tuple[Schedule, ...]:
    """Title, anchor, introduction and sections of each; those without sections are left out, the rest numbered."""
    found: list[Schedule] = []
    for title, anchor, intro, sections in given:
        if any(section.blocks for section in sections):
            found.append(
                Schedule(str(len(found) + 1), title, f"schedule-{anchor}", (Text(intro),) if intro else (), sections)
            )
    return tuple(found)


def _examples(
    outline: Outline, outcomes: tuple[Outcome, ...], source: Source, writer: Writer
) -> tuple[str, tuple[Section, ...]]:
    sections = worked_examples(outline.examples, outcomes, source, writer)
    return writer.words.examples_intro if outcomes else writer.words.examples_not_run, sections


def _notes(phrase: Phrase, words: Words) -> tuple[str, ...]:
    text = getattr(words, f"text_{prevailing(phrase)}")
    notes = (words.translated.format(text), words.prevails, words.embedded, words.kept_note)
    return tuple(note for note in notes if note)


def _subtitle(title: str, company: str | None, words: Words) -> str:
    """What kind of document it is, unless the title says so."""
    if company is None:
        return "" if words.contract.casefold() in title.casefold() else words.contract
    return words.internal_of.format(company) if company else words.internal


def party_lines(phrase: Phrase) -> tuple[PartyLine, ...]:
    """The parties that bind themselves, for a document that does not define them."""
    return tuple(PartyLine(one.name, one.full, one.of, "") for one in principals(members(phrase)))


def _party_line(member: Member, writer: Writer) -> PartyLine:
    return PartyLine(writer.name(member.name), member.full, member.of, writer.terms.target(member.name))


def _warning(schedules: tuple[Schedule, ...], count: int, words: Words) -> Runs:
    """What a draft says on its first page, with the way to the schedule that lists its open points."""
    if not count:
        return ()
    schedule = schedules[-1]
    before, _, rest = words.draft_warning.partition("{}")
    between, _, after = rest.partition("{}")
    here = Reference(words.schedule, schedule.number, schedule.title, schedule.anchor)
    return (Text(before + words.count_open(count) + between), here, Text(after))
