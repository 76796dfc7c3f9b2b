from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import assert_never

from sladsl import __version__, check
from sladsl.ambiguity.left_open import budget_told
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import CheckFormat, Format, exit_code, show
from sladsl.compiler import Checked
from sladsl.findings import Finding, in_order
from sladsl.report import render_github, render_json


def run_check(
    contracts: Sequence[Path], values: Mapping[str, str], today: date, strict: bool, format: CheckFormat
) -> int:
    """Prints the findings of each contract and of its worked examples: as text one contract after the other, saying of each that has
    none that it has none; in any other format all in one."""
    texts = {str(path): read_contract(path) for path in contracts}
    found: dict[str, tuple[Finding, ...]] = {}
    sources: dict[str, str] = {}
    for file, text in texts.items():
        checked = check(text, file=file, values=values, today=today)
        found[file] = in_order((*_with_witnesses(checked), *_of_examples(checked)))
        sources |= checked.sources
        if format is CheckFormat.TEXT:
            show(found[file], checked.sources, Format.TEXT, sys.stdout)
            if not found[file]:
                print(f"{file}: no findings.")
            if checked.left_open:
                print(budget_told(checked.left_open, found[file]))
    findings = [finding for of_file in found.values() for finding in of_file]
    sys.stdout.write(_rendered(format, texts, found, findings, sources))
    return exit_code(findings, strict)


def _rendered(
    format: CheckFormat,
    texts: Mapping[str, str],
    found: Mapping[str, tuple[Finding, ...]],
    findings: Sequence[Finding],
    sources: Mapping[str, str],
) -> str:
    match format:
        case CheckFormat.TEXT:
            return ""
        case CheckFormat.JSON:
            return render_json(findings)
        case CheckFormat.SARIF:
            from sladsl.report.sarif import render_sarif  # the manual is read for it

            return render_sarif(findings, __version__)
        case CheckFormat.GITHUB:
            return render_github(findings)
        case CheckFormat.HTML:
            from sladsl.documents.findings import findings_html, title_of

            pages = [(title_of(text, file), found[file]) for file, text in texts.items()]
            return findings_html(pages, sources, __version__)
        case _:
            assert_never(format)


def _with_witnesses(checked: Checked) -> tuple[Finding, ...]:
    if not any(finding.readings for finding in checked.findings):
        return checked.findings
    from sladsl.disputes import with_witnesses  # the evaluator is large, and a final text leaves nothing open

    return with_witnesses(checked)


def _of_examples(checked: Checked) -> tuple[Finding, ...]:
    """What the text says otherwise than its worked examples."""
    if checked.plan is None or not checked.plan.examples:
        return ()
    from sladsl.worked_examples import run_examples  # the evaluator is large, and most drafts have no example yet

    return run_examples(checked)[1]
