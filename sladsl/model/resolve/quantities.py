"""Quantities, comparisons, rounding and lengths, from their phrases."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.quantities import (
    NUMBER,
    PERCENT,
    SECONDS_IN,
    Bound,
    Comparator,
    Comparison,
    Dimension,
    Quantity,
    Rounding,
    RoundingMode,
    Unit,
)
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.loosely import about, between, check_words, usual
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, word
from sladsl.syntax.tree import Phrase

DURATIONS = (
    "plain_duration",
    "kind_duration",
    "duration_of_calendar",
    "duration_of_point",
    "duration_of_event",
    "duration_range",
    "about_time",
)
QUANTITIES = ("number", "percent", "money", "percentage_points", "physical", "about", *DURATIONS)
COMPARISONS = (
    "range",
    "between",
    "bound_exceeds",
    "bound_falls_below",
    "bound_compared",
    "bound_at",
    "bound_at_or_above",
    "bound_at_or_below",
    "bound_above",
    "bound_below",
    "bound_exactly",
    "bound_or_more",
    "bound_or_less",
    "or_range",
)
ROUNDINGS = ("rounded_half_up", "rounded_up", "rounded_down")
ROUNDING_STEPS = ("to_places", "to_cent", "to_full_unit")
COMPARATORS = {
    "at_least": Comparator.AT_LEAST,
    "at_most": Comparator.AT_MOST,
    "more_than": Comparator.MORE_THAN,
    "less_than": Comparator.LESS_THAN,
}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def unit_word(phrase: Phrase) -> str:
    """The unit that stands in a phrase, in the singular: "second" is a word of its own, since it is also an ordinal, and a billing cycle
    is a month."""
    if word(phrase, "BILLING_CYCLE"):
        return "month"
    return singular_unit(word(phrase, "UNIT")) or ("second" if has(phrase, "second") else "")


def singular_unit(text: str) -> str:
    return text.removesuffix("s")


def quantity(phrase: Phrase, ctx: Context) -> Quantity:
    """An exact quantity, in the base of its dimension."""
    value = number(text_of(phrase))
    match phrase.kind:
        case "number":
            return Quantity(value, NUMBER)
        case "percent" | "percentage_points":
            return Quantity(value / 100, PERCENT)
        case "money":
            return money(word(phrase, "MONEY"))
        case "physical":
            return Quantity(value, Unit(Dimension.PHYSICAL, singular_unit(word(phrase, "WORD"))))
        case "plain_duration" | "kind_duration":
            return fixed_time(phrase, ctx)
        case "about" | "about_time":
            raise about(phrase, ctx)
        case _:
            raise ctx.refuse(
                "N021",
                phrase,
                f'"{text_of(phrase)}" cannot stand for a quantity here',
                hint='Write a number with its unit, as in "at least 99.9%" or "more than 4 hours".',
            )


def fixed_time(phrase: Phrase, ctx: Context) -> Quantity:
    """A length of time that is the same in every month."""
    check_words(phrase, ctx)
    unit = unit_word(phrase)
    if unit not in SECONDS_IN:
        raise ctx.refuse(
            "N020",
            phrase,
            f"{text_of(phrase)} is no fixed length of time",
            label="months differ in length",
            hint="Write it in days, hours or minutes.",
        )
    return Quantity(number(text_of(phrase)) * SECONDS_IN[unit], Unit(Dimension.TIME, unit))


def money(text: str) -> Quantity:
    return Quantity(number(text), Unit(Dimension.MONEY, text[:3]))


def comparison(phrase: Phrase, ctx: Context) -> Comparison:
    match phrase.kind:
        case "range" | "or_range":
            return Comparison(tuple(_bound(part, ctx) for part in every(phrase)))
        case "between":
            low, high = every(phrase, *QUANTITIES)
            raise between(phrase, text_of(low), text_of(high), ctx)
        case _:
            return Comparison((_bound(phrase, ctx),))


def _bound(phrase: Phrase, ctx: Context) -> Bound:
    if phrase.kind not in _BOUNDS or first(phrase, "quantity_of_row") is not None:
        raise ctx.refuse(
            "N021",
            phrase,
            f'"{text_of(phrase)}" cannot stand for a comparison here',
            hint='Write a number with its unit, as in "at least 99.9%" or "more than 4 hours".',
        )
    return Bound(comparator_of(phrase), limit_value(the(phrase, *QUANTITIES, "quantity_named", "usual_level"), ctx))


_BOUNDS = {
    "bound_compared": None,
    "bound_at": Comparator.EXACTLY,
    "bound_exactly": Comparator.EXACTLY,
    "bound_at_or_above": Comparator.AT_LEAST,
    "bound_or_more": Comparator.AT_LEAST,
    "bound_at_or_below": Comparator.AT_MOST,
    "bound_or_less": Comparator.AT_MOST,
    "bound_above": Comparator.MORE_THAN,
    "bound_exceeds": Comparator.MORE_THAN,
    "bound_below": Comparator.LESS_THAN,
    "bound_falls_below": Comparator.LESS_THAN,
}


def comparator_of(bound: Phrase) -> Comparator:
    """Of one bound: "at least …", "above …"."""
    return _BOUNDS[bound.kind] or next(COMPARATORS[part.kind] for part in every(bound) if part.kind in COMPARATORS)


def kept(phrase: Phrase) -> str:
    """A comparison as it stands after "keep": "at least 99.9%" for "99.9% or more"."""
    parts = every(phrase) if phrase.kind == "or_range" else [phrase]
    words = {"bound_or_more": "at least", "bound_or_less": "at most"}
    return " but ".join(f"{words[p.kind]} {text_of(the(p))}" if p.kind in words else text_of(p) for p in parts)


def limit_value(phrase: Phrase, ctx: Context) -> Quantity | str:
    """`bound_value`: a quantity, or the name of an order-form value or a measure."""
    if phrase.kind == "usual_level":
        raise usual(phrase, ctx)
    if phrase.kind == "quantity_named":
        return ctx.name(word(phrase, "NAME"), phrase, NameKind.FORM_VALUE, NameKind.MEASURE).text
    return quantity(phrase, ctx)


def length(phrase: Phrase, ctx: Context) -> Length:
    """A time limit or a length in the calendar's sense: days and months stay days and months."""
    if phrase.kind not in DURATIONS or phrase.kind == "duration_of_event":
        raise ctx.refuse(
            "N023",
            phrase,
            f'"{text_of(phrase)}" is no length of time',
            hint='Write "4 hours", "5 business days" or "3 months".',
        )
    if phrase.kind == "about_time":
        raise about(phrase, ctx)
    check_words(phrase, ctx)
    value = number(text_of(phrase))
    unit = unit_word(phrase)
    if phrase.kind == "duration_range":
        raise ctx.refuse(
            "N024",
            phrase,
            f'"{text_of(phrase)}" names two time limits',
            label="which of the two binds?",
            hint="State the one that binds.",
        )
    if phrase.kind == "duration_of_calendar" and unit in ("minute", "hour", "second"):
        name = ctx.name(word(phrase, "NAME"), phrase).text
        return Length(value * SECONDS_IN[unit], LengthBasis.CALENDAR, unit, name)
    return plain_length(value, unit, business=has(phrase, "business"))


