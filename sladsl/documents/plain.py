"""The document tree as lists and dictionaries, for layouts that are not written in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum

MADE_HERE = frozenset(
    {"anchor", "embedded", "fingerprint", "index", "kind", "label", "language", "number", "target", "tone", "use"}
)
"""Fields that hold no text of the contract, but numbers and names that the compiler makes."""


def plain_tree(node: object, shown: Callable[[str], str] = str) -> object:
    """Each node says its kind. `shown`: what becomes of a text that comes from the contract or the words of the document."""
    if is_dataclass(node) and not isinstance(node, type):
        found = {
            one.name: getattr(node, one.name) if one.name in MADE_HERE else plain_tree(getattr(node, one.name), shown)
            for one in fields(node)
        }
        kind = getattr(node, "kind", None)
        return found if kind is None else {**found, "kind": kind, "text": shown(getattr(node, "text", ""))}
    if isinstance(node, tuple):
        return [plain_tree(one, shown) for one in node]
    if isinstance(node, Enum):
        return node.value
    return shown(node) if isinstance(node, str) else node
