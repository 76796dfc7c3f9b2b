"""The lines of a text that a finding is about, with the words marked; and how anything from a file is made fit for a screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from sladsl.findings import Place
from sladsl.node import node

_TAB = 4
_LEAST = 40  # characters of a line that are shown around the place, however narrow the screen


@node
class Ink:
    """Writes in colour, or not."""

    colour: bool

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


@node
class Style:
    """How a finding is written: `gutter` is as wide as its line numbers, `shade` the colour of its severity, `width` that of the screen."""

    ink: Ink
    shade: str
    gutter: int
    width: int


def frame(label: str, place: Place, lines: Sequence[str], style: Style) -> Iterator[str]:
    """The first line of the place and, if it goes further, the last one; nothing where the text has no such line."""
    if not 1 <= place.line <= len(lines):
        return
    first = lines[place.line - 1].removesuffix("\r")
    last_line = min(place.end_line, len(lines))
    margin = " " * style.gutter
    yield f"{margin} {style.ink('|', '34')}"
    if last_line <= place.line:
        yield from _marked(first, place.line, place.column, place.end_column, label, style)
        return
    yield from _marked(first, place.line, place.column, len(first) + 1, "", style)
    if last_line > place.line + 1:
        yield f"{margin} {style.ink(':', '34')}"
    last = lines[last_line - 1].removesuffix("\r")
    start = len(last) - len(last.lstrip()) + 1
    yield from _marked(last, last_line, min(start, place.end_column), place.end_column, label, style)


def _marked(line: str, number: int, column: int, end: int, label: str, style: Style) -> Iterator[str]:
    widest = max(style.width - style.gutter - 3, _LEAST)
    start = min(max(column - 1, 0), len(line))
    stop = min(max(end - 1, start), len(line))
    before, within, after = _cut(line[:start], line[start:stop], line[stop:], widest)
    shown_before = _spread(before, 0)
    indent = columns(shown_before)
    shown_within = _spread(within, indent)
    carets = max(columns(shown_within), 1)
    shown_after = _spread(after, indent + columns(shown_within))
    ink, bar, margin = style.ink, style.ink("|", "34"), " " * style.gutter
    yield f"{ink(f'{number:>{style.gutter}}', '34')} {bar} {shown_before}{shown_within}{shown_after}".rstrip()
    label = tame(label)
    if label and indent + carets + 1 + columns(label) > widest:
        yield f"{margin} {bar} {' ' * indent}{ink('^' * carets, style.shade)}"
        yield f"{margin} {bar} {' ' * max(min(indent, widest - columns(label)), 0)}{ink(label, style.shade)}"
        return
    tail = f" {label}" if label else ""
    yield f"{margin} {bar} {' ' * indent}{ink('^' * carets + tail, style.shade)}"


def _cut(before: str, within: str, after: str, widest: int) -> tuple[str, str, str]:
    """A line that is wider than the screen, cut down around the words that are marked."""
    if len(before) + len(within) + len(after) <= widest:
        return before, within, after
    keep = max((widest - min(len(within), widest // 2)) // 2 - 1, 8)
    if len(before) + len(within) > widest and len(before) > keep:
        before = "…" + before[-keep:]
    room = widest - len(before)
    within = within if len(within) <= room else within[: room - 1] + "…"
    room -= len(within)
    return before, within, after if len(after) <= room else f"{after[: max(room - 1, 0)]}…"[:room]


def _spread(text: str, at: int) -> str:
    """The text as it is printed from this column of the screen: tabs as spaces, controls as pictures."""
    out: list[str] = []
    for character in text:
        piece = " " * (_TAB - at % _TAB) if character == "\t" else tame(character)
        out.append(piece)
        at += columns(piece)
    return "".join(out)


def columns(text: str) -> int:
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


def tame(text: str) -> str:
    """Control characters, and those that turn the direction of the text, as characters that only stand for themselves."""
    return text.translate(_PICTURES)
