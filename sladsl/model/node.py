"""Walking through the trees, whose nodes are frozen, slotted dataclasses (`sladsl/node.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sladsl.node import node as node


def nodes(root: object) -> Iterator[object]:
    """Every node below `root`, and `root` itself, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif (names := _names_of(type(node))) is not None:
            yield node
            stack.extend(getattr(node, name) for name in names)


def nodes_and_values(root: object, stop: tuple[type, ...] = ()) -> Iterator[object]:
    """As `nodes`, with the values of their fields that are no nodes: names, figures. Nodes of the kinds in `stop` are given, but not
    entered."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
            continue
        yield node
        names = _names_of(type(node))
        if names is not None and not isinstance(node, stop):
            stack.extend(getattr(node, name) for name in names)


def rewritten(node: Any, change: Callable[[Any], Any]) -> Any:
    """The tree with each node changed, the lowest first; what does not change stays the same object."""
    if isinstance(node, tuple):
        parts = tuple(rewritten(part, change) for part in node)
        return parts if any(new is not old for new, old in zip(parts, node, strict=True)) else node
    if not is_dataclass(node) or isinstance(node, type):
        return node
    new = {
        field.name: made
        for field in fields(node)
        if (made := rewritten(old := getattr(node, field.name), change)) is not old
    }
    return change(replace(node, **new) if new else node)


_NAMES: dict[type, tuple[str, ...] | None] = {}
"""What `_names_of` has found: a walk asks it more often than anything else."""


def _names_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a node, the last first; None for what is no node."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in reversed(fields(kind))) if is_dataclass(kind) else None
    return _NAMES[kind]
