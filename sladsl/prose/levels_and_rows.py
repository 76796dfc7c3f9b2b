"""Rows of credits beside what else the text says of their values: the level that is kept, and the grain in which it is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.findings import Finding, Severity
from sladsl.prose.bands import Edge, band_at, told
from sladsl.prose.draft import Draft
from sladsl.prose.figures import MONEY, PERCENT, first_number
from sladsl.prose.rule import words
from sladsl.prose.sentences import Sentence, blotted

_CREDIT = words(r"\b(?:credit\w*|refund\w*|rebate|discount|penalt\w*|compensat\w*|receives?)\b")
_KEPT = words(r"\b(?:availab\w+|up-?time|guarant\w*|commit\w*|service level|sla|maintain\w*|achiev\w*|keep)\b")
_WHOLE = re.compile(r"\s*(?P<value>\d{1,3})\s?%\s*\Z")
_AMOUNT = re.compile(rf"{PERCENT}|{MONEY}|\bnone\b|\bnil\b|\d+ days?", re.IGNORECASE)
_GRAIN = words(
    r"\b(?:rounded|rounding|truncated|whole (?:per ?cent|number|%)|integer|full per ?cent|cut off|nearest)\b"
)


def kept_and_paid_for(draft: Draft) -> Iterator[Finding]:
    """A value at which the level is kept, and that has a credit all the same: "at least 99.9%" beside "99.9% or less: 10%"."""
    kept: dict[Fraction, Sentence] = {}
    for sentence in draft.sentences:
        if _CREDIT.search(sentence.whole) or not _KEPT.search(sentence.whole):
            continue
        band = band_at(sentence.text)
        if band is not None and band.unit == "%" and band.high is None and band.low_edge is Edge.IN:
            kept.setdefault(band.low or Fraction(0), sentence)
    if not kept:
        return
    for sentence, start, end, value in _paid(draft):
        if value in kept:
            figure = told(value, "%")
            message = f"exactly {figure} keeps the level, and has a credit, too: none is due then to one reader, and this one to another."
            hint = f"Give the value to one of the two: a credit below {figure}, or a level above it."
            yield draft.finding("D003", Severity.ERROR, message, sentence, start, end, hint)
            return


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


def whole_values_only(draft: Draft) -> Iterator[Finding]:
    """Rows for 98%, 97%, 96%: a measure is nearly always between two of them."""
    if draft.says(_GRAIN):
        return
    for table in draft.document.tables:
        cells = [row[0] for row in table.rows if len(row) > 1 and _AMOUNT.search(blotted(row[1]))]
        found = [(cell, whole) for cell in cells if (whole := _WHOLE.match(blotted(cell))) is not None]
        values = [first_number(whole["value"]) or Fraction(0) for _, whole in found]
        if len(values) > 2 and all(a - b == 1 for a, b in pairwise(values)):
            cell, whole = found[0]
            sentence = Sentence(cell, 0, blotted(cell))
            between = f"{values[1]}.6%"
            message = f"these rows have whole values only: {between} is in the row of {values[0]}% to one reader, and in that of {values[1]}% to another."
            hint = f"Write rows without gaps: at least {values[1]}% but below {values[0]}%; or say how the measure is rounded."
            yield draft.finding("D025", Severity.ERROR, message, sentence, *whole.span("value"), hint)
