"""Levels that a party keeps: by a sentence, by a table, reading by reading; and those that leave open what they ask for."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    FieldCompares,
    ItemValue,
    Measure,
    NamedMeasure,
    NamedPeriod,
    Period,
    Selection,
    ShareOfTime,
)
from sladsl.model.duties import EachRecord, Level
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes
from sladsl.model.quantities import Comparison, Dimension, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import find_field, record_behind, subject_of
from sladsl.model.resolve.level_tables import levels_table, measures_table
from sladsl.model.resolve.levels import LEVELS, Told, level, referring
from sladsl.model.resolve.loosely import decimal
from sladsl.model.resolve.periods import from_to, named_period
from sladsl.model.resolve.phrases import every, first, text_of, the, tidy, word
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import SCOPES, scopes_of
from sladsl.model.resolve.units import check_measure, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase

KEEPING = (
    "keep_level",
    "keep_level_restated",
    "keep_level_outside",
    "keep_level_by_table",
    "keep_measures",
    "keep_open_level",
)


def keep(act: Phrase, sentence: Phrase, ctx: Context) -> Level:
    how = the(act, *COMPARISONS)
    told, spec = _level_and_window(act, ctx)
    compared = comparison(how, ctx)
    check_measure(compared, told.measure, told.name, how, act, ctx)
    led = any(part.kind == "window_lead" for part in every(sentence))
    if spec is None and not led and not isinstance(told.measure, ItemValue):
        said = tidy(text_of(act))
        answers = (f"{said} in each {unit}" for unit in ("month", "quarter", "year"))
        raise ctx.leave_open("A001", act, f"Over which stretch of time is {told.name} measured?", answers)
    outside: tuple[Period, ...] = ()
    if act.kind == "keep_level_outside":
        outside = (named_period(every(act, "named")[-1], ctx),)
        _of_its_own(told.measure, outside, act, ctx)
    return Level(told.measure, compared, spec, _group(told, act, ctx), (), outside)


def _of_its_own(measure: Measure, outside: tuple[Period, ...], node: Phrase, ctx: Context) -> None:
    """What is left out is the time of what the duty is on: a measure of another row ("of its Backup Port") has time of its own."""
    seen: set[str] = set()
    open_: list[Measure] = [measure] if outside else []
    while open_:
        for one in nodes(open_.pop()):
            if not isinstance(one, NamedMeasure):
                continue
            far = next((scope for scope in one.scopes if scope.via is not None), None)
            if far is not None:
                raise ctx.refuse(
                    "N098",
                    node,
                    f"is the time that is left out that of the row itself, or that of its {far.via[1] if far.via else ''}?",
                    label="two readings",
                    hint=f'Define the measure with ", except …" in place of "outside", and keep {one.name} without it.',
                )
            declared = ctx.names.find(one.name)
            if one.name not in seen and declared is not None and declared.kind is NameKind.MEASURE:
                seen.add(one.name)
                body = ctx.definition(one.name, node).body
                open_ += [body] if isinstance(body, Measure) else []


def each_reading(act: Phrase, ctx: Context) -> EachRecord | None:
    """ "keep Temperature of each Shipment at or above 2 degrees": a field that readings of the shipment tell; each of them must."""
    named = first(act, "named")
    scope = first(named, *SCOPES) if named is not None else None
    if named is None or scope is None or first(act, *WINDOWS) is not None:
        return None
    text, of = word(named, "NAME"), word(scope, "NAME")
    declared = ctx.names.find(of)
    if ctx.names.find(text) is not None or declared is None or declared.kind is not NameKind.RECORD:
        return None
    record = record_behind(subject_of(of, scope, ctx), scope, ctx)
    if find_field(ctx.records[record], text) is not None:
        return None
    told_by = referring(record, text, ctx)
    if not told_by:
        return None
    return EachRecord(Selection(told_by), FieldCompares(text, comparison(the(act, *COMPARISONS), ctx)))


def _level_and_window(act: Phrase, ctx: Context) -> tuple[Told, WindowSpec | None]:
    window = first(act, *WINDOWS)
    spec = window_spec(window, ctx) if window is not None else None
    if spec is not None:
        ctx.unit = spec.unit
    return level(the(act, *LEVELS), ctx), spec


def _group(told: Told, node: Phrase, ctx: Context) -> Selection | None:
    if len(told.groups) > 1:
        names = " and of each ".join(group.name for group in told.groups)
        raise ctx.refuse(
            "N087", node, f"{told.name} is told apart by one group, and not of each {names}",
            hint="Define a record whose rows stand for both.",
        )  # fmt: skip
    return told.groups[0] if told.groups else None


def keep_by_table(act: Phrase, table: Phrase | None, ctx: Context) -> Level:
    told, spec = _level_and_window(act, ctx)
    group = _group(told, act, ctx)
    return Level(
        told.measure, None, spec, group, levels_table(_needed(table, act, ctx), told, group.name if group else "", ctx)
    )


def keep_measures(act: Phrase, table: Phrase | None, ctx: Context) -> list[tuple[Phrase, Level]]:
    spec = window_spec(the(act, *WINDOWS), ctx)
    ctx.unit = spec.unit
    groups = scopes_of(act, "", ctx).groups
    group = groups[0] if groups else None
    item = group.name if group else ""
    outside: tuple[Period, ...] = ()
    excluded = first(act, "outside")
    if excluded is not None:
        with ctx.introducing(item):
            stretch = first(excluded, "from_to")
            outside = (from_to(stretch, ctx) if stretch else named_period(the(excluded, "named"), ctx),)
    found = []
    for node, told, levels in measures_table(_needed(table, act, ctx), item, ctx):
        _of_its_own(told.measure, outside, node, ctx)
        plain = levels[0][1] if levels and not levels[0][0] else None
        found.append((node, Level(told.measure, plain, spec, group, () if plain else levels, outside)))
    return found


def open_level(act: Phrase, ctx: Context) -> Exception:
    """ "keep 99.9% Monthly Uptime": at least, or more than, or at most?"""
    value, name = word(act, "PERCENT"), word(act, "NAME")
    ctx.name(name, act, NameKind.MEASURE)
    window = first(act, *WINDOWS)
    if window is None:
        answers = [f"keep {name} at or above {value} in each {unit}" for unit in ("month", "quarter", "year")]
        return ctx.leave_open("A001", act, f"Over which stretch of time is {name} measured?", answers)
    answers = [f"keep {name} {how} {value} in {text_of(window)}" for how in ("at or above", "above", "at or below")]
    return ctx.leave_open("D003", act, f"Is {value} the least that {name} may be, too little, or the most?", answers)


def restated(act: Phrase, ctx: Context) -> Exception:
    """ "keep Monthly Uptime at or above 99.5% (at most 200 minutes)": a share of a month, and a figure that is that share of one month only."""
    kept, again = every(act, *COMPARISONS)
    told = level(the(act, *LEVELS), ctx)
    window = first(act, *WINDOWS)
    where = f"in {text_of(window)}" if window is not None else "in each month"
    name, figure = text_of(the(act, *LEVELS)), text_of(again)
    plain = Phrase(act.kind, (*every(act, *LEVELS), kept))
    check_measure(comparison(kept, ctx), told.measure, told.name, kept, plain, ctx)
    other = f"keep {name} {figure} {where}"
    unit = unit_of(told.measure, act, ctx)
    of = _time_without(told.measure, act, ctx)
    minutes = comparison(again, ctx)
    if unit is not None and unit.dimension is Dimension.PERCENT and not _is_percent(minutes):
        other = f"keep the total {of} {figure} {where}" if of else _as_share(name, minutes, where)
    question = f"Which binds: {text_of(kept)}, or {figure}?"
    return ctx.leave_open("D013", act, question, (f"keep {name} {text_of(kept)} {where}", other))


def _is_percent(told: Comparison) -> bool:
    return all(isinstance(one.limit, Quantity) and one.limit.unit.dimension is Dimension.PERCENT for one in told.bounds)


def _time_without(measure: Measure, act: Phrase, ctx: Context) -> str:
    """The period of which the time outside is measured: the Downtime behind Monthly Uptime."""
    if isinstance(measure, NamedMeasure):
        body = ctx.definition(measure.name, act).body
        measure = body if isinstance(body, Measure) else measure
    return measure.period.name if isinstance(measure, ShareOfTime) and isinstance(measure.period, NamedPeriod) else ""


def _as_share(name: str, minutes: Comparison, where: str) -> str:
    """So many minutes as a share of a month of 30 days."""
    limit = minutes.bounds[0].limit
    seconds = limit.value if isinstance(limit, Quantity) else Fraction(0)
    share = decimal((1 - seconds / (30 * 86_400)) * 100, 3)
    return f"keep {name} at or above {share}% {where}"


def _needed(table: Phrase | None, act: Phrase, ctx: Context) -> Phrase:
    if table is None:
        raise ctx.refuse("N111", act, "the levels are given by a table", hint="Let the table follow after a colon.")
    return table
