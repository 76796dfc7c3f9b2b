"""Measures: quantities of a window, from their phrases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    Except,
    ExtremeOf,
    FromTo,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    OnlyPieces,
    Operator,
    OverWindows,
    Period,
    Scope,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    UnitsIncurred,
    WindowPeriod,
    Within,
)
from sladsl.model.moments import Supplied, WindowRef, WindowSpec
from sladsl.model.node import nodes
from sladsl.model.quantities import NUMBER, PERCENT, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.dated import check_dated
from sladsl.model.resolve.fields import field_of, find_field, period_named, record_behind
from sladsl.model.resolve.grouping import check_groups
from sladsl.model.resolve.levels import aggregate, over_things, units_incurred
from sladsl.model.resolve.loose_sentences import availability
from sladsl.model.resolve.loosely import average_of, share_of_what
from sladsl.model.resolve.periods import inside_of, listed, named_period
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, with_article, word, words
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.predicates import denied, done, predicate, stretch_of
from sladsl.model.resolve.quantities import fixed_time, plain_length, quantity, unit_word
from sladsl.model.resolve.selections import SCOPES, meant, over_window, scopes_of
from sladsl.model.resolve.states import state
from sladsl.model.resolve.units import unit_of
from sladsl.model.resolve.windows import WINDOWS, interval_seconds, participle, window_ref, window_unit
from sladsl.syntax.tree import Phrase

SELECTIONS = ("selection", "selection_of_all")
_OPERATORS = {
    "sum": Operator.PLUS,
    "difference": Operator.MINUS,
    "product": Operator.TIMES,
    "quotient": Operator.OVER,
}


def measure(phrase: Phrase, ctx: Context) -> Measure:
    match phrase.kind:
        case "sum" | "difference" | "product" | "quotient":
            left, right = (measure(part, ctx) for part in every(phrase))
            return Arithmetic(_OPERATORS[phrase.kind], left, right)
        case "availability":
            raise availability(phrase, ctx)
        case "measure_of_two":
            left, right = (measure(part, ctx) for part in every(phrase))
            return ExtremeOf(has(phrase, "greater"), left, right)
        case "measure_percent":
            return Constant(Quantity(number(text_of(phrase)) / 100, PERCENT))
        case "share_of_window":
            part = Constant(Quantity(number(word(phrase, "PERCENT")) / 100, PERCENT))
            return Arithmetic(Operator.TIMES, part, OfPeriod(Aggregate.TOTAL, WindowPeriod(), _window(phrase, ctx)))
        case "measure_number":
            return Constant(Quantity(number(text_of(phrase)), NUMBER))
        case "measure_physical":
            return Constant(quantity(Phrase("physical", phrase.parts), ctx))
        case "amount_beyond":
            return _beyond(phrase, ctx)
        case "measure_duration":
            return Constant(fixed_time(phrase, ctx))
        case "total_of_records":
            return _of_records(phrase, ctx)
        case "total_of_windows" | "total_over_windows" | "total_over_windows_of":
            return _over_windows(phrase, ctx)
        case "total_of_two":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.MEASURE)
            both = tuple(window_ref(part, ctx) for part in every(phrase, *WINDOWS))
            how, nth = aggregate(phrase)
            return OverWindows(how, NamedMeasure(name.text), windows=both, percentile=nth)
        case "total_of_period":
            return _of_period(phrase, ctx)
        case "total_duration":
            return _duration(phrase, ctx)
        case "total_time":
            return _time_between(phrase, ctx)
        case "number_of" if (counted := _units(phrase, ctx)) is not None:
            return counted
        case "number_of":
            return CountOf(_selection(phrase, ctx))
        case "percentage_of_records":
            return _share_of_records(phrase, ctx)
        case "percentage_of_some_time":
            raise share_of_what(phrase, ctx)
        case "percentage_of_time":
            return _share_of_time(phrase, ctx)
        case "measure_named":
            return _named(phrase, ctx)
        case _:
            raise ctx.refuse(
                "N095",
                phrase,
                f'"{text_of(phrase)}" is an amount of money, and a measure must stand here',
                hint="Name the amount apart, and add or compare amounts where they are paid.",
            )


def _window(phrase: Phrase, ctx: Context) -> WindowRef:
    found = first(phrase, *WINDOWS)
    return window_ref(found, ctx) if found else Supplied()


def _selection(phrase: Phrase, ctx: Context) -> Selection:
    """Those of the supplied window. A definition has one value in a window: which group is meant is said where it is used."""
    found = the(phrase, *SELECTIONS)
    _one_value(found, ctx)
    return _of_window(found, ctx)


def _of_window(found: Phrase, ctx: Context) -> Selection:
    chosen = meant(found, ctx)
    check_dated(chosen.selection, found, ctx)
    return over_window(chosen)


def _one_value(phrase: Phrase, ctx: Context) -> None:
    for part in every(phrase, *SCOPES):
        if word(part, "EACH") or has(part, "every") or has(part, "all"):
            name = word(part, "NAME")
            raise ctx.refuse(
                "N083",
                part,
                f"a measure has one value in a window, and not one for each {name}",
                label="one for each?",
                hint=f'Write "of {with_article(name)}" here, and "of each {name}" in the duty.',
            )


def _units(phrase: Phrase, ctx: Context) -> UnitsIncurred | None:
    found = the(phrase, *SELECTIONS)
    return units_incurred(found, ctx, _window(found, ctx))


def _of_records(phrase: Phrase, ctx: Context) -> Measure:
    how, nth = aggregate(phrase)
    declared = ctx.names.find(word(phrase, "NAME"))
    if declared is not None and declared.kind is NameKind.MEASURE:
        things = the(phrase, *SELECTIONS)
        return over_things(declared.text, (how, nth), meant(things, ctx), _window(things, ctx), phrase, ctx)
    selection = _selection(phrase, ctx)
    record = record_behind(selection.name, phrase, ctx)
    fields = tuple(field_of(record, name, phrase, ctx).name for name in words(phrase, "NAME"))
    return OfField(how, fields, selection, nth)


def _of_period(phrase: Phrase, ctx: Context) -> Measure:
    """ "the total Downtime in a month", "the total Downtime during Peak Season"."""
    how, nth = aggregate(phrase)
    if nth is not None:
        raise ctx.refuse(
            "N096",
            phrase,
            "a percentile is taken of the values of a field, and not of stretches of time",
            hint='Write "the 95th percentile of the duration of the …" for their lengths.',
        )
    of = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD, NameKind.MEASURE)
    if of.kind is NameKind.MEASURE:
        window = first(phrase, *WINDOWS)
        takes_percentile = any(
            getattr(n, "percentile", None) is not None for n in nodes(ctx.definition(of.text, phrase).body)
        )
        raise average_of(
            of.text, phrase, text_of(window) if window else "a month", percentile=takes_percentile, ctx=ctx
        )
    base: Period = NamedPeriod(of.text)
    placed = first(phrase, "placed_during", "placed_outside")
    if placed is not None:
        other = period_named(word(placed, "NAME"), placed, ctx)
        base = Within(base, other) if placed.kind == "placed_during" else Except(base, (other,))
    return OfPeriod(how, base, _window(phrase, ctx))


def _duration(phrase: Phrase, ctx: Context) -> Measure:
    """ "the average duration of the Outages in a month": of the pieces; of rows, by the period that comes from them or their one length."""
    how, nth = aggregate(phrase)
    selection = _selection(phrase, ctx)
    if selection.name in ctx.records:
        record = ctx.records[selection.name]
        if (own := find_field(record, "Duration")) is not None:
            return OfField(how, (own.name,), selection, nth)
        stretch = stretch_of(selection.name, phrase, ctx)
        base: Period = replace(stretch, selection=replace(selection, window=None))
    else:
        base = NamedPeriod(selection.name, selection.scopes)
        if selection.where is not None:
            base = OnlyPieces(base, selection.name, selection.where)
    return OfPeriod(how, base, selection.window or Supplied(), nth)


def _time_between(phrase: Phrase, ctx: Context) -> Measure:
    """ "the average time from Received to Delivered of the Messages in a month"."""
    how, nth = aggregate(phrase)
    selection = _selection(phrase, ctx)
    with ctx.introducing(selection.name):
        start, end = (point(part, ctx) for part in every(phrase, *POINTS))
    return OfPeriod(how, FromTo(replace(selection, window=None), start, end), selection.window or Supplied(), nth)


def _over_windows(phrase: Phrase, ctx: Context) -> Measure:
    """ "the average Error Rate of the 5-minute intervals in a month"; "the average over the days of a month of Error Rate"."""
    how, nth = aggregate(phrase)
    _window(phrase, ctx)
    named = first(phrase, "named")
    if named is not None:
        inner = _named(named, ctx)
    else:
        inner = NamedMeasure(ctx.name(word(phrase, "NAME"), phrase, NameKind.MEASURE).text)
    if word(phrase, "INTERVAL"):
        return OverWindows(how, inner, interval=interval_seconds(phrase), percentile=nth)
    return OverWindows(how, inner, WindowSpec(window_unit(phrase, ctx)), percentile=nth)


def _share_of_records(phrase: Phrase, ctx: Context) -> Measure:
    """ "the percentage of the Runs in a month that have Outcome success": the relative clause is what is counted."""
    found = the(phrase, *SELECTIONS)
    relative = first(found, "relative_that", "relative_not")
    if relative is None:
        raise ctx.refuse(
            "N091",
            phrase,
            "the percentage that does what?",
            hint='Write "the percentage of the Tickets in a month that are Answered in time".',
        )
    of_time = _share_within(found, relative, ctx)
    if of_time is not None:
        return of_time
    _one_value(found, ctx)
    selection = _of_window(Phrase(found.kind, tuple(part for part in found.parts if part is not relative)), ctx)
    with ctx.introducing(selection.name):
        if relative.kind == "relative_not":
            return ShareOfRecords(selection, denied(done(relative, selection.name, ctx)))
        return ShareOfRecords(selection, predicate(the(relative, "predicates"), selection.name, ctx))


def _share_of_time(phrase: Phrase, ctx: Context) -> Measure:
    window = _window(phrase, ctx)
    left_out = tuple(out for part in every(phrase, "time_except", "time_within") for out in _time_out(part, ctx))
    that = first(phrase, "that_is")
    unit = unit_word(phrase)
    if that is not None:
        name = ctx.name(word(that, "NAME"), that, NameKind.PERIOD)
        if unit == "minute":
            ctx.by_minutes.append((ctx.place(phrase), name.text))
        return ShareOfTime(NamedPeriod(name.text), has(that, "not"), left_out, window)
    if not unit:
        raise ctx.refuse(
            "N092",
            phrase,
            "in which minutes, or hours?",
            hint='Write "the percentage of the minutes in a month in which …".',
        )
    return ShareOfUnits(plain_length(number("1"), unit), state(the(phrase, "in_which"), ctx), left_out, window)


def _time_out(phrase: Phrase, ctx: Context) -> tuple[Period, ...]:
    """ ", except Scheduled Maintenance", ", within Support Hours": the time that the percentage is not of."""
    if phrase.kind == "time_except":
        return listed(phrase, None, ctx)
    return (Except(WindowPeriod(), (inside_of(phrase, None, ctx),)),)


def _share_within(found: Phrase, relative: Phrase, ctx: Context) -> ShareOfTime | None:
    """ "the percentage of Support Hours in a month that is not Downtime": one period's part of another."""
    inner = ctx.names.find(word(found, "NAME"))
    tests = every(relative, "predicates")
    that = every(tests[0]) if tests else ()
    if inner is None or inner.kind is not NameKind.PERIOD or len(that) != 1 or that[0].kind != "is_done":
        return None
    part = ctx.names.find(participle(that[0]))
    if part is None or part.kind is not NameKind.PERIOD or first(that[0]) is not None:
        return None
    ctx.used.update((inner.text, part.text))
    out = Except(WindowPeriod(), (NamedPeriod(inner.text),))
    return ShareOfTime(NamedPeriod(part.text), has(that[0], "not"), (out,), _window(found, ctx))


