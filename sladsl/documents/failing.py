"""A duty as it fails: what it owes "in each month" and "of each Lift" fails "in a month" and "of a Lift"."""

from __future__ import annotations

from sladsl.model.resolve.phrases import with_article
from sladsl.syntax.tree import Node, Phrase, Word

_KEPT = ("keep_level", "keep_level_restated", "keep_level_outside", "keep_measures", "keep_level_by_table")


def once(act: Phrase) -> Phrase:
    """What is to be kept of each fails of one; that each is in time still fails as it stands: "does not ensure that each Ticket is …"."""
    of_one = act.kind in _KEPT
    return Phrase(act.kind, tuple(_once(part, of_one) for part in act.parts))


def _once(node: Node, of_one: bool) -> Node:
    if isinstance(node, Word):
        return node
    if node.kind == "window_unit":
        return _of_one(node, "")
    if not of_one:
        return node
    return _of_one(Phrase(node.kind, tuple(_once(part, of_one) for part in node.parts)), "of")


def _of_one(phrase: Phrase, after: str) -> Phrase:
    """With "a" for the "each" that stands behind this word ("": for any)."""
    parts = list(phrase.parts)
    for n, part in enumerate(parts):
        before = parts[n - 1] if n else None
        behind = not after or (isinstance(before, Word) and before.text == after)
        if behind and isinstance(part, Word) and part.text in ("each", "every"):
            parts[n] = Word("A", _article(parts[n + 1] if n + 1 < len(parts) else None), part.start, part.end)
    return Phrase(phrase.kind, tuple(parts))


def _article(following: Node | None) -> str:
    first = next(following.words(), None) if isinstance(following, Phrase) else following
    noun = first.text if first is not None else ""
    return with_article(noun).partition(" ")[0]
