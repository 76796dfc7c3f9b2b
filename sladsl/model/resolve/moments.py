"""Windows, points and time limits, from their phrases."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Period
from sladsl.model.moments import (
    Around,
    Before,
    DuePoint,
    ExtremePoint,
    FieldPoint,
    FixedPoint,
    ItemEdge,
    Length,
    LengthBasis,
    Limit,
    LimitKind,
    MonthOf,
    Neighbour,
    NthEvent,
    Point,
    RecordPoint,
    RequestPoint,
    Supplied,
    TermWindow,
    WindowEdge,
    WindowKind,
    WindowRef,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, period_named, record_behind, subject_of
from sladsl.model.resolve.phrases import every, first, has, number, text_of, word, words
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, unit_word
from sladsl.syntax.tree import Phrase

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WINDOWS = (
    "window_unit",
    "window_interval",
    "window_month",
    "window_day",
    "window_some_of_any",
    "window_run",
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
POINTS = (
    "point_record_is",
    "point_that_is",
    "point_it_is",
    "point_field",
    "edge_of_stretch",
    "point_it_starts",
    "point_of_two",
    "point_of_run",
    "point_nth",
    "point_request",
    "point_date",
    "point_that_starts",
)
_KINDS = {
    "calendar": WindowKind.CALENDAR,
    "billing": WindowKind.BILLING,
    "contract": WindowKind.CONTRACT,
    "fiscal": WindowKind.FISCAL,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "last": 0}


# --- windows ---------------------------------------------------------------------------------------------------------


def window_spec(phrase: Phrase, ctx: Context) -> WindowSpec:
    """The kind of window over which a duty or cap ranges: "each month", "any 30 consecutive days"."""
    match phrase.kind:
        case "window_unit":
            kind = next((_KINDS[k] for k in _KINDS if has(phrase, k)), WindowKind.PLAIN)
            return WindowSpec(window_unit(phrase, ctx), kind)
        case "window_any" | "window_run":
            return WindowSpec(window_unit(phrase, ctx), count=int(word(phrase, "NUMBER")), sliding=True)
        case "window_interval":
            amount, unit = interval(phrase)
            return WindowSpec(unit, WindowKind.CALENDAR, count=amount)
        case _:
            raise ctx.refuse("N030", phrase, f'a duty or a cap cannot range over "{text_of(phrase)}"')


def window_unit(phrase: Phrase, ctx: Context) -> WindowUnit:
    unit = unit_word(phrase)
    if unit not in set(WindowUnit):
        raise ctx.refuse("N030", phrase, f'"{text_of(phrase)}" is no window of time')
    return WindowUnit(unit)


def interval(phrase: Phrase) -> tuple[int, WindowUnit]:
    """ "5-minute intervals": 5 and the unit."""
    match = re.match(r"([0-9]+)-(\w+)", word(phrase, "INTERVAL"))
    assert match is not None
    return int(match[1]), WindowUnit(match[2])


def interval_seconds(phrase: Phrase) -> int:
    """The length of the clock-aligned intervals in "5-minute intervals"."""
    amount, unit = interval(phrase)
    return amount * {"minute": 60, "hour": 3600, "day": 86_400}[unit.value]


def window_ref(phrase: Phrase, ctx: Context) -> WindowRef:
    """The window of an expression: the supplied one, or another told from it."""
    match phrase.kind:
        case "window_unit":
            unit = window_unit(phrase, ctx)
            if ctx.unit is None:
                ctx.unit = unit
            return Supplied() if unit is ctx.unit else Around(unit)
        case "window_interval":
            return Supplied()
        case "window_month":
            name, year = word(phrase, "MONTH_OF_YEAR").split(" ")
            return MonthOf(int(year), MONTH_NAMES.index(name) + 1)
        case "window_beside" | "window_each_beside":
            count = int(word(phrase, "NUMBER") or 1)
            unit = window_unit(phrase, ctx)
            if has(phrase, "first"):
                return TermWindow(count, unit)
            return Neighbour(1 if has(phrase, "following") else -1, count, unit)
        case "window_first_of_term":
            return TermWindow(int(word(phrase, "NUMBER")), window_unit(phrase, ctx))
        case "window_term":
            return TermWindow()
        case "window_before":
            found = first(phrase, *POINTS)
            assert found is not None
            amount = plain_length(number(word(phrase, "NUMBER")), unit_word(phrase))
            return Before(amount, point(found, ctx))
        case "window_for_which_due" | "window_settled" | "window_of_lapse":
            return Supplied()
        case "window_in_which_it_is":
            unit = window_unit(phrase, ctx)
            if has(phrase, "due"):
                return Supplied()
            return Around(unit, FieldPoint(ctx.it, participle(phrase)))
        case "window_in_which_it_starts":
            return Around(window_unit(phrase, ctx), ItemEdge(ctx.it, end=False))
        case _:
            raise ctx.refuse("N031", phrase, f'"{text_of(phrase)}" cannot be told apart as a window here')


def participle(phrase: Phrase) -> str:
    """The field that an act is told by: "Opened", or a word of the language that stands for one ("made", "sent")."""
    for plain in ("due", "made", "sent", "received"):
        if has(phrase, plain):
            return plain
    return word(phrase, "NAME")


# --- points ----------------------------------------------------------------------------------------------------------


def point(phrase: Phrase, ctx: Context) -> Point:
    match phrase.kind:
        case "point_it_is" | "point_that_is":
            names = words(phrase, "NAME")
            record = subject_of(names[0], phrase, ctx) if phrase.kind == "point_that_is" else _it(phrase, ctx)
            if has(phrase, "due"):
                return DuePoint(record)
            act = names[-1] if phrase.kind == "point_that_is" or names else participle(phrase)
            return _field_point(record, act, phrase, ctx)
        case "point_record_is":
            name, *rest = words(phrase, "NAME")
            record = ctx.name(name, phrase, NameKind.RECORD, NameKind.SELECTION).text
            field = act_field(record, rest[0] if rest else participle(phrase), phrase, ctx)
            return RecordPoint(record, field)
        case "point_field":
            return _field_point(_it(phrase, ctx), word(phrase, "NAME"), phrase, ctx)
        case "edge_of_stretch":
            return _edge(phrase, ctx)
        case "point_it_starts":
            return ItemEdge(_it(phrase, ctx), end=bool(word(phrase, "END")))
        case "point_of_two":
            both = tuple(point(part, ctx) for part in every(phrase, *POINTS))
            return ExtremePoint(has(phrase, "later"), both)
        case "point_nth":
            found = first(phrase, *POINTS)
            assert found is not None
            record = ctx.name(word(phrase, "NAME"), phrase, NameKind.RECORD).text
            nth = int(re.sub(r"\D", "", word(phrase, "NTH")))
            return RecordPoint(record, ctx.records[record].belongs, nth, point(found, ctx))
        case "point_request":
            return RequestPoint()
        case "point_date":
            return fixed_point(phrase, ctx)
        case _:
            raise ctx.refuse("N032", phrase, f'"{text_of(phrase)}" cannot be told as a point in time here')


def _it(phrase: Phrase, ctx: Context) -> str:
    if not ctx.it:
        raise ctx.refuse(
            "N033",
            phrase,
            f'nothing before "{text_of(phrase)}" says what is meant',
            label="of what?",
            hint='Name it first: "each Ticket …", "a Ticket …".',
        )
    return ctx.it


def _field_point(item: str, name: str, phrase: Phrase, ctx: Context) -> Point:
    """A field of the row, or of the row from which the piece of a period comes."""
    record = record_behind(item, phrase, ctx)
    return FieldPoint(record, act_field(record, name, phrase, ctx))


def _edge(phrase: Phrase, ctx: Context) -> Point:
    end = bool(word(phrase, "END"))
    of = first(phrase)
    assert of is not None
    match of.kind:
        case "edge_record":
            named = subject_of(word(of, "NAME"), of, ctx)
            return ItemEdge(named, end)
        case "edge_ordinal_units" | "edge_ordinal_them" | "edge_ordinal_records":
            ordinal = next(n for w, n in _ORDINALS.items() if has(of, w))
            return NthEvent(ordinal, end)
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
    """ "5 March 2026", or a finding where there is no such day."""
    day, month, year = text.split(" ")
    number_of_month = MONTH_NAMES.index(month) + 1
    try:
        date(int(year), number_of_month, int(day))
    except ValueError:
        raise ctx.refuse("N034", node, f"there is no {text}", label="no such day") from None
    return int(year), number_of_month, int(day)


def clock_minute(text: str, node: Phrase, ctx: Context) -> int:
    hours, minutes = int(text[:2]), int(text[3:])
    if minutes > 59 or hours * 60 + minutes > 1440:
        raise ctx.refuse("N035", node, f"there is no {text} on a clock", label="no such time")
    return hours * 60 + minutes


# --- time limits -----------------------------------------------------------------------------------------------------

LIMITS = ("within_after", "within_open", "by_point", "before_point", "after_point", "before_by", "after_by", "on_date")


def limit(phrase: Phrase, ctx: Context) -> Limit:
    """The time limit in "within 4 hours of Support Hours after it is Opened, not counting its Waiting"."""
    found_point = first(phrase, *POINTS)
    found_length = first(phrase, *DURATIONS)
    pauses = _pauses(phrase, ctx)
    match phrase.kind:
        case "within_after":
            assert found_point is not None
            assert found_length is not None
            return Limit(LimitKind.WITHIN, point(found_point, ctx), length(found_length, ctx), pauses)
        case "within_open":
            assert found_length is not None
            return _open_limit(phrase, found_length, ctx)
        case "by_point":
            assert found_point is not None
            return Limit(LimitKind.BY, point(found_point, ctx))
        case "before_by" | "after_by":
            assert found_point is not None
            assert found_length is not None
            return Limit(_direction(phrase, ctx), point(found_point, ctx), length(found_length, ctx))
        case "before_point":
            assert found_point is not None
            return Limit(LimitKind.BY, point(found_point, ctx))
        case "after_point":
            assert found_point is not None
            nothing = Length(Fraction(0), LengthBasis.ELAPSED, "second")
            return Limit(LimitKind.AT_LEAST_AFTER, point(found_point, ctx), nothing)
        case "vague_time":
            raise ctx.refuse(
                "N036",
                phrase,
                f'"{text_of(phrase)}" is no time limit',
                label="how long?",
                hint='Write "within 4 hours after it is …".',
            )
        case _:
            raise ctx.refuse("N037", phrase, f'"{text_of(phrase)}" cannot stand for a time limit here')


def _direction(phrase: Phrase, ctx: Context) -> LimitKind:
    least = first(phrase, "at_least", "more_than") is not None
    if phrase.kind == "after_by":
        if not least:
            return LimitKind.WITHIN
        return LimitKind.AT_LEAST_AFTER
    return LimitKind.AT_LEAST_BEFORE if least else LimitKind.AT_MOST_BEFORE


def _open_limit(phrase: Phrase, found_length: Phrase, ctx: Context) -> Limit:
    """ "within 7 days of the end of the month" names its anchor; a bare "within 5 days" does not."""
    if found_length.kind == "duration_of_point":
        anchor = first(found_length, "edge_of_stretch")
        assert anchor is not None
        amount = plain_length(number(word(found_length, "NUMBER")), unit_word(found_length))
        return Limit(LimitKind.WITHIN, point(anchor, ctx), amount)
    raise ctx.refuse(
        "N038",
        phrase,
        f'"{text_of(phrase)}" does not say from when',
        label="after what?",
        hint=f'Write "{text_of(phrase)} after it is …" or "{text_of(phrase)} after the end of the month".',
    )


def _pauses(phrase: Phrase, ctx: Context) -> Period | None:
    pause = first(phrase, "not_counting")
    if pause is None:
        return None
    return period_named(word(pause, "NAME"), pause, ctx)
