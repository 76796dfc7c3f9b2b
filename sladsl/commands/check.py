from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sladsl import check
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import Format, exit_code, show
from sladsl.findings import Finding


def run_check(contracts: Sequence[Path], values: Mapping[str, str], strict: bool, format: Format) -> int:
    """Prints the findings of each contract, all in one object as JSON, and says of each contract that has none that it has none."""
    texts = {str(path): read_contract(path) for path in contracts}
    findings: list[Finding] = []
    for file, text in texts.items():
        checked = check(text, file=file, values=values)
        findings += checked.findings
        if format is Format.TEXT:
            show(checked.findings, checked.sources, format, sys.stdout)
            if not checked.findings:
                print(f"{file}: no findings.")
    if format is Format.JSON:
        show(findings, {}, format, sys.stdout)
    return exit_code(findings, strict)
