"""The document tree of whole contracts: nothing is lost, numbered once, every reference leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sladsl.documents.tree import (
    Block,
    Document,
    Entry,
    Introduced,
    Note,
    Paragraph,
    Prose,
    Reference,
    Runs,
    Table,
    Used,
    plain,
)
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from tests.documents.conftest import drafted


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Paragraph):
            yield from blocks_of(block.below)


def body(document: Document) -> Iterator[Block]:
    for part in document.parts:
        for clause in part.clauses:
            yield from blocks_of(clause.blocks)


def everything(document: Document) -> Iterator[Block]:
    yield from body(document)
    for schedule in document.schedules:
        for section in schedule.sections:
            yield from blocks_of(section.blocks)


def runs_of(block: Block) -> Iterator[Runs]:
    match block:
        case Paragraph() | Note():
            yield block.runs
        case Prose():
            yield from block.paragraphs
        case Table():
            yield from block.header
            for row in block.rows:
                yield from row


def anchors_and_targets(document: Document) -> tuple[list[str], set[str]]:
    anchors, targets = [], set()
    for part in document.parts:
        anchors += [part.anchor, *(clause.anchor for clause in part.clauses)]
    for schedule in document.schedules:
        anchors += [schedule.anchor, *(section.anchor for section in schedule.sections)]
    for block in everything(document):
        if isinstance(block, Paragraph | Prose) and block.anchor:
            anchors.append(block.anchor)
        for runs in runs_of(block):
            for run in runs:
                match run:
                    case Introduced():
                        anchors.append(run.anchor)
                        targets.add(run.index)
                    case Entry():
                        anchors.append(run.anchor)
                        targets.add(run.target)
                    case Used() | Reference():
                        targets.add(run.target)
    targets |= {party.target for party in document.parties}
    return anchors, targets - {""}


def test_every_link_leads_to_one_place(contract: Path) -> None:
    document = drafted(contract.read_text("utf-8"), contract.parent, whole=False)
    anchors, targets = anchors_and_targets(document)
    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []
    assert targets - set(anchors) == set()
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    assert len(targets) > 1


def test_every_sentence_is_printed_as_it_is_written(contract: Path) -> None:
    """But for blanks, quotes, the numbers of clauses, the two kinds of sentence that are made whole, and caps, which nobody owes."""
    text = contract.read_text("utf-8")
    document = drafted(text, contract.parent, whole=False)
    source = Source("contract.sla", text)
    tree, _ = parse(source)
    assert tree is not None
    numbers = {clause.title: clause.number for part in document.parts for clause in part.clauses if clause.title}
    by_line = {block.line: block for block in body(document) if isinstance(block, Paragraph)}
    checked = 0
    for node in tree.walk():
        if node.kind not in ("sentence", "table_sentence", "list_sentence", "record"):
            continue
        written = node.text(source)
        block = by_line.pop(source.place(node.span).line)
        checked += 1
        if written.startswith("It renews") or "does not," in written:
            continue
        sentence = re.split(r"\n+(?=[-|] )", written)[0]
        for title, number in numbers.items():
            sentence = sentence.replace(f'"{title}"', f"{number} ({title})")
        sentence = sentence.replace("shall not exceed", "do not exceed")
        said = " ".join(sentence.replace('"', "").replace("'", "’").split())
        assert re.sub("[“”]", "", plain(block.runs)) == said
        rows = [re.split(r" *\| *", line.strip("| ")) for line in written.splitlines() if re.match(r"\|(?! ?-)", line)]
        if rows:
            (table,) = block.below
            assert isinstance(table, Table)
            assert [[plain(cell) for cell in row] for row in (table.header, *table.rows)] == rows
        fields = [line[2:].partition(": ") for line in written.splitlines() if line.startswith("- ")]
        if node.kind == "record":
            (table,) = block.below
            assert isinstance(table, Table)
            assert [(plain(name), plain(content)) for name, content, _ in table.rows] == [
                (name, re.sub('"(.*?)"', "“\\1”", content.removesuffix(", if any"))) for name, _, content in fields
            ]
            assert [plain(must) for *_, must in table.rows] == [
                "if any" if content.endswith(", if any") else "yes" for *_, content in fields
            ]
    assert checked
    assert not by_line


def test_numbers_run_without_gaps(contract: Path) -> None:
    document = drafted(contract.read_text("utf-8"), contract.parent, whole=False)
    assert [part.number for part in document.parts] == [f"{n}." for n in range(1, len(document.parts) + 1)]
    for part in document.parts:
        assert [c.number for c in part.clauses] == [f"{part.number}{n}" for n in range(1, len(part.clauses) + 1)]
        for clause in part.clauses:
            numbers = [block.number for block in clause.blocks if isinstance(block, Paragraph | Prose)]
            assert numbers == ([""] if len(numbers) == 1 else [f"({chr(97 + n)})" for n in range(len(numbers))])
    assert [s.number for s in document.schedules] == [str(n) for n in range(1, len(document.schedules) + 1)]


def test_the_same_text_gives_an_equal_tree(contract: Path) -> None:
    text = contract.read_text("utf-8")
    assert drafted(text, contract.parent, whole=False) == drafted(text, contract.parent, whole=False)
