"""Rows of credits beside what else the text says of their values: the level that is kept, and the grain in which it is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.findings import Finding, Severity
from sladsl.prose.bands import Band, Edge, band_at, told
from sladsl.prose.draft import Draft
from sladsl.prose.figures import MONEY, NUMBER, PERCENT
from sladsl.prose.rule import words
from sladsl.prose.sentences import Sentence, blotted

_CREDIT = words(r"\b(?:credit\w*|refund\w*|rebate|discount|penalt\w*|compensat\w*|receives?)\b")
_KEPT = words(r"\b(?:availab\w+|up-?time|guarant\w*|commit\w*|service level|sla|maintain\w*|achiev\w*|keep)\b")
_WHOLE = re.compile(r"\s*(?P<value>\d{1,3})\s?%\s*\Z")
_AMOUNT = re.compile(rf"{PERCENT}|{MONEY}|\bnone\b|\bnil\b|\d+ days?", re.IGNORECASE)
_ROW = words(rf"(?<![\d.,–-])(?P<value>\d{{1,3}})\s?%\s*[:=]\s*(?:a |an )?(?:{_AMOUNT.pattern})")
_UNITS = r"(?:%|ms\b|seconds\b|mins?\b|minutes\b|hours?\b|hrs?\b|days?\b)"
_RANGE = words(
    rf"\b(?:availability|up-?time|(?:response|resolution|repair|restoration|answer) times?|latency)\b(?: for [\w ]{{1,25}}?)?(?: ?:| (?:is|are|of|be|ranges?|lies))(?: \w+ly)? (?P<it>(?:between |from )?(?:{NUMBER}) ?{_UNITS}? ?(?:-|–|to|and) ?(?:{NUMBER}) ?{_UNITS})"
)
_RATED = words(
    r"\b(?:if|when|where|whenever|credit\w*|refund\w*|points?|fees?|terminat\w*|penalt\w+|discount|compensat\w*|measured|during|example)\b"
)
_GRAIN = words(
    r"\b(?:rounded|rounding|truncated|whole (?:per ?cent|number|%)|integer|full per ?cent|cut off|nearest)\b"
)


def kept_and_paid_for(draft: Draft) -> Iterator[Finding]:
    """A value at which the level is kept, and that has a credit all the same: "at least 99.9%" beside "99.9% or less: 10%"."""
    kept = {band.low for _, band in _kept(draft)}
    if not kept:
        return
    for sentence, start, end, value in _paid(draft):
        if value in kept:
            figure = told(value, "%")
            message = f"exactly {figure} keeps the level, and has a credit, too: none is due then to one reader, and this one to another."
            hint = f"Give the value to one of the two: a credit below {figure}, or a level above it."
            yield draft.finding("D003", Severity.ERROR, message, sentence, start, end, hint)
            return


def _kept(draft: Draft) -> Iterator[tuple[Sentence, Band]]:
    """Levels that are at least so much, in sentences that give nothing for them."""
    for sentence in draft.sentences:
        if _CREDIT.search(sentence.whole) or not _KEPT.search(sentence.whole):
            continue
        band = band_at(sentence.text)
        if band is not None and band.unit == "%" and band.high is None and band.low_edge is Edge.IN:
            yield sentence, band


def _paid(draft: Draft) -> Iterator[tuple[Sentence, int, int, Fraction]]:
    """Values that belong to a row, or a sentence, which gives something for them and for all that is worse."""
    for ladder in draft.ladders:
        for step in ladder.steps:
            if step.band.high is not None and step.band.high_edge is Edge.IN and step.amount != 0:
                yield step.sentence, step.start, step.end, step.band.high
    for sentence in draft.sentences:
        if _CREDIT.search(sentence.text):
            band = band_at(sentence.text)
            if band is not None and band.unit == "%" and band.high is not None and band.high_edge is Edge.IN:
                yield sentence, band.start, band.end, band.high


def misses_without_a_row(draft: Draft) -> Iterator[Finding]:
    """A level that is missed below 99.99% beside rows that begin below 99.9%."""
    kept = {band.low for _, band in _kept(draft) if band.low is not None}
    if len(kept) != 1 or len(draft.ladders) != 1:
        return  # which rows are for which level is not told
    level = kept.pop()
    highs = [(step.band.high, step) for step in draft.ladders[0].steps if step.band.unit == "%"]
    if not highs or any(high is None for high, _ in highs):
        return  # a row without an upper end holds all that is better
    top, step = max(((high or Fraction(0), step) for high, step in highs), key=lambda one: one[0])
    if top < level:
        message = f"what lies between {told(top, '%')} and {told(level, '%')} misses the level, and no row gives anything for it: no failure to one reader, and one with other remedies to another."
        hint = f"Let the first row begin below {told(level, '%')}, or say that nothing is due above {told(top, '%')}."
        yield draft.finding("D001", Severity.WARNING, message, step.sentence, step.start, step.end, hint)


def levels_in_two_figures(draft: Draft) -> Iterator[Finding]:
    """A range that is promised: "response time: 30 minutes to 1 hour"."""
    for sentence in draft.sentences:
        found = _RANGE.search(sentence.text)
        if found and not _RATED.search(sentence.whole):
            message = f'"{found["it"]}" is two figures for one level: only the worse one is owed to one reader; to another the better one is, too, in most cases.'
            hint = "Say the one that is owed: at least 99.0%; or within 60 minutes."
            yield draft.finding("D013", Severity.WARNING, message, sentence, *found.span("it"), hint)


def whole_values_only(draft: Draft) -> Iterator[Finding]:
    """Rows for 98%, 97%, 96%: a measure is nearly always between two of them."""
    if draft.says(_GRAIN):
        return
    for sentence in draft.sentences:
        rows = list(_ROW.finditer(sentence.text))
        if _falls_by_one([row["value"] for row in rows]):
            yield _whole_values(draft, sentence, rows[0], rows[1]["value"])
    for table in draft.document.tables:
        cells = [row[0] for row in table.rows if len(row) > 1 and _AMOUNT.search(blotted(row[1]))]
        found = [(cell, whole) for cell in cells if (whole := _WHOLE.match(blotted(cell))) is not None]
        if _falls_by_one([whole["value"] for _, whole in found]):
            cell, whole = found[0]
            yield _whole_values(draft, Sentence(cell, 0, blotted(cell)), whole, found[1][1]["value"])


def _falls_by_one(values: list[str]) -> bool:
    return len(values) > 2 and all(int(a) - int(b) == 1 for a, b in pairwise(values))


def _whole_values(draft: Draft, sentence: Sentence, first: re.Match[str], second: str) -> Finding:
    message = f"these rows have whole values only: {second}.6% is in the row of {first['value']}% to one reader, and in that of {second}% to another."
    hint = (
        f"Write rows without gaps: at least {second}% but below {first['value']}%; or say how the measure is rounded."
    )
    return draft.finding("D025", Severity.ERROR, message, sentence, *first.span("value"), hint)