def _beyond(phrase: Phrase, ctx: Context) -> Measure:
    """ "the amount by which Purchases in a month fall short of Minimum Quantity": the difference where there is one, else nothing."""
    one, other = (measure(part, ctx) for part in every(phrase))
    left, right = (one, other) if has(phrase, "exceeds") else (other, one)
    difference = Arithmetic(Operator.MINUS, left, right)
    return ExtremeOf(True, difference, Constant(Quantity(Fraction(0), unit_of(difference, phrase, ctx) or NUMBER)))


def _named(phrase: Phrase, ctx: Context) -> Measure:
    """ "Monthly Uptime of a Circuit in a month": a measure by its name, for the group and window that are meant."""
    named = phrase if phrase.kind == "named" else the(phrase, "named")
    name = ctx.name(word(named, "NAME"), named)
    if name.kind is NameKind.PERIOD:
        named_period(named, ctx)
        raise ctx.refuse(
            "N081",
            named,
            f"{name.text} is a stretch of time, and a quantity must stand here",
            hint=f'Write "the total {name.text}".',
        )
    if name.kind is NameKind.UNIT:
        raise ctx.refuse(
            "N094",
            named,
            f"{name.plural or name.text} are counted, and have no value of their own",
            hint=f'Write "the number of {name.plural or name.text} in a month".',
        )
    ctx.name(name.text, named, NameKind.MEASURE, NameKind.FORM_VALUE)
    placed = first(phrase, "placed_during", "placed_outside")
    if placed is not None:
        raise ctx.refuse(
            "N086",
            placed,
            f"{name.text} is the value of a whole window, and not of the time {text_of(placed)}",
            hint=f"Define a period or filtered record {text_of(placed)} first, and a measure of it.",
        )
    _one_value(named, ctx)
    scoped = scopes_of(named, "", ctx)
    scopes = scoped.scopes + tuple(Scope(group.name) for group in scoped.groups)
    found = NamedMeasure(name.text, scopes, _window(phrase, ctx))
    check_groups(found, name.text, tuple(scope.name for scope in scopes), named, ctx)
    return found
