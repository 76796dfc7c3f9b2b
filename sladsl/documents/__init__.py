"""From the model to the documents that parties read: the document tree, and one writer for each format."""

from __future__ import annotations

from sladsl.documents.draft import draft_document
from sladsl.documents.formats import FORMATS, STYLES, written
from sladsl.documents.html import to_html
from sladsl.documents.markdown import to_markdown
from sladsl.documents.outcomes import Outcome

__all__ = ["FORMATS", "STYLES", "Outcome", "draft_document", "to_html", "to_markdown", "written"]
