"""Points in time, from their phrases."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sladsl.model.agreement import NameKind
from sladsl.model.moments import (
    DuePoint,
    ExtremePoint,
    FieldPoint,
    FixedPoint,
    ItemEdge,
    NthEvent,
    Point,
    RecordPoint,
    RequestPoint,
    TermWindow,
    WindowEdge,
)
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, it_with, record_behind, rows_behind, subject_of
from sladsl.model.resolve.loose_words import aware
from sladsl.model.resolve.phrases import every, first, has, ordinal, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.precise import moments
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.windows import WINDOWS, participle, window_ref
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import MONTHS
from sladsl.time.zones import instant_of

POINTS = (
    "point_record_is",
    "point_that_is",
    "point_that_one_starts",
    "point_it_is",
    "point_field",
    "edge_of_stretch",
    "point_it_starts",
    "point_of_two",
    "point_of_run",
    "point_nth",
    "point_nth_unit_from",
    "point_nth_unit_of",
    "point_last_unit_of",
    "point_request",
    "point_aware",
    "point_date",
    "point_hour_in_words",
    "point_that_starts",
)
"""Any other is the last."""


def point(phrase: Phrase, ctx: Context) -> Point:
    match phrase.kind:
        case "point_it_is":
            act = participle(phrase)
            if has(phrase, "not"):
                raise ctx.refuse(
                    "N032",
                    phrase,
                    f'"{text_of(phrase)}" is no moment: nothing happens then',
                    hint='Name what happens: "after it is Opened".',
                )
            if act == "due":
                return DuePoint(record_behind(it_with("", phrase, ctx), phrase, ctx))
            return _field_point(it_with(act, phrase, ctx), act, phrase, ctx)
        case "point_that_is":
            name, *rest = words(phrase, "NAME")
            item = that_one(name, phrase, ctx)
            if has(phrase, "due"):
                return DuePoint(record_behind(item, phrase, ctx))
            return _field_point(item, rest[0] if rest else participle(phrase), phrase, ctx)
        case "point_that_one_starts":
            item = that_one(word(phrase, "NAME"), phrase, ctx)
            return ItemEdge(item, end=bool(word(phrase, "END")))
        case "point_record_is":
            return _record_point(phrase, ctx)
        case "point_field":
            field = word(phrase, "NAME")
            return _field_point(it_with(field, phrase, ctx), field, phrase, ctx)
        case "edge_of_stretch":
            return _edge(phrase, ctx)
        case "point_it_starts":
            return ItemEdge(it_with("", phrase, ctx), end=bool(word(phrase, "END")))
        case "point_of_two":
            return ExtremePoint(has(phrase, "later"), tuple(point(part, ctx) for part in every(phrase, *POINTS)))
        case "point_nth":
            record = ctx.name(word(phrase, "NAME"), phrase, NameKind.RECORD).text
            nth = ordinal(phrase)
            return RecordPoint(record, ctx.records[record].belongs, nth, point(the(phrase, *POINTS), ctx))
        case "point_aware":
            raise aware(phrase, [one for one in moments(ctx) if one.startswith("it")], ctx)
        case "point_request":
            return RequestPoint()
        case "point_date":
            return fixed_point(phrase, ctx)
        case "point_hour_in_words":
            raise _hour_in_words(phrase, ctx)
        case "point_that_starts":
            raise ctx.refuse(
                "N032",
                phrase,
                f'"{text_of(phrase)}" is told by a reading, and not in a time limit',
                hint='Write "after it is …" or "after the end of the month".',
            )
        case "point_of_run":
            raise ctx.refuse(
                "N032",
                phrase,
                f'"{text_of(phrase)}" can only begin and end a stretch of time',
                hint='Write "each period from the first of … to the first of …".',
            )
        case _:
            raise day_of_window(phrase, ctx)


def day_of_window(phrase: Phrase, ctx: Context) -> Exception:
    """ "the 15th day of each month", "the last business day of each quarter": which month is it that the act is for?"""
    window = first(phrase, *WINDOWS)
    of = text_of(window) if window is not None else "each month"
    message = f'"{text_of(phrase)}" can lie within the time that the act is for, or after it'
    count = re.sub(r"\D", "", word(phrase, "NTH")) or "5"
    unit = text_of(phrase).split(" of ")[0].split(" after ")[0].split(" ", 2)[-1]
    if phrase.kind == "point_nth_unit_of" and window is not None:
        day, one = text_of(phrase).removesuffix(of).rstrip(), unit_word(window) or "month"
        hint = f'Write "by {day} the following {one}", or "by {day} the same {one}".'
        return ctx.refuse("N048", phrase, message, label="two readings", hint=hint)
    plural = unit if count == "1" else f"{unit}s"
    return ctx.refuse(
        "N048",
        phrase,
        message,
        label="two readings",
        hint=f'Write "within {count} {plural} after the end of {of}".',
    )


def that_one(name: str, phrase: Phrase, ctx: Context, *, referred: bool = False) -> str:
    """ "that Circuit": what the sentence has introduced under this name; with `referred`, or the one to which what it has introduced refers."""
    item = subject_of(name, phrase, ctx)
    if item not in ctx.bound and not (referred and _is_referred(item, phrase, ctx)):
        raise ctx.refuse(
            "N033",
            phrase,
            f'nothing before "{text_of(phrase)}" says which {name} is meant',
            label="which one?",
            hint=f'Introduce it first: "each {name}", "{with_article(name)}".',
        )
    return item


def _is_referred(record: str, phrase: Phrase, ctx: Context) -> bool:
    """Whether the row, or the row of the stretch of time, that the sentence has introduced refers to one of the record: an Outage to its Circuit."""
    behind = {
        item if item in ctx.records else rows_behind(item, phrase, ctx) for item in ctx.bound if _has_rows(item, ctx)
    }
    references = [ctx.records[name].reference_to(record) for name in behind if name]
    return any(field is not None and field.record == record for field in references)


def _has_rows(item: str, ctx: Context) -> bool:
    declared = ctx.names.find(item)
    return declared is not None and declared.kind in (NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD)


def _record_point(phrase: Phrase, ctx: Context) -> RecordPoint:
    """ "the Claim is Received", "the Invoice for that month is Paid"."""
    name, *rest = words(phrase, "NAME")
    record = subject_of(name, phrase, ctx)
    record = record_behind(record, phrase, ctx)
    window = first(phrase, *WINDOWS)
    if window is not None:
        window_ref(window, ctx)  # the row for the supplied window: what the evaluator takes for a record with a month
    field = act_field(record, rest[0] if rest else participle(phrase), phrase, ctx)
    return RecordPoint(record, field)


def _field_point(item: str, name: str, phrase: Phrase, ctx: Context) -> Point:
    """A field of the row, or of the row from which the piece of a period comes."""
    record = record_behind(item, phrase, ctx)
    return FieldPoint(record, act_field(record, name, phrase, ctx))


def _edge(phrase: Phrase, ctx: Context) -> Point:
    end = bool(word(phrase, "END"))
    of = the(phrase)
    match of.kind:
        case "edge_record":
            return ItemEdge(subject_of(word(of, "NAME"), of, ctx), end)
        case "edge_ordinal_units" | "edge_ordinal_them" | "edge_ordinal_records":
            return NthEvent(ordinal(of), end)
        case "edge_agreement":
            return WindowEdge(TermWindow(), end)
        case _:
            return WindowEdge(window_ref(of, ctx), end)


def fixed_point(phrase: Phrase, ctx: Context) -> FixedPoint:
    """A date, or a date and a time of day."""
    day = read_date(word(phrase, "DATE"), phrase, ctx)
    clock = word(phrase, "CLOCK")
    return FixedPoint(*day, clock_minute(clock, phrase, ctx) if clock else None)


def read_date(text: str, node: Phrase, ctx: Context) -> tuple[int, int, int]:
    """ "5 March 2026", or a finding where there is no such day. "03/04/2026" is a question, unless only one order of it is a day."""
    if " " not in text:
        text = _of_figures(text, node, ctx)
    day, month, year = text.split(" ")
    number_of_month = MONTHS.index(month) + 1
    try:
        date(int(year), number_of_month, int(day))
    except ValueError:
        raise ctx.refuse(
            "N034", node, f"there is no {text}", label="no such day", hint="Write a day that the month has."
        ) from None
    return int(year), number_of_month, int(day)


def _hour_in_words(phrase: Phrase, ctx: Context) -> Exception:
    """ "midnight on 30 June 2026" is 00:00 or 24:00; when business closes is told by no clock."""
    day = word(phrase, "DATE")
    if "midnight" in text_of(phrase):
        question = f"Does the midnight of {day} begin the day, or end it?"
        return ctx.leave_open("B016", phrase, question, (f"{day} 24:00", f"{day} 00:00"))
    closing = dict.fromkeys([*(hour for hours in ctx.weekly.values() for hour in hours), "17:00", "18:00", "24:00"])
    question = f"At what time does business close on {day}?"
    return ctx.leave_open("B017", phrase, question, (f"{day} {hour}" for hour in closing))


def _of_figures(text: str, node: Phrase, ctx: Context) -> str:
    """ "13/04/2026" in words. Both orders are in use, so where both are days the text leaves open which is meant."""
    one, other, year = re.split(r"[/.-]", text)
    orders = [(one, other), (other, one)] if one != other else [(one, other)]
    days = [f"{int(day)} {MONTHS[int(month) - 1]} {year}" for day, month in orders if 1 <= int(month) <= 12]
    if len(days) == 1:
        return days[0]
    if not days:
        raise ctx.refuse(
            "N034", node, f"there is no {text}", label="no such day", hint="Write a day that the month has."
        )
    written = next(part for part in node.words() if tidy(part.text) == text)
    raise ctx.leave_open("B023", written, f"Which day is {text}?", days)


def clock_minute(text: str, node: Phrase, ctx: Context) -> int:
    """For calendars and fixed points, which are cut at whole minutes."""
    seconds = clock_second(text, node, ctx)
    if seconds % 60:
        raise ctx.refuse("N035", node, f"{text} is no whole minute", label="seconds", hint=f"Write {text[:5]}.")
    return seconds // 60


def clock_second(text: str, node: Phrase, ctx: Context) -> int:
    """Seconds after midnight of "10:00" or "10:00:20"."""
    hours, minutes, seconds = (*(int(part) for part in text.split(":")), 0)[:3]
    if minutes > 59 or seconds > 59 or (hours * 60 + minutes) * 60 + seconds > 86_400:
        raise ctx.refuse(
            "N035",
            node,
            f"there is no {text} on a clock",
            label="no such time",
            hint="Write a time from 00:00 to 24:00.",
        )
    return (hours * 60 + minutes) * 60 + seconds


def instant(phrase: Phrase, ctx: Context) -> int:
    """A date and a time of day in the agreement's zone; a day without one stands for its first moment, as it would in a record."""
    clock = word(phrase, "CLOCK")
    day = date(*read_date(word(phrase, "DATE"), phrase, ctx))
    return local_instant(day, clock_second(clock, phrase, ctx) if clock else 0, ctx)


def local_instant(day: date, second: int, ctx: Context) -> int:
    return instant_of(datetime.combine(day, time()) + timedelta(seconds=second), ctx.zone)
