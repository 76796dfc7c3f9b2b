"""The document as Markdown: numbers and cross-references as in every format; a text from a contract is never markup."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from sladsl.documents.tree import Align, Document
from sladsl.documents.wording import ENGLISH

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&^$@])")
_LINE_START = re.compile(r"^(\s*)([-+=]|[0-9]+(?=[.)](?:\s|$)))")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("sladsl.documents"),
        undefined=StrictUndefined,
        autoescape=False,  # this is no HTML: `md` escapes what is Markdown's
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escaped
    environment.filters["rule"] = _rule
    return environment.get_template("contract.md.j2")


def to_markdown(document: Document) -> str:
    """The whole document. The same document gives the same text, with a newline at its end."""
    rendered = _template().render(document=document, words=ENGLISH)
    return re.sub(r"\n{3,}", "\n\n", rendered).strip("\n") + "\n"


def escaped(text: str) -> str:
    """A text of the contract as Markdown that shows just these characters: on one line, no mark, tag, link, entity or list."""
    line = _MARKS.sub(r"\\\1", text).replace("\n", " ").replace("\r", " ")
    line = line.replace("://", "\\://")
    return _LINE_START.sub(_held, line)


def _held(match: re.Match[str]) -> str:
    """What would begin a list at the start of a line: the mark itself is escaped, or the stop after its number."""
    blank, mark = match.groups()
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"


def _rule(align: tuple[Align, ...]) -> str:
    return "| " + " | ".join("---:" if one is Align.RIGHT else "---" for one in align) + " |"
