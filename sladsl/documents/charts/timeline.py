"""What fell into a window, as a timeline."""

from __future__ import annotations

from fractions import Fraction

from sladsl.documents.charts.drawing import (
    SIZE,
    WIDTH,
    Anchor,
    Box,
    Drawing,
    Line,
    Scale,
    Shape,
    Words,
    length_of,
    shortened,
)
from sladsl.documents.charts.figures import Role, Timeline

_LANE, _BAR = 1_900, 1_100
_THINNEST = 80
"""So that a minute of a month is seen."""


def draw_timeline(chart: Timeline) -> Drawing:
    """A lane for each kind of stretch; each is at least a hairline wide."""
    labels = min(max((length_of(lane.label) for lane in chart.lanes), default=0) + 600, WIDTH * 2 // 5)
    across = Scale(Fraction(chart.start), Fraction(chart.end), labels, WIDTH)
    floor = len(chart.lanes) * _LANE
    shapes: list[Shape] = []
    beyond = 0
    for at, said in chart.ticks:
        x = across(at)
        shapes.append(Line(x, 0, x, floor + 250, Role.QUIET))
        half = length_of(said) // 2
        if x - half >= beyond and x + half <= WIDTH + half // 2:
            anchor = Anchor.MIDDLE if x + half <= WIDTH else Anchor.END
            shapes.append(Words(x, floor + 350 + SIZE, said, Role.QUIET, anchor))
            beyond = x + half + 300
    for n, lane in enumerate(chart.lanes):
        top = n * _LANE + (_LANE - _BAR) // 2
        label = shortened(lane.label, labels - 600)
        shapes.append(Words(0, top + _BAR // 2 + SIZE * 3 // 8, label))
        shapes.append(Line(labels, (n + 1) * _LANE, WIDTH, (n + 1) * _LANE, Role.QUIET))
        for start, end in lane.stretches:
            left, right = across(max(start, chart.start)), across(min(end, chart.end))
            outlined = lane.role is Role.OUT
            shapes.append(Box(left, top, max(right - left, _THINNEST), _BAR, lane.role, outlined))
    return Drawing(chart.title, chart.about, WIDTH, floor + 350 + SIZE + 350, tuple(shapes))
