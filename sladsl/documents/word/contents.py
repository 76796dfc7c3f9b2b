"""The lines of the table of contents, which it says before Word fills it with pages, and the field by which Word finds them again."""

from __future__ import annotations

from sladsl.documents.tree import Document, Style
from sladsl.documents.wording import Words

FIELD = r'TOC \o "1-2" \h \z \t "Schedule Heading,1,Signatures Heading,1"'


def entries(document: Document, words: Words) -> list[tuple[str, str, str]]:
    """Style, text and target of each line, in the order of the text."""
    lines: list[tuple[str, str, str]] = []
    for part in document.parts:
        lines.append(("TOC 1", f"{part.number} {part.title}", part.anchor))
        lines += [("TOC 2", f"{c.number} {c.title}", c.anchor) for c in part.clauses if c.title]
    if document.signatures:
        lines.append(("TOC 1", signing_title(document, words), "signatures"))
    for schedule in document.schedules:
        lines.append(
            ("TOC 1", f"{words.schedule} {schedule.number}{words.before_title}{schedule.title}", schedule.anchor)
        )
    return lines


def signing_title(document: Document, words: Words) -> str:
    return words.signatures_internal if document.style is Style.INTERNAL else words.signatures
