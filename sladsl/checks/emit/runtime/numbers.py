"""Numbers: exact fractions. A percentage is a ratio, a length of time is in seconds, money in whole units of its currency."""

from __future__ import annotations

from fractions import Fraction


def percent(text: str) -> Fraction:
    """percent("99.9") is 999/1000."""
    return Fraction(text) / 100


def seconds(text: str) -> Fraction:
    return Fraction(text)


def minutes(text: str) -> Fraction:
    """minutes("5") is 300 seconds."""
    return Fraction(text) * 60


def hours(text: str) -> Fraction:
    return Fraction(text) * 3600


def full_days(text: str) -> Fraction:
    """Days of 24 hours, in seconds."""
    return Fraction(text) * 86400


def number(text: str) -> Fraction:
    return Fraction(text)


def round_to(value: Fraction, mode: str, step: Fraction) -> Fraction:
    """To a multiple of `step`: "half up" goes away from zero at the half, "up" away from zero, "down" towards it."""
    steps = abs(value) / step
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    if (mode == "up" and rest > 0) or (mode == "half up" and rest >= Fraction(1, 2)):
        whole += 1
    return whole * step if value >= 0 else -whole * step


def rounded(value: Fraction | None, mode: str, step: Fraction) -> Fraction | None:
    return None if value is None else round_to(value, mode, step)


def rounding_of(text: str, percentage: bool = False) -> tuple[str, Fraction] | None:
    """ "half up:1/100" or "half up:2 decimal places" as mode and step; None for "none" and "exact"."""
    mode, _, step = text.partition(":")
    if not step:
        return None
    if "decimal" in step:
        places = int(step.split()[0])
        return mode, Fraction(1, 10 ** (places + 2 if percentage else places))
    return mode, Fraction(step)


def plus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def minus(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def times(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left * right


def over(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    """What is divided by zero has no value."""
    return None if left is None or right is None or right == 0 else left / right


def greater(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else max(left, right)


def lesser(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else min(left, right)


def exact(value: Fraction) -> str:
    """A finite decimal as one ("99.95"), anything else as a fraction ("1/3")."""
    rest, digits = value.denominator, 0
    while rest % 10 == 0:
        rest, digits = rest // 10, digits + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, digits = rest // prime, digits + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = abs(value.numerator) * 10**digits // value.denominator
    text = f"{scaled:0{digits + 1}d}"
    whole, decimals = (text[:-digits], text[-digits:].rstrip("0")) if digits else (text, "")
    return ("-" if value < 0 else "") + whole + ("." + decimals if decimals else "")


def money(value: Fraction) -> str:
    """With two decimals at least."""
    text = exact(value)
    if "/" in text:
        return text
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"


SECONDS_IN = {
    "microsecond": Fraction(1, 1_000_000),
    "millisecond": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86400),
    "week": Fraction(604800),
}


def in_unit(value: Fraction, unit: str) -> Fraction:
    """The figure to show beside the unit: a ratio as a percentage ("%"), seconds in the named unit of time."""
    return value * 100 if unit == "%" else value / SECONDS_IN.get(unit, Fraction(1))


def figure(value: Fraction | None, unit: str, currency: str = "") -> str:
    """ "99.9%", "GBP 400.00", "6.5 hours", "12"; what has no finite decimal is given to six places and said to be so."""
    if value is None:
        return "no value"
    shown = in_unit(value, unit)
    text = exact(shown)
    if "/" in text or len(text) > 16:
        text = "about " + exact(round_to(shown, "half up", Fraction(1, 1_000_000)))
    if unit == "%":
        return text + "%"
    if unit and unit == currency:
        return f"{unit} {money(value)}"
    return text if not unit else f"{text} {unit}" + ("" if shown == 1 else "s")


def quantity_of(text: str) -> Fraction:
    """ "0%", "4.5", "30 seconds"; a unit that is no time counts as it is."""
    if text.endswith("%"):
        return Fraction(text[:-1].replace(",", "")) / 100
    number, _, unit = text.partition(" ")
    return Fraction(number.replace(",", "")) * SECONDS_IN.get(unit.removesuffix("s"), Fraction(1))
