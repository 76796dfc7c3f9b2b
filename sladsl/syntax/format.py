"""The canonical form of a text: what differs between two authors who mean the same, without a change to any word.

A sentence stands on one line, however long: the line that changes in a diff is then the sentence that changed, and an editor
wraps it on the screen. The result of a worked example stands on a line of its own. One empty line stands around headings,
tables, lists and prose; between two sentences there is one where the author left any. Table columns are aligned, and a table
has a line of dashes below its header. Prose and the text of comments are left alone; a comment inside a sentence moves
above it. Formatting what is formatted changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from sladsl.findings import Finding, has_errors
from sladsl.node import node
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Node, Phrase, Word

_COMMENT = re.compile(r"(?<!\S)//[^\n]*")
_APART = ("heading", "prose")
_LISTED = ("item", "row")


@node
class _Line:
    """A piece of the new text, with the stretch of the old one that it stands for. `role` decides the empty lines around it."""

    role: str
    text: str
    start: int
    end: int


def format(source: Source) -> tuple[str, tuple[Finding, ...]]:
    """The canonical text, and what is wrong with its wording; a text with errors is handed back as it is."""
    tree, findings = parse(source)
    if tree is None or has_errors(findings):
        return source.text, findings
    return _joined(list(_with_comments(list(_lines(tree)), tree, source.text)), source.text), findings


def without_comments(source: Source, tree: Phrase | None = None) -> str:
    """The canonical text without its comments; a text with errors is handed back as it is. `tree`: that of the text, where it is known to
    have no errors."""
    if tree is None:
        tree, findings = parse(source)
        if tree is None or has_errors(findings):
            return source.text
    return _joined(list(_lines(tree)), source.text)


def _joined(lines: list[_Line], text: str) -> str:
    out: list[str] = []
    for number, line in enumerate(lines):
        if number and _empty_line_between(lines, number, text):
            out.append("")
        out.append(line.text)
    return "\n".join(out) + "\n"


def _lines(tree: Phrase) -> Iterator[_Line]:
    for part in tree.parts:
        match part.kind:
            case "part" | "clause" if isinstance(part, Phrase):
                yield from _lines(part)
            case "TITLE" | "PART_HEADING" | "CLAUSE_HEADING" if isinstance(part, Word):
                marks, _, text = part.text.partition(" ")
                yield _Line("heading", f"{marks} {' '.join(text.split())}", part.start, part.end)
            case "PROSE" if isinstance(part, Word):
                yield _Line("prose", part.text, part.start, part.end)
            case "BLANK_LINE":
                pass
            case "version":
                yield _line("heading", [part])
            case "example" if isinstance(part, Phrase):
                colon = _after_colon(part)
                given, outcome = _line("sentence", part.parts[:colon]), _line("sentence", part.parts[colon:])
                yield replace(given, text=f"{given.text}\n{outcome.text}", end=outcome.end)
            case "table_sentence" if isinstance(part, Phrase):
                yield _line("head", part.parts[:-1])
                yield from _table(next(part.every("table")))
            case "record" | "list_sentence" if isinstance(part, Phrase):
                colon = _after_colon(part)
                yield _line("head", part.parts[:colon])
                yield from (_line("item", [item]) for item in part.parts[colon:])
            case _:
                yield _line("sentence", [part])


def _after_colon(phrase: Phrase) -> int:
    return 1 + next(n for n, part in enumerate(phrase.parts) if part.kind == "COLON")


def _line(role: str, nodes: Iterable[Node]) -> _Line:
    words = [word for node in nodes for word in ([node] if isinstance(node, Word) else node.words())]
    return _Line(role, running(words), words[0].start, words[-1].end)


def running(words: Iterable[Word]) -> str:
    """Words as running text, with one blank between two of them and none before a mark."""
    run = ""
    for word in words:
        text = " ".join(word.text.split())
        blank = run and not run.endswith("(") and text[0] not in ".,:" and text != ")"
        run += f" {text}" if blank else text
    return run


def _table(table: Phrase) -> Iterator[_Line]:
    """Aligned rows; the first with the line of dashes below it."""
    rows = [[_line("cell", [part]).text for part in row.every()] for row in table.every("row")]
    widths = [max(len(row[n]) if n < len(row) else 3 for row in rows) for n in range(max(map(len, rows)))]
    rule = table.word("RULE")
    for number, (phrase, cells) in enumerate(zip(table.every("row"), rows, strict=True)):
        text = "| " + " | ".join(cell.ljust(widths[n]) for n, cell in enumerate(cells)) + " |"
        end = phrase.end
        if number == 0:
            text += "\n| " + " | ".join("-" * width for width in widths[: len(cells)]) + " |"
            end = rule.end if rule else end
        yield _Line("row", text, phrase.start, end)


def _with_comments(lines: list[_Line], tree: Phrase, text: str) -> Iterator[_Line]:
    """The lines with the comments between them; one that stands behind the end of a line stays there."""
    inside = _comments_inside(lines, tree, text)
    held: _Line | None = None
    for before, line in zip([None, *lines], [*lines, None], strict=True):
        start = before.end if before else 0
        end = line.start if line else len(text)
        own: list[_Line] = []
        for found in _COMMENT.finditer(text, start, end):
            comment = _Line("comment", found.group().rstrip(), found.start(), found.end())
            if held and not own and held.role not in (*_APART, "row") and "\n" not in text[held.end : found.start()]:
                held = replace(held, text=f"{held.text} {comment.text}", end=comment.end)
            else:
                own.append(comment)
        if held:
            yield held
        yield from own
        if line:
            yield from (replace(comment, start=line.start, end=line.start) for comment in inside.get(line, ()))
        held = line


def _comments_inside(lines: list[_Line], tree: Phrase, text: str) -> dict[_Line, list[_Line]]:
    """The comments between two words of one line of the new text."""
    inside: dict[_Line, list[_Line]] = {}
    if "//" not in text:
        return inside
    words = list(tree.words())
    gaps = list(pairwise(words))
    at = 0
    for line in lines:
        while at < len(gaps) and gaps[at][0].start < line.start:
            at += 1
        while at < len(gaps) and gaps[at][1].end <= line.end:
            for found in _COMMENT.finditer(text, gaps[at][0].end, gaps[at][1].start):
                comment = _Line("comment", found.group().rstrip(), found.start(), found.end())
                inside.setdefault(line, []).append(comment)
            at += 1
    return inside


def _empty_line_between(lines: list[_Line], number: int, text: str) -> bool:
    before, line = lines[number - 1], lines[number]
    if before.role in _APART or line.role in _APART or before.role == "head":
        return True
    behind = next((other for other in lines[number:] if other.role != "comment"), None)
    if before.role in _LISTED or (before.role == "comment" and line.role in _LISTED):
        return behind is None or behind.role not in _LISTED
    return text[before.end : line.start].count("\n") > 1
