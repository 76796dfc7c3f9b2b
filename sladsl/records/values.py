"""From the text of a cell to an exact value, by the kind of the field."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, assert_never

from sladsl.model.quantities import SECONDS_IN
from sladsl.model.schema import Field, FieldKind
from sladsl.records.problem import Problem, listed, nearest
from sladsl.records.table import Value
from sladsl.records.times import TimeReader, read_date, read_month, read_periods

ReadValue: TypeAlias = Callable[[str], "Value | Problem"]

# Exponents come from programs that write 0.00001 as 1e-05; the bounds keep a typing error from filling the memory.
_NUMBER = re.compile(r"([+-]?[0-9]{0,300})(?:\.([0-9]{0,300}))?(?:[eE]([+-]?[0-9]{1,3}))?")
_TENS = tuple(10**n for n in range(30))
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[,.' \u00a0\u2009\u202f’][0-9]{3})+(?:[.,][0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_CURRENCY_CODE = re.compile(r"(?:(?P<before>[A-Z]{3}) ?)?(?P<number>[^A-Z]*?)(?: ?(?P<after>[A-Z]{3}))?")

_YES = frozenset(("yes", "true", "y", "t", "1"))
_NO = frozenset(("no", "false", "n", "f", "0"))


def reader_for(field: Field, times: TimeReader, currency: str) -> ReadValue:
    """How to read the cells of a field, stripped and not empty."""
    match field.kind:
        case FieldKind.TIME:
            return times
        case FieldKind.DATE:
            return read_date
        case FieldKind.MONTH:
            return read_month
        case FieldKind.TEXT | FieldKind.REFERENCE:
            return _same
        case FieldKind.NUMBER | FieldKind.PHYSICAL:
            return read_number
        case FieldKind.PERCENT:
            return _read_percent
        case FieldKind.DURATION:
            return _duration_reader(field.unit.name if field.unit else "second")
        case FieldKind.MONEY:
            return _money_reader((field.unit.name if field.unit else "") or currency)
        case FieldKind.CHOICE:
            return _choice_reader(field.choices)
        case FieldKind.YES_NO:
            return _read_yes_no
        case FieldKind.PERIODS:
            return lambda text: read_periods(text, times)
        case _:
            assert_never(field.kind)


def _same(text: str) -> str:
    return text


def read_number(text: str) -> int | Fraction | Problem:
    """An exact decimal, `int` where the file gives a whole number."""
    exact = _decimal(text)
    if exact is not None:
        return _ratio(*exact)
    return Problem("R011", "a number such as 1234.5", _number_hint(text))


def _decimal(text: str) -> tuple[int, int] | None:
    """Numerator and denominator, not reduced: building a `Fraction` costs more than reading the text, so it is built once."""
    whole, point, decimals = text.partition(".")
    if whole.isdigit() and (decimals.isdigit() or not point) and len(text) < len(_TENS) and text.isascii():
        return int(whole + decimals), _TENS[len(decimals)]
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    whole, decimals, exponent = found[1], found[2] or "", int(found[3] or 0)
    if not decimals and whole in ("", "+", "-"):
        return None
    shift = len(decimals) - exponent
    digits = int(whole + decimals)
    return (digits, _TENS[shift] if shift < 30 else 10**shift) if shift >= 0 else (digits * 10**-shift, 1)


def _ratio(numerator: int, denominator: int) -> int | Fraction:
    return numerator // denominator if numerator % denominator == 0 else Fraction(numerator, denominator)


def _number_hint(text: str) -> str:
    if _DECIMAL_COMMA.fullmatch(text) and not _GROUPED.fullmatch(text):
        return f"Export numbers with a decimal point: {text.replace(',', '.')}."
    if _GROUPED.fullmatch(text):
        last = max(text.rfind(","), text.rfind("."))
        marks = {c for c in text if not c.isdigit() and c not in "+-"}
        if len(marks) == 1:
            plain = re.sub(r"[^0-9+-]", "", text)
            return f"Export numbers without thousands separators: {plain}, if that is what is meant."
        plain = re.sub(r"[^0-9+-]", "", text[:last]) + "." + text[last + 1 :]
        return f"Export numbers without thousands separators and with a decimal point: {plain}."
    if text.casefold() in ("nan", "inf", "-inf", "infinity", "null", "none", "n/a", "na", "-", "#n/a"):
        return "Leave the cell empty where there is no value, and declare the field with `, if any`."
    if text[:1] in "−–":
        return f"Export negative numbers with a plain hyphen: -{text[1:]}."
    if re.match(r"[+-]?[0-9.]+ ?[^0-9., ]+$", text):
        return "Export the number alone, in the unit that the contract gives for the field."
    return "Export the number alone, with a decimal point and without separators."


def _read_percent(text: str) -> Fraction | Problem:
    value = read_number(text[:-1].rstrip() if text.endswith("%") else text)
    if isinstance(value, Problem):
        return Problem(value.code, "a percentage such as 99.9%", value.hint)
    return Fraction(value, 100)


def _duration_reader(unit: str) -> ReadValue:
    seconds = SECONDS_IN[unit]
    numerator, denominator = seconds.numerator, seconds.denominator

    def read(text: str) -> int | Fraction | Problem:
        exact = _decimal(text)
        if exact is None:
            hint = f"Convert it to {unit}s." if re.match(r"[0-9]+:[0-9]{2}|P", text) else _number_hint(text)
            return Problem("R011", f"a number of {unit}s", hint)
        if exact[0] < 0:
            return Problem(
                "R011",
                f"a number of {unit}s that is not negative",
                "If it stands for a failed measurement, leave the cell empty and declare the field with `, if any`.",
            )
        return _ratio(exact[0] * numerator, exact[1] * denominator)

    return read


def _money_reader(currency: str) -> ReadValue:
    def read(text: str) -> int | Fraction | Problem:
        found = _CURRENCY_CODE.fullmatch(text)
        named = {code for code in (found["before"], found["after"]) if code} if found else set()
        if named and named != {currency}:
            return Problem(
                "R012",
                f"an amount in {currency}",
                f"Convert it to {currency} and write the number alone, or keep it in a field of its own currency.",
            )
        value = read_number(found["number"].strip() if found and named else text)
        if isinstance(value, Problem):
            hint = value.hint
            if re.match(r"[-+]?[£$€¥₹]|.*[£$€¥₹]$", text):
                hint = f"Export the number alone, or with the code {currency}: a sign such as $ stands for several currencies."
            return Problem(value.code, f"an amount in {currency} such as 1234.50", hint)
        return value

    return read


def _choice_reader(choices: tuple[str, ...]) -> ReadValue:
    exact = frozenset(choices)
    loose: dict[str, list[str]] = {}
    for choice in choices:
        loose.setdefault(choice.casefold(), []).append(choice)

    def read(text: str) -> str | Problem:
        if text in exact:
            return text
        found = loose.get(text.casefold(), ())
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"Write it exactly as {listed(found)}: they differ only in their capitals."
        else:
            near = nearest(text, choices)
            hint = f"Is {near} meant? " if near else ""
            hint += f'Mend the row, or name "{text}" among the choices of the field in the contract.'
        return Problem("R013", listed(choices), hint)

    return read


def _read_yes_no(text: str) -> bool | Problem:
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    return Problem("R014", "yes or no", "Export yes or no, true or false.")
