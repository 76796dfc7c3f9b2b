"""Removing any one sentence from the Interpretation part of an example reopens the questions that it answers, each with what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sladsl
from sladsl.compiler import Checked
from sladsl.findings import Severity, has_errors
from sladsl.questions.disputes import with_witnesses

EXAMPLES = Path(__file__).parents[2] / "examples"
QUICK = (
    "A month is a calendar month.",
    "A period that spans two months counts in each for the part within it, and its length is taken as a whole.",
    "A measure is compared without rounding.",
    "A missing Probe counts as a failure.",
    "Days before a day are counted back from that day, which is not counted, and an act is in time until the end of the last of them.",
)


def sentences() -> Iterator[object]:
    for contract in sorted(EXAMPLES.glob("*/contract.sla")):
        lines = contract.read_text("utf-8").splitlines()
        start = lines.index("## Interpretation") + 1
        end = next(number for number in range(start, len(lines)) if lines[number].startswith("## "))
        for number in range(start, end):
            if lines[number].endswith(".") and not lines[number].startswith(">"):
                quick = contract.parent.name == "managed-hosting" and lines[number] in QUICK
                marks = () if quick else pytest.mark.proof
                yield pytest.param(contract, number, marks=marks, id=f"{contract.parent.name}:{number + 1}")


def read(contract: Path, without: int | None = None) -> Checked:
    lines = contract.read_text("utf-8").splitlines(keepends=True)
    return sladsl.check("".join(line for number, line in enumerate(lines) if number != without), file=str(contract))


@pytest.mark.parametrize(("contract", "number"), [*sentences()])
def test_a_sentence_less_reopens_what_it_answers(contract: Path, number: int) -> None:
    before, after = read(contract), read(contract, number)
    assert before.plan is not None
    assert after.plan is not None
    removed = contract.read_text("utf-8").splitlines()[number]
    answered = {
        reading.slot.name
        for reading in before.plan.readings
        if (reading.place is not None and (reading.place.file, reading.place.line) == (str(contract), number + 1))
        or (reading.origin and reading.origin in removed)
    }
    known = {reading.slot.name for reading in before.plan.readings}
    open_now = {reading.slot.name for reading in after.plan.readings if reading.value is None}
    still_answered = {reading.slot.name for reading in after.plan.readings if reading.value is not None}
    # Published rules, or those of an agreement above, may answer it, too; and another kind of month may ask what the first did not.
    assert answered - still_answered - open_now == answered - {reading.slot.name for reading in after.plan.readings}
    assert open_now & known <= answered
    if has_errors(after.findings):
        return  # what names the zone, the currency or the business days is no reading: without it nothing is settled
    asked = [finding for finding in with_witnesses(after) if finding.readings]
    assert len(asked) >= len(open_now)
    for finding in asked:
        assert finding.dispute is not None, finding.message
        assert finding.dispute.searched
        found = bool(finding.dispute.claims)
        assert (finding.severity is Severity.INFO) is not found
        if found:
            assert len({(claim.amount, claim.arithmetic) for claim in finding.dispute.claims}) > 1
