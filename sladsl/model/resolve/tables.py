"""Credit tables: amounts by bands of a measure, by the choices of a field, or by missed clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import ItemLength, ItemValue, Rounded
from sladsl.model.consequences import (
    Amount,
    BandRow,
    Bands,
    DeclaredUnits,
    FeeDays,
    FixedAmount,
    ShareOf,
    SumAmount,
    ThatAmount,
    UnitTrigger,
)
from sladsl.model.quantities import Bound, Comparator, Comparison
from sladsl.model.resolve.amounts import in_currency, named_share, no_base, no_unit, part_of_fee
from sladsl.model.resolve.bases import BASES, base
from sladsl.model.resolve.clause_names import existing_clause
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import choice_of, find_field, record_behind
from sladsl.model.resolve.levels import LEVELS, Told, level
from sladsl.model.resolve.loosely import between
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.quantities import COMPARISONS, QUANTITIES, ROUNDINGS, comparison, quantity, rounding
from sladsl.model.resolve.steps import step
from sladsl.model.resolve.units import check_measure, unit_of
from sladsl.model.schema import Field, FieldKind
from sladsl.syntax.tree import Phrase, Word

CELLS = (
    "cell_level",
    "cell_level_rounded",
    "cell_comparison",
    "cell_from_to",
    "cell_from_to_below",
    "cell_quantity",
    "cell_weight",
    "cell_share",
    "cell_units",
    "cell_formula",
    "cell_word",
    "cell_text",
    "cell_clause",
    "cell_none",
    "cell_not_applicable",
)
_COUNTED = (FieldKind.NUMBER, FieldKind.PERCENT, FieldKind.DURATION, FieldKind.PHYSICAL, FieldKind.MONEY)
NOTHING = ("cell_none", "cell_not_applicable")


@dataclass(frozen=True)
class Paying:
    """What the cells of a table pay: `unit` is the declared unit of plain numbers in them; `share`: percentages are shares of the sentence's base;
    `time`: days are days of it."""

    unit: str = ""
    share: bool = True
    time: bool = False


def rows_of(table: Phrase) -> list[list[Phrase]]:
    return [every(row, *CELLS) for row in every(table, "row")]


def credit_table(table: Phrase, paying: Paying, item: str, ctx: Context) -> Bands:
    """A credit table: bands of a measure or of a figure of `item`, choices of a field of `item`, or clauses."""
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    column_field, columns = columns_of(head[1:], ctx)
    if head[0].kind == "cell_clause":
        made = tuple(_clause_row(row, paying, ctx) for row in rows)
        return Bands(None, "Clause", made, column_field, columns)
    field = field_heading(head[0], item, ctx)
    if field is not None and (field.choices or not item or field.kind not in _COUNTED):
        made = tuple(_choice_row(row, field, paying, ctx) for row in rows)
        return Bands(None, field.name, made, column_field, columns)
    told = told_by_item(head[0], field, item, ctx) or header_level(head[0], ctx)
    made = tuple(_band_row(row, told, paying, head[0], ctx) for row in rows)
    return Bands(told.measure, "", made, column_field, columns)


def told_by_item(head: Phrase, field: Field | None, item: str, ctx: Context) -> Told | None:
    """A figure of the row that is meant, or how long the stretch of time lasts that is meant: "Duration"."""
    if field is not None:
        return Told(ItemValue(record_behind(item, head, ctx), field.name), (), field.name)
    declared = ctx.names.find(item) if item else None
    if text_of(head) == "Duration" and declared is not None and declared.kind is NameKind.PERIOD:
        return Told(ItemLength(declared.text), (), "Duration")
    return None


def check_width(table: Phrase, head: list[Phrase], rows: list[list[Phrase]], ctx: Context) -> None:
    for row, phrase in zip(rows, every(table, "row")[1:], strict=True):
        if len(row) != len(head):
            raise ctx.refuse(
                "N120",
                phrase,
                f"this row has {len(row)} cells, and the header has {len(head)}",
                label="cells and headers differ",
                hint="Give every row as many cells as the header; a cell without an amount says none.",
            )
    if len(head) < 2:
        raise ctx.refuse("N120", table, "a table has at least two columns", hint="What do its rows give?")


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
    return replace(told, measure=Rounded(told.measure, rounding(how, unit_of(told.measure, cell, ctx))))


def field_heading(cell: Phrase, item: str, ctx: Context) -> Field | None:
    """The field with choices that a left header names: of the item that is meant, else of the one record that has it."""
    named = first(cell, "named")
    text = word(named, "NAME") if named is not None else ""
    if not text or ctx.names.find(text) is not None:
        return None
    own = find_field(ctx.records[record_behind(item, cell, ctx)], text) if item else None
    found = [f for r in ctx.records.values() if (f := find_field(r, text)) is not None]
    if own is None and len({f.choices for f in found}) > 1:
        raise ctx.refuse(
            "N127",
            cell,
            f"several records have {with_article(text)}",
            label="of which record?",
            hint=f'Say in the sentence whose {text} it is: "of each …".',
        )
    return own or next(iter(found), None)


def columns_of(cells: list[Phrase], ctx: Context) -> tuple[str, tuple[str, ...]]:
    """Several columns are the choices of one field; a single one is headed by the amount's own name (Credit, Points, Share)."""
    texts = [cell_text(cell) for cell in cells]
    field = choice_field(texts, ctx)
    if len(texts) == 1 and not field:
        return "", ()
    if not field:
        raise ctx.refuse(
            "N122",
            cells[0],
            f"no field has the choices {', '.join(texts)}",
            label="columns",
            hint="Several columns are the choices of one field of a record.",
        )
    return field, tuple(texts)


