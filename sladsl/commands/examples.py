from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from sladsl import check
from sladsl.checks.evaluate.examples import Outcome
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import Format, exit_code, show_aside
from sladsl.compiler import Checked
from sladsl.findings import Finding, Place, has_errors, in_order
from sladsl.report import as_json
from sladsl.settling import run_examples


def run_test(contract: Path, values: Mapping[str, str], strict: bool, format: Format) -> int:
    """Prints what each worked example says and what the text gives; the examples of a contract with errors are not run."""
    checked = check(read_contract(contract), file=str(contract), values=values)
    outcomes, contradicted = ((), ()) if has_errors(checked.findings) else run_examples(checked)
    findings = in_order((*checked.findings, *contradicted))
    if format is Format.JSON:
        sys.stdout.write(_as_json(checked, outcomes, findings))
    else:
        _print(checked, outcomes, ran=not has_errors(checked.findings))
        show_aside(checked.findings, checked.sources, format)
    return exit_code(findings, strict)


def _print(checked: Checked, outcomes: tuple[Outcome, ...], ran: bool) -> None:
    titles, last = _titles(checked), None
    for outcome in outcomes:
        if titles[outcome.place] != last:
            last = titles[outcome.place]
            print(last)
        print(f"  line {outcome.place.line}: {'holds' if outcome.holds else 'CONTRADICTED'}")
        for name, said in (
            ("the example says", outcome.expected),
            ("the text gives", outcome.found),
            ("hangs on what is left open", ", ".join(outcome.hangs_on)),
        ):
            if said:
                print(f"    {name}: {said}")
    if not ran:
        print("The worked examples were not run: the contract has errors.")
    elif not outcomes:
        print(f"{checked.source.path} has no worked examples.")
    else:
        held = sum(outcome.holds for outcome in outcomes)
        print(f"\n{held} of {len(outcomes)} {'figure holds' if len(outcomes) == 1 else 'figures hold'}.")


def _titles(checked: Checked) -> dict[Place, str]:
    """The heading of the example that each outcome is of, by the place of what the example expects."""
    examples = checked.plan.examples if checked.plan is not None else ()
    return {
        expected.place: example.title or f"Worked example, line {example.place.line}"
        for example in examples
        for expected in example.expects
    }


def _as_json(checked: Checked, outcomes: tuple[Outcome, ...], findings: tuple[Finding, ...]) -> str:
    titles = _titles(checked)
    rows = [
        {
            "example": titles[outcome.place],
            "holds": outcome.holds,
            "expected": outcome.expected,
            "found": outcome.found,
            "file": outcome.place.file,
            "line": outcome.place.line,
            "hangs_on": list(outcome.hangs_on),
        }
        for outcome in outcomes
    ]
    made = {"examples": rows, "findings": [as_json(finding) for finding in findings]}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
