"""The ladder of what is due against a measure."""

from __future__ import annotations

from fractions import Fraction

from sladsl.documents.charts.drawing import (
    SIZE,
    WIDTH,
    Anchor,
    Box,
    Dot,
    Drawing,
    Line,
    Scale,
    Shape,
    Words,
    length_of,
    shortened,
)
from sladsl.documents.charts.figures import Ladder, Role

_TOP, _FLOOR, _UNDER, _MARKED = 2_600, 8_600, 2_500, 1_500
_LEAST = 180
"""A step at which nothing is due is still seen."""


def draw_ladder(chart: Ladder) -> Drawing:
    """Steps stand side by side in the order of the measure; the ends of their ranges are written between them."""
    count = max(len(chart.steps), 1)
    wide = WIDTH // count
    most = max((step.height for step in chart.steps), default=Fraction(1)) or Fraction(1)
    up = Scale(Fraction(0), most, _FLOOR - _LEAST, _TOP)
    under = _FLOOR + _UNDER + (_MARKED if chart.marks else 0)
    shapes: list[Shape] = [
        Words(0, SIZE, shortened(chart.up, WIDTH), Role.QUIET),
        Words(WIDTH, under - 400, shortened(chart.across, WIDTH), Role.QUIET, Anchor.END),
    ]
    marked = {mark.step for mark in chart.marks}
    for n, step in enumerate(chart.steps):
        left, top = n * wide, up(step.height)
        role = Role.LEVEL if not marked or n in marked else Role.QUIET
        shapes.append(Box(left + 150, top, wide - 300, _FLOOR - top, role, outlined=bool(marked) and n not in marked))
        shapes.append(
            Words(left + wide // 2, top - 350, shortened(step.said, wide), Role.PLAIN, Anchor.MIDDLE, n in marked)
        )
        if n and (edge := step.low_said or chart.steps[n - 1].high_said):
            shapes.append(Line(left, _FLOOR, left, _FLOOR + 350, Role.QUIET))
            shapes.append(Words(left, _FLOOR + 350 + SIZE, shortened(edge, wide), Role.PLAIN, Anchor.MIDDLE))
    shapes.append(Line(0, _FLOOR, WIDTH, _FLOOR, Role.PLAIN))
    for mark in chart.marks:
        x = mark.step * wide + _within(chart, mark.step, mark.at, wide)
        shapes.append(Dot(x, _FLOOR, 320, Role.MARK, square=True))
        half = length_of(mark.said) // 2
        at = min(max(x, half), WIDTH - half)
        shapes.append(Words(at, _FLOOR + 1_500 + SIZE, mark.said, Role.MARK, Anchor.MIDDLE, strong=True))
    return Drawing(chart.title, chart.about, WIDTH, under, tuple(shapes))


def _within(chart: Ladder, step: int, at: Fraction, wide: int) -> int:
    """Where in its step a value stands: in proportion where the step has two ends, by its only end otherwise."""
    low, high = chart.steps[step].low, chart.steps[step].high
    if low is not None and high is not None and high != low:
        return 150 + int((at - low) * (wide - 300) / (high - low))
    return wide // 2
