"""Tables: the credit tables and matrices of sentences, and the fields of a record."""

from __future__ import annotations

from dataclasses import replace

from sladsl.documents.sentences import Writer
from sladsl.documents.tree import Align, Runs, Table, TableUse, Text
from sladsl.model.resolve.phrases import tidy
from sladsl.syntax.tree import Node, Phrase, Word

_FIGURES = (
    "cell_quantity",
    "cell_share",
    "cell_weight",
    "cell_units",
    "cell_formula",
    "cell_none",
    "cell_not_applicable",
)


_MEASURES = ("cell_level", "cell_level_rounded")
"""Heads that are a name or a description, and no choice of a field, which is written as its records have it."""


def capital(runs: Runs) -> Runs:
    """As a head or a cell begins: "The number of Tickets"."""
    if not runs or not isinstance(runs[0], Text):
        return runs
    return (replace(runs[0], text=runs[0].text[:1].upper() + runs[0].text[1:]), *runs[1:])


def without_empty(table: Table, nothing: Runs = ()) -> Table:
    """Without the columns in which no row says anything. `nothing`: what stands in a cell that says nothing."""
    kept = [n for n in range(len(table.header)) if n == 0 or any(row[n] not in ((), nothing) for row in table.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return replace(
        table, header=tuple(table.header[n] for n in kept), rows=rows, align=tuple(table.align[n] for n in kept)
    )


def table_of(node: Phrase, writer: Writer, caption: str) -> Table:
    """A table of the text. A column of figures is set to the right, unless the text's own ruled line says where it goes."""
    rows = [_cells(row) for row in node.every("row")]
    columns = max(len(row) for row in rows)
    header, *body = rows
    figures = tuple(
        all(column < len(row) and row[column].kind in _FIGURES for row in body) for column in range(columns)
    )
    ruled = _ruled(node)
    align = tuple(
        (ruled[column] if column < len(ruled) else None) or (Align.RIGHT if right else Align.LEFT)
        for column, right in enumerate(figures)
    )
    return Table(
        TableUse.GIVEN,
        caption,
        tuple(
            capital(runs) if column < len(header) and header[column].kind in _MEASURES else runs
            for column, runs in enumerate(_written(header, columns, writer))
        ),
        tuple(_written(row, columns, writer) for row in body),
        align,
    )


def _written(cells: list[Node], columns: int, writer: Writer) -> tuple[Runs, ...]:
    """The cells of a row; one that is too short ends in empty cells."""
    written = tuple(writer.runs((cell,)) for cell in cells)
    return written + ((),) * (columns - len(written))


def fields_of(record: Phrase, writer: Writer, caption: str) -> Table:
    """What a record holds: a row for each field, with its content and whether it must be there."""
    words = writer.words
    rows = tuple(_field(field, writer) for field in record.every("field"))
    header = tuple((Text(text),) for text in (words.field, words.content, words.required))
    return Table(TableUse.FIELDS, caption, header, rows, (Align.LEFT, Align.LEFT, Align.LEFT))


def _field(field: Phrase, writer: Writer) -> tuple[Runs, ...]:
    words = writer.words
    name = field.word("NAME")
    assert name is not None
    content = [part for part in field.parts if isinstance(part, Phrase)]
    optional = field.word("COMMA_IF_ANY") is not None
    return (
        (Text(writer.name(tidy(name.text))),),
        writer.runs(content),
        (Text(words.if_any if optional else words.yes),),
    )


def _cells(row: Phrase) -> list[Node]:
    return [
        part for part in row.parts if not (isinstance(part, Word) and part.kind in ("ROW_START", "PIPE", "ROW_END"))
    ]


def _ruled(node: Phrase) -> list[Align | None]:
    """What the ruled line under the header says of each column, None where it says nothing."""
    rule = node.word("RULE")
    if rule is None:
        return []
    found: list[Align | None] = []
    for piece in rule.text.strip().strip("|").split("|"):
        line = piece.strip()
        turned = (line.startswith(":"), line.endswith(":"))
        found.append(Align.RIGHT if turned == (False, True) else Align.LEFT if turned == (True, False) else None)
    return found
