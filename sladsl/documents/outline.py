"""The outline: which sentence of the text stands under which number. Numbers are given here, once, before a word is written.

Parts are numbered "1.", clauses "1.1", the paragraphs of a clause with a title "(a)" where it has several. A sentence that stands
in a part before its clauses is a clause without a title. Worked examples and signatures leave the body: the first for a schedule,
the second for the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sladsl.documents.languages.given import prose_tag, without_tag
from sladsl.documents.terms import slug_of, unique
from sladsl.documents.tree import Reference
from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.node import node
from sladsl.syntax.tree import Phrase, Word

INTRODUCTIONS = (
    "term",
    "party_definition",
    "role_definition",
    "weekly_calendar",
    "yearly_calendar",
    "service",
    "order_value",
    "unit_definition",
    "record",
)
"""The phrases whose first quoted text is a name that they introduce."""


@node
class Item:
    """A sentence, record or block of prose, with its number in front ("(a)" or "") and its label ("6.1(a)"). The only one of a clause
    has the clause's anchor."""

    node: Phrase | Word
    number: str
    label: str
    anchor: str


@node
class OutlineClause:
    node: Phrase | Word
    number: str
    title: str
    anchor: str
    items: tuple[Item, ...]


@node
class OutlinePart:
    node: Phrase
    number: str
    title: str
    anchor: str
    clauses: tuple[OutlineClause, ...]


@node
class OutlineExample:
    """A worked example with its title, "" where it has none of its own."""

    node: Phrase
    title: str
    anchor: str


@node
class Outline:
    """`preamble`: the prose before the first part. `titles`: what `clause "Availability"` refers to. `introduced`: the names that the text introduces.
    `prose`: what stands in other languages for a block of prose, by where this begins and by language."""

    title: str
    version: str
    dated: str
    preamble: tuple[Word, ...]
    parts: tuple[OutlinePart, ...]
    examples: tuple[OutlineExample, ...]
    signatures: tuple[Phrase, ...]
    titles: dict[str, Reference]
    introduced: frozenset[str]
    prose: Mapping[int, Mapping[str, str]]


def outline_of(root: Phrase, clause_word: str, heading_of: Callable[[str], str] = str) -> Outline:
    """Number a text. `clause_word` is what a cross-reference says before the number, `heading_of` what it says for a title."""
    version = root.first("version")
    parts: list[OutlinePart] = []
    examples: list[OutlineExample] = []
    signatures: list[Phrase] = []
    titles: dict[str, Reference] = {}
    taken: set[str] = set()
    for phrase in root.every("part"):
        found = _examples(phrase, taken)
        examples.extend(found)
        for example in found:
            if example.title:
                titles.setdefault(example.title, Reference("", heading_of(example.title), "", example.anchor))
        if signs := _all_signatures(phrase):
            signatures.extend(signs)
            continue
        part = _part(phrase, str(len(parts) + 1))
        if part.clauses:
            parts.append(part)
    for part in parts:
        for clause in part.clauses:
            if clause.title:
                shown = heading_of(clause.title)
                titles.setdefault(clause.title, Reference(clause_word, clause.number, shown, clause.anchor))
    for part in parts:
        shown = heading_of(part.title)
        titles.setdefault(part.title, Reference(clause_word, part.number.rstrip("."), shown, part.anchor))
    return Outline(
        heading(root, "TITLE"),
        _word(version, "NUMBER"),
        _word(version, "DATE"),
        tuple(part for part in root.parts if isinstance(part, Word) and part.kind == "PROSE" and not prose_tag(part)),
        tuple(parts),
        tuple(examples),
        tuple(signatures),
        titles,
        frozenset(_introduced(root)),
        dict(_prose(root)),
    )


def heading(phrase: Phrase, kind: str) -> str:
    """The text of a heading without its number signs."""
    return tidy(_word(phrase, kind).lstrip("#"))


