from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sladsl import check
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import Format, exit_code, show
from sladsl.compiler import Checked
from sladsl.findings import Finding, in_order


def run_check(contracts: Sequence[Path], values: Mapping[str, str], strict: bool, format: Format) -> int:
    """Prints the findings of each contract and of its worked examples, all in one object as JSON, and says of each contract that has none that it has none."""
    texts = {str(path): read_contract(path) for path in contracts}
    findings: list[Finding] = []
    for file, text in texts.items():
        checked = check(text, file=file, values=values)
        found = in_order((*checked.findings, *_of_examples(checked)))
        findings += found
        if format is Format.TEXT:
            show(found, checked.sources, format, sys.stdout)
            if not found:
                print(f"{file}: no findings.")
    if format is Format.JSON:
        show(findings, {}, format, sys.stdout)
    return exit_code(findings, strict)


def _of_examples(checked: Checked) -> tuple[Finding, ...]:
    """What the text says otherwise than its worked examples."""
    if checked.plan is None or not checked.plan.examples:
        return ()
    from sladsl.worked_examples import run_examples  # the evaluator is large, and most drafts have no example yet

    return run_examples(checked)[1]
