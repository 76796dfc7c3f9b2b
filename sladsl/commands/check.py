from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sladsl import check
from sladsl.ambiguity.left_open import budget_told
from sladsl.commands.inputs import read_contract
from sladsl.commands.showing import CheckFormat, Format, exit_code, rendered, show
from sladsl.compiler import Checked
from sladsl.findings import Finding, in_order


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
    sys.stdout.write(rendered(format, found, sources, lambda file: _title(texts[file], file)))
    return exit_code((finding for of_file in found.values() for finding in of_file), strict)


def _title(text: str, file: str) -> str:
    from sladsl.documents.findings import title_of

    return title_of(text, file)


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
