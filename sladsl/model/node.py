"""Walking through the trees, whose nodes are frozen, slotted dataclasses (`sladsl/node.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any

from sladsl.node import node as node


def nodes(root: object) -> Iterator[object]:
    """Every node below `root`, and `root` itself, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif (values := _values_of(type(node))) is not None:
            yield node
            stack.extend(values(node))


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
        values = _values_of(type(node))
        if values is not None and not isinstance(node, stop):
            stack.extend(values(node))


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


_VALUES: dict[type, Callable[[object], tuple[object, ...]] | None] = {}
"""What `_values_of` has found: a walk asks it more often than anything else."""


def _values_of(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """What gives the values of the fields of a node, the last first; None for what is no node."""
    if kind not in _VALUES:
        _VALUES[kind] = _getter(tuple(f.name for f in reversed(fields(kind)))) if is_dataclass(kind) else None
    return _VALUES[kind]


def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda node: tuple(getattr(node, name) for name in names)
