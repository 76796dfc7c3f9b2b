"""Tiers in tables, lists and running text: compared exactly, bound by bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.findings import Finding
from sladsl.prose.bands import Edge, told
from sladsl.prose.draft import Draft
from sladsl.prose.figures import NUMBER, number, shown
from sladsl.prose.ladders import Ladder, Step
from sladsl.prose.levels_and_rows import kept_and_paid_for, misses_without_a_row
from sladsl.prose.rule import ERROR, WARNING, Rule, words

_COMBINED = words(
    r"\b(?:highest|greatest|largest|larger|greater of|only one|single (?:service )?credit|not (?:be )?(?:cumulative|cumulated|added|combined)|non-cumulative|cumulative|in addition|instead|in total|added together"
    r"|whichever is|first (?:applicable|matching)|lowest (?:applicable|matching)|applicable (?:row|tier) only|most favou?rable)\b"
)
_FIRST = words(
    r"\bfirst (?:applicable|matching|relevant|fitting)? ?(?:row|tier|line|level|band|entry|one|applicable)\b"
)
_ROUNDED = words(
    r"\brounded (?:\w+ ){0,4}?(?:to )?(?P<places>one|two|three|1|2|3|the nearest (?:tenth|0\.1|0\.01|hundredth|whole|full))"
)
_STEPS = {
    "one": 1,
    "1": 1,
    "tenth": 1,
    "0.1": 1,
    "two": 2,
    "2": 2,
    "0.01": 2,
    "hundredth": 2,
    "three": 3,
    "3": 3,
    "whole": 0,
    "full": 0,
}
_CAP = words(
    rf"\b(?:cap(?:ped)?(?: (?:is|of))?(?: at)?|(?:shall|will|may|must|can|do) not exceed|limited to|maximum(?: \w+){{0,5}} (?:is|of|shall be|will be)|up to a (?:maximum|total) of|in no (?:event|case) (?:exceed|more than)) (?P<it>{NUMBER})\s?(?:%|per ?cent)"
)
_CREDIT = words(r"\b(?:credit|refund|rebate|discount|penalt|compensat)")


class Tiers(Rule):
    """Rows of credits that leave a hole, meet in one value, add up or not, or give less for worse.

    ## Example

    ```text D001
    99.9%: nil; 95.1-99.8%: 5%; 90-95%: 10%; < 90%: 15%.
    ```

    ```text D001
    Credit of 10% if uptime is less than or equal to 99.9% but greater than 99.0%; credit of 25% if uptime is less than 99.0%.
    ```

    ```text D002
    99.0% to 99.9%: 5%. 95.0% to 99.0%: 10%.
    ```

    ```text D003
    A credit of 5% of the fee is due if availability is between 99.0% and 99.9%.
    ```

    ```text D003
    The Service is available at least 99.9% of each month. If it is available 99.9% or less of a month, Customer receives a credit of EUR 50.
    ```

    ```text D005
    Below 99.9%: 5%. Below 99.5%: 10%. Below 99.0%: 25%.
    ```

    ```text H003
    Below 99%: 5%. Below 95%: 25%. The first applicable row applies.
    ```

    ```text H007
    Credit: at least 99.0% and less than 99.9%: 10%; less than 99.0%: 25%. Credits for a month shall not exceed 15% of the fee.
    ```

    ```text H013
    At least 99.0% and less than 99.9%: 5%. At least 97% and less than 99.0%: 15%. Less than 97%: 10%.
    ```

    ## Write instead

    ```text
    At least 99.0% but less than 99.9%: 5%. At least 95.0% but less than 99.0%: 10%. Less than 95.0%: 25%.
    ```

    ## Not meant

    ```text
    Less than 99.99% but equal to or greater than 99.0%: 10%. Less than 99.0% but equal to or greater than 95.0%: 30%. Less than 95.0%: 100%.
    ```

    ```text
    Below 99.9%: 5%. Below 99.5%: 10%. Below 99.0%: 25%. Only the highest of these credits is due.
    ```

    ```text
    1-2 breaches: 5% credit; 3-4 breaches: 10% credit; 5 or more breaches: 15% credit.
    ```

    ```text
    Credit: above 99.9%: none; at 99.9%: none; between 99% and 99.9%: 10%; at 99%: 10%; between 95% and 99%: 25%; at 95%: 25%; below 95%: 100%.
    ```
    """

    codes = ("D001", "D002", "D003", "D005", "H003", "H007", "H013")

    def check(self, draft: Draft) -> Iterator[Finding]:
        for ladder in draft.ladders:
            if ladder.nested:
                yield from _nested(ladder, draft)
            else:
                yield from _edges(ladder, draft)
            yield from _slope(ladder, draft)
            yield from _capped(ladder, draft)
        yield from _alone(draft)
        yield from kept_and_paid_for(draft)
        yield from misses_without_a_row(draft)


def _edges(ladder: Ladder, draft: Draft) -> Iterator[Finding]:
    """Holes and overlaps between neighbours, from the highest band to the lowest."""
    met = False
    steps = sorted(ladder.steps, key=_height, reverse=True)
    for upper, lower in pairwise(steps):
        low, high = upper.band.low, lower.band.high
        if low is None or high is None:
            continue
        edges = (upper.band.low_edge, lower.band.high_edge)
        unit = ladder.unit
        if low == high and ladder.says_at(low):
            met = True
            continue
        if high < low:
            if not _within_grain(low - high, unit, ladder):
                met = True
                message = f"no row holds what lies between {told(high, unit)} and {told(low, unit)}: nothing is due there to one reader, and the next row to another."
                yield _said(draft, "D001", lower, message)
        elif high > low:
            met = True
            message = f"from {told(low, unit)} to {told(high, unit)} two rows apply."
            yield _said(draft, "D002", lower, message)
        elif edges == (Edge.OUT, Edge.OUT):
            met = True
            message = f"exactly {told(low, unit)} is in no row: nothing is due then to one reader, and the next row to another."
            yield _said(draft, "D001", lower, message)
        elif edges != (Edge.IN, Edge.OUT) and edges != (Edge.OUT, Edge.IN) and Edge.OUT not in edges:
            met = True
            message = (
                f"exactly {told(low, unit)} is in two rows: the better one to one reader, and the worse one to another."
            )
            yield _said(draft, "D002", lower, message)
    unsaid = [step for step in ladder.steps if step.band.unsaid]
    if unsaid and ladder.unit and not (met and _all_met(steps)):
        message = "this row does not say whether its bounds belong to it."
        yield _said(draft, "D003", unsaid[0], message, WARNING)


def _all_met(steps: list[Step]) -> bool:
    """Every bound is shared by two rows, so that the finding about the two says it all."""
    return all(upper.band.low == lower.band.high for upper, lower in pairwise(steps))


def _height(step: Step) -> Fraction:
    band = step.band
    if band.low is not None:
        return band.low
    assert band.high is not None
    return band.high - 10**9


def _within_grain(gap: Fraction, unit: str, ladder: Ladder) -> bool:
    """No value lies in the gap: plain numbers are counts, and a measure that is rounded has steps."""
    if not unit:
        return gap <= 1 and all(
            value is None or value.denominator == 1
            for step in ladder.steps
            for value in (step.band.low, step.band.high)
        )
    rounded = _ROUNDED.search(ladder.around)
    if rounded is None or unit != "%":
        return False
    return gap <= Fraction(1, 10 ** _STEPS[rounded["places"].lower().split()[-1]])


def _nested(ladder: Ladder, draft: Draft) -> Iterator[Finding]:
    steps = ladder.steps
    if _FIRST.search(ladder.around):
        for earlier, later in pairwise(steps):
            a, b = earlier.band, later.band
            shadowed = (a.high is not None and b.high is not None and b.high < a.high) or (
                a.low is not None and b.low is not None and b.low > a.low
            )
            if shadowed:
                message = "whatever is in this row is in the row above it, too, and the first one applies: this row never does to one reader; it is the special one to another."
                yield _said(draft, "H003", later, message)
                return
    elif not _COMBINED.search(ladder.around):
        last = steps[-1]
        first_told, last_told = _credit(steps[0]), _credit(last)
        message = f"a bad month falls in every row: only the last counts to one reader ({last_told}); to another they add up ({first_told} and the others besides)."
        yield _said(
            draft,
            "D005",
            last,
            message,
            hint="Give each row both bounds (at least 99.0% but below 99.5%), or say that only the highest is due.",
        )


def _slope(ladder: Ladder, draft: Draft) -> Iterator[Finding]:
    steps = [step for step in sorted(ladder.steps, key=_height, reverse=True) if step.amount is not None]
    if (
        len(steps) < 3
        or len({step.kind for step in steps if step.kind != "none"}) > 1
        or (ladder.nested and _FIRST.search(ladder.around))
    ):
        return
    amounts = [step.amount or Fraction(0) for step in steps]
    if all(a <= b for a, b in pairwise(amounts)) or all(a >= b for a, b in pairwise(amounts)):
        return
    rises = amounts[-1] >= amounts[0] or max(amounts) != amounts[0]
    for (_, before), (step, after) in pairwise(zip(steps, amounts, strict=True)):
        if (after < before) == rises and after != before:
            message = f"a worse result gets less here ({_credit(step)}) than a better one ({shown(before)}{'%' if step.kind == '%' else ''}): as written to one reader, a slip to another."
            yield _said(draft, "H013", step, message, WARNING)
            return


def _capped(ladder: Ladder, draft: Draft) -> Iterator[Finding]:
    shares = [step for step in ladder.steps if step.kind == "%" and step.amount is not None]
    if not shares:
        return
    top = max(shares, key=lambda step: step.amount or 0)
    for sentence in draft.sentences:
        found = _CAP.search(sentence.text)
        if found and _CREDIT.search(sentence.whole) and top.amount is not None and number(found["it"]) < top.amount:
            message = f"the table gives {_credit(top)}, and this cap leaves {found['it']}%: the row is cut to one reader, and special to another."
            yield draft.finding("H007", WARNING, message, sentence, *found.span(), "Raise the cap, or delete the row.")
            return


def _alone(draft: Draft) -> Iterator[Finding]:
    """A single band with a credit, outside of tables."""
    in_ladders = {
        (id(step.sentence.paragraph), step.sentence.start) for ladder in draft.ladders for step in ladder.steps
    }
    for sentence in draft.sentences:
        if (id(sentence.paragraph), sentence.start) in in_ladders or not _CREDIT.search(sentence.whole):
            continue
        found = re.search(
            rf"\bbetween ({NUMBER})\s?(?:%|per ?cent)? and ({NUMBER})\s?(?:%|per ?cent|minutes|hours)(?!\s*\(?(?:both )?inclu)",
            sentence.text,
            re.IGNORECASE,
        )
        if found:
            message = f'"{found[0]}" does not say whether its bounds belong to it.'
            yield draft.finding(
                "D003", WARNING, message, sentence, *found.span(), "Say `at least 99.0% but below 99.9%`."
            )


def _credit(step: Step) -> str:
    if step.amount is None:
        return "its amount"
    return f"{shown(step.amount)}%" if step.kind == "%" else shown(step.amount)


def _said(draft: Draft, code: str, step: Step, message: str, severity: object = ERROR, hint: str = "") -> Finding:
    hint = hint or "Give each row both bounds, and each bound to one row: at least 95.0% but below 99.0%."
    return draft.finding(
        code, WARNING if severity is WARNING else ERROR, message, step.sentence, step.start, step.end, hint
    )
