"""Findings in words: on a screen, as JSON, as SARIF (`sarif.py`), as GitHub annotations. The page for lawyers is a document:
`documents/findings.py`."""

from __future__ import annotations

from sladsl.report.data import as_json, render_json
from sladsl.report.github import render_github
from sladsl.report.screen import render_text
from sladsl.report.words import summary

__all__ = ["as_json", "render_github", "render_json", "render_text", "summary"]
