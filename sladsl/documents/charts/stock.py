"""What stands in a ledger, through windows."""

from __future__ import annotations

from fractions import Fraction

from sladsl.documents.charts.drawing import SIZE, WIDTH, Anchor, Box, Drawing, Line, Scale, Shape, Words, shortened
from sladsl.documents.charts.figures import Role, Stock

_TOP, _FLOOR = 1_500, 7_500
_WIDEST = 5_200


def draw_stock(chart: Stock) -> Drawing:
    """A pile for each window, made of what stems from each earlier one, the oldest at the bottom."""
    most = max((sum((amount for _, amount in pile.parts), Fraction(0)) for pile in chart.piles), default=Fraction(0))
    up = Scale(Fraction(0), most or Fraction(1), _FLOOR, _TOP)
    wide = WIDTH // max(len(chart.piles), 1)
    bar = min(wide * 2 // 3, _WIDEST)
    shapes: list[Shape] = []
    for n, pile in enumerate(chart.piles):
        middle = n * wide + wide // 2
        below = Fraction(0)
        for number, (origin, amount) in enumerate(pile.parts):
            bottom, top = up(below), up(below + amount)
            last = n == len(chart.piles) - 1
            shapes.append(
                Box(
                    middle - bar // 2,
                    top,
                    bar,
                    bottom - top,
                    Role.LEVEL if last else Role.QUIET,
                    outlined=number % 2 == 1,
                )
            )
            if bottom - top > SIZE + 300 and len(pile.parts) > 1:
                shapes.append(
                    Words(
                        middle,
                        (bottom + top) // 2 + SIZE * 3 // 8,
                        shortened(origin, bar),
                        Role.PLAIN if number % 2 else Role.PAPER,
                        Anchor.MIDDLE,
                    )
                )
            below += amount
        shapes.append(
            Words(middle, up(below) - 350, shortened(pile.said, wide), Role.PLAIN, Anchor.MIDDLE, strong=True)
        )
        shapes.append(Words(middle, _FLOOR + 350 + SIZE, shortened(pile.label, wide), Role.QUIET, Anchor.MIDDLE))
    shapes.append(Line(0, _FLOOR, WIDTH, _FLOOR, Role.PLAIN))
    return Drawing(chart.title, chart.about, WIDTH, _FLOOR + 350 + SIZE + 350, tuple(shapes))
