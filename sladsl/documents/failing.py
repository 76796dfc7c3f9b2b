"""A duty as it fails: "in each month" becomes "in a month"."""

from __future__ import annotations

from sladsl.documents.sentences import Node
from sladsl.syntax.tree import Phrase, Word


def once(act: Phrase) -> Phrase:
    """A duty "in each month" fails "in a month"."""
    parts: list[Node] = []
    for part in act.parts:
        if isinstance(part, Phrase) and part.kind == "window_unit":
            words = (
                Word("A", "a", one.start, one.end) if isinstance(one, Word) and one.text in ("each", "every") else one
                for one in part.parts
            )
            parts.append(Phrase(part.kind, tuple(words)))
        else:
            parts.append(part)
    return Phrase(act.kind, tuple(parts))
