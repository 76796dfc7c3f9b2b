"""The document as Markdown: numbers and cross-references as in every format; a text from a contract is never markup."""

from __future__ import annotations

import re
from dataclasses import asdict

from markupsafe import Markup

from sladsl.documents.house import PLAIN, House
from sladsl.documents.languages import words_in
from sladsl.documents.plain import plain_tree
from sladsl.documents.templating import filled_in
from sladsl.documents.tree import Align, Document

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&^$@])")
_LINE_START = re.compile(r"^(\s*)([-+=]|[0-9]+(?=[.)](?:\s|$)))")


def to_markdown(document: Document, house: House = PLAIN) -> str:
    """The whole document. The same document gives the same text, with a newline at its end. Misfit: a template of the house."""
    words = {name: _word(told) for name, told in asdict(house.spoken(words_in(document.language))).items()}
    given = {"document": plain_tree(document, _shown), "words": words}
    rendered = filled_in(house, "contract.md.j2", given, {"rule": _rule})
    return re.sub(r"\n{3,}", "\n\n", rendered).strip("\n") + "\n"


def escaped(text: str) -> str:
    """A text of the contract as Markdown that shows just these characters: on one line, no mark, tag, link, entity or list."""
    line = _MARKS.sub(r"\\\1", text).replace("\n", " ").replace("\r", " ")
    line = line.replace("://", "\\://")
    return _LINE_START.sub(_held, line)


def _shown(text: str) -> Markup:
    """Every text comes to the template as Markdown that shows it, so that no template can forget to escape it; whatever a template makes
    of other texts is escaped as HTML, which Markdown shows, too."""
    return Markup(escaped(text))


def _word(told: object) -> object:
    return Markup("{}".join(escaped(piece) for piece in told.split("{}"))) if isinstance(told, str) else told


def _held(match: re.Match[str]) -> str:
    """What would begin a list at the start of a line: the mark itself is escaped, or the stop after its number."""
    blank, mark = match.groups()
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"


def _rule(align: list[str]) -> str:
    return "| " + " | ".join("---:" if one == Align.RIGHT else "---" for one in align) + " |"
