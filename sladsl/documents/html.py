"""The document as one HTML file: no external resources, no scripts, readable on screen and on paper; a text from a contract is never markup."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sladsl.documents.charts.svg import to_svg
from sladsl.documents.tree import Document, Figure
from sladsl.documents.wording import ENGLISH

_HELD_TOGETHER = re.compile(
    r"(?<=\b[A-Z]{3}) (?=[0-9])|(?<=[0-9]) (?=(?:milliseconds?|seconds?|minutes?|hours?|(?:business |calendar )?days?|weeks?|months?|quarters?"
    r"|years?|percentage|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


@cache
def environment() -> Environment:
    """Templates beside this module; what they are given is text, and is escaped."""
    made = Environment(
        loader=PackageLoader("sladsl.documents"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["unbroken"] = _unbroken
    made.filters["svg"] = _svg
    return made


def to_html(document: Document) -> str:
    """The whole document. The same document gives the same text, with a newline at its end."""
    return environment().get_template("contract.html.j2").render(document=document, words=ENGLISH)


def _svg(figure: Figure) -> Markup:
    """What the figure holds is escaped where it is written."""
    return Markup(to_svg(figure.drawing, figure.anchor))


def _unbroken(text: str) -> str:
    """An amount, a length of time and a date do not break across lines."""
    return _HELD_TOGETHER.sub("\N{NO-BREAK SPACE}", text)
