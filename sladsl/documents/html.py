"""The document as one HTML file: no external resources, no scripts, readable on screen and on paper; a text from a contract is never markup."""

from __future__ import annotations

from markupsafe import Markup

from sladsl.documents.charts.svg import to_svg
from sladsl.documents.house import PLAIN, House
from sladsl.documents.languages import words_in
from sladsl.documents.templating import filled_in
from sladsl.documents.tree import Document, Figure


def to_html(document: Document, house: House = PLAIN) -> str:
    """The whole document. The same document gives the same text, with a newline at its end. Misfit: a template of the house."""
    given = {"document": document, "words": house.spoken(words_in(document.language))}
    return filled_in(house, "contract.html.j2", given, {"svg": _svg})


def _svg(figure: Figure) -> Markup:
    """What the figure holds is escaped where it is written."""
    return Markup(to_svg(figure.drawing, figure.anchor))
