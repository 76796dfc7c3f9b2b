"""Tables: credits by bands of a measure or by choices, levels by choices, and times by choices."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Rounded
from sladsl.model.consequences import (
    Amount,
    BandRow,
    Bands,
    DeclaredUnits,
    FixedAmount,
    ShareOf,
    SumAmount,
    ThatAmount,
    UnitTrigger,
)
from sladsl.model.moments import Length
from sladsl.model.quantities import Bound, Comparator, Comparison
from sladsl.model.resolve.amounts import step
from sladsl.model.resolve.conditions import existing_clause
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import choice_of, find_field, record_behind
from sladsl.model.resolve.levels import LEVELS, Told, level
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, tidy, word, words
from sladsl.model.resolve.quantities import (
    COMPARISONS,
    QUANTITIES,
    ROUNDINGS,
    comparison,
    length,
    money,
    quantity,
    rounding,
)
from sladsl.model.resolve.units import check_comparison, unit_of
from sladsl.model.schema import Field
from sladsl.syntax.tree import Phrase

Choices = tuple[tuple[str, str], ...]
"""Choices of fields for which a level holds: (("Class", "gold"),)."""
MeasureRow = tuple[Phrase, Told, tuple[tuple[Choices, Comparison], ...]]

NOTHING = ("cell_none", "cell_not_applicable")


def rows_of(table: Phrase) -> list[list[Phrase]]:
    return [every(row) for row in every(table, "row")]


def credit_table(table: Phrase, unit: str, item: str, ctx: Context) -> Bands:
    """A credit table: bands of a measure, choices of a field of `item`, or clauses. `unit`: the declared unit of plain numbers in its cells."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    column_field, columns = _columns(head[1:], ctx)
    if head[0].kind == "cell_clause":
        made = tuple(_clause_row(row, unit, ctx) for row in rows)
        return Bands(None, "Clause", made, column_field, columns)
    field = _field(head[0], item, ctx)
    if field is not None:
        made = tuple(_choice_row(row, field, unit, ctx) for row in rows)
        return Bands(None, field.name, made, column_field, columns)
    told = header_level(head[0], ctx)
    made = tuple(_band_row(row, told, unit, head[0], ctx) for row in rows)
    return Bands(told.measure, "", made, column_field, columns)


def check_width(table: Phrase, head: list[Phrase], rows: list[list[Phrase]], ctx: Context) -> None:
    for row, phrase in zip(rows, every(table, "row")[1:], strict=True):
        if len(row) != len(head):
            raise ctx.refuse(
                "N120",
                phrase,
                f"this row has {len(row)} cells, and the header has {len(head)}",
                label="cells and headers differ",
            )


def header_level(cell: Phrase, ctx: Context) -> Told:
    """The measure in a left header, rounded where the header says so."""
    found = first(cell, *LEVELS)
    if found is None:
        raise ctx.refuse(
            "N121", cell, f'"{text_of(cell)}" cannot head a table', hint="The left header is a measure or a field."
        )
    told = level(found, ctx)
    how = first(cell, *ROUNDINGS)
    if how is None:
        return told
    rounded = Rounded(told.measure, rounding(how, unit_of(told.measure, cell, ctx)))
    return Told(rounded, told.groups, told.name)


def _field(cell: Phrase, item: str, ctx: Context) -> Field | None:
    """The field with choices that a left header names, if it names one."""
    named = first(cell, "named")
    if named is None:
        return None
    text = word(named, "NAME")
    if ctx.names.find(text) is not None:
        return None
    holders = [record_behind(item, cell, ctx)] if item else list(ctx.records)
    found = next((f for record in holders if (f := find_field(ctx.records[record], text))), None)
    return found or next((f for r in ctx.records.values() if (f := find_field(r, text))), None)


def _columns(cells: list[Phrase], ctx: Context) -> tuple[str, tuple[str, ...]]:
    """Several columns are the choices of one field; a single one is headed by the amount's own name (Credit, Points, Share)."""
    texts = [quoted(text_of(cell)) for cell in cells]
    if len(texts) == 1 and not _choice_field(texts, ctx):
        return "", ()
    field = _choice_field(texts, ctx)
    if not field:
        raise ctx.refuse(
            "N122",
            cells[0],
            f"no field has the choices {', '.join(texts)}",
            label="columns",
            hint="Several columns are the choices of one field of a record.",
        )
    return field, tuple(texts)


def _choice_field(texts: list[str], ctx: Context) -> str:
    return next(
        (
            f.name
            for record in ctx.records.values()
            for f in record.fields
            if f.choices and set(texts) <= set(f.choices)
        ),
        "",
    )


def _band_row(row: list[Phrase], told: Told, unit: str, head: Phrase, ctx: Context) -> BandRow:
    compared = _compared(row[0], ctx)
    check_comparison(compared, unit_of(told.measure, head, ctx), told.name, row[0], ctx)
    return BandRow(compared, "", *_cells(row, unit, told, ctx), ctx.place(row[0]))


def _compared(cell: Phrase, ctx: Context) -> Comparison:
    """The left cell of a band: a comparison, or a bare value, which means exactly it."""
    how = first(cell, *COMPARISONS)
    if how is not None:
        return comparison(how, ctx)
    value = first(cell, *QUANTITIES)
    if value is None:
        raise ctx.refuse(
            "N123", cell, f'"{text_of(cell)}" is no band of values', hint='Write "at least 99.0% but below 99.9%".'
        )
    return Comparison((Bound(Comparator.EXACTLY, quantity(value, ctx)),))


