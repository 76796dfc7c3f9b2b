"""HTML as a browser shows it: blocks become paragraphs, `pre`, `code`, `blockquote`, scripts and hidden parts are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from sladsl.prose.read.outline import Block, document
from sladsl.prose.text import Document, Kind

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "pre",
        "blockquote",
        "nav",
        "button",
        "select",
        "textarea",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLANKS = re.compile(r"\s+")


def read_html(file: str, text: str) -> Document:
    reader = _Reader()
    reader.feed(text.removeprefix("\ufeff"))
    reader.close()
    return document(file, reader.blocks(), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Block] = []
        self._text = ""
        self._code: list[tuple[int, int]] = []
        self._code_from: int | None = None
        self._left_out: list[str] = []
        self._lists: list[list[int | None]] = []
        self._number = ""
        self._tables: list[list[int]] = []
        self._count = 0
        self._level = 0
        self._kind = Kind.TEXT

    def blocks(self) -> Iterator[Block]:
        self._end_block()
        return iter(self._done)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._left_out or (tag in _LEFT_OUT and tag not in _VOID) or ("hidden" in given and tag not in _VOID):
            if tag not in _VOID:
                self._left_out.append(tag)
            return
        if tag == "br":
            self._text += " "
        if tag in _BLOCKS:
            self._end_block()
            self._open(tag, given)
        if tag == "code":
            self._code_from = len(self._text)

    def _open(self, tag: str, given: dict[str, str | None]) -> None:
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._level, self._kind = int(tag[1]), Kind.HEADING
            case "ol":
                start = given.get("start") or "1"
                self._lists.append([int(start) if start.isdecimal() else 1])
            case "ul":
                self._lists.append([None])
            case "li":
                self._kind = Kind.ITEM
                if self._lists and (here := self._lists[-1][0]) is not None:
                    self._number = str(here)
                    self._lists[-1][0] = here + 1
            case "table":
                self._count += 1
                self._tables.append([self._count, 0, 0])
            case "tr" if self._tables:
                self._tables[-1][1] += 1
                self._tables[-1][2] = 0
            case "td" | "th" if self._tables:
                self._tables[-1][2] += 1
                self._kind = Kind.CELL

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if tag in self._left_out:
                while self._left_out.pop() != tag:
                    pass
            return
        if tag == "code" and self._code_from is not None:
            self._code.append((self._code_from, len(self._text)))
            self._code_from = None
        if tag in _BLOCKS:
            self._end_block()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            if tag == "table" and self._tables:
                self._tables.pop()
            self._kind, self._level = Kind.TEXT, 0

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            piece = _BLANKS.sub(" ", data)
            self._text += piece.lstrip() if not self._text or self._text.endswith(" ") else piece

    def _end_block(self) -> None:
        text = self._text.rstrip()
        if text:
            row = (self._tables[-1][0], self._tables[-1][1], self._tables[-1][2]) if self._tables else None
            kind = self._kind if self._kind is not Kind.TEXT or row is None else Kind.CELL
            number = self._number
            self._done.append(Block(text, kind, self._level, number, row=row, code=tuple(self._code)))
            self._number = ""
        self._text, self._code = "", []
