"""What other programs read: targets, by name. A module is loaded when its target is made."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.targets.target import Target

_MODULES = {
    "python": "python",
    "pytest": "boundaries",
    "openslo": "openslo",
    "prometheus": "prometheus",
    "grafana": "grafana",
    "icalendar": "icalendar",
    "json-schema": "json_schema",
    "odrl": "odrl",
    "sql": "sql",
}
"""The module of each target, in the order in which help lists them. It holds a `TARGET`."""

NAMES = tuple(_MODULES)


def load(name: str) -> Target:
    """KeyError: no such target."""
    found: Target = import_module(f"sladsl.targets.{_MODULES[name]}").TARGET
    return found
