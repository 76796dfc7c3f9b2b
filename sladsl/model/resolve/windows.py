"""Windows, from their phrases: the kind over which a duty ranges, and the one that an expression means."""

from __future__ import annotations

import re
from dataclasses import replace

from sladsl.model.moments import (
    Around,
    Before,
    FieldPoint,
    ItemEdge,
    MonthOf,
    Neighbour,
    Point,
    RecordPoint,
    Supplied,
    TermWindow,
    WindowEdge,
    WindowKind,
    WindowRef,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, it_with, record_behind
from sladsl.model.resolve.phrases import has, number, ordinal, text_of, the, word
from sladsl.model.resolve.quantities import plain_length, unit_word
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import MONTHS

WINDOWS = (
    "window_unit",
    "window_interval",
    "window_month",
    "window_day",
    "window_year",
    "window_starting",
    "window_some_of_any",
    "window_run",
    "window_in_a_row",
    "window_any",
    "window_beside",
    "window_first_of_term",
    "window_each_beside",
    "window_before",
    "window_term",
    "window_in_which_it_is",
    "window_in_which_it_starts",
    "window_of_lapse",
    "window_for_which_due",
    "window_settled",
    "window_of_field",
    "window_first_day",
    "window_its_first",
)
_KINDS = {
    "calendar": WindowKind.CALENDAR,
    "billing": WindowKind.BILLING,
    "contract": WindowKind.CONTRACT,
    "fiscal": WindowKind.FISCAL,
}
_SIZES = tuple(WindowUnit)


def window_spec(phrase: Phrase, ctx: Context) -> WindowSpec:
    """The kind of window over which a duty or cap ranges: "each month", "any 30 consecutive days"."""
    match phrase.kind:
        case "window_unit":
            if has(phrase, "business"):
                raise ctx.refuse(
                    "N030", phrase, f'"{text_of(phrase)}" is told by a calendar, and no duty ranges over it',
                    hint='Range over "each day", and leave out the time outside the calendar.',
                )  # fmt: skip
            plain = WindowKind.BILLING if word(phrase, "BILLING_CYCLE") else WindowKind.PLAIN
            kind = next((_KINDS[k] for k in _KINDS if has(phrase, k)), plain)
            return WindowSpec(window_unit(phrase, ctx), kind)
        case "window_any" | "window_run":
            return WindowSpec(window_unit(phrase, ctx), count=int(number(word(phrase, "NUMBER"))), sliding=True)
        case "window_interval":
            amount, unit = interval(phrase)
            return WindowSpec(unit, WindowKind.CALENDAR, count=amount)
        case _:
            raise ctx.refuse(
                "N030", phrase, f'a duty or a cap cannot range over "{text_of(phrase)}"',
                hint='Write "in each month" or "in any 30 consecutive days".',
            )  # fmt: skip


def window_unit(phrase: Phrase, ctx: Context) -> WindowUnit:
    unit = unit_word(phrase)
    if unit not in set(WindowUnit):
        raise ctx.refuse(
            "N030",
            phrase,
            f'"{text_of(phrase)}" is no window of time',
            hint='Write "each day", "each month", "each quarter" or "each year".',
        )
    return WindowUnit(unit)


def interval(phrase: Phrase) -> tuple[int, WindowUnit]:
    """ "5-minute intervals": 5 and the unit."""
    match = re.match(r"([0-9]+)-(\w+)", word(phrase, "INTERVAL"))
    if match is None:
        raise LookupError(f"{phrase.kind} has no interval")
    return int(match[1]), WindowUnit(match[2]) if match[2] in set(WindowUnit) else WindowUnit.MINUTE


def interval_seconds(phrase: Phrase) -> int:
    """The length of the clock-aligned intervals in "5-minute intervals"."""
    match = re.match(r"([0-9]+)-(\w+)", word(phrase, "INTERVAL"))
    if match is None:
        raise LookupError(f"{phrase.kind} has no interval")
    return int(match[1]) * {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}[match[2]]


def window_ref(phrase: Phrase, ctx: Context) -> WindowRef:
    """The window of an expression: the supplied one, or another told from it."""
    match phrase.kind:
        case "window_unit":
            return _supplied(window_unit(phrase, ctx), phrase, ctx)
        case "window_interval":
            ctx.unit = ctx.unit or interval(phrase)[1]
            return Supplied()
        case "window_any" | "window_run":
            ctx.unit = window_unit(phrase, ctx)
            return Supplied()
        case "window_month":
            name, year = word(phrase, "MONTH_OF_YEAR").split(" ")
            return MonthOf(int(year), MONTHS.index(name) + 1)
        case "window_beside" | "window_each_beside":
            count = int(number(word(phrase, "NUMBER") or "1"))
            unit = window_unit(phrase, ctx)
            if has(phrase, "first"):
                return TermWindow(count, unit)
            return Neighbour(1 if has(phrase, "following") else -1, count, unit)
        case "window_nth_after":
            return _nth_after(phrase, ctx)
        case "window_first_of_term":
            return TermWindow(int(number(word(phrase, "NUMBER"))), window_unit(phrase, ctx))
        case "window_term":
            return TermWindow()
        case "window_before":
            from sladsl.model.resolve.points import POINTS, point

            amount = plain_length(number(word(phrase, "NUMBER")), unit_word(phrase))
            return Before(amount, _of_this_window(point(the(phrase, *POINTS), ctx), ctx))
        case "window_for_which_due" | "window_settled" | "window_of_lapse":
            return Supplied()
        case "window_in_which_it_is":
            if has(phrase, "due"):
                return Supplied()
            return _of_field(phrase, participle(phrase), ctx)
        case "window_of_field":
            return _of_field(phrase, word(phrase, "NAME"), ctx)
        case "window_in_which_it_starts":
            return Around(window_unit(phrase, ctx), ItemEdge(it_with("", phrase, ctx), end=bool(word(phrase, "END"))))
        case _:
            raise ctx.refuse(
                "N031", phrase, f'"{text_of(phrase)}" cannot be told apart as a window here',
                hint='Write "in a month", "in that month" or "in June 2026".',
            )  # fmt: skip


def _of_this_window(found: Point, ctx: Context) -> Point:
    """ "the 30 days before the Claim is Received": the first that comes after the window, where the record does not say for which it is."""
    if not isinstance(found, RecordPoint) or found.record in ctx.bound:
        return found
    if any(field.kind is FieldKind.MONTH for field in ctx.records[found.record].fields):
        return found
    return replace(found, after=WindowEdge(Supplied(), end=True))


def _supplied(unit: WindowUnit, phrase: Phrase, ctx: Context) -> WindowRef:
    """ "that month" in a sentence about months is the month; "that year" is the year in which it lies. Of several shorter windows none is meant."""
    if ctx.unit is None:
        ctx.unit = unit
    if unit is ctx.unit:
        return Supplied()
    if _SIZES.index(unit) < _SIZES.index(ctx.unit):
        raise ctx.refuse(
            "N039",
            phrase,
            f'a {ctx.unit.value} has several {unit.value}s, and "{text_of(phrase)}" does not say which',
            label=f"which {unit.value}?",
            hint=f'Write "that {ctx.unit.value}".',
        )
    return Around(unit)


def _nth_after(phrase: Phrase, ctx: Context) -> Neighbour:
    """ "the second month after the month for which it is due"."""
    told = window_ref(the(phrase, *WINDOWS), ctx)
    unit = window_unit(phrase, ctx)
    if not isinstance(told, Supplied) or unit is not ctx.unit:
        raise ctx.refuse(
            "N031",
            phrase,
            f'"{text_of(phrase)}" cannot be counted from there',
            hint='Write "the second month after the month for which it is due".',
        )
    nth = ordinal(phrase)
    return Neighbour(nth, 1, unit)


def _of_field(phrase: Phrase, act: str, ctx: Context) -> Around:
    record = record_behind(it_with(act, phrase, ctx), phrase, ctx)
    return Around(window_unit(phrase, ctx), FieldPoint(record, act_field(record, act, phrase, ctx)))


def participle(phrase: Phrase) -> str:
    """The field that an act is told by: "Opened", or a word of the language that stands for one ("made", "sent")."""
    return next((plain for plain in ("due", "made", "sent", "received") if has(phrase, plain)), word(phrase, "NAME"))
