"""The statement as a document: the same tree as that of the contract, and so the same writers."""

from __future__ import annotations

from sladsl.documents.statements.draft import draft_statement
from sladsl.documents.statements.given import Given

__all__ = ["Given", "draft_statement"]
