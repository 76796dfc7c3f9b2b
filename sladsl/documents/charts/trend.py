"""A value through windows, against the level that is owed."""

from __future__ import annotations

from fractions import Fraction

from sladsl.documents.charts.drawing import (
    SIZE,
    WIDTH,
    Anchor,
    Dot,
    Drawing,
    Line,
    Scale,
    Shape,
    Words,
    length_of,
    shortened,
)
from sladsl.documents.charts.figures import Role, Trend

_TOP, _FLOOR = 1_600, 8_000
_SIDE = 1_800
_SAMPLE = 1_800
_ROOM = 1_300
"""Below the lowest point, for its words."""


def draw_trend(chart: Trend) -> Drawing:
    """A mark for each window: filled where the level is kept, a diamond where it is missed, a ring where it is not decided."""
    values = [point.value for point in chart.points if point.value is not None]
    known = [*values, *([chart.level] if chart.level is not None else [])]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(1))
    pad = (high - low) / 6 or Fraction(1, 10)
    up = Scale(low, high + pad, _FLOOR - _ROOM, _TOP + SIZE)
    wide = (WIDTH - 2 * _SIDE) // max(len(chart.points) - 1, 1)
    shapes: list[Shape] = [Line(0, _FLOOR, WIDTH, _FLOOR, Role.QUIET)]
    if chart.level is not None:
        y = up(chart.level)
        shapes.append(Line(0, y, WIDTH, y, Role.LEVEL, dashed=True))
        shapes.append(Line(0, SIZE - 280, _SAMPLE, SIZE - 280, Role.LEVEL, dashed=True))
        shapes.append(Words(_SAMPLE + 400, SIZE, shortened(chart.level_said, WIDTH - _SAMPLE), Role.LEVEL))
    before: tuple[int, int] | None = None
    for n, point in enumerate(chart.points):
        x = _SIDE + n * wide if len(chart.points) > 1 else WIDTH // 2
        shapes.append(Line(x, _FLOOR, x, _FLOOR + 250, Role.QUIET))
        shapes.append(Words(x, _FLOOR + 350 + SIZE, shortened(point.label, wide), Role.QUIET, Anchor.MIDDLE))
        if point.value is None:
            before = None
            continue
        y = up(point.value)
        if before is not None:
            shapes.append(Line(*before, x, y, Role.QUIET))
        before = (x, y)
    for n, point in enumerate(chart.points):
        if point.value is None:
            continue
        x = _SIDE + n * wide if len(chart.points) > 1 else WIDTH // 2
        y = up(point.value)
        bad = point.role is Role.BAD
        shapes.append(Dot(x, y, 300 if bad else 240, point.role, hollow=point.role is Role.OPEN, square=bad))
        below = chart.level is not None and point.value < chart.level
        said = shortened(point.said, max(wide, 3_000))
        half = length_of(said) // 2
        at, base = min(max(x, half), WIDTH - half), y + (1_150 if below else -550)
        shapes.append(Words(at, base, said, point.role, Anchor.MIDDLE, n == len(chart.points) - 1))
    return Drawing(chart.title, chart.about, WIDTH, _FLOOR + 350 + SIZE + 350, tuple(shapes))
