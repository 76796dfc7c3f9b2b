"""Tables of levels and of times: what a duty owes by the choice of a field."""

from __future__ import annotations

from sladsl.model.algebra import AllHold, FieldCompares, FieldIs, Predicate, Referred
from sladsl.model.moments import Length
from sladsl.model.quantities import Comparison
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, choice_of, find_field, reference_with
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
from sladsl.model.resolve.units import check_comparison, check_measure, field_unit
from sladsl.model.schema import Field, FieldKind
from sladsl.syntax.tree import Phrase

Choices = tuple[tuple[str, str], ...]
"""Choices of fields for which a level holds: (("Class", "gold"),)."""
MEASURED = (FieldKind.NUMBER, FieldKind.PERCENT, FieldKind.DURATION, FieldKind.MONEY, FieldKind.PHYSICAL)
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
    check_measure(compared, told.measure, told.name, cell, cell, ctx)
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


def times_table(
    table: Phrase, record: str, acts: list[str], ctx: Context
) -> dict[str, tuple[tuple[Predicate, Length], ...]]:
    """`within the following times`: for each of the acts, the length for the rows that a table row and column describe.

    The left header names a field: of choices, or of a quantity, whose rows are then bands. The other headers are acts, or the choices of
    a second field, and all times are those of the one act.
    """
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    texts = [cell_text(cell) for cell in head[1:]]
    column = _field_with(texts, record, ctx) if len(acts) == 1 and acts[0] not in texts else None
    found: dict[str, list[tuple[Predicate, Length]]] = {}
    for row in rows:
        which = rows_described(head[0], row[0], record, ctx)
        for title, cell, said in zip(head[1:], row[1:], texts, strict=True):
            if cell.kind in NOTHING:
                continue
            value = first(cell)
            if value is None:
                raise ctx.refuse(
                    "N126",
                    cell,
                    f'"{text_of(cell)}" is no length of time',
                    hint='Write "15 minutes" or "not applicable".',
                )
            if column is None:
                act, described = act_field(record, said, title, ctx), which
            else:
                act, described = acts[0], AllHold((which, _told(column, FieldIs(column[1].name, (said,)))))
            found.setdefault(act, []).append((described, length(value, ctx)))
    return {act: tuple(lengths) for act, lengths in found.items()}


Reached = tuple[Field | None, Field]
"""A field of a record, with the reference through which it is told if it is one of another record."""


def _told(field: Reached, that: FieldIs | FieldCompares) -> Predicate:
    reference, _ = field
    return that if reference is None else Referred(reference.name, reference.record, that)


def _field_with(choices: list[str], record: str, ctx: Context) -> Reached | None:
    """The field of a record, or of one to which it refers, that has all of these choices."""
    declared = ctx.records[record]
    near: list[Reached] = [(None, field) for field in declared.fields]
    far = [(f, field) for f in declared.fields if f.record for field in ctx.records[f.record].fields]
    return next((told for told in (*near, *far) if told[1].choices and set(choices) <= set(told[1].choices)), None)


def rows_described(heading: Phrase, cell: Phrase, record: str, ctx: Context) -> Predicate:
    """What the left cell of a table of times says of a row: the choice of a field, or a band of its values."""
    name = text_of(heading)
    reference = reference_with(record, name, heading, ctx)
    of = reference.record if reference is not None else record
    field = find_field(ctx.records[of], name)
    if field is not None and field.kind in MEASURED:
        compared = compared_in(cell, ctx)
        check_comparison(compared, field_unit(field, heading, ctx), f"the {field.name}", cell, ctx)
        return _told((reference, field), FieldCompares(field.name, compared))
    if field is None or not field.choices:
        raise ctx.refuse(
            "N125",
            heading,
            f'"{name}" is no field with choices, and none with a quantity',
            hint="The left header names a field such as Priority, and each row one of its choices or a band of its values.",
        )
    return _told((reference, field), FieldIs(field.name, (choice_of(field, cell_text(cell), cell, ctx),)))
