"""Figures: exact values become shapes that stay in their drawing, and each format writes the same ones."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.documents.charts import Chart, Drawing, Ladder, Stock, Timeline, Trend, drawn
from sladsl.documents.charts.drawing import Box, Dot, Line, Scale, Words
from sladsl.documents.charts.figures import Lane, Mark, Pile, Point, Role, Step
from sladsl.documents.charts.png import to_png
from sladsl.documents.charts.svg import to_svg

DAY = 86_400_000_000

STEPS = (
    Step(None, Fraction("0.95"), Fraction(1), "100%", "below 95%", "", "95%"),
    Step(Fraction("0.95"), Fraction("0.999"), Fraction("0.1"), "10%", "at least 95% but below 99.9%", "95%", "99.9%"),
    Step(Fraction("0.999"), None, Fraction(0), "nothing", "at least 99.9%", "99.9%", ""),
)
LADDER = Ladder("Credit", "10% is due", "Uptime", "Share of the fee", STEPS, (Mark(1, Fraction("0.98"), "98%: 10%"),))
TIMELINE = Timeline(
    "March", "One outage", 0, 31 * DAY, tuple((n * DAY, f"{n + 1} March") for n in range(31)),
    (Lane("Downtime", Role.BAD, ((DAY, DAY + 1),)), Lane("Maintenance", Role.OUT, ((2 * DAY, 40 * DAY),))),
)  # fmt: skip
TREND = Trend(
    "Uptime", "Missed once",
    (Point("Jan", Fraction(1), "100%", Role.GOOD), Point("Feb", None, "", Role.OPEN), Point("Mar", Fraction("0.98"), "98%", Role.BAD)),
    Fraction("0.999"), "at or above 99.9%",
)  # fmt: skip
STOCK = Stock(
    "Hours",
    "3 hours are left",
    (Pile("Jan", (("Jan", Fraction(5)),), "5"), Pile("Feb", (("Jan", Fraction(1)), ("Feb", Fraction(2))), "3")),
)
ALL: tuple[Chart, ...] = (LADDER, TIMELINE, TREND, STOCK)


def inside(drawing: Drawing) -> bool:
    xs: list[int] = []
    ys: list[int] = []
    for shape in drawing.shapes:
        match shape:
            case Box(x, y, width, height):
                assert width >= 0
                assert height >= 0
                xs += [x, x + width]
                ys += [y, y + height]
            case Line(x, y, to_x, to_y):
                xs += [x, to_x]
                ys += [y, to_y]
            case Dot(x, y, radius):
                xs += [x - radius, x + radius]
                ys += [y - radius, y + radius]
            case Words(x, y):
                xs.append(x)
                ys.append(y)
    return min(xs) >= 0 and max(xs) <= drawing.width and min(ys) >= 0 and max(ys) <= drawing.height


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_a_figure_stays_within_its_drawing_and_says_what_it_shows(chart: Chart) -> None:
    drawing = drawn(chart)
    assert inside(drawing)
    assert drawn(chart) == drawing
    assert (drawing.title, drawing.about) == (chart.title, chart.about)
    root = ET.fromstring(to_svg(drawing, "f1"))
    assert [root[0].text, root[1].text] == [chart.title, chart.about]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert len(root) == len(drawing.shapes) + 2


def test_the_same_drawing_gives_the_same_picture() -> None:
    first = to_png(drawn(LADDER))
    assert first.startswith(b"\x89PNG")
    assert to_png(drawn(LADDER)) == first


def test_what_is_missed_can_be_told_without_colour() -> None:
    dots = {shape.role: shape for shape in drawn(TREND).shapes if isinstance(shape, Dot)}
    assert dots[Role.BAD].square
    assert not dots[Role.GOOD].square
    [out] = [shape for shape in drawn(TIMELINE).shapes if isinstance(shape, Box) and shape.role is Role.OUT]
    assert out.outlined


def test_words_of_a_contract_are_never_markup() -> None:
    evil = Ladder("<b>&", "</svg><script>", "a<b", "c&d", STEPS)
    written = to_svg(drawn(evil), "f1")
    assert "<script" not in written
    assert ET.fromstring(written)[0].text == "<b>&"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.fractions(0, 1), min_size=1, max_size=24), st.none() | st.fractions(0, 1))
def test_any_values_stay_within_the_drawing(values: list[Fraction], level: Fraction | None) -> None:
    points = tuple(Point(f"Month {n}", value, str(value), Role.GOOD) for n, value in enumerate(values))
    assert inside(drawn(Trend("t", "a", points, level, "level" if level is not None else "")))
    piles = tuple(
        Pile(f"Month {n}", (("Jan", value), ("Feb", value / 3)), str(value)) for n, value in enumerate(values)
    )
    assert inside(drawn(Stock("t", "a", piles)))


def test_a_scale_is_exact_at_its_ends() -> None:
    scale = Scale(Fraction(1, 3), Fraction(2, 3), 100, 700)
    assert [scale(Fraction(1, 3)), scale(Fraction(1, 2)), scale(Fraction(2, 3))] == [100, 400, 700]
    assert Scale(Fraction(1), Fraction(1), 0, 10)(Fraction(1)) == 5
