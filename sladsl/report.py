"""Findings on a screen and as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sladsl.findings import Finding, Place, Severity, in_order

_TAB = 4
_WIDEST = 160  # characters of a line that are shown around the place
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@dataclass(frozen=True, slots=True)
class _Ink:
    colour: bool

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def render_text(findings: Iterable[Finding], sources: Mapping[str, str], colour: bool) -> str:
    """Each finding with the lines it is about, and a last line that counts them; empty if there are none.

    `sources` gives the text of each file by the name that places give it; without its text a place is only named. Control characters
    from files are shown as pictures, so that a record cannot steer the terminal.
    """
    ink = _Ink(colour)
    ordered = in_order(findings)
    lines_of: dict[str, list[str]] = {}
    parts = ["\n".join(_finding(finding, sources, lines_of, ink)) for finding in ordered]
    return "\n\n".join([*parts, summary(ordered)]) + "\n" if parts else ""


def summary(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning.", or "" for none."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    nouns = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("note", "notes"),
    }
    told = [f"{count} {nouns[severity][count != 1]}" for severity, count in counts.items() if count]
    return f"{', '.join(told)}." if told else ""


def render_json(findings: Iterable[Finding]) -> str:
    """The documented object with its list of findings; absent places are null, absent texts empty."""
    return (
        json.dumps({"findings": [as_json(finding) for finding in in_order(findings)]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def as_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
        "clause": finding.clause,
        "readings": [{"name": reading.name, "sentence": reading.sentence} for reading in finding.readings],
        "witness": finding.witness,
        "label": finding.label,
        "hint": finding.hint,
    }


def _finding(finding: Finding, sources: Mapping[str, str], lines_of: dict[str, list[str]], ink: _Ink) -> Iterator[str]:
    shade = _COLOURS[finding.severity]
    word = "note" if finding.severity is Severity.INFO else finding.severity.value
    yield f"{ink(f'{word}[{finding.code}]', f'1;{shade}')}{ink(f': {_tame(finding.message)}', '1')}"
    place = finding.place
    gutter = len(str(place.end_line)) if place else 1
    if place:
        if place.file not in lines_of and place.file in sources:
            lines_of[place.file] = sources[place.file].split("\n")
        yield f"{' ' * gutter}{ink('-->', '34')} {_tame(place.file)}:{place.line}:{place.column}"
        frame = list(_frame(finding.label, place, lines_of.get(place.file, []), gutter, ink, shade))
        yield from frame
        if not frame and finding.label:
            yield f"{' ' * gutter} {ink('=', '34')} {_tame(finding.label)}"
    notes = [("clause", finding.clause), ("for example", finding.witness), ("help", finding.hint)]
    for name, text in notes:
        if text:
            first, *more = text.splitlines()
            yield f"{' ' * gutter} {ink('=', '34')} {ink(f'{name}:', '1')} {_tame(first)}"
            yield from (f"{' ' * (gutter + 5 + len(name))}{_tame(line)}" for line in more)
    if finding.readings:
        yield f"{' ' * gutter} {ink('=', '34')} {ink('write one of:', '1')}"
        for reading in finding.readings:
            yield f"{' ' * gutter}     {ink(_tame(reading.sentence), '32')}"


def _frame(label: str, place: Place, lines: list[str], gutter: int, ink: _Ink, shade: str) -> Iterator[str]:
    """The first line of the place and, if it goes further, the last one."""
    if not 1 <= place.line <= len(lines):
        return
    first = lines[place.line - 1].removesuffix("\r")
    last_line = min(place.end_line, len(lines))
    bar = ink("|", "34")
    yield f"{' ' * gutter} {bar}"
    if last_line <= place.line:
        yield from _marked(first, place.line, place.column, place.end_column, label, gutter, ink, shade)
        return
    yield from _marked(first, place.line, place.column, len(first) + 1, "", gutter, ink, shade)
    if last_line > place.line + 1:
        yield f"{' ' * gutter} {ink(':', '34')}"
    last = lines[last_line - 1].removesuffix("\r")
    start = len(last) - len(last.lstrip()) + 1
    yield from _marked(last, last_line, min(start, place.end_column), place.end_column, label, gutter, ink, shade)


def _marked(
    line: str, number: int, column: int, end: int, label: str, gutter: int, ink: _Ink, shade: str
) -> Iterator[str]:
    start = min(max(column - 1, 0), len(line))
    stop = min(max(end - 1, start), len(line))
    before, within, after = line[:start], line[start:stop], line[stop:]
    if len(line) > _WIDEST:
        keep = max((_WIDEST - min(len(within), _WIDEST // 2)) // 2, 8)
        before = before if len(before) <= keep else "…" + before[-keep:]
        after = after if len(after) <= keep else after[:keep] + "…"
        within = within if len(within) <= _WIDEST // 2 else within[: _WIDEST // 2] + "…"
    shown_before = _spread(before, 0)
    indent = _width(shown_before)
    shown_within = _spread(within, indent)
    carets = max(_width(shown_within), 1)
    shown_after = _spread(after, indent + _width(shown_within))
    bar = ink("|", "34")
    yield f"{ink(f'{number:>{gutter}}', '34')} {bar} {shown_before}{shown_within}{shown_after}".rstrip()
    tail = f" {_tame(label)}" if label else ""
    yield f"{' ' * gutter} {bar} {' ' * indent}{ink('^' * carets + tail, shade)}"


def _spread(text: str, at: int) -> str:
    """The text as it is printed from this column of the screen: tabs as spaces, controls as pictures."""
    out: list[str] = []
    for character in text:
        piece = " " * (_TAB - at % _TAB) if character == "\t" else _tame(character)
        out.append(piece)
        at += _width(piece)
    return "".join(out)


def _width(text: str) -> int:
    """Columns of the screen: two for East Asian wide characters, none for marks on the character before."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(32)},
    127: "␡",
    **dict.fromkeys(
        [*range(0x80, 0xA0), 0x2028, 0x2029, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�"
    ),
}


def _tame(text: str) -> str:
    """Control characters, and those that turn the direction of the text, as characters that only stand for themselves."""
    return text.translate(_PICTURES)
