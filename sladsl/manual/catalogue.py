"""The ambiguity catalogue: every rule by its code, with its name, where it has been seen, and why it is not checked if it is not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sladsl.node import node

GROUPS = MappingProxyType(
    {
        "A": "What is missing",
        "B": "Time",
        "C": "Measurement",
        "D": "Tiers, arithmetic and connectives",
        "E": "Remedies",
        "F": "References and definitions",
        "G": "Promises and vague words",
        "H": "Clauses that disagree",
        "I": "Procedure",
    }
)
"""Letter of a code → what its rules are about."""


@node
class Entry:
    """`seen`: agreements, cases and books in which it was found. `left_out`: why no rule covers it, or empty."""

    code: str
    name: str
    seen: tuple[str, ...]
    left_out: str


@cache
def entries() -> Mapping[str, Entry]:
    """By code, in the order of the catalogue."""
    told = tomllib.loads(files(__package__).joinpath("catalogue.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            code: Entry(code, one["name"], tuple(one.get("seen", ())), one.get("left_out", ""))
            for code, one in told.items()
        }
    )
