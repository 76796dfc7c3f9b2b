"""The words of the grammar as an author would say them: what a finding tells could stand somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

KINDS = {
    "$END": "the end of the text",
    "DOT": "a full stop",
    "COMMA": "a comma",
    "COLON": "a colon",
    "NAME": "a name",
    "TEXT": "a text in double quotes",
    "WORD": "a word",
    "NUMBER": "a number",
    "YEAR": "a year such as 2026",
    "FRACTION": "a fraction such as 1/30",
    "PERCENT": "a percentage such as 99.9%",
    "MONEY": "an amount such as EUR 100.00",
    "CURRENCY": "a currency such as EUR",
    "NTH": "a number such as 95th",
    "INTERVAL": "an interval such as 5-minute interval",
    "HOUR_IN_WORDS": "`midnight` or `close of business`",
    "CLOCK": "a time such as 09:00",
    "DATE": "a date such as 5 March 2026",
    "DAY_OF_YEAR": "a day such as 1 April",
    "MONTH_OF_YEAR": "a month such as March 2026",
    "WEEKDAY": "a day of the week",
    "UNIT": "a unit of time such as hours",
    "UNIT_OF_NOTICE": "a length of notice such as days'",
    "ZONE": "a time zone such as Europe/Berlin",
    "COUNTRY": "a country",
    "TITLE": "a title that begins with #",
    "PART_HEADING": "a heading that begins with ##",
    "CLAUSE_HEADING": "a heading that begins with ###",
    "PROSE": "prose that begins with >",
    "DASH": "an item that begins with -",
    "ROW_START": "a table row that begins with |",
    "ROW_END": "| at the end of the row",
    "RULE": "a line of dashes",
    "PIPE": "|",
    "BLANK_LINE": "an empty line",
    "VERSION": "`Version`",
    "ONLY_THOSE": "`Only`",
    "IN_WORDS": "a number such as thirty (30)",
}
"""Kinds of words that stand for many; all others are words of the language and are shown as they are spelt."""


def spoken(kind: str, pattern: str) -> str:
    """How a terminal is called; `pattern` is its regular expression."""
    return KINDS.get(kind) or f"`{spelling(pattern)}`"


def spelling(pattern: str) -> str:
    """The first text that a pattern of plain words stands for: `(?:is|are)(?![a-z])` is spelt `is`."""
    plain = re.sub(r"\(\?!.*?\)|\(\?=.*?\)$", "", pattern)
    before = ""
    while plain != before:  # from the innermost group to the outermost
        before = plain
        plain = re.sub(r"\(\?:[^()]*\)\*", "", plain)
        plain = re.sub(r"\(\?:([^|()]*)(?:\|[^()]*)?\)\??", r"\1", plain)
    plain = re.sub(r"(?<=[a-z-])\?", "", plain)
    return " ".join(re.sub(r"\\(.)", r"\1", plain.replace(r"\s+", " ")).split())


def listed(items: Iterable[str], *, most: int = 6) -> str:
    """`a`, `b` or `c`; where there are more than can be taken in, the first ones and `…`."""
    all_items = list(dict.fromkeys(items))
    if len(all_items) > most:
        return ", ".join(all_items[: most - 1]) + ", …"
    return " or ".join([", ".join(all_items[:-1]), all_items[-1]] if len(all_items) > 1 else all_items)
