from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sladsl import check
from sladsl.checks.evaluate.examples.examples import Outcome
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import Format, exit_code, show_aside
from sladsl.findings import Finding, has_errors, in_order
from sladsl.report import as_json
from sladsl.worked_examples import Ran, run_examples


def run_test(contract: Path, values: Mapping[str, str], strict: bool, format: Format) -> int:
    """Prints what each worked example says and what the text gives; the examples of a contract with errors are not run."""
    checked = check(read_contract(contract), file=str(contract), values=values)
    ran, contradicted = run_examples(checked, standing=True)
    findings = in_order((*checked.findings, *contradicted))
    if format is Format.JSON:
        sys.stdout.write(_as_json(ran, findings))
        return exit_code(findings, strict)
    idle = {finding.place for finding in contradicted if finding.code == "W003"}
    for one in ran:
        _print(one)
        if one.example.place in idle:
            print("  stands for no sentence: it holds whatever the clauses say [W003]")
    if has_errors(checked.findings):
        print("The worked examples were not run: the contract has errors.")
    elif not ran:
        print(f"{contract} has no worked examples.")
    else:
        held = sum(one.holds for one in ran)
        print(f"\n{held} of {len(ran)} worked {'example holds' if len(ran) == 1 else 'examples hold'}.")
    show_aside(checked.findings, checked.sources, format)
    return exit_code(findings, strict)


def _print(one: Ran) -> None:
    """Both figures of every expectation: what the example says, and what the text gives for its events."""
    print(_title(one))
    for outcome in one.outcomes:
        verdict = "holds" if outcome.holds else "CONTRADICTED"
        if not outcome.found:
            verdict = "cannot be worked out"
        print(f"  line {outcome.place.line}: {verdict}")
        if outcome.found:
            print(f"    the example says: {outcome.expected}")
            print(f"    the text gives:   {outcome.found}")
        if outcome.assumes:
            print(f"    holds only for the first choice of {', '.join(outcome.assumes)}: name it in the example [W002]")
        if outcome.hangs_on:
            print(f"    hangs on what is left open: {', '.join(outcome.hangs_on)}")


def _title(one: Ran) -> str:
    return one.example.title or f"Worked example, line {one.example.place.line}"


def _as_json(ran: Sequence[Ran], findings: Sequence[Finding]) -> str:
    examples = [
        {
            "title": _title(one),
            "file": one.example.place.file,
            "line": one.example.place.line,
            "holds": one.holds,
            "outcomes": [_outcome(outcome) for outcome in one.outcomes],
        }
        for one in ran
    ]
    made = {"examples": examples, "findings": [as_json(finding) for finding in findings]}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "line": outcome.place.line,
        "holds": outcome.holds,
        "expected": outcome.expected,
        "found": outcome.found,
        "hangs_on": list(outcome.hangs_on),
        "assumes": list(outcome.assumes),
    }
