"""Measures: quantities of a window, from their phrases."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Arithmetic,
    Constant,
    CountOf,
    ExtremeOf,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    Operator,
    OverWindows,
    Scope,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
)
from sladsl.model.moments import Supplied, WindowRef, WindowSpec
from sladsl.model.quantities import PERCENT, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, record_behind
from sladsl.model.resolve.levels import aggregate
from sladsl.model.resolve.moments import WINDOWS, interval_seconds, window_ref, window_unit
from sladsl.model.resolve.periods import listed, named_period, state
from sladsl.model.resolve.phrases import every, first, has, number, text_of, word, words
from sladsl.model.resolve.quantities import plain_length, unit_word
from sladsl.model.resolve.selections import meant, predicate, scopes_of
from sladsl.syntax.tree import Phrase

MEASURES = (
    "sum",
    "difference",
    "product",
    "quotient",
    "total_of_records",
    "total_of_windows",
    "total_of_two",
    "total_of_period",
    "number_of",
    "percentage_of_records",
    "percentage_of_time",
    "measure_named",
    "measure_percent",
    "measure_of_two",
)
_OPERATORS = {
    "sum": Operator.PLUS,
    "difference": Operator.MINUS,
    "product": Operator.TIMES,
    "quotient": Operator.OVER,
}


def measure(phrase: Phrase, ctx: Context) -> Measure:
    match phrase.kind:
        case "sum" | "difference" | "product" | "quotient":
            left, right = every(phrase, *MEASURES)
            first_part = measure(left, ctx)
            return Arithmetic(_OPERATORS[phrase.kind], first_part, measure(right, ctx))
        case "measure_of_two":
            left, right = every(phrase, *MEASURES)
            return ExtremeOf(has(phrase, "greater"), measure(left, ctx), measure(right, ctx))
        case "measure_percent":
            return Constant(Quantity(number(text_of(phrase)) / 100, PERCENT))
        case "total_of_records":
            return _of_records(phrase, ctx)
        case "total_of_windows":
            return _over_windows(phrase, ctx)
        case "total_of_two":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.MEASURE)
            both = tuple(window_ref(part, ctx) for part in every(phrase, *WINDOWS))
            how, nth = aggregate(phrase)
            return OverWindows(how, NamedMeasure(name.text), windows=both, percentile=nth)
        case "total_of_period":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD)
            return OfPeriod(aggregate(phrase)[0], NamedPeriod(name.text), _window(phrase, ctx))
        case "number_of":
            return CountOf(_selection(phrase, ctx))
        case "percentage_of_records":
            return _share_of_records(phrase, ctx)
        case "percentage_of_time":
            return _share_of_time(phrase, ctx)
        case "measure_named":
            return _named(phrase, ctx)
        case _:
            raise ctx.refuse("N090", phrase, f'"{text_of(phrase)}" is no measure')


def _window(phrase: Phrase, ctx: Context) -> WindowRef:
    found = first(phrase, *WINDOWS)
    return window_ref(found, ctx) if found else Supplied()


def _selection(phrase: Phrase, ctx: Context) -> Selection:
    found = first(phrase, "selection", "selection_of_all")
    assert found is not None
    chosen = meant(found, ctx)
    scopes = chosen.selection.scopes + tuple(Scope(group.name) for group in chosen.groups)
    own = chosen.selection
    # "the Surveys in a month" and "those Test Runs" both mean the supplied window
    window = own.window if own.window is not None else Supplied()
    return Selection(own.name, own.where, window, scopes)


def _of_records(phrase: Phrase, ctx: Context) -> Measure:
    how, nth = aggregate(phrase)
    names = words(phrase, "NAME")
    selection = _selection(phrase, ctx)
    record = record_behind(selection.name, phrase, ctx)
    fields = tuple(field_of(record, name, phrase, ctx).name for name in names)
    return OfField(how, fields, selection, nth)


def _over_windows(phrase: Phrase, ctx: Context) -> Measure:
    """ "the average Error Rate of the 5-minute intervals in a month"."""
    how, nth = aggregate(phrase)
    name = ctx.name(word(phrase, "NAME"), phrase, NameKind.MEASURE)
    _window(phrase, ctx)
    inner = NamedMeasure(name.text)
    if word(phrase, "INTERVAL"):
        return OverWindows(how, inner, interval=interval_seconds(phrase), percentile=nth)
    return OverWindows(how, inner, WindowSpec(window_unit(phrase, ctx)), percentile=nth)


def _share_of_records(phrase: Phrase, ctx: Context) -> Measure:
    """ "the percentage of the Runs in a month that have Outcome success": the relative clause is what is counted."""
    found = first(phrase, "selection", "selection_of_all")
    assert found is not None
    relative = first(found, "relative_that", "relative_not")
    if relative is None:
        raise ctx.refuse(
            "N091",
            phrase,
            "the percentage that does what?",
            hint='Write "the percentage of the Tickets in a month that are Answered in time".',
        )
    rest = Phrase(found.kind, tuple(part for part in found.parts if part is not relative))
    chosen = meant(rest, ctx)
    window = chosen.selection.window if chosen.selection.window is not None else Supplied()
    selection = Selection(chosen.selection.name, chosen.selection.where, window, chosen.selection.scopes)
    with ctx.introducing(selection.name):
        said = first(relative, "predicates")
        assert said is not None
        return ShareOfRecords(selection, predicate(said, selection.name, ctx))


def _share_of_time(phrase: Phrase, ctx: Context) -> Measure:
    window = _window(phrase, ctx)
    excluded = first(phrase, "excluded")
    left_out = listed(excluded, None, "", ctx) if excluded else ()
    that = first(phrase, "that_is")
    unit = unit_word(phrase)
    if that is not None:
        name = ctx.name(word(that, "NAME"), that, NameKind.PERIOD)
        return ShareOfTime(NamedPeriod(name.text), has(that, "not"), left_out, window)
    which = first(phrase, "in_which")
    assert which is not None
    if not unit:
        raise ctx.refuse(
            "N092",
            phrase,
            "in which minutes, or hours?",
            hint='Write "the percentage of the minutes in a month in which …".',
        )
    return ShareOfUnits(plain_length(number("1"), unit), state(which, ctx), left_out, window)


def _named(phrase: Phrase, ctx: Context) -> Measure:
    named = first(phrase, "named")
    assert named is not None
    name = ctx.name(word(named, "NAME"), named)
    if name.kind is NameKind.PERIOD:
        named_period(named, ctx)
        raise ctx.refuse(
            "N081",
            named,
            f"{name.text} is a stretch of time, and a quantity must stand here",
            hint=f'Write "the total {name.text}".',
        )
    scopes, groups, _, _ = scopes_of(named, "", ctx)
    return NamedMeasure(name.text, scopes + tuple(Scope(g.name) for g in groups), _window(phrase, ctx))
