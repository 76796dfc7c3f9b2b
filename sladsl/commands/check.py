from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sladsl import check
from sladsl.ambiguity.left_open import budget_told
from sladsl.commands.inputs import read_contract
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import CheckFormat, Format, exit_code, rendered, show
from sladsl.commands.writing import write_folder
from sladsl.compiler import Checked
from sladsl.findings import Finding, in_order

if TYPE_CHECKING:
    from sladsl.questions.disputes import Disputed


def run_check(
    contracts: Sequence[Path],
    values: Mapping[str, str],
    today: date,
    strict: bool,
    format: CheckFormat,
    witness: Path | None,
) -> int:
    """Prints the findings of each contract and of its worked examples: as text one contract after the other, saying of each that has
    none that it has none; in any other format all in one. Writes the records of their witnesses to the folder `witness`."""
    if witness is not None:
        _fit_for_witnesses(witness, contracts)
    texts = {str(path): read_contract(path) for path in contracts}
    found: dict[str, tuple[Finding, ...]] = {}
    sources: dict[str, str] = {}
    for file, text in texts.items():
        checked = check(text, file=file, values=values, today=today)
        disputed = _disputed(checked)
        found[file] = in_order((*_with_witnesses(checked, disputed), *_of_examples(checked)))
        sources |= checked.sources
        if format is CheckFormat.TEXT:
            show(found[file], checked.sources, Format.TEXT, sys.stdout)
            if not found[file]:
                print(f"{file}: no findings.")
            if checked.left_open:
                print(budget_told(checked.left_open, found[file]))
    sys.stdout.write(rendered(format, found, sources, lambda file: _title(texts[file], file)))
    if witness is not None:
        _write_witnesses(witness, checked, disputed, sys.stdout if format is CheckFormat.TEXT else sys.stderr)
    return exit_code((finding for of_file in found.values() for finding in of_file), strict)


def _title(text: str, file: str) -> str:
    from sladsl.documents.findings import title_of

    return title_of(text, file)


def _fit_for_witnesses(folder: Path, contracts: Sequence[Path]) -> None:
    if len(contracts) > 1:
        raise Refusal("--witness wants a single contract.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is already there; --witness wants a new or empty folder, as old records in it would be settled, too."
        )


def _write_witnesses(folder: Path, checked: Checked, disputed: Iterable[Disputed], stream: TextIO) -> None:
    """All folders, or none; says which, and of which witness no records can be given."""
    from sladsl.questions.witness_folders import witness_folders

    made = witness_folders(checked, disputed)
    files = {f"{one.name}/{path}": text.encode() for one in made for path, text in one.files.items()}
    if files:
        write_folder(folder, files)
    for one in made:
        said = f"Wrote {folder / one.name}" if one.files else f"No records are written for {one.name}: {one.why}."
        print(said, file=stream)
    if not made:
        print(f"Nothing was written to {folder}: there is no witness.", file=stream)


def _disputed(checked: Checked) -> tuple[Disputed, ...]:
    if not any(finding.readings for finding in checked.findings):
        return ()
    from sladsl.questions.disputes import disputes_of  # the evaluator is large, and a final text leaves nothing open

    return disputes_of(checked)


def _with_witnesses(checked: Checked, disputed: tuple[Disputed, ...]) -> tuple[Finding, ...]:
    if not disputed:
        return checked.findings
    from sladsl.questions.disputes import with_witnesses

    return with_witnesses(checked, disputed)


def _of_examples(checked: Checked) -> tuple[Finding, ...]:
    """What the text says otherwise than its worked examples."""
    if checked.plan is None or not checked.plan.examples:
        return ()
    from sladsl.worked_examples import run_examples  # the evaluator is large, and most drafts have no example yet

    return run_examples(checked)[1]
