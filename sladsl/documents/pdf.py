"""The document as PDF/A, set by typst from the tree as JSON: numbers, references and texts are given, and no text is markup."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from sladsl.documents.columns import stays_whole, widths
from sladsl.documents.house import OWN, PLAIN, House, Misfit, whole_line
from sladsl.documents.languages import words_in
from sladsl.documents.plain import plain_tree
from sladsl.documents.tree import Document
from sladsl.findings import Finding, error

_STANDARD: Literal["a-3a"] = "a-3a"
_UNDATED = 946_684_800
"""2000-01-01: PDF/A wants a date, and the same document gives the same bytes."""
_WIDTH = 9_000
"""Of the text in twentieths of a point."""
_LAYOUT = "contract.typ"
_NO_SIGN = re.compile('the text `"(.+?)"` could not be displayed')
_AT = re.compile(r"main\.typ:(\d+):\d+")


def to_pdf(document: Document, house: House = PLAIN) -> bytes:
    """The whole document. The same document gives the same bytes. It reads no file but its own template and what the house has, and
    loads nothing. Misfit: the template of the house, or a sign that no font has."""
    import typst  # a large library, and most commands print no PDF

    layout = house.source(_LAYOUT)
    assert layout is not None
    parts = {folder + name: _own(name) for name in (_LAYOUT, "drawing.typ") for folder in ("", OWN)}
    given = {
        "document": json.dumps(_with_widths(plain_tree(document))),
        "words": json.dumps(asdict(house.spoken(words_in(document.language)))),
    }
    with TemporaryDirectory() as root:  # a template could read whatever stands below it
        for name, content in house.fonts.items():
            Path(root, name).write_bytes(content)
        try:
            made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs do not know several files
                {**parts, **house.pictures, "main.typ": layout.encode()},
                root=root,
                font_paths=[root] if house.fonts else [],
                sys_inputs=given,
                pdf_standards=_STANDARD,
                ignore_system_fonts=True,
                timestamp=_UNDATED,
            )
            return made
        except typst.TypstError as wrong:
            finding = _finding(house, wrong.message, wrong.diagnostic, wrong.hints)
            if finding is None:
                raise
            raise Misfit(finding) from wrong


def _with_widths(node: Any) -> Any:
    """Each table of a plain tree knows its columns (to try them takes typst most of its time), and whether it stays on one page."""
    if isinstance(node, dict):
        found = {name: _with_widths(part) for name, part in node.items()}
        if found.get("kind") == "table":
            rows = [["".join(run["text"] for run in cell) for cell in row] for row in (node["header"], *node["rows"])]
            found["widths"] = widths(rows, _WIDTH)
            found["whole"] = stays_whole(rows, found["widths"])
        return found
    return [_with_widths(part) for part in node] if isinstance(node, list) else node


def _own(name: str) -> bytes:
    text = PLAIN.source(name)
    assert text is not None
    return text.encode()


def _finding(house: House, message: str, diagnostic: str, hints: list[str]) -> Finding | None:
    """typst names the line in a picture of it. None: the fault is neither the contract's nor the firm's."""
    if sign := _NO_SIGN.search(message):
        hint = "Put a font that has it (.ttf or .otf) in the folder of --templates, or leave the PDF out: --document docx,html,md."
        return error("T006", f"the fonts of the PDF have no sign for {_readable(sign[1])}", None, hint=hint)
    if _LAYOUT not in house.templates:
        return None
    at = _AT.search(diagnostic)
    place = whole_line(house.path(_LAYOUT), int(at[1]), house.templates[_LAYOUT]) if at else None
    code = "T003" if message.startswith(("unknown", "dictionary does not contain", "file not found")) else "T002"
    return error(code, message.partition(" (searched")[0], place, hint=" ".join(hints))


def _readable(sign: str) -> str:
    return f'"{sign}"' if sign.isprintable() and "\\" not in sign else "a sign that cannot be printed"