def _choice_row(row: list[Phrase], field: Field, unit: str, ctx: Context) -> BandRow:
    if first(row[0], *COMPARISONS) is not None:
        raise ctx.refuse("N123", row[0], f"{field.name} has choices, and a comparison stands here")
    choice = choice_of(field, cell_text(row[0]), row[0], ctx)
    return BandRow(None, choice, *_cells(row, unit, None, ctx), ctx.place(row[0]))


def _clause_row(row: list[Phrase], unit: str, ctx: Context) -> BandRow:
    title = existing_clause(cell_text(row[0]), row[0], ctx)
    return BandRow(None, title, *_cells(row, unit, None, ctx), ctx.place(row[0]))


def cell_text(cell: Phrase) -> str:
    return quoted(tidy(text_of(cell)))


def _cells(
    row: list[Phrase], unit: str, told: Told | None, ctx: Context
) -> tuple[tuple[Amount | None, ...], tuple[bool, ...]]:
    amounts = tuple(_amount(cell, unit, told, ctx) for cell in row[1:])
    return amounts, tuple(cell.kind != "cell_not_applicable" for cell in row[1:])


def _amount(cell: Phrase, unit: str, told: Told | None, ctx: Context) -> Amount | None:
    if cell.kind in NOTHING:
        return None
    if cell.kind == "cell_weight":
        first_share, second_share = (number(text) / 100 for text in words(cell, "PERCENT"))
        return ShareOf(first_share * second_share, ThatAmount())
    if cell.kind == "cell_formula":
        plain, more = (number(text) / 100 for text in words(cell, "PERCENT"))
        found = first(cell, "step")
        assert found is not None
        per = step(found, ctx, pro_rata=False, it=told).trigger
        assert isinstance(per, UnitTrigger)
        return SumAmount(ShareOf(plain, ThatAmount()), ShareOf(more, ThatAmount()), per)
    value = first(cell, *QUANTITIES)
    if value is None:
        raise ctx.refuse("N124", cell, f'"{text_of(cell)}" is no amount', label="an amount must stand here")
    if value.kind == "percent":
        return ShareOf(number(text_of(value)) / 100, ThatAmount())
    if value.kind == "money":
        return FixedAmount(money(word(value, "MONEY")))
    if value.kind == "number" and unit:
        return DeclaredUnits(number(text_of(value)), unit)
    raise ctx.refuse(
        "N124", cell, f'"{text_of(cell)}" is no amount', label="a percentage or an amount of money must stand here"
    )


# --- levels and times ------------------------------------------------------------------------------------------------


def measures_table(table: Phrase, item: str, ctx: Context) -> list[MeasureRow]:
    """`keep the following measures`: a measure a row, its level for each choice in the columns."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field, columns = _columns(head[1:], ctx)
    made: list[MeasureRow] = []
    for row in rows:
        with ctx.introducing(item):
            told = header_level(row[0], ctx)
        unit = unit_of(told.measure, row[0], ctx)
        levels: list[tuple[Choices, Comparison]] = []
        for n, cell in enumerate(row[1:]):
            if cell.kind in NOTHING:
                continue
            compared = _compared(cell, ctx)
            check_comparison(compared, unit, told.name, cell, ctx)
            choice: Choices = ((field, columns[n]),) if field else ()
            levels.append((choice, compared))
        made.append((row[0], told, tuple(levels)))
    return made


def levels_table(
    table: Phrase, told: Told, item: str, ctx: Context
) -> tuple[tuple[tuple[tuple[str, str], ...], Comparison], ...]:
    """`keep M at the following level`: a choice a row, and where there are several columns, a choice of a second field a column."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field = _field(head[0], item, ctx)
    if field is None:
        raise ctx.refuse("N125", head[0], f'"{text_of(head[0])}" is no field with choices')
    texts = [quoted(text_of(cell)) for cell in head[1:]]
    column_field = _choice_field(texts, ctx)
    unit = unit_of(told.measure, head[0], ctx)
    found = []
    for row in rows:
        choice = choice_of(field, cell_text(row[0]), row[0], ctx)
        for n, cell in enumerate(row[1:]):
            if cell.kind in NOTHING:
                continue
            compared = _compared(cell, ctx)
            check_comparison(compared, unit, told.name, cell, ctx)
            key: tuple[tuple[str, str], ...] = ((field.name, choice),)
            if column_field:
                key = (*key, (column_field, texts[n]))
            found.append((key, compared))
    return tuple(found)


def times_table(table: Phrase, record: str, ctx: Context) -> tuple[Field, dict[str, tuple[tuple[str, Length], ...]]]:
    """`within the following times`: for each act in a column, the length for each choice of the field in the left header."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    field = _field(head[0], record, ctx)
    if field is None:
        raise ctx.refuse("N125", head[0], f'"{text_of(head[0])}" is no field with choices')
    found: dict[str, tuple[tuple[str, Length], ...]] = {}
    for n, cell in enumerate(head[1:], start=1):
        act = cell_text(cell)
        lengths = []
        for row in rows:
            if row[n].kind in NOTHING:
                continue
            value = first(row[n])
            if value is None:
                raise ctx.refuse("N126", row[n], f'"{text_of(row[n])}" is no length of time')
            lengths.append((choice_of(field, cell_text(row[0]), row[0], ctx), length(value, ctx)))
        found[act] = tuple(lengths)
    return field, found


def unit_name(cell: Phrase, ctx: Context) -> str:
    """The declared unit that heads a column ("Points"), or ""."""
    named = first(cell, "named")
    found = ctx.names.find(word(named, "NAME")) if named else None
    return found.text if found is not None and found.kind is NameKind.UNIT else ""
