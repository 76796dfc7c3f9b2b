"""The contract around an example of the manual: an example shows only what matters, and stands in `world.sla`."""

from __future__ import annotations

import re
from pathlib import Path

from sladsl.compiler import Checked, check

WORLD = Path(__file__).with_name("world.sla").read_text("utf-8")
EXAMPLE = re.compile(r"^```sla\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples_of(page: str) -> tuple[str, ...]:
    """The examples of a page, in their order: those that have the finding, and then one that has not."""
    return tuple(EXAMPLE.findall(page))


def around(example: str) -> str:
    """A part of the example stands for the part of the same title; sentences without a heading, or clauses alone, make one of their own."""
    if example.startswith("# "):
        return example
    if not example.startswith("## "):
        example = f"## Service levels\n\n{example}"
    parts = _parts(WORLD)
    parts.update(_parts(example))
    return "".join(parts.values())


def _parts(text: str) -> dict[str, str]:
    pieces = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return {piece.split("\n", 1)[0]: piece.rstrip() + "\n\n" for piece in pieces if piece}


def checked(example: str) -> Checked:
    return check(around(example), "example.sla", lambda name: None, {})
