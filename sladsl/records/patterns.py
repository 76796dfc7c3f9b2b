"""How an export writes its times, where it does not follow ISO 8601: a pattern such as `DD/MM/YYYY HH:mm`, or a count since 1970."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from sladsl.records.problem import Problem

_COUNTED = MappingProxyType({"unix seconds": 6, "unix milliseconds": 3, "unix microseconds": 0})
"""To how many decimals a count is given that has none."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = MappingProxyType(
    {
        "YYYY": r"(?P<year>[0-9]{4})",
        "YY": r"(?P<short>[0-9]{2})",
        "MMM": r"(?P<named>[A-Za-z]{3})[a-z.]*",
        "MM": r"(?P<month>[0-9]{1,2})",
        "DD": r"(?P<day>[0-9]{1,2})",
        "HH": r"(?P<hour>[0-9]{1,2})",
        "hh": r"(?P<half>[0-9]{1,2})",
        "mm": r"(?P<minute>[0-9]{2})",
        "ss": r"(?P<second>[0-9]{2}(?:[.,][0-9]{1,12})?)",
        "AM": r"(?P<noon>[AaPp])\.?[Mm]\.?",
        "+00:00": r"(?P<offset>Z|UTC|[+-][0-9]{2}:?[0-9]{2})",
    }
)
_PART = re.compile("|".join(map(re.escape, _PARTS)))
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T.*")

SPOKEN = '"DD/MM/YYYY HH:mm:ss", of YYYY, YY, MM, MMM, DD, HH, hh, mm, ss, AM and +00:00, or "unix seconds"'


def pattern_reader(pattern: str, *, day: bool) -> Callable[[str], str | Problem] | None:
    """From a cell to ISO 8601 (`day`: to the day alone), or None where the pattern says no day, or one part twice."""
    if pattern in _COUNTED:
        return lambda text: _counted(text, pattern, day)
    found = _PART.findall(pattern)
    has_day = "DD" in found and ("MM" in found or "MMM" in found) and ("YYYY" in found or "YY" in found)
    if not has_day or len(set(found)) < len(found) or {"MM", "MMM"} <= set(found) or {"YYYY", "YY"} <= set(found):
        return None
    if ("hh" in found) != ("AM" in found) or {"HH", "hh"} <= set(found):
        return None
    expression, end = "", 0
    for part in _PART.finditer(pattern):
        expression += re.escape(pattern[end : part.start()]) + _PARTS[part[0]]
        end = part.end()
    shape = re.compile(expression + re.escape(pattern[end:]))
    return lambda text: _patterned(text, shape, pattern, day)


def _patterned(text: str, shape: re.Pattern[str], pattern: str, day: bool) -> str | Problem:
    found = shape.fullmatch(text)
    month = _month(found.groupdict()) if found else None
    if found is None or month is None:
        return Problem(
            "R008", f"a time written {pattern}", "Mend the cell, or the pattern of the field in exports.toml."
        )
    parts = found.groupdict()
    year = parts.get("year") or f"20{parts['short']}"
    written = f"{year}-{month:0>2}-{parts['day']:0>2}"
    if day:
        return written
    hour = parts.get("hour") or "00"
    if parts.get("half"):
        if not 1 <= int(parts["half"]) <= 12:
            return Problem("R008", f"a time written {pattern}", "Hours before and after noon run from 1 to 12.")
        hour = str(int(parts["half"]) % 12 + (12 if parts["noon"] in "Pp" else 0))
    return (
        f"{written}T{hour:0>2}:{parts.get('minute') or '00'}:{parts.get('second') or '00'}{parts.get('offset') or ''}"
    )


def _month(parts: dict[str, str]) -> str | None:
    named = parts.get("named")
    if named is None:
        return parts["month"]
    return str(_MONTHS.index(named.casefold()) + 1) if named.casefold() in _MONTHS else None


def _counted(text: str, unit: str, day: bool) -> str | Problem:
    from datetime import UTC, datetime, timedelta

    whole, _, decimals = text.partition(".")
    places = _COUNTED[unit]
    if not re.fullmatch(r"-?[0-9]{1,17}", whole) or not re.fullmatch(r"[0-9]*", decimals):
        return Problem(
            "R008", f"a time in {unit}", "Give the number alone, or mend the pattern of the field in exports.toml."
        )
    microseconds = int(whole + decimals[:places].ljust(places, "0"))
    try:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    except OverflowError:
        return Problem("R008", f"a time in {unit}", "There is no such time: does the export count in another unit?")
    return at.date().isoformat() if day else f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"
