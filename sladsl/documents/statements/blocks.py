"""Pieces that every part of a statement is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sladsl.documents.tree import (
    Align,
    Block,
    Clause,
    Note,
    Paragraph,
    Part,
    Reference,
    Runs,
    Strong,
    Table,
    TableUse,
    Text,
)

Cell = str | Runs


def runs(text: Cell) -> Runs:
    return ((Text(text),) if text else ()) if isinstance(text, str) else text


def strong(text: str) -> Runs:
    return (Strong(text),) if text else ()


def sentence(text: Cell, *below: Block, number: str = "", anchor: str = "") -> Paragraph:
    return Paragraph(runs(text), number=number, anchor=anchor, below=below)


def note(text: str, tone: str = "") -> Note:
    return Note(runs(text), tone)


def link(text: str, target: str) -> Reference:
    return Reference("", text, "", target)


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], right: Sequence[int] = ()) -> Table:
    """`right`: the numbers of the columns that hold figures."""
    return Table(
        TableUse.GIVEN,
        caption,
        tuple(runs(one) for one in header),
        tuple(tuple(runs(cell) for cell in row) for row in rows),
        tuple(Align.RIGHT if column in right else Align.LEFT for column in range(len(header))),
    )


class Parts:
    """The parts of a document, numbered as they come; one without anything in it is left out."""

    def __init__(self) -> None:
        self.found: list[Part] = []

    def add(self, title: str, clauses: Iterable[tuple[str, Sequence[Block]]]) -> None:
        """`clauses`: the title and the blocks of each."""
        number = len(self.found) + 1
        made: list[Clause] = []
        for name, blocks in clauses:
            if blocks:
                label = f"{number}.{len(made) + 1}"
                made.append(Clause(label, name, f"clause-{label.replace('.', '-')}", 0, tuple(blocks)))
        if made:
            self.found.append(Part(f"{number}.", title, f"part-{number}", 0, tuple(made)))
