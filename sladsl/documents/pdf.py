"""The document as PDF/A, set by typst from the tree as JSON: numbers, references and texts are given, and no text is markup."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from importlib.resources import files
from typing import Literal

from sladsl.documents.tree import Document
from sladsl.documents.wording import ENGLISH

_STANDARD: Literal["a-3a"] = "a-3a"
_UNDATED = 946_684_800
"""2000-01-01: PDF/A wants a date, and the same document gives the same bytes."""


def to_pdf(document: Document) -> bytes:
    """The whole document. The same document gives the same bytes. It reads no file but its own template and loads nothing."""
    import typst  # a large library, and most commands print no PDF

    folder = files("sladsl.documents") / "templates"
    template = (folder / "drawing.typ").read_bytes() + (folder / "contract.typ").read_bytes()
    given = {"document": json.dumps(plain_tree(document)), "words": json.dumps(asdict(ENGLISH))}
    return typst.compile(
        template, sys_inputs=given, pdf_standards=_STANDARD, ignore_system_fonts=True, timestamp=_UNDATED
    )


def plain_tree(node: object) -> object:
    """The tree as lists and dictionaries; each node says its kind."""
    if is_dataclass(node) and not isinstance(node, type):
        found = {field.name: plain_tree(getattr(node, field.name)) for field in fields(node)}
        kind = getattr(node, "kind", None)
        return found if kind is None else {**found, "kind": kind, "text": getattr(node, "text", "")}
    if isinstance(node, tuple):
        return [plain_tree(one) for one in node]
    return node.value if isinstance(node, Enum) else node
