"""A finding: what a pass has to say about a text or a record. It holds facts; `report` turns them into words on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sladsl.node import node


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: lines and columns count from 1, the end is the position after the last character.

    `paragraph`: where a file has no lines that a person could count (Word, HTML), the number of the paragraph, from 1; `line` is then the
    same, and `column` counts in the paragraph. 0 for all others.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    paragraph: int = 0


@node
class Edit:
    """A change of the text: `text` takes the place of what stands at `place`; with no place it is a sentence for the Interpretation part."""

    place: Place | None
    text: str


@node
class OfferedReading:
    """One way to read the place, the sentence that would fix it, and the change of the text that brings it in (None: the author decides
    where)."""

    name: str
    sentence: str
    edit: Edit | None = None


@node
class Claimed:
    """What one reader gets from the events of a dispute: `amount` as the reader would say it ("EUR 500.00", "12 hours"), the `arithmetic`
    that leads to it in one line, and the party whom this reading `favours` ("" where none can be named)."""

    reading: str
    amount: str
    arithmetic: str
    favours: str


@node
class Dispute:
    """A witness: two honest readers and the same events. `events` are sentences in the order of time; `claims` follow the order of the
    finding's readings; `spread` is the most money between two of them, exact, in `currency` ("" where no money hangs on it); `searched`
    says how far the search went."""

    events: tuple[str, ...]
    claims: tuple[Claimed, ...]
    spread: Fraction
    currency: str
    searched: str


@node
class Finding:
    """`message` says what is wrong in one line, `label` what stands at the place, `hint` how to mend it (a sentence to paste).

    `quotation`: of prose, the words that are meant, as they can be searched for in the document.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    label: str = ""
    hint: str = ""
    clause: str = ""
    readings: tuple[OfferedReading, ...] = ()
    witness: str = ""
    dispute: Dispute | None = None
    quotation: str = ""


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
