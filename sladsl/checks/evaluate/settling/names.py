"""Which names an amount or effect speaks of: records, services, groups."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from sladsl.checks.evaluate.measuring.world import World


def names_in(node: object, world: World) -> frozenset[str]:
    """Every text in the node and in the nodes below it, but for the contract's sentences."""
    return world.once_for(node, "texts", lambda: frozenset(_walk(node)))


def _walk(node: object) -> set[str]:
    if isinstance(node, str):
        return {node}
    if isinstance(node, tuple):
        return set().union(*(_walk(part) for part in node))
    if is_dataclass(node) and not isinstance(node, type):
        parts = (getattr(node, one.name) for one in fields(node) if one.name not in ("text", "place"))
        return set().union(*(_walk(part) for part in parts))
    return set()
