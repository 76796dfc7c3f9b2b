from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sladsl import settle
from sladsl.checks.statement_json import statement_json
from sladsl.checks.statement_text import statement_text
from sladsl.commands.inputs import read_contract, records_folder
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.commands.writing import write_all
from sladsl.records.set_aside import render_set_aside


def run_settle(
    contract: Path,
    records: Path,
    *,
    days: tuple[date | None, date | None],
    as_of: date | None,
    values: Mapping[str, str],
    readings: Mapping[str, str],
    set_aside: Path | None,
    strict: bool,
    format: Format,
) -> int:
    """Prints the statement, and on stderr the findings beside it. Without a statement there are only findings, and as JSON they are the result."""
    settled = settle(
        read_contract(contract),
        records_folder(records),
        file=str(contract),
        first=days[0],
        last=days[1],
        as_of=as_of,
        readings=readings,
        values=values,
        set_aside=set_aside is not None,
    )
    sources = settled.checked.sources
    if settled.statement is None:
        show(settled.findings, sources, format, sys.stdout if format is Format.JSON else sys.stderr)
        return exit_code(settled.findings, strict)
    if set_aside is not None:
        write_all({set_aside: render_set_aside(settled.set_aside).encode()})
    sys.stdout.write((statement_json if format is Format.JSON else statement_text)(settled.statement))
    show_aside(settled.findings, sources, format)
    return exit_code(settled.findings, strict)
