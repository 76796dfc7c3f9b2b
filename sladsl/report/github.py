"""Findings as GitHub workflow commands: annotations on the lines of a change.

Source: GitHub Actions, "Workflow commands"; the escapes are those of actions/toolkit, `command.ts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from sladsl.findings import Finding, Severity
from sladsl.report.plain import plain
from sladsl.report.words import disputed, title, told

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(findings: Iterable[Finding]) -> str:
    """One command a finding, one line a command; empty where there are none."""
    return "".join(
        f"::{_COMMANDS[one.finding.severity]} {','.join(_properties(one.finding))}::{_data(plain(one))}\n"
        for one in told(findings)
    )


def _properties(finding: Finding) -> Iterator[str]:
    place = finding.place
    if place is not None:
        yield f"file={_property(PurePath(place.file).as_posix())}"
        yield f"line={place.line}"
        yield f"endLine={place.end_line}"
        # GitHub takes columns only within one line.
        if place.line == place.end_line:
            yield f"col={place.column}"
            yield f"endColumn={max(place.end_column - 1, place.column)}"
    words = title(finding) if disputed(finding) else finding.code
    yield f"title={_property(words if words == finding.code else f'{finding.code} {words}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
