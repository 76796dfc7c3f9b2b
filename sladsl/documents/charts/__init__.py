"""Figures of documents: a figure holds exact values, its drawing holds shapes in whole hundredths of a point, and each format writes those.

A figure never carries its message by colour alone: shapes and words say it, too, and `about` says it to those who do not see it.
"""

from __future__ import annotations

from typing import assert_never

from sladsl.documents.charts.drawing import Drawing
from sladsl.documents.charts.figures import Chart, Ladder, Staircase, Stock, Timeline, Trend
from sladsl.documents.charts.ladder import draw_ladder
from sladsl.documents.charts.staircase import draw_staircase
from sladsl.documents.charts.stock import draw_stock
from sladsl.documents.charts.timeline import draw_timeline
from sladsl.documents.charts.trend import draw_trend

__all__ = ["Chart", "Drawing", "Ladder", "Staircase", "Stock", "Timeline", "Trend", "drawn"]


def drawn(chart: Chart) -> Drawing:
    """The same figure gives the same drawing."""
    match chart:
        case Ladder():
            return draw_ladder(chart)
        case Staircase():
            return draw_staircase(chart)
        case Timeline():
            return draw_timeline(chart)
        case Trend():
            return draw_trend(chart)
        case Stock():
            return draw_stock(chart)
        case _:
            assert_never(chart)
