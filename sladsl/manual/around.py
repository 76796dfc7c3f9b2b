"""The contract around an example of the manual: an example shows only what matters, and stands in `world.sla`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sladsl import interpretation
from sladsl.model.agreement import Chosen
from sladsl.model.resolve import resolve
from sladsl.model.slots import WIDER, slot
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source

STANDARD = "Standard Interpretation Rules, edition 1"
_FOLLOWED = f"This agreement follows the {STANDARD}."
_EXAMPLE = re.compile(r"^```sla\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples_of(page: str) -> tuple[str, ...]:
    """The examples of a page, in their order: one that has the finding, then one that has not."""
    return tuple(_EXAMPLE.findall(page))


def around(example: str) -> str:
    """A part of the example stands for the part of the same title; sentences without a heading, or clauses alone, make one of their own."""
    if example.startswith("# "):
        return example
    if not example.startswith("## "):
        example = f"## Service levels\n\n{example}"
    parts = _parts(_world())
    parts.update(_parts(example))
    return "".join(parts.values())


def around_open(example: str, kind: str) -> str:
    """The same, with every question answered but those of this kind of slot: the sentence that takes the published rules gives way to
    the rules themselves, and of these and of the world's own sentences those that would answer it are left out."""
    text = around(example)
    said = [one.sentence for one in chosen_in(interpretation.text_of(STANDARD) or "") if not _answers(one, kind)]
    if any("a business day" in one.sentence for one in slot(kind).admissible):
        said.append("A business day is Monday to Friday, except public holidays.")  # which answers no question
    text = text.replace(_FOLLOWED, "\n".join(dict.fromkeys(said)))
    own = {one.place.line for one in chosen_in(text) if _answers(one, kind)} - _lines_of(text, example)
    return "".join(line for number, line in enumerate(text.splitlines(keepends=True), 1) if number not in own)


def _answers(one: Chosen, kind: str) -> bool:
    return one.slot.partition("/")[0] in (kind, WIDER.get(kind))


def _lines_of(text: str, example: str) -> set[int]:
    """The lines of the text that the example brought in."""
    brought = set(example.splitlines())
    return {number for number, line in enumerate(text.splitlines(), 1) if line in brought}


@cache
def chosen_in(text: str) -> tuple[Chosen, ...]:
    """The readings that a text fixes."""
    source = Source("example.sla", text)
    tree, _ = parse(source)
    assert tree is not None
    return resolve(tree, source, lambda name: None)[0].chosen


@cache
def _world() -> str:
    return files(__package__).joinpath("world.sla").read_text("utf-8")


def _parts(text: str) -> dict[str, str]:
    pieces = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return {piece.split("\n", 1)[0]: piece.rstrip() + "\n\n" for piece in pieces if piece}
