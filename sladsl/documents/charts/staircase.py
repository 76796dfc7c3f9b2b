"""The step function of what is due: a line for each step, a full dot where it holds at a limit and an empty one where it does not."""

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
from sladsl.documents.charts.figures import Role, Staircase

_TOP, _FLOOR = 800, 9_400
_THICK, _RADIUS = 160, 280
_APART = 900
"""Of the words of two heights: where they would stand closer, the higher one is said."""
_END = 1_200


def draw_staircase(chart: Staircase) -> Drawing:
    """The limits stand at equal distances, whatever lies between them; the heights are to scale."""
    most = max((height for height, _ in chart.heights), default=Fraction(1)) or Fraction(1)
    up = Scale(Fraction(0), most, _FLOOR, _TOP)
    left = min(max((length_of(said) for _, said in chart.heights), default=0) * 5 // 4 + 900, WIDTH // 3)
    count = len(chart.limits) + 1
    room = WIDTH - _END - left
    edges = tuple(left + n * room // count for n in range(count + 1))
    shapes: list[Shape] = []
    for height, said in _told(chart, up):
        shapes.append(Line(left, up(height), WIDTH - _END, up(height), Role.QUIET))
        shapes.append(Words(left - 400, up(height) + SIZE // 3, shortened(said, left), Role.PLAIN, Anchor.END))
    shapes.append(Line(left, _FLOOR, WIDTH - _END, _FLOOR, Role.PLAIN))
    for x, said in zip(edges, (chart.low_said, *chart.limits, chart.high_said), strict=True):
        if said:
            shapes.append(Line(x, _FLOOR, x, _FLOOR + 350, Role.PLAIN))
            shapes.append(Words(x, _FLOOR + 450 + SIZE, shortened(said, room // count), Role.PLAIN, Anchor.MIDDLE))
    for n, step in enumerate(chart.between):
        if step is not None:
            shapes.append(Box(edges[n], up(step) - _THICK // 2, edges[n + 1] - edges[n], _THICK, Role.LEVEL))
    for n, here in enumerate(chart.at):
        beside = {one for one in chart.between[n : n + 2] if one is not None}
        if beside == {here}:
            continue
        x = edges[n + 1]
        shapes += [Dot(x, up(one), _RADIUS, Role.LEVEL, hollow=True) for one in sorted(beside - {here})]
        if here is not None:
            shapes.append(Dot(x, up(here), _RADIUS, Role.LEVEL))
    under = _FLOOR + 2_900
    shapes.append(
        Words((left + WIDTH - _END) // 2, under - 300, shortened(chart.across, room), Role.QUIET, Anchor.MIDDLE)
    )
    return Drawing(chart.title, chart.about, WIDTH, under, tuple(shapes))


def _told(chart: Staircase, up: Scale) -> list[tuple[Fraction, str]]:
    """The heights that are said: the foot, and from the top down those that do not stand on another."""
    found: list[tuple[Fraction, str]] = []
    for height, said in sorted(chart.heights, reverse=True):
        if height == 0:
            found = [one for one in found if up(height) - up(one[0]) >= _APART]
        if not found or up(height) - up(found[-1][0]) >= _APART:
            found.append((height, said))
    return found