def choice_field(texts: list[str], ctx: Context) -> str:
    return next(
        (
            f.name
            for record in ctx.records.values()
            for f in record.fields
            if f.choices and set(texts) <= set(f.choices)
        ),
        "",
    )


def _band_row(row: list[Phrase], told: Told, paying: Paying, head: Phrase, ctx: Context) -> BandRow:
    compared = compared_in(row[0], ctx)
    check_measure(compared, told.measure, told.name, row[0], head, ctx)
    return BandRow(compared, "", *_cells(row, paying, told, ctx), ctx.place(row[0]))


def compared_in(cell: Phrase, ctx: Context) -> Comparison:
    """The left cell of a band: a comparison, or a bare value or name of one, which means exactly it."""
    how = first(cell, *COMPARISONS)
    if how is not None:
        return comparison(how, ctx)
    if cell.kind in ("cell_from_to", "cell_from_to_below"):
        return _from_to(cell, ctx)
    value = first(cell, *QUANTITIES)
    if value is not None and value.kind == "duration_range":
        low, _, high = text_of(value).partition(" to ")
        raise between(value, low, high, ctx)
    if value is not None:
        return Comparison((Bound(Comparator.EXACTLY, quantity(value, ctx)),))
    named = first(cell, "named")
    if named is not None:
        name = ctx.name(word(named, "NAME"), named, NameKind.FORM_VALUE, NameKind.MEASURE)
        raise ctx.refuse(
            "N128",
            cell,
            f"is {name.text} the least or the most?",
            label="two readings",
            hint=f'Write "at least {name.text}" or "at most {name.text}".',
        )
    raise ctx.refuse(
        "N123", cell, f'"{text_of(cell)}" is no band of values', hint='Write "at least 99.0% but below 99.9%".'
    )


def _from_to(cell: Phrase, ctx: Context) -> Comparison:
    """ "2 to 4" of what is counted has its ends; whether "95% to 99%" has them is a question; "95% to below 99%" says it."""
    low, high = every(cell, *QUANTITIES)
    below = cell.kind == "cell_from_to_below"
    if not below and low.kind != "number":
        raise between(cell, text_of(low), text_of(high), ctx)
    upper = Bound(Comparator.LESS_THAN if below else Comparator.AT_MOST, quantity(high, ctx))
    return Comparison((Bound(Comparator.AT_LEAST, quantity(low, ctx)), upper))


def _choice_row(row: list[Phrase], field: Field, paying: Paying, ctx: Context) -> BandRow:
    if first(row[0], *COMPARISONS) is not None:
        raise ctx.refuse(
            "N123",
            row[0],
            f"{field.name} has choices, and a comparison stands here",
            hint=f"The choices are {', '.join(field.choices)}.",
        )
    choice = choice_of(field, cell_text(row[0]), row[0], ctx)
    return BandRow(None, choice, *_cells(row, paying, None, ctx), ctx.place(row[0]))


