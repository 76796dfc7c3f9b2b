"""The formats of the document, each a walk over the same tree. Their libraries are loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from sladsl.documents.house import PLAIN, House
from sladsl.documents.html import to_html
from sladsl.documents.markdown import to_markdown
from sladsl.documents.tree import Document

FORMATS = ("docx", "html", "md", "pdf")
STYLES = ("formal", "plain")
"""The contract itself, or a summary of it for people who are not lawyers."""


def written(
    document: Document, formats: Collection[str] = FORMATS, house: House = PLAIN, stem: str = "contract"
) -> dict[str, bytes]:
    """The document in each of these formats, by file name ("contract.docx" of the `stem` "contract"). `house`: how a firm wants it.
    ValueError: a format that there is not. Misfit: a template of the house."""
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(f"no format {', '.join(sorted(unknown))}: there are {', '.join(FORMATS)}")
    with ThreadPoolExecutor(1) as other:  # the PDF is set outside Python, which writes the others meanwhile
        pdf = other.submit(_written, document, "pdf", house) if "pdf" in formats else None
        made = {name: _written(document, name, house) for name in FORMATS if name in formats and name != "pdf"}
        made |= {"pdf": pdf.result()} if pdf else {}
    return {f"{stem}.{name}": made[name] for name in FORMATS if name in made}


def _written(document: Document, name: str, house: House) -> bytes:
    match name:
        case "html":
            return to_html(document, house).encode()
        case "md":
            return to_markdown(document, house).encode()
        case "docx":
            from sladsl.documents.word import to_docx

            return to_docx(document, house)
        case _:
            from sladsl.documents.pdf import to_pdf

            return to_pdf(document, house)
