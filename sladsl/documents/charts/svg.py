"""A drawing as SVG within an HTML page, whose style sheet gives the inks: on a light screen, a dark one, and on paper."""

from __future__ import annotations

from html import escape
from typing import assert_never

from sladsl.documents.charts.drawing import Box, Dot, Drawing, Line, Shape, Words


def to_svg(drawing: Drawing, anchor: str) -> str:
    """One element; `anchor` is unique in the page."""
    size = f"0 0 {_points(drawing.width)} {_points(drawing.height)}"
    names = f"{anchor}-title {anchor}-about"
    told = f'<title id="{anchor}-title">{escape(drawing.title)}</title><desc id="{anchor}-about">{escape(drawing.about)}</desc>'
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return f'<svg class="chart" viewBox="{size}" role="img" aria-labelledby="{names}">{told}{shapes}</svg>'


def _shape(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, role, outlined):
            kind = f"is-{role} outlined" if outlined else f"is-{role}"
            return f'<rect class="{kind}" x="{_points(x)}" y="{_points(y)}" width="{_points(width)}" height="{_points(height)}"/>'
        case Line(x, y, to_x, to_y, role, dashed):
            kind = f"is-{role} dashed" if dashed else f"is-{role}"
            return (
                f'<line class="{kind}" x1="{_points(x)}" y1="{_points(y)}" x2="{_points(to_x)}" y2="{_points(to_y)}"/>'
            )
        case Dot(x, y, radius, role, hollow, square):
            kind = f"is-{role} outlined" if hollow else f"is-{role}"
            if not square:
                return f'<circle class="{kind}" cx="{_points(x)}" cy="{_points(y)}" r="{_points(radius)}"/>'
            ends = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
            path = " ".join(f"{_points(a)},{_points(b)}" for a, b in ends)
            return f'<polygon class="{kind}" points="{path}"/>'
        case Words(x, y, text, role, anchor, strong):
            kind = f"is-{role} strong" if strong else f"is-{role}"
            return (
                f'<text class="{kind}" x="{_points(x)}" y="{_points(y)}" text-anchor="{anchor}">{escape(text)}</text>'
            )
        case _:
            assert_never(shape)


def _points(hundredths: int) -> str:
    """In points, without a binary float: "12.5"."""
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 and text != "0" else text
