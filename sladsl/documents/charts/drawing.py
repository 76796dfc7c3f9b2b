"""Drawings: shapes with their places, in whole hundredths of a point from the top left corner. Formats write them, and decide nothing but ink."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from sladsl.documents.charts.figures import Role
from sladsl.node import node

WIDTH = 41_500
"""As wide as the text of a clause on A4."""
SIZE = 800
"""Of letters: 8 points."""
_LETTER = 470  # an average letter of that size, somewhat more than most fonts need


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@node
class Box:
    x: int
    y: int
    width: int
    height: int
    role: Role
    outlined: bool = False
    kind: ClassVar[str] = "box"


@node
class Line:
    x: int
    y: int
    to_x: int
    to_y: int
    role: Role
    dashed: bool = False
    kind: ClassVar[str] = "line"


@node
class Dot:
    """A circle around a point; `hollow`: its rim alone. `square`: a diamond, for what must be told apart without colour."""

    x: int
    y: int
    radius: int
    role: Role
    hollow: bool = False
    square: bool = False
    kind: ClassVar[str] = "dot"


@node
class Words:
    """A line of text; `y` is its base line."""

    x: int
    y: int
    text: str
    role: Role = Role.PLAIN
    anchor: Anchor = Anchor.START
    strong: bool = False
    kind: ClassVar[str] = "words"


Shape = Box | Line | Dot | Words


@node
class Drawing:
    """`title` and `about`: what it is and what it shows, for those who do not see it."""

    title: str
    about: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


def length_of(text: str) -> int:
    """About how long a line of text is."""
    return len(text) * _LETTER


def shortened(text: str, room: int) -> str:
    most = max(room // _LETTER, 2)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


@node
class Scale:
    """From values to places, exactly; `first` may lie beyond `last`, as where up is less."""

    low: Fraction
    high: Fraction
    first: int
    last: int

    def __call__(self, value: Fraction | int) -> int:
        if self.high == self.low:
            return (self.first + self.last) // 2
        return self.first + int((Fraction(value) - self.low) * (self.last - self.first) / (self.high - self.low))
