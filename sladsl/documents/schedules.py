"""The schedule of definitions and that of worked examples."""

from __future__ import annotations

from sladsl.documents.outcomes import Outcome
from sladsl.documents.outline import OutlineExample, letter
from sladsl.documents.rules import HERE
from sladsl.documents.sentences import Writer, joined
from sladsl.documents.terms import Term, slug_of
from sladsl.documents.tree import (
    Align,
    Block,
    Entry,
    Note,
    Paragraph,
    Reference,
    Run,
    Runs,
    Section,
    Table,
    TableUse,
    Text,
)
from sladsl.model.agreement import Agreement
from sladsl.model.resolve.phrases import tidy
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Node, Phrase, Word


def definitions_index(agreement: Agreement, departments: frozenset[str], writer: Writer) -> tuple[Section, ...]:
    """A row for each name, in the order of the alphabet: what it is, where it is introduced, each place where it is used."""
    words, terms = writer.words, writer.terms
    rows = []
    for term in sorted(terms.terms, key=lambda term: (term.name.text.casefold(), term.name.text)):
        uses = terms.uses(term)
        if not terms.is_introduced(term) and not uses:
            continue
        kind = words.department if term.name.text in departments else words.kind(term.name.kind)
        other = writer.name(term.name.text)
        shown = term.name.text if other == term.name.text else f"{other} ({term.name.text})"
        entry = Entry(shown, term.index, term.anchor if terms.is_introduced(term) else "")
        rows.append(
            (
                (entry,),
                (Text(kind),),
                _home(term, agreement, writer),
                _listed(uses, words.nowhere),
            )
        )
    header = tuple((Text(text),) for text in (words.term, words.what_kind, words.defined_in, words.used_in))
    table = Table(TableUse.REGISTER, words.definitions, header, tuple(rows), (Align.LEFT,) * 4)
    return (Section("", "definitions-index", (table,) if rows else ()), *_from_above(agreement, writer))


def worked_examples(
    examples: tuple[OutlineExample, ...], outcomes: tuple[Outcome, ...], source: Source, writer: Writer
) -> tuple[Section, ...]:
    """Each example as the text gives it, what follows from it as a list where it is more than one thing, and what was calculated."""
    words = writer.words
    by_line = {outcome.line: outcome for outcome in outcomes}
    sections = []
    for number, example in enumerate(examples, 1):
        line = source.place(example.node.span).line
        blocks: list[Block] = [_example(example, line, writer)]
        if line in by_line:
            blocks.append(_calculated(by_line[line], writer))
        title = f"{number}. {writer.heading(example.title)}" if example.title else words.example.format(number)
        sections.append(Section(title, example.anchor, tuple(blocks), line))
    return tuple(sections)


def _example(example: OutlineExample, line: int, writer: Writer) -> Paragraph:
    given, follows = _halves(example.node.parts)
    if len(follows) == 1:
        return Paragraph(writer.runs((example.node,)), line=line)
    words = writer.words
    items = []
    for place, outcome in enumerate(follows):
        last = place == len(follows) - 1
        end = "." if last else words.listed_and if place == len(follows) - 2 else words.listed
        items.append(
            Paragraph(
                joined((*writer.runs((Phrase("example_follows", tuple(outcome)),)), Text(end))), f"({letter(place)})"
            )
        )
    return Paragraph(writer.runs((Phrase("example_given", tuple(given)),)), line=line, below=tuple(items))


def _halves(parts: tuple[Node, ...]) -> tuple[list[Node], list[list[Node]]]:
    """What is given, up to its colon, and each thing that follows, without the words between them and the stop."""
    colon = next(place for place, part in enumerate(parts) if isinstance(part, Word) and part.text == ":")
    follows: list[list[Node]] = [[]]
    for part in parts[colon + 1 :]:
        if isinstance(part, Word) and (part.kind == "COMMA_AND" or part.text == "."):
            follows.append([])
        else:
            follows[-1].append(part)
    return list(parts[: colon + 1]), [outcome for outcome in follows if outcome]


def _calculated(outcome: Outcome, writer: Writer) -> Note:
    words = writer.words
    figures = [tidy(figure).rstrip(".") for figure in outcome.computed]
    tone = "" if outcome.holds else "warning"
    if not figures:
        return Note((Text(words.holds if outcome.holds else words.fails_bare),), tone)
    before, _, after = (words.holds_with if outcome.holds else words.fails).partition("{}")
    return Note(joined((Text(before), *writer.outcomes(figures), Text(f".{after}"))), tone)


def _home(term: Term, agreement: Agreement, writer: Writer) -> Runs:
    place = writer.terms.introduced_in(term)
    if place is not None:
        return (Reference("", place.number, "", place.target),)
    origin = _origin(term, agreement)
    return (Text(writer.words.above.format(origin) if origin else writer.words.nowhere),)


def _origin(term: Term, agreement: Agreement) -> str:
    """The agreement from which a name comes that this one does not introduce."""
    return term.name.origin if term.name.origin not in ("", HERE) else ", ".join(agreement.upper)


def _from_above(agreement: Agreement, writer: Writer) -> list[Section]:
    """What names mean that are used here and defined in an agreement above, as that one says it."""
    sections: dict[str, list[Block]] = {}
    for term in writer.terms.terms:
        found = next((one for one in agreement.definitions if one.name == term.name.text and one.text), None)
        if found is None or writer.terms.is_introduced(term) or not writer.terms.uses(term):
            continue
        sections.setdefault(_origin(term, agreement), []).append(Paragraph(writer.defined(found.text)))
    return [
        Section(writer.words.definitions_above.format(origin), f"definitions-{slug_of(origin)}", tuple(blocks))
        for origin, blocks in sections.items()
    ]


def _listed(places: tuple[Reference, ...], nowhere: str) -> Runs:
    runs: list[Run] = []
    for place in places:
        if runs:
            runs.append(Text(", "))
        runs.append(Reference("", place.number, "", place.target))
    return tuple(runs) or (Text(nowhere),)
