"""What a PDF says, line by line, also after a signature or a stamp was added to it."""

from __future__ import annotations

import io

from sladsl.documents.saying import Piece, Said, squeezed

CARRIER = "source.json"
"""The name of the attachment that carries the source; a firm's layout that includes the one here puts its folder before it."""


def said_by_pdf(content: bytes) -> Said:
    """ValueError: it is broken, or locked with a password."""
    import pypdf  # takes a while to load
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        lines = [squeezed(line) for page in reader.pages for line in page.extract_text().splitlines()]
        carried = [found for name, (found, *_) in reader.attachments.items() if name.rpartition("/")[2] == CARRIER]
        embedded = carried[0].decode() if carried else None
    except (PyPdfError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"the PDF cannot be read: {wrong}") from wrong
    return Said("pdf", tuple(Piece(line) for line in lines if line), embedded)
