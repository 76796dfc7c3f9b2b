"""The pages of the manual with the witness of each example: what two honest readers get from the contract that the page shows."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity import all_rules
from sladsl.compiler import Checked, check
from sladsl.findings import Finding
from sladsl.manual import explain
from sladsl.manual.around import around, around_open, examples_of
from sladsl.manual.questions import questions
from sladsl.questions.disputes import with_witnesses
from sladsl.report.words import CLEAN, lines


def page(code: str) -> str | None:
    """The page of a code, in Markdown, with what hangs on its examples. None: there is no such code."""
    return explain(code, tuple(_witnesses(code.strip().upper())))


def _witnesses(code: str) -> Iterator[str]:
    """A section for each example of the page that leaves something open."""
    if code in questions():
        for one in questions()[code]:
            yield _section(code, _checked(around_open(one.example, one.kind)), lettered=False)
        return
    for rule in all_rules():
        if code in rule.codes and rule.leaves_open:
            yield _section(code, _checked(around(examples_of(rule.page(code))[0])), lettered=True)


def _checked(text: str) -> Checked:
    return check(text, "example.sla", lambda name: None, {})


def _section(code: str, checked: Checked, *, lettered: bool) -> str:
    """`lettered`: with the sentences to choose from, which the page does not list itself. Empty where nothing is left open."""
    found = next((one for one in with_witnesses(checked) if one.code == code and one.dispute is not None), None)
    if found is None or found.dispute is None:
        return ""
    dispute = found.dispute
    if not dispute.claims:
        return f"No events were found on which the readings of this example differ ({dispute.searched})."
    parts = [
        "## Two honest readers",
        f"{CLEAN[0].upper()}{CLEAN[1:]}:",
        "\n".join(f"- {event}" for event in dispute.events),
        *([_sentences(found)] if lettered else []),
        "\n".join(_table(found)),
    ]
    return "\n\n".join(parts)


def _sentences(finding: Finding) -> str:
    return "\n".join(f"- **{line.letter}**: {line.sentence}" for line in lines(finding))


def _table(finding: Finding) -> Iterator[str]:
    rows = [("", "gets", "better for", "counted")]
    for line in lines(finding):
        if line.claim is not None:
            claim = line.claim
            rows.append((line.letter, claim.amount, claim.favours, claim.arithmetic.replace("|", "\\|")))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, row in enumerate(rows):
        cells = [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"| {' | '.join('-' * max(width, 3) for width in widths)} | --- |"
