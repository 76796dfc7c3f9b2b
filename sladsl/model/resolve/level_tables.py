"""Tables of levels and of times: what a duty owes by the choice of a field."""

from __future__ import annotations

from sladsl.model.moments import Length
from sladsl.model.quantities import Comparison
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import choice_of
from sladsl.model.resolve.levels import Told
from sladsl.model.resolve.phrases import first, text_of
from sladsl.model.resolve.quantities import length
from sladsl.model.resolve.tables import (
    NOTHING,
    cell_text,
    check_width,
    choice_field,
    columns_of,
    compared_in,
    field_heading,
    header_level,
    rows_of,
)
from sladsl.model.resolve.units import check_comparison, unit_of
from sladsl.model.schema import Field
from sladsl.syntax.tree import Phrase

Choices = tuple[tuple[str, str], ...]
"""Choices of fields for which a level holds: (("Class", "gold"),)."""
MeasureRow = tuple[Phrase, Told, tuple[tuple[Choices, Comparison], ...]]


def measures_table(table: Phrase, item: str, ctx: Context) -> list[MeasureRow]:
    """`keep the following measures`: a measure a row, its level for each choice in the columns."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field, columns = columns_of(head[1:], ctx)
    made: list[MeasureRow] = []
    for row in rows:
        with ctx.introducing(item):
            told = header_level(row[0], ctx)
        levels: list[tuple[Choices, Comparison]] = []
        for n, cell in enumerate(row[1:]):
            if cell.kind not in NOTHING:
                choice: Choices = ((field, columns[n]),) if field else ()
                levels.append((choice, _level(cell, told, ctx)))
        made.append((row[0], told, tuple(levels)))
    return made


def _level(cell: Phrase, told: Told, ctx: Context) -> Comparison:
    """A level as a cell gives it."""
    compared = compared_in(cell, ctx)
    check_comparison(compared, unit_of(told.measure, cell, ctx), told.name, cell, ctx)
    return compared


def levels_table(table: Phrase, told: Told, item: str, ctx: Context) -> tuple[tuple[Choices, Comparison], ...]:
    """`keep M at the following level`: a choice a row, and where there are several columns, a choice of a second field a column."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field = _choices_heading(head[0], item, ctx)
    texts = [cell_text(cell) for cell in head[1:]]
    column_field = choice_field(texts, ctx)
    if len(texts) > 1 and not column_field:
        columns_of(head[1:], ctx)
    found: list[tuple[Choices, Comparison]] = []
    for row in rows:
        choice = choice_of(field, cell_text(row[0]), row[0], ctx)
        for n, cell in enumerate(row[1:]):
            if cell.kind in NOTHING:
                continue
            key: Choices = ((field.name, choice),)
            if column_field:
                key = (*key, (column_field, texts[n]))
            found.append((key, _level(cell, told, ctx)))
    return tuple(found)


def _choices_heading(cell: Phrase, item: str, ctx: Context) -> Field:
    field = field_heading(cell, item, ctx)
    if field is None or not field.choices:
        raise ctx.refuse(
            "N125",
            cell,
            f'"{text_of(cell)}" is no field with choices',
            hint="The left header names a field such as Priority, and each row one of its choices.",
        )
    return field


def times_table(table: Phrase, record: str, ctx: Context) -> tuple[Field, dict[str, tuple[tuple[str, Length], ...]]]:
    """`within the following times`: for each act in a column, the length for each choice of the field in the left header."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field = _choices_heading(head[0], record, ctx)
    found: dict[str, tuple[tuple[str, Length], ...]] = {}
    for n, cell in enumerate(head[1:], start=1):
        lengths = []
        for row in rows:
            if row[n].kind in NOTHING:
                continue
            value = first(row[n])
            if value is None:
                raise ctx.refuse(
                    "N126",
                    row[n],
                    f'"{text_of(row[n])}" is no length of time',
                    hint='Write "15 minutes" or "not applicable".',
                )
            lengths.append((choice_of(field, cell_text(row[0]), row[0], ctx), length(value, ctx)))
        found[cell_text(cell)] = tuple(lengths)
    return field, found
