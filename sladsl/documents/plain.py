"""The document tree as lists and dictionaries, for layouts that are not written in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

MADE_HERE = frozenset(
    {"anchor", "embedded", "fingerprint", "index", "kind", "label", "language", "number", "target", "tone", "use"}
)
"""Fields that hold no text of the contract, but numbers and names that the compiler makes."""


def plain_tree(node: object, shown: Callable[[str], str] = str) -> object:
    """Each node says its kind. `shown`: what becomes of a text that comes from the contract or the words of the document."""
    if isinstance(node, str):
        return node.value if isinstance(node, Enum) else shown(node)
    if isinstance(node, tuple):
        return [plain_tree(one, shown) for one in node]
    kind: Any = type(node)
    if (names := _names_of(kind)) is not None:
        found = {
            name: getattr(node, name) if name in MADE_HERE else plain_tree(getattr(node, name), shown) for name in names
        }
        told = getattr(node, "kind", None)
        return found if told is None else {**found, "kind": told, "text": shown(getattr(node, "text", ""))}
    return node.value if isinstance(node, Enum) else node


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...] | None:
    """Of its fields; None for what is no node."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else None
