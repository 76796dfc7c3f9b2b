"""Extensions by bands of a measure: a row of the table is what the sentence would say with "If … is at least …" before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sladsl.model.algebra import AllOf, FieldCompares, ItemLength, ItemValue, Lasts, Measure, MeasureIs, Predicate
from sladsl.model.consequences import Consequence, Extend, ForEachItem
from sladsl.model.quantities import Comparison
from sladsl.model.resolve.consequences import consequence
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.payments import extended
from sladsl.model.resolve.phrases import every, text_of
from sladsl.model.resolve.quantities import DURATIONS, QUANTITIES, length
from sladsl.model.resolve.selections import narrowed
from sladsl.model.resolve.tables import (
    NOTHING,
    check_width,
    compared_in,
    field_heading,
    header_level,
    rows_of,
    told_by_item,
)
from sladsl.model.resolve.units import check_measure
from sladsl.syntax.tree import Phrase


def extensions(
    act: Phrase, who: str, table: Phrase | None, leads: Leads, sentence: Phrase, ctx: Context
) -> Iterator[Consequence]:
    """ "shall extend the term by the following times at no charge:" and a table: a consequence for each row that gives time."""
    if table is None:
        raise ctx.refuse("N111", act, "the times are given by a table", hint="Let the table follow after a colon.")
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    if len(head) > 2:
        raise ctx.refuse(
            "N122", head[2], "an extension has one column of times", hint="Make each a sentence of its own."
        )
    item = leads.binds[-1] if leads.binds else ""
    with ctx.introducing(*leads.binds):
        told = told_by_item(head[0], field_heading(head[0], item, ctx), item, ctx) or header_level(head[0], ctx)
        for band, cell in rows:
            compared = compared_in(band, ctx)
            check_measure(compared, told.measure, told.name, band, head[0], ctx)
            if cell.kind in NOTHING:
                continue
            time = next(iter(every(cell, *QUANTITIES)), None)
            if time is None or time.kind not in DURATIONS:
                message = f'"{text_of(cell)}" is no length of time'
                raise ctx.refuse(
                    "N124", cell, message, label="a time must stand here", hint='Write "7 days", or "none".'
                )
            effect = Extend(who, extended(act, ctx), length(time, ctx))
            made = consequence(effect, _in_row(leads, told.measure, compared), sentence, ctx)
            yield replace(made, place=ctx.place(band))


def _in_row(leads: Leads, measure: Measure, compared: Comparison) -> Leads:
    """The leads of the sentence where the row applies: of a figure of each item, those items; else windows in which the measure is so."""
    one: Predicate
    match measure, leads.unit:
        case ItemLength(name=name), ForEachItem():
            one = Lasts(name, compared)
        case ItemValue(field=field), ForEachItem():
            one = FieldCompares(field, compared)
        case _:
            here = MeasureIs(measure, compared)
            return replace(leads, condition=here if leads.condition is None else AllOf((leads.condition, here)))
    return replace(leads, unit=replace(leads.unit, selection=narrowed(leads.unit.selection, one)))
