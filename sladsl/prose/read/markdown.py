"""Markdown (CommonMark with tables). Code, raw HTML and block quotes are left out: they are quotations, not the text itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sladsl.prose.read.outline import Block, document
from sladsl.prose.text import Document, Kind, Run

_BREAKS = {"softbreak", "hardbreak"}
_CODE = {"code_inline", "image"}


def read_markdown(file: str, text: str) -> Document:
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tokens = MarkdownIt("commonmark").enable("table").parse(clean)
    return document(file, _blocks(tokens, _Lines(clean)), clean)


class _Lines:
    """The source by lines, and a finger on the place up to which it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
        self.finger = 0

    def go_to(self, line: int) -> None:
        self.finger = max(self.finger, self.starts[min(line, len(self.starts) - 1)])

    def find(self, piece: str) -> tuple[int, int]:
        """Line and column (from 1) at which the piece stands next, or the finger where it is spelt otherwise (an entity)."""
        found = self.text.find(piece, self.finger)
        start = found if found >= 0 else self.finger
        if found >= 0:
            self.finger = found + len(piece)
        line = bisect_right(self.starts, start)
        return line, start - self.starts[line - 1] + 1


def _blocks(tokens: list[Token], lines: _Lines) -> Iterator[Block]:
    quoted = table = row = cell = 0
    kinds: list[Kind] = []
    level = 0
    for token in tokens:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "list_item_open":
                kinds.append(Kind.ITEM)
            case "list_item_close":
                kinds.pop()
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "table_open":
                table += 1
                row = 0
            case "tr_open":
                row += 1
                cell = 0
            case "th_open" | "td_open":
                cell += 1
            case "tr_close":
                cell = 0
            case "inline" if not quoted:
                if token.map:
                    lines.go_to(token.map[0])
                kind = Kind.HEADING if level else Kind.CELL if cell else kinds[-1] if kinds else Kind.TEXT
                yield _block(token.children or [], lines, kind, level, (table, row, cell) if cell else None)


def _block(children: list[Token], lines: _Lines, kind: Kind, level: int, row: tuple[int, int, int] | None) -> Block:
    text = ""
    runs: list[Run] = []
    code: list[tuple[int, int]] = []
    for child in children:
        if child.type in _BREAKS:
            text += " "
        elif child.content and child.type != "html_inline":
            line, column = lines.find(child.content)
            runs.append(Run(len(text), line, column))
            if child.type in _CODE:
                code.append((len(text), len(text) + len(child.content)))
            text += child.content
    if not runs:
        line, column = lines.find("")
        runs = [Run(0, line, column)]
    return Block(text, kind, level, runs=tuple(runs), row=row, code=tuple(code))
