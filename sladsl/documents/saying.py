"""What a document says to its reader, piece by piece: paragraphs and cells of tables, whatever the format and whoever saved it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

from sladsl.node import node


@node
class Piece:
    """A paragraph or, with `row`, a cell: the text of the row's first cell; with `edge`, the head or the foot of every page. Blanks are single;
    marks of source lines are left out."""

    text: str
    row: str = ""
    edge: str = ""


@node
class Said:
    """`form`: the format, by the ending of its files. `embedded`: what the document carries of its source; None where it carries nothing."""

    form: str
    pieces: tuple[Piece, ...]
    embedded: str | None


def said(content: bytes) -> Said | None:
    """Of a file in one of the formats of documents; None where it is in none. ValueError: a PDF that is broken or locked."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        from sladsl.documents.pdf_saying import said_by_pdf

        return said_by_pdf(content)
    if zipfile.is_zipfile(BytesIO(content)):
        from sladsl.documents.word.saying import said_by_word

        return said_by_word(content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    if "<html" in text[:2000].lower():
        return _said_by_html(text)
    return _said_by_markdown(text) if text.lstrip("\ufeff").startswith("# ") else None


def squeezed(text: str) -> str:
    return " ".join(text.split())


# --- Markdown ----------------------------------------------------------------------------------------------------------

_UNSEEN = re.compile(r'<a id="[^"]*"></a>|<!--.*?-->|^[ \t]*[>-] ')


def _said_by_markdown(text: str) -> Said:
    """Line by line, as it is printed: a paragraph, or a row of a table. It has no place for anything unseen."""
    lines = (squeezed(_UNSEEN.sub("", line)) for line in text.lstrip("\ufeff").splitlines())
    return Said("md", tuple(Piece(line) for line in lines if line), None)


# --- HTML --------------------------------------------------------------------------------------------------------------

_BREAKS = ("p", "h1", "h2", "h3", "li", "td", "th", "caption", "dt", "dd", "div")
_SILENT = ("style", "title", "nav", "template", "script", "svg")


def _said_by_html(text: str) -> Said:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Said("html", tuple(reader.pieces()), reader.embedded)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.embedded: str | None = None
        self._found: list[tuple[str, bool, int]] = []  # text, whether a cell, of which row
        self._run: list[str] = []
        self._silent: list[str] = []
        self._cell = False
        self._row = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template" and given.get("id") == "sladsl-source":
            self.embedded = ""
        mark = "mark" in (given.get("class") or "").split()
        if self._silent or tag in _SILENT or mark:
            if tag not in ("br", "img", "meta", "link", "hr"):
                self._silent.append(tag)
            return
        if tag in _BREAKS:
            self._close()
        if tag == "tr":
            self._row += 1
        if tag in ("td", "th"):
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in _BREAKS:
            self._close()
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._silent == ["template"] and self.embedded is not None:
            self.embedded += data
        elif not self._silent:
            self._run.append(data)

    def _close(self) -> None:
        if text := squeezed("".join(self._run)):
            self._found.append((text, self._cell, self._row))
        self._run = []

    def pieces(self) -> Iterator[Piece]:
        self._close()
        first: dict[int, str] = {}
        for text, cell, row in self._found:
            yield Piece(text, first.setdefault(row, text) if cell else "")
