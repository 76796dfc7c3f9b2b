"""Time limits: until when an act is in time, from their phrases."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Period
from sladsl.model.moments import Length, LengthBasis, Limit, LimitKind, Neighbour, Point, Supplied, WindowEdge
from sladsl.model.quantities import Dimension
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.day_kinds import which_days
from sladsl.model.resolve.fields import period_named, subject_of
from sladsl.model.resolve.loose_words import aware
from sladsl.model.resolve.loosely import vague_limit
from sladsl.model.resolve.phrases import first, has, number, text_of, the, word
from sladsl.model.resolve.points import POINTS, clock_minute, day_of_window, point
from sladsl.model.resolve.precise import moments, open_or_wrong, times
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, unit_word
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_unit
from sladsl.model.schema import Keeping
from sladsl.syntax.tree import Phrase

LIMITS = (
    "within_after",
    "within_open",
    "by_point",
    "until_point",
    "before_point",
    "after_point",
    "before_by",
    "after_by",
    "on_date",
)
NOTHING = Length(Fraction(0), LengthBasis.ELAPSED, "second")


def limit(phrase: Phrase, ctx: Context, act: str = "") -> Limit:
    """The time limit in "within 4 hours of Support Hours after it is Opened, not counting its Waiting". `act`: the field that it limits."""
    match phrase.kind:
        case "within_after":
            known = first(phrase, "point_aware")
            if known is not None:
                raise aware(known, [one for one in moments(ctx, act) if one.startswith("it")], ctx)
            length_, agreed = _length(phrase, ctx)
            return Limit(LimitKind.WITHIN, _anchor(phrase, ctx), length_, pauses(phrase, ctx), agreed=agreed)
        case "within_open":
            return _open_limit(phrase, act, ctx)
        case "by_point":
            return _at_clock(phrase, _by(the(phrase, *POINTS), ctx), ctx)
        case "until_point":
            at = text_of(the(phrase, *POINTS))
            question = f'Does "{text_of(phrase)}" include {at}?'
            raise ctx.leave_open("B002", phrase, question, (f"by {at}", f"before {at}"))
        case "before_point":
            return Limit(LimitKind.AT_LEAST_BEFORE, _anchor(phrase, ctx), NOTHING)
        case "after_point":
            return Limit(LimitKind.AT_LEAST_AFTER, _anchor(phrase, ctx), NOTHING)
        case "before_by" | "after_by":
            length_, agreed = _length(phrase, ctx)
            return Limit(_direction(phrase, ctx), _anchor(phrase, ctx), length_, agreed=agreed)
        case "vague_time":
            told = first(phrase, *POINTS)
            starts = [text_of(told)] if told is not None else moments(ctx, act)
            raise vague_limit(phrase, *without_pause(phrase), starts, ctx)
        case "on_date":
            raise ctx.refuse(
                "N037",
                phrase,
                f'"{text_of(phrase)}" does not say whether an earlier act is in time',
                label="two readings",
                hint=f'Write "by {word(phrase, "DATE")}".',
            )
        case _:
            raise ctx.refuse(
                "N037",
                phrase,
                f'"{text_of(phrase)}" cannot stand for a time limit here',
                hint='Write "within 4 hours after it is …" or "by 5 April 2026".',
            )


def _anchor(phrase: Phrase, ctx: Context) -> Point:
    return point(the(phrase, *POINTS), ctx)


def _length(phrase: Phrase, ctx: Context) -> tuple[Length | None, str]:
    """The length, or the order-form value that gives it."""
    check_unit(phrase, ctx)
    named = first(phrase, "agreed_duration")
    if named is None:
        told = the(phrase, *DURATIONS)
        which_days(told, ctx)
        return length(told, ctx), ""
    value = ctx.name(word(named, "NAME"), named, NameKind.FORM_VALUE).text
    unit = ctx.definition(value, named).unit
    if unit is None or unit.dimension is not Dimension.TIME:
        raise ctx.refuse(
            "N023",
            named,
            f"{value} is no length of time",
            hint=f'Introduce it as one: "{value}" is a duration of 4 hours.',
        )
    return None, value


def check_unit(phrase: Phrase, ctx: Context) -> None:
    """ "within 4": minutes, hours or days?"""
    bare = first(phrase, "bare_length")
    if bare is None:
        return
    said = text_of(bare)
    units = [f"{said} {unit}{'' if said == '1' else 's'}" for unit in ("hour", "business day", "day", "minute")]
    counted = [f"{units[0]} of {name}" for name in ctx.weekly]
    raise ctx.leave_open("A007", bare, f"{said} of which unit?", [units[0], *counted, *units[1:]])


def check_printed(told: Phrase, starts: list[str], ctx: Context) -> None:
    """A time limit that is printed, and settled by no record: raises where its words leave it open. `starts`: from when it can run. What is
    paid "within 30 days if no further invoice falls due" is paid so many days after that is known."""
    if_none = any(told.walk("or_paid"))
    for deadline in told.walk():
        match deadline.kind:
            case "within_after" | "within_open":
                check_unit(deadline, ctx)
                found = first(deadline, *DURATIONS)
                if found is not None:
                    which_days(found, ctx)
                if is_open(deadline) and not if_none:
                    raise from_when(deadline, starts, ctx)
            case "vague_time":
                raise vague_limit(deadline, *without_pause(deadline), starts, ctx)
            case _:
                pass


def check_payout(statement: Phrase, ctx: Context) -> None:
    """When credits are paid."""
    check_printed(statement, ["the end of the month for which they are due", "a request"], ctx)


def _by(at: Phrase, ctx: Context) -> Limit:
    """ "by the 10th business day after the end of each month" is within so many days; "by the last day of a quarter" is by its end."""
    match at.kind:
        case "point_nth_unit_from":
            return _nth_unit(at, _anchor(at, ctx), ctx)
        case "edge_of_stretch" if (nth := first(at, "edge_nth_unit_from")) is not None:
            limited = _nth_unit(nth, _anchor(nth, ctx), ctx)
            return limited if word(at, "END") else replace(limited, clock=0)
        case "point_last_unit_of" if unit_word(at) == "day" and not has(at, "business"):
            return Limit(LimitKind.BY, WindowEdge(window_ref(the(at, *WINDOWS), ctx), end=True))
        case "point_nth_unit_of" if (unit_word(at) or "day") == "day" and is_beside(the(at, *WINDOWS)):
            return _nth_day(at, the(at, *WINDOWS), ctx)
        case "point_nth_unit_of" | "point_last_unit_of":
            raise day_of_window(at, ctx)
        case _:
            return Limit(LimitKind.BY, point(at, ctx))


def _nth_unit(at: Phrase, anchor: Point, ctx: Context) -> Limit:
    """ "the 10th business day after the end of each month", "the 8th business day before its Payday", "the next day after it is Opened"."""
    unit, business = unit_word(at), has(at, "business")
    if unit != "day" and (has(at, "next") or at.kind == "edge_nth_unit_from"):
        told = f"{word(at, 'NTH') or 'next'} {unit}"
        raise ctx.refuse(
            "N037",
            at,
            f'"the {told}" can be a {unit} of the calendar, or the time of one {unit}',
            label="two readings",
            hint=f'Write "within 1 {unit} after …", or "by the end of the following {unit}" of a report.',
        )
    count = Fraction(re.sub(r"\D", "", word(at, "NTH")) or "1")
    # A numbered day is a day of the calendar, also where a period of days is counted in hours.
    limited = Length(count, LengthBasis.DAYS, "calendar day") if unit == "day" and not business else None
    limited = limited or plain_length(count, unit, business=business)
    return Limit(
        LimitKind.AT_LEAST_BEFORE if word(at, "BEFORE") or has(at, "before") else LimitKind.WITHIN, anchor, limited
    )


def _at_clock(phrase: Phrase, limited: Limit, ctx: Context) -> Limit:
    """ "by 17:00 on …": the time of day at which it ends, on the day with which it would end."""
    clock = word(phrase, "CLOCK")
    return replace(limited, clock=clock_minute(clock, phrase, ctx)) if clock else limited


def is_beside(window: Phrase) -> bool:
    """ "the following month", "the same month": told by the month that something is for."""
    return (window.kind == "window_beside" and not word(window, "NUMBER")) or first(window, "the_same") is not None


def _nth_day(at: Phrase, window: Phrase, ctx: Context) -> Limit:
    """ "by the 15th day of the following month", "by the 20th of the same month": of what is for a month.

    The days are counted from the end of the month before, as in "by the 15th day after the end of each month".
    """
    before = (
        Supplied()
        if has(window, "following")
        else Neighbour(-2 if has(window, "preceding") else -1, 1, window_unit(window, ctx))
    )
    limited = plain_length(Fraction(re.sub(r"\D", "", word(at, "NTH"))), "day", business=has(at, "business"))
    return Limit(LimitKind.WITHIN, WindowEdge(before, end=True), limited)


def _direction(phrase: Phrase, ctx: Context) -> LimitKind:
    if first(phrase, "more_than", "less_than") is not None:
        said = text_of(phrase)
        instead = said.replace("more than", "at least").replace("less than", "at most").replace("fewer than", "at most")
        raise ctx.refuse(
            "N049",
            phrase,
            f'"{said}" leaves out its last moment, which the whole agreement counts in one way',
            label="whether the last moment counts is one reading for all time limits",
            hint=f'Write "{instead}".',
        )
    least = first(phrase, "at_least") is not None
    if phrase.kind == "after_by":
        return LimitKind.AT_LEAST_AFTER if least else LimitKind.WITHIN
    return LimitKind.AT_LEAST_BEFORE if least else LimitKind.AT_MOST_BEFORE


def is_open(when: Phrase) -> bool:
    """Whether the limit does not say from when it runs."""
    return when.kind == "within_open" and first(when, "duration_of_point", "duration_of_event") is None


def _of_event(when: Phrase, found: Phrase, act: str, ctx: Context) -> Exception:
    """ "within 72 hours of the Outage": of its start, or of its end? An event that has several times is no moment."""
    said, name = text_of(when).split(" of ")[0], word(found, "NAME")
    item = subject_of(name, found, ctx)
    if item in ctx.records and item not in ctx.bound:
        starts = [
            start.replace("it", f"the {name}", 1) for start in times(ctx.records[item], act) if start[:3] == "it "
        ]
    elif item in ctx.records:
        starts = times(ctx.records[item], act)
    else:
        each = "that" if item in ctx.bound else text_of(found).split(" of ")[1].split(" ")[0]
        starts = [f"the {edge} of {each} {name}" for edge in ("end", "start")]
    return from_when(when, starts, ctx, said)


def _open_limit(phrase: Phrase, act: str, ctx: Context) -> Limit:
    """ "within 7 days of the end of the month" names its anchor; a bare "within 5 days" does not."""
    check_unit(phrase, ctx)
    found = the(phrase, *DURATIONS)
    if found.kind == "duration_of_point":
        amount = plain_length(number(word(found, "NUMBER")), unit_word(found))
        return Limit(LimitKind.WITHIN, point(the(found, "edge_of_stretch"), ctx), amount)
    if found.kind == "duration_of_event":
        raise _of_event(phrase, found, act, ctx)
    raise from_when(phrase, moments(ctx, act), ctx)


def from_when(phrase: Phrase, starts: list[str], ctx: Context, said: str = "") -> Exception:
    """ "within 5 days": after what? `starts`: the moments that can be meant."""
    left_out = without_pause(phrase)[1]
    said = said or without_pause(phrase)[0]
    answers = (f"{said} after {moment}{left_out}" for moment in starts)
    hint = f'Write "{said} after it is …" or "{said} after the end of the month".'
    code = "I010" if ctx.of_silence else "C016" if _of_work(ctx) else "I001"
    return open_or_wrong(ctx, code, phrase, f'From when does "{said}" run?', answers, hint, label="after what?")


def without_pause(phrase: Phrase) -> tuple[str, str]:
    """The words of a time limit, and those of what it does not count (", not counting its Waiting"; "" for none)."""
    pause = first(phrase, "not_counting")
    rest = Phrase(phrase.kind, tuple(part for part in phrase.parts if part is not pause))
    return text_of(rest), text_of(pause) if pause is not None else ""


def _of_work(ctx: Context) -> bool:
    """Whether the limit is for what the sentence tells of a row that is kept, and not of a claim or report that is sent."""
    record = ctx.records.get(ctx.bound[-1]) if ctx.bound else None
    return record is not None and record.keeping is not Keeping.SENDS


def pauses(phrase: Phrase, ctx: Context) -> Period | None:
    pause = first(phrase, "not_counting")
    return None if pause is None else period_named(word(pause, "NAME"), pause, ctx)