def letter(index: int) -> str:
    """a to z, then aa, bb, as word processors count: 0 is "a"."""
    rest, place = divmod(index, 26)
    return chr(ord("a") + place) * (rest + 1)


def roman(index: int) -> str:
    """i, ii, iii: 0 is "i"."""
    found, value = "", index + 1
    for size, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while value >= size:
            found, value = found + sign, value - size
    return found


def _part(node: Phrase, number: str) -> OutlinePart:
    clauses: list[OutlineClause] = []
    for block in _blocks(node):
        label = f"{number}.{len(clauses) + 1}"
        anchor = _anchor(label)
        clauses.append(OutlineClause(block, label, "", anchor, (Item(block, "", label, anchor),)))
    for clause in node.every("clause"):
        blocks = _blocks(clause)
        if not blocks and any(_is_example(part) for part in clause.parts):
            continue
        label = f"{number}.{len(clauses) + 1}"
        items = tuple(_item(block, label, place, len(blocks)) for place, block in enumerate(blocks))
        clauses.append(OutlineClause(clause, label, heading(clause, "CLAUSE_HEADING"), _anchor(label), items))
    return OutlinePart(node, f"{number}.", heading(node, "PART_HEADING"), f"part-{number}", tuple(clauses))


def _item(block: Phrase | Word, clause: str, place: int, count: int) -> Item:
    if count == 1:
        return Item(block, "", clause, _anchor(clause))
    number = f"({letter(place)})"
    return Item(block, number, clause + number, f"{_anchor(clause)}-{letter(place)}")


def _blocks(node: Phrase) -> list[Phrase | Word]:
    """The sentences, records and prose of a part or clause, in order, without its worked examples."""
    kinds = ("sentence", "table_sentence", "list_sentence", "record")
    return [
        part
        for part in node.parts
        if part.kind in kinds or (isinstance(part, Word) and part.kind == "PROSE" and not prose_tag(part))
    ]


def _prose(node: Phrase) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Of each block of prose, what the blocks behind it say in other languages."""
    found: dict[int, dict[str, str]] = {}
    last: int | None = None
    for part in node.parts:
        if isinstance(part, Word) and part.kind == "PROSE":
            tag = prose_tag(part)
            if tag is None:
                last = part.start
            elif last is not None:
                found.setdefault(last, {})[tag] = without_tag(part.text)
        elif isinstance(part, Word) and part.kind == "BLANK_LINE":
            continue
        else:
            last = None
            if isinstance(part, Phrase) and part.kind in ("part", "clause"):
                yield from _prose(part)
    yield from found.items()


def _examples(part: Phrase, taken: set[str]) -> list[OutlineExample]:
    found = []
    for holder in (part, *part.every("clause")):
        title = heading(holder, "CLAUSE_HEADING") if holder.kind == "clause" else ""
        for phrase in holder.every("example"):
            slug = unique(slug_of(title) if title else "example", taken)
            found.append(OutlineExample(phrase, title, f"example-{slug}"))
    return found


def _is_example(node: Phrase | Word) -> bool:
    return isinstance(node, Phrase) and node.kind == "example"


def _all_signatures(part: Phrase) -> list[Phrase]:
    """The signature sentences of a part that holds nothing else."""
    found = [
        signature for block in _blocks(part) if isinstance(block, Phrase) for signature in block.every("signature")
    ]
    return found if len(found) == len(_blocks(part)) and part.first("clause", "example") is None else []


def _introduced(node: Phrase) -> list[str]:
    found = []
    if node.kind in INTRODUCTIONS:
        found.append(quoted(_word(node, "TEXT")))
    for child in node.every():
        found.extend(_introduced(child))
    return found


def _anchor(label: str) -> str:
    return "clause-" + label.replace(".", "-")


def _word(phrase: Phrase | None, kind: str) -> str:
    """The untouched text of the first word of this kind."""
    if phrase is None:
        return ""
    found = phrase.word(kind)
    return found.text if found is not None else ""
