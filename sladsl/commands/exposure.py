from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sladsl import check
from sladsl.commands.inputs import read_contract, records_folder
from sladsl.commands.progress import Working
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.exposure import exposure
from sladsl.exposure.data import exposure_json
from sladsl.exposure.told import exposure_text


def run_exposure(
    contract: Path,
    records: Path | None,
    *,
    days: tuple[date | None, date | None],
    as_of: date | None,
    values: Mapping[str, str],
    format: Format,
) -> int:
    """Prints what hangs on the open questions; with records, what each month could come to. Errors of the text or the records come first."""
    if records is None and (as_of or any(days)):
        raise Refusal("Months and days concern records: give --records, too.")
    text, folder = read_contract(contract), records_folder(records) if records is not None else None
    with Working("Trying the answers to the open questions"):
        checked = check(text, file=str(contract), values=values)
        found = exposure(checked, folder, first=days[0], last=days[1], as_of=as_of)
    if exit_code(found.findings, strict=False):
        show(found.findings, checked.sources, format, sys.stdout if format is Format.JSON else sys.stderr)
        return 1
    sys.stdout.write((exposure_json if format is Format.JSON else exposure_text)(found))
    if format is Format.TEXT:
        show_aside(found.findings, checked.sources, format)
    return 0