def _clause_row(row: list[Phrase], paying: Paying, ctx: Context) -> BandRow:
    title = existing_clause(cell_text(row[0]), row[0], ctx)
    return BandRow(None, title, *_cells(row, paying, None, ctx), ctx.place(row[0]))


def cell_text(cell: Phrase) -> str:
    return quoted(tidy(text_of(cell)))


def _cells(
    row: list[Phrase], paying: Paying, told: Told | None, ctx: Context
) -> tuple[tuple[Amount | None, ...], tuple[bool, ...]]:
    amounts = tuple(_amount(cell, paying, told, ctx) for cell in row[1:])
    return amounts, tuple(cell.kind != "cell_not_applicable" for cell in row[1:])


def _amount(cell: Phrase, paying: Paying, told: Told | None, ctx: Context) -> Amount | None:
    match cell.kind:
        case "cell_none" | "cell_not_applicable":
            return None
        case "cell_share":
            return ShareOf(number(word(cell, "PERCENT")) / 100, base(the(cell, *BASES), ctx))
        case "cell_units" if paying.share:
            raise _no_share(text_of(cell), cell, ctx)
        case "cell_units":
            name = ctx.name(word(cell, "NAME"), cell, NameKind.UNIT).text
            if paying.unit and name != paying.unit:
                raise ctx.refuse(
                    "N129",
                    cell,
                    f"{paying.unit}s are given here, and not {name}s",
                    hint=f"Give all cells in {paying.unit}s.",
                )
            return DeclaredUnits(number(word(cell, "NUMBER")), name)
        case "cell_weight" if paying.share:
            weight, of = (number(text) / 100 for text in words(cell, "PERCENT"))
            return ShareOf(weight * of, ThatAmount())
        case "cell_formula":
            plain, more = (
                _plain(part, cell, paying, ctx)
                for part in cell.parts
                if isinstance(part, Word) and part.kind in ("PERCENT", "MONEY")
            )
            per = step(the(cell, "step"), ctx, pro_rata=False, it=told).trigger
            return SumAmount(plain, more, per if isinstance(per, UnitTrigger) else None)
        case "cell_quantity":
            value = the(cell, *QUANTITIES)
            if value.kind == "plain_duration" and paying.time:
                return FeeDays(part_of_fee(value, ctx), ThatAmount())
            if value.kind in ("percent", "money") and not paying.time:
                return _plain(next(value.words()), cell, paying, ctx)
            if value.kind == "number" and paying.unit:
                return DeclaredUnits(number(text_of(value)), paying.unit)
            if value.kind == "number" and not paying.share:
                raise no_unit(cell, ctx)
        case "cell_level" if (named := _named_share(cell, paying, ctx)) is not None:
            return named
        case _:
            pass
    raise ctx.refuse(
        "N124",
        cell,
        f'"{text_of(cell)}" is no {"number of days" if paying.time else "amount"}',
        label=f"{'days' if paying.time else 'an amount'} must stand here",
        hint='Write "1 day", "7 days" or "none".'
        if paying.time
        else 'Write a percentage, an amount of money or "none".',
    )


def _named_share(cell: Phrase, paying: Paying, ctx: Context) -> Amount | None:
    """A percentage of the order form, where the table gives shares."""
    named = first(cell, "named")
    found = ctx.names.find(word(named, "NAME")) if named is not None and paying.share else None
    if named is None or found is None or found.kind is not NameKind.FORM_VALUE:
        return None
    return named_share(found.text, cell, ThatAmount(), ctx)


def _no_share(said: str, cell: Phrase, ctx: Context) -> Exception:
    return ctx.refuse(
        "N155",
        cell,
        f"{said} is an amount, and the sentence above the table pays a share",
        label="a share must stand here",
        hint='Write a percentage here, or "the following amounts:" in the sentence.',
    )


def _plain(said: Word, cell: Phrase, paying: Paying, ctx: Context) -> Amount:
    if said.kind == "MONEY" and paying.share:
        raise _no_share(tidy(said.text), cell, ctx)
    if said.kind == "MONEY":
        return FixedAmount(in_currency(said.text, cell, ctx))
    if not paying.share:
        raise no_base(cell, ctx)
    return ShareOf(number(said.text) / 100, ThatAmount())
