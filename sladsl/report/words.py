"""What every rendering of findings says in the same words: order, titles, letters of readings, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from string import ascii_uppercase

from sladsl.checks.figures import figure
from sladsl.findings import Claimed, Dispute, Finding, OfferedReading, Place, Severity, in_order
from sladsl.model.quantities import Dimension, Unit
from sladsl.node import node

CLEAN = "for example, with everything else in order"
_MONEY = re.compile(r"([A-Z]{3}) (-?[0-9][0-9,]*(?:\.[0-9]+)?)")


@node
class Told:
    """A finding as it is to be told. `earlier`: the finding that has asked the same question before, in another clause."""

    finding: Finding
    earlier: Finding | None = None


@node
class Line:
    """What one reader makes of the events: the letter of the reading, its sentence, and the claim (None: no witness)."""

    letter: str
    sentence: str
    claim: Claimed | None


def told(findings: Iterable[Finding]) -> Iterator[Told]:
    """Errors first; then disputes, the one on which most money hangs first; then other warnings, then notes; within these by place.

    A question that has been asked before, of another clause, refers back to it.
    """
    asked: dict[object, Finding] = {}
    for finding in sorted(in_order(findings), key=_rank):
        question = finding.code, finding.message, tuple(reading.sentence for reading in finding.readings)
        earlier = asked.setdefault(question, finding) if finding.readings and finding.clause else finding
        yield Told(finding, earlier if earlier is not finding else None)


def _rank(finding: Finding) -> tuple[int, Fraction]:
    """Sorting is stable, so what ranks alike stays in the order of the text."""
    if finding.severity is Severity.ERROR:
        return 0, Fraction(0)
    if finding.severity is Severity.INFO:
        return 3, Fraction(0)
    dispute = disputed(finding)
    return (1, -dispute.spread if dispute.currency else Fraction(0)) if dispute else (2, Fraction(0))


def disputed(finding: Finding) -> Dispute | None:
    """The witness; None where there is none, or where the search found none."""
    return finding.dispute if finding.dispute is not None and finding.dispute.claims else None


def title(finding: Finding) -> str:
    """The disagreement where there is one, otherwise what is wrong."""
    dispute = disputed(finding)
    if dispute is None:
        return finding.message
    if not dispute.currency:
        return "two honest readers come to different results"
    apart = f", {money(dispute)} apart" if dispute.spread else ""
    return f"two honest readers get different amounts{apart}"


def money(dispute: Dispute) -> str:
    """ "EUR 500.00"."""
    return figure(dispute.spread, Unit(Dimension.MONEY, dispute.currency))


def lines(finding: Finding) -> tuple[Line, ...]:
    """One for each reading that is offered, in order, with the claim that it leads to."""
    claims = finding.dispute.claims if finding.dispute else ()
    sentences = [reading.sentence for reading in finding.readings] or [claim.reading for claim in claims]
    return tuple(
        Line(letter, sentence, claims[number] if number < len(claims) else None)
        for number, (letter, sentence) in enumerate(zip(letters(), sentences, strict=False))
    )


def letters() -> Iterator[str]:
    """A, B, … Z, AA, AB, …"""
    yield from ascii_uppercase
    yield from (f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)


def aligned(amounts: Iterable[str]) -> list[str]:
    """Amounts of one currency with their digits under each other; anything else from the left."""
    given = list(amounts)
    parts = [_MONEY.fullmatch(one) for one in given]
    if all(parts):
        wide = max((len(part[2]) for part in parts if part), default=0)
        return [f"{part[1]} {part[2]:>{wide}}" for part in parts if part]
    wide = max(map(len, given), default=0)
    return [f"{one:<{wide}}" for one in given]


def refers_back(one: Told, place: Place | None) -> str:
    """ "as in clause "Credits", line 12; here EUR 50.00 hang on it"."""
    earlier = one.earlier
    if earlier is None:
        return ""
    line = (
        f", line {earlier.place.line}" if earlier.place and (place is None or earlier.place.file == place.file) else ""
    )
    dispute = disputed(one.finding)
    here = f"; here {money(dispute)} hang on it" if dispute and dispute.currency and dispute.spread else ""
    return f'the same question as in clause "{earlier.clause}"{line}{here}'


def where(place: Place) -> str:
    """ "contract.sla:12:5", or "draft.docx, paragraph 12" for a file whose lines nobody can count."""
    if place.paragraph:
        return f"{place.file}, paragraph {place.paragraph}"
    return f"{place.file}:{place.line}:{place.column}"


def summary(findings: Iterable[Finding]) -> str:
    """ "2 errors, 1 warning.", or "" for none."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    nouns = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("note", "notes"),
    }
    counted = [f"{count} {nouns[severity][count != 1]}" for severity, count in counts.items() if count]
    return f"{', '.join(counted)}." if counted else ""


def choices(finding: Finding) -> tuple[tuple[str, OfferedReading], ...]:
    """The readings that are offered, each with its letter."""
    return tuple(zip(letters(), finding.readings, strict=False))
