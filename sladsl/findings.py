"""A finding: what a pass has to say about a text or a record. It holds facts; `report` turns them into words on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: lines and columns count from 1, the end is the position after the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class OfferedReading:
    """One way to read the place, and the sentence that would fix it."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` says what is wrong in one line, `label` what stands at the place, `hint` how to mend it (a sentence to paste)."""

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    label: str = ""
    hint: str = ""
    clause: str = ""
    readings: tuple[OfferedReading, ...] = ()
    witness: str = ""


def error(
    code: str, message: str, place: Place | None, *, label: str = "", hint: str = "", clause: str = ""
) -> Finding:
    return Finding(code, Severity.ERROR, message, place, label, hint, clause)


def warning(
    code: str, message: str, place: Place | None, *, label: str = "", hint: str = "", clause: str = ""
) -> Finding:
    return Finding(code, Severity.WARNING, message, place, label, hint, clause)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place, then code; findings without a place come last."""
    nowhere = Place("\uffff", 0, 0, 0, 0)
    return tuple(sorted(set(findings), key=lambda f: (f.place or nowhere, f.code, f.message)))
