from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sladsl import format as format_text
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import Format, exit_code, show
from sladsl.commands.writing import write_all
from sladsl.findings import Finding
from sladsl.syntax.source import Source


def run_fmt(contracts: Sequence[Path], only_check: bool) -> int:
    """Writes each contract in its canonical form, or with `only_check` names those that are not in it. What cannot be read stays as it is."""
    found: list[Finding] = []
    changed: dict[Path, bytes] = {}
    for path in contracts:
        text = read_contract(path)
        formatted, findings = format_text(text, file=str(path))
        if exit_code(findings, strict=False):
            show(findings, {str(path): Source(str(path), text).text}, Format.TEXT, sys.stderr)
            found += findings
        elif formatted != text:
            changed[path] = formatted.encode()
    if only_check:
        for path in changed:
            print(f"{path} is not in the canonical form.")
        return int(bool(changed) or bool(found))
    if changed:
        # Through a link to the file it points to: the link itself stays.
        write_all({path.resolve(): content for path, content in changed.items()})
    for path in changed:
        print(f"Formatted {path}")
    return int(bool(found))
