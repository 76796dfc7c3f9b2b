"""Foreign documents, one module a format. Each takes what the file holds and gives a `Document`; none reads files."""

from __future__ import annotations

from sladsl.prose.text import Document
from sladsl.prose.unreadable import Unreadable

SUFFIXES = (".docx", ".md", ".txt", ".html")
_OF_TEXT = {".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".html": "html", ".htm": "html"}


def read(file: str, suffix: str, content: bytes) -> Document:
    """The document in a file whose name ends like this (".docx"). Unreadable: another format, or not what its name says."""
    kind = suffix.lower()
    if kind == ".docx":
        from sladsl.prose.read.docx import read_docx

        return read_docx(file, content)
    if kind not in _OF_TEXT:
        raise Unreadable(f"{file} is of no kind that can be reviewed. Give one that ends in {', '.join(SUFFIXES)}.")
    text = _decoded(file, content)
    match _OF_TEXT[kind]:
        case "markdown":
            from sladsl.prose.read.markdown import read_markdown

            return read_markdown(file, text)
        case "html":
            from sladsl.prose.read.html import read_html

            return read_html(file, text)
        case _:
            from sladsl.prose.read.plain import read_plain

            return read_plain(file, text)


def _decoded(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        found = f"line {line} holds the byte 0x{content[problem.start]:02x}"
        raise Unreadable(f"{file} is not UTF-8 text: {found}. Save it as UTF-8.") from None
