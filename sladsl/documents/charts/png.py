"""A drawing as a picture, for formats that take no other."""

from __future__ import annotations

import json
from importlib.resources import files

from sladsl.documents.charts.drawing import Drawing
from sladsl.documents.plain import plain_tree

_SHARP = 250
"""Pixels an inch: sharp in print."""
_PAGE = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: ("Libertinus Serif", "New Computer Modern"))
#drawing(json(bytes(sys.inputs.drawing)))
"""


def to_png(drawing: Drawing) -> bytes:
    """The same drawing gives the same bytes."""
    import typst  # a large library, and most commands draw no picture

    template = (files("sladsl.documents") / "templates" / "drawing.typ").read_bytes() + _PAGE.encode()
    given = {"drawing": json.dumps(plain_tree(drawing))}
    made = typst.compile(template, sys_inputs=given, format="png", ppi=_SHARP, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
