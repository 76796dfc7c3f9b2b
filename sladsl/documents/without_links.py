"""Blocks without links, for a document in which clauses have other numbers than in the agreement, and names are not defined."""

from __future__ import annotations

from dataclasses import replace

from sladsl.documents.sentences import joined
from sladsl.documents.tree import (
    Block,
    Figure,
    Introduced,
    Note,
    Paragraph,
    Prose,
    Reference,
    Run,
    Runs,
    Strong,
    Table,
    Text,
    Used,
)


def without_links(block: Block) -> Block:
    match block:
        case Paragraph():
            below = tuple(without_links(child) for child in block.below)
            return replace(block, runs=_bare(block.runs), below=below)
        case Prose():
            return replace(block, paragraphs=tuple(_bare(runs) for runs in block.paragraphs))
        case Table():
            rows = tuple(tuple(_bare(cell) for cell in row) for row in block.rows)
            return replace(block, header=tuple(_bare(cell) for cell in block.header), rows=rows)
        case Note():
            return replace(block, runs=_bare(block.runs))
        case Figure():
            return block


def _bare(runs: Runs) -> Runs:
    return joined([_bare_run(run) for run in runs])


def _bare_run(run: Run) -> Run:
    match run:
        case Used() | Reference():
            return Text(run.text)
        case Introduced():
            return Strong(run.text)
        case _:
            return run
