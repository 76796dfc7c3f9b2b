"""What figures show: exact values beside the words in which they are said. Layout is no part of them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from sladsl.node import node


class Role(StrEnum):
    """What a shape stands for, by which a format chooses its ink."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"  # not decided
    OUT = "out"  # left out of the count
    LEVEL = "level"  # what is owed
    MARK = "mark"
    PAPER = "paper"


@node
class Step:
    """A step of a ladder: values from `low` to `high` (None: no end) come to `height`, which is said as `said` ("10%"). `bounds` as
    written: "at least 99.0% but below 99.9%"; `low_said` and `high_said` are its ends."""

    low: Fraction | None
    high: Fraction | None
    height: Fraction
    said: str
    bounds: str
    low_said: str = ""
    high_said: str = ""


@node
class Mark:
    """A value on the ladder: in which step, where in it, and how it is said."""

    step: int
    at: Fraction
    said: str


@node
class Ladder:
    """What is due against a measure. `steps` in the order of the measure, so that they do not overlap; each is drawn as wide as the next,
    whatever its range. `across` names the measure, `up` what is due."""

    title: str
    about: str
    across: str
    up: str
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...] = ()


@node
class Staircase:
    """What is due as a function of a measure, with the value at each of its limits. `limits` from low to high, as they are said; `at` the
    height at each, `between` the height below the first, between each two and above the last; None where there is none. `low_said`,
    `high_said`: the ends of what the measure can take, "" where there is none. `heights`: each height with its words."""

    title: str
    about: str
    across: str
    limits: tuple[str, ...]
    at: tuple[Fraction | None, ...]
    between: tuple[Fraction | None, ...]
    low_said: str
    high_said: str
    heights: tuple[tuple[Fraction, str], ...]


@node
class Lane:
    """Stretches of time of one kind, in microseconds since the epoch."""

    label: str
    role: Role
    stretches: tuple[tuple[int, int], ...]


@node
class Timeline:
    """A window with what fell into it. `ticks`: instants with their words, in order."""

    title: str
    about: str
    start: int
    end: int
    ticks: tuple[tuple[int, str], ...]
    lanes: tuple[Lane, ...]


@node
class Point:
    """A window of a trend; `value` None: it has none. `said` is the value in words."""

    label: str
    value: Fraction | None
    said: str
    role: Role


@node
class Trend:
    """A value through windows, against the level that is owed (None: no single one)."""

    title: str
    about: str
    points: tuple[Point, ...]
    level: Fraction | None
    level_said: str


@node
class Pile:
    """What stands in a ledger at the end of a window: parts by origin, the oldest first. `said`: their sum."""

    label: str
    parts: tuple[tuple[str, Fraction], ...]
    said: str


@node
class Stock:
    """A ledger through windows."""

    title: str
    about: str
    piles: tuple[Pile, ...]


Chart = Ladder | Staircase | Timeline | Trend | Stock
