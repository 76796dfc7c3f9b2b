"""Words of a text replaced by others, and the way back from a place in the new text to the old one.

A replacement has as many line ends as what it replaces, so that no line moves; columns move in the lines that are changed only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sladsl.findings import Finding, Place
from sladsl.node import node
from sladsl.syntax.source import Source


@node
class Patch:
    """`place` in the old text, and the words that take it."""

    place: Place
    words: str


@node
class Patched:
    """The new text, and for each change, in the order of the text: where it was and where it is."""

    source: Source
    moved: tuple[tuple[Place, Place], ...]

    def back(self, finding: Finding) -> Finding:
        """The finding with its place in the old text."""
        if finding.place is None or finding.place.file != self.source.path:
            return finding
        return replace(finding, place=self.place_before(finding.place))

    def place_before(self, place: Place) -> Place:
        """Where a place of the new text was; one within new words was where the old ones were."""
        start, end = (place.line, place.column), (place.end_line, place.end_column)
        for old, new in self.moved:
            began, ended = (new.line, new.column), (new.end_line, new.end_column)
            if began <= start < ended or began < end <= ended:
                return old
        line, column = self._before(*start)
        end_line, end_column = self._before(*end)
        return Place(place.file, line, column, end_line, end_column)

    def _before(self, line: int, column: int) -> tuple[int, int]:
        for old, new in reversed(self.moved):
            if new.end_line == line and new.end_column <= column:
                return line, column + old.end_column - new.end_column
        return line, column


def patch(source: Source, patches: Iterable[Patch]) -> Patched:
    """The text with all patches, of which no two may overlap."""
    parts: list[str] = []
    places: list[tuple[Place, int, int]] = []
    at = length = 0
    for one in sorted(patches, key=lambda p: p.place):
        span = source.span(one.place)
        words = _with_line_ends(one.words, source.text[span.start : span.end].count("\n"))
        kept = source.text[at : span.start]
        length += len(kept)
        places.append((one.place, length, length + len(words)))
        parts += [kept, words]
        length += len(words)
        at = span.end
    made = Source(source.path, "".join([*parts, source.text[at:]]))
    new = []
    for old, start, end in places:
        line, column = made.position(start)
        end_line, end_column = made.position(end)
        new.append((old, Place(source.path, line, column, end_line, end_column)))
    return Patched(made, tuple(new))


def _with_line_ends(words: str, count: int) -> str:
    """The words on `count` + 1 lines; what has too few words ends in empty ones' stead with spaces kept together."""
    parts = " ".join(words.split()).split(" ", count)
    return "\n".join(parts) + "\n" * (count + 1 - len(parts))
