"""The document as a Word file: styles, real numbering, live references. python-docx is used here and nowhere else."""

from sladsl.documents.word.write import to_docx

__all__ = ["to_docx"]
