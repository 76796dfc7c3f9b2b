"""Bands of values as people write them: "at least 99.0% but less than 99.9%", "95-99%", "below 95%", "more than 30 minutes"."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction

from sladsl.node import node
from sladsl.prose.figures import NUMBER, number, seconds, shown

_AT_LEAST = (
    r"(?:greater|more|higher) than or equal(?:s)? to|equals? (?:to )?or (?:is )?(?:greater|more|higher)(?: than)?|(?:no|not) (?:less|lower|fewer) than|at least|at or (?:above|over)"
    r"|a minimum of|≥|>\s?=|=\s?>|&ge;"
)
_AT_MOST = (
    r"(?:less|lower|fewer) than or equal(?:s)? to|equals? (?:to )?or (?:is )?(?:less|lower|fewer)(?: than)?|(?:no|not) (?:more|greater|higher) than|at most|at or (?:below|under)"
    r"|(?:does )?not exceed(?:ing)?|up to and including|up to|≤|<\s?=|=\s?<"
)
_ABOVE = r"(?:greater|more|higher|longer) than|above|over|exceed(?:s|ing)|in excess of|>"
_BELOW = r"(?:less|lower|fewer|shorter) than|below|under|<"
_UNIT = r"%|per\s?cent\b|percent\b|pct\b|seconds?\b|secs?\b|minutes?\b|mins?\b|hours?\b|hrs?\b|days?\b"
_BOUND = re.compile(
    rf"(?:(?P<compare>{_AT_LEAST}|{_AT_MOST}|{_ABOVE}|{_BELOW})\s*)?(?<![\w.,])(?P<number>{NUMBER})(?![\d,]*\d)(?:\s?-?(?P<unit>{_UNIT}))?"
    r"(?P<post>\s*(?:(?:or|and|&)\s+(?:more|greater|higher|above|better|over|longer)\b(?!\s+than)|\+))?"
    r"(?P<down>\s*(?:or|and|&)\s+(?:less|lower|fewer|below|under|worse)\b(?!\s+than))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?P<how>-|–|—|−|to|through|thru|and|\.\.+|…)\s*(?=[<>≤≥]?\s?\d)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*)?(?:but|and|yet|\||;|,)?\s*(?:is |are |also )?\s*", re.IGNORECASE)
_INCLUSIVE = re.compile(r"\s*\(?(?:both\s+)?inclu(?:sive|ded)\b", re.IGNORECASE)


class Edge(Enum):
    """Whether the value at a bound belongs to the band; UNSAID: "from 95 to 99" leaves it open."""

    IN = "in"
    OUT = "out"
    UNSAID = "unsaid"


@node
class Band:
    """`unit`: "%", "s" (lengths of time, in seconds) or "" (plain numbers). `start`, `end`: in the text that was read."""

    low: Fraction | None
    low_edge: Edge
    high: Fraction | None
    high_edge: Edge
    unit: str
    start: int
    end: int

    @property
    def one_sided(self) -> bool:
        return self.low is None or self.high is None

    @property
    def unsaid(self) -> bool:
        return Edge.UNSAID in (self.low_edge, self.high_edge) and self.low != self.high


@node
class _Bound:
    value: Fraction
    side: str  # "low", "high" or ""
    edge: Edge
    unit: str
    start: int
    end: int


def band_at(text: str, start: int = 0) -> Band | None:
    """The first band from `start` on. A single number is a band only where a word compares it."""
    for found in _BOUND.finditer(text, start):
        band = _band(text, found)
        if band is not None:
            return band
    return None


def bare_at(text: str, start: int = 0) -> Band | None:
    """The first percentage from `start` on that stands alone: in the best row of a table it is the level itself."""
    found = _BOUND.search(text, start)
    if found is None or found["compare"] or not found["unit"]:
        return None
    bound = _bound(found)
    return Band(bound.value, Edge.IN, bound.value, Edge.IN, bound.unit, bound.start, bound.end)


def told(value: Fraction, unit: str) -> str:
    """A bound as the text would print it."""
    if unit == "s":
        for size, name in ((3600, "hours"), (60, "minutes"), (1, "seconds")):
            if value % size == 0:
                return f"{shown(value / size)} {name if value != size else name[:-1]}"
    return f"{shown(value)}{unit}"


def _band(text: str, found: re.Match[str]) -> Band | None:
    first = _bound(found)
    to = _BETWEEN.match(text, found.end())
    if to:
        second = _BOUND.match(text, to.end())
        if second is not None and (
            to["how"] != "and" or re.search(r"between\s*$", text[: found.start()], re.IGNORECASE) or second["compare"]
        ):
            other = _bound(second)
            if not first.side or first.side != other.side:
                return _range(text, first, other)
    if not first.side:
        return None
    gap = _AND.match(text, found.end())
    second = _BOUND.match(text, gap.end()) if gap else None
    if second is not None and second["compare"]:
        other = _bound(second)
        if {first.side, other.side} == {"low", "high"}:
            return _range(text, first, other)
    low, high = (first.value, None) if first.side == "low" else (None, first.value)
    edges = (first.edge, Edge.OUT) if first.side == "low" else (Edge.OUT, first.edge)
    return Band(low, edges[0], high, edges[1], first.unit, first.start, first.end)


def _range(text: str, one: _Bound, other: _Bound) -> Band:
    unit = one.unit or other.unit
    # "5 - 30 minutes": the unit of the second stands for both
    one_value = one.value if one.unit or not _scale(text, other) else one.value * _scale(text, other)
    a = (one_value, one.edge if one.side else Edge.UNSAID)
    b = (other.value, other.edge if other.side else Edge.UNSAID)
    if _INCLUSIVE.match(text, other.end):
        a, b = (a[0], Edge.IN), (b[0], Edge.IN)
    if not one.side and other.side:
        a = (a[0], Edge.IN)
    (low, low_edge), (high, high_edge) = sorted((a, b), key=lambda end: end[0])
    return Band(low, low_edge, high, high_edge, unit, one.start, other.end)


def _scale(text: str, bound: _Bound) -> int:
    found = _BOUND.match(text, bound.start)
    return seconds(found["unit"]) if found and found["unit"] and bound.unit == "s" else 0


def _bound(found: re.Match[str]) -> _Bound:
    compare = (found["compare"] or "").lower()
    side, edge = "", Edge.IN
    for pattern, sides in (
        (_AT_LEAST, ("low", Edge.IN)),
        (_AT_MOST, ("high", Edge.IN)),
        (_ABOVE, ("low", Edge.OUT)),
        (_BELOW, ("high", Edge.OUT)),
    ):
        if compare and re.fullmatch(pattern, compare):
            side, edge = sides
            break
    if found["post"]:
        side, edge = "low", Edge.IN
    if found["down"]:
        side, edge = "high", Edge.IN
    word = (found["unit"] or "").strip().lower()
    value = number(found["number"])
    unit = "%" if word.startswith(("%", "p")) else "s" if word else ""
    if unit == "s":
        value *= seconds(word)
    return _Bound(value, side, edge, unit, found.start(), found.end())