def plain_length(value: Fraction, unit: str, *, business: bool = False) -> Length:
    if business:
        return Length(value, LengthBasis.BUSINESS_DAYS, unit)
    if unit in MONTHS_IN:
        return Length(value * MONTHS_IN[unit], LengthBasis.MONTHS, unit)
    if unit in ("day", "week"):
        return Length(value * (7 if unit == "week" else 1), LengthBasis.DAYS, unit)
    return Length(value * SECONDS_IN[unit], LengthBasis.ELAPSED, unit)


def rounding(phrase: Phrase, unit: Unit | None) -> Rounding:
    """ ", rounded half up to 4 decimal places": the step in the base of the dimension of `unit`, so that 2 places of a percentage are 1/10000."""
    mode = {
        "rounded_half_up": RoundingMode.HALF_UP,
        "rounded_up": RoundingMode.UP,
        "rounded_down": RoundingMode.DOWN,
    }[phrase.kind]
    return Rounding(mode, rounding_step(the(phrase, *ROUNDING_STEPS), unit))


def rounding_step(phrase: Phrase, unit: Unit | None) -> Fraction:
    match phrase.kind:
        case "to_cent":
            return Fraction(1, 100)
        case "to_places":
            places = Fraction(1, 10 ** int(word(phrase, "NUMBER")))
            if unit is None:
                return places
            if unit.dimension is Dimension.PERCENT:
                return places / 100
            return places * SECONDS_IN.get(unit.name, Fraction(1)) if unit.dimension is Dimension.TIME else places
        case _:
            named = unit_word(phrase)
            return SECONDS_IN[named] if named in SECONDS_IN else Fraction(1, 100)
