"""Steps in which something is counted: "full hour by which the total Downtime in a month exceeds 4 hours", "day by which a Fault is late"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Aggregate, NamedPeriod, OfPeriod, Scope, Selection
from sladsl.model.consequences import (
    ByLateness,
    Exceeds,
    OfItem,
    OfLedger,
    Steps,
    Trigger,
    UnitTrigger,
)
from sladsl.model.moments import Supplied
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.resolve.conditions import months, spec_and_ref
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import LEVELS, Told, level
from sladsl.model.resolve.loosely import each_or_total
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, word
from sladsl.model.resolve.quantities import QUANTITIES, limit_value, singular_unit, unit_word
from sladsl.model.resolve.selections import SCOPES, meant, scopes_of
from sladsl.model.resolve.units import check_unit, limit_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_unit
from sladsl.syntax.tree import Phrase

STEPS = (
    "step_of_record",
    "step_of_named",
    "step_of_lapsed",
    "step_of_unset",
    "step_of_overuse",
    "step_beyond",
    "step_it_beyond",
    "step_late",
)


@dataclass(frozen=True)
class PerUnit:
    """A trigger with the names that it binds for what follows, and the groups of which it speaks."""

    trigger: Trigger
    binds: tuple[str, ...]
    groups: tuple[Selection, ...] = ()


def _how_many(phrase: Phrase | None, ctx: Context) -> int:
    """The whole number of steps in "of the first 7", "after the first 7"; 0 where nothing is said."""
    if phrase is None:
        return 0
    count = number(word(phrase, "NUMBER"))
    if count.denominator != 1 or count < 1:
        raise ctx.refuse(
            "N115", phrase, f'"{text_of(phrase)}" is no number of whole steps', hint="Write a whole number."
        )
    return int(count)


def overused(phrase: Phrase, ctx: Context) -> str:
    """The ledger of an allowance, whose other side is what is used beyond it."""
    return f"unused part of {ctx.name(word(phrase, 'NAME'), phrase).text}"


def step(phrase: Phrase, ctx: Context, *, pro_rata: bool, it: Told | None = None) -> PerUnit:
    """ "full hour by which the total Interruption of a Circuit in a month exceeds 4 hours"."""
    named = unit_word(phrase)
    of = the(phrase, *STEPS)
    if named == "month" and of.kind == "step_late":
        one = Quantity(number(word(phrase, "NUMBER") or "1"), Unit(Dimension.NUMBER, "month"))
    else:
        one = _one(phrase, named, ctx)
    told = _stepped(phrase, of, one, _steps(phrase, pro_rata), ctx, it)
    if not isinstance(told.trigger, UnitTrigger):
        return told
    after, most = (_how_many(first(phrase, kind), ctx) for kind in ("after_first", "first_of"))
    return replace(told, trigger=replace(told.trigger, after=after, first=most))


def _stepped(phrase: Phrase, of: Phrase, one: Quantity, steps: Steps, ctx: Context, it: Told | None) -> PerUnit:
    named = unit_word(phrase)
    if has(phrase, "business") and (of.kind != "step_late" or named != "day"):
        raise ctx.refuse(
            "N115",
            phrase,
            "what is counted beyond a limit is counted in calendar days",
            hint=f'Write "{re.sub("business|working", "calendar", text_of(phrase), count=1)}".',
        )
    match of.kind:
        case "step_of_named" if first(of, *WINDOWS) is not None:
            return _of_total(of, one, steps, ctx)
        case "step_of_named" if _is_period(of, ctx):
            raise each_or_total(of, ctx)
        case "step_of_record" | "step_of_named":
            chosen = meant(Phrase("subject", of.parts), ctx)
            _check_time(one, phrase, ctx)
            binds = (*(group.name for group in chosen.groups), chosen.selection.name)
            return PerUnit(UnitTrigger(one, steps, OfItem(chosen.selection)), binds, chosen.groups)
        case "step_of_lapsed" | "step_of_unset":
            kind = "shortfall" if has(of, "shortfall") else "excess"
            state = "lapses" if of.kind == "step_of_lapsed" else "not set off"
            return PerUnit(UnitTrigger(one, steps, OfLedger(ctx.ledger_of(kind, of), state)), ())
        case "step_of_overuse":
            return PerUnit(UnitTrigger(one, steps, OfLedger(overused(of, ctx), "overused")), ())
        case "step_late":
            chosen = meant(Phrase("subject", of.parts), ctx)
            in_months = named == "month"
            if not in_months:
                _check_time(one, phrase, ctx)
            business = has(phrase, "business")
            in_days = named in ("day", "week") and not business
            late = ByLateness(chosen.selection, early=has(of, "early"))
            trigger = UnitTrigger(one, steps, late, calendar_days=in_days, business_days=business, months=in_months)
            return PerUnit(trigger, (chosen.selection.name,))
        case _:
            return _beyond(of, one, steps, ctx, it)


def _is_period(of: Phrase, ctx: Context) -> bool:
    found = ctx.names.find(word(of, "NAME"))
    return found is not None and found.kind is NameKind.PERIOD


def _of_total(of: Phrase, one: Quantity, steps: Steps, ctx: Context) -> PerUnit:
    """ "30 minutes of Downtime of a Server in a month": of its total there, where "of an Outage" is of each one."""
    name = ctx.name(word(of, "NAME"), of, NameKind.PERIOD)
    window = the(of, *WINDOWS)
    placed = [part for part in every(of) if part is not window and part.kind not in SCOPES]
    if placed:
        raise ctx.refuse(
            "N115",
            placed[0],
            f"the total {name.text} is of a whole window",
            hint=f'Define it: "… means {name.text}, within …", and name that here.',
        )
    _check_time(one, of, ctx)
    scoped = scopes_of(of, name.text, ctx)
    scopes = scoped.scopes + tuple(Scope(group.name) for group in scoped.groups)
    told = Told(OfPeriod(Aggregate.TOTAL, NamedPeriod(name.text, scopes), Supplied()), scoped.groups, text_of(of))
    return _exceeding(told, Quantity(Fraction(0), one.unit), of, one, steps, ctx)


def _one(phrase: Phrase, named: str, ctx: Context) -> Quantity:
    size = number(word(phrase, "NUMBER") or "1")
    if named in SECONDS_IN:
        return Quantity(size * SECONDS_IN[named], Unit(Dimension.TIME, named))
    if word(phrase, "PERCENTAGE_POINTS"):
        return Quantity(size / 100, PERCENT)
    if word(phrase, "WORD"):
        return Quantity(size, Unit(Dimension.PHYSICAL, singular_unit(word(phrase, "WORD"))))
    if word(phrase, "NUMBER") and not named:
        return Quantity(size, NUMBER)
    raise ctx.refuse(
        "N115", phrase, f'"{text_of(phrase)}" has no fixed length', hint="Count in days, hours or minutes."
    )


def _check_time(one: Quantity, phrase: Phrase, ctx: Context) -> None:
    if one.unit.dimension is not Dimension.TIME:
        raise ctx.refuse(
            "N115",
            phrase,
            f'"{text_of(phrase)}" is counted in a length of time',
            hint='Write "for each hour", "for each started 30 minutes" or "for each full day".',
        )


def _steps(phrase: Phrase, pro_rata: bool) -> Steps:
    if pro_rata:
        return Steps.PRO_RATA
    if word(phrase, "OR_PART"):
        return Steps.STARTED
    if has(phrase, "full"):
        return Steps.FULL
    return Steps.STARTED if has(phrase, "started") else Steps.OPEN


def _beyond(of: Phrase, one: Quantity, steps: Steps, ctx: Context, it: Told | None) -> PerUnit:
    if of.kind == "step_it_beyond":
        if it is None:
            raise ctx.refuse(
                "N033", of, 'nothing before "it" says which measure is meant', hint="Name the measure instead."
            )
        told = it
    else:
        told = level(the(of, *LEVELS), ctx)
    bound = the(of, *QUANTITIES, "quantity_named")
    limit = limit_value(bound, ctx)
    unit = unit_of(told.measure, of, ctx)
    for given in (one.unit, limit_unit(limit, bound, ctx)):
        if given is not None and not _names_it(given, unit, told):
            check_unit(given, unit, told.name, bound, ctx)
    return _exceeding(told, limit, of, one, steps, ctx)


def _names_it(given: Unit, unit: Unit | None, told: Told) -> bool:
    """ "each page by which the total Pages …": a plain number is counted in what its own name says, or in points."""
    if unit is None or unit.dimension is not Dimension.NUMBER or given.dimension is not Dimension.PHYSICAL:
        return False
    if given.name == "point":
        return True
    last = given.name.split("-")[-1]
    return any(word.lower() in (last, f"{last}s", f"{last}es") for word in told.name.split())


def _exceeding(told: Told, limit: Quantity | str, of: Phrase, one: Quantity, steps: Steps, ctx: Context) -> PerUnit:
    window = first(of, *WINDOWS)
    spec = spec_and_ref(window, ctx)[0] if window is not None else told.spec
    if window is not None and window.kind == "window_unit" and has(window, "that"):
        spec = ctx.told_windows if ctx.told_windows and ctx.told_windows.unit is window_unit(window, ctx) else None
    if window is not None and spec is None:
        raise ctx.refuse(
            "N138",
            window,
            f'"{text_of(window)}" does not say in which windows it is counted',
            hint='Write "in a month".',
        )
    group = told.groups[0] if told.groups else None
    exceeds = Exceeds(told.measure, limit, has(of, "falls"), months(spec), group)
    return PerUnit(UnitTrigger(one, steps, exceeds), tuple(g.name for g in told.groups), told.groups)
