from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from sladsl import check
from sladsl.checks.plan import Plan
from sladsl.commands.inputs import read_contract, records_folder
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.commands.writing import write_folder
from sladsl.findings import has_errors
from sladsl.records.table import Table
from sladsl.records.written import csv_of, file_of


def run_records(
    contract: Path, values: Mapping[str, str], output: Path | None, records: Path | None, plain: Path | None
) -> int:
    """Writes what has to be exported or, given exports, what they hold as the contract wants it."""
    if (records is None) != (plain is None):
        raise Refusal(
            "--records and --plain go together: the folder of the exports, and the folder for the plain files."
        )
    if (output is None) == (plain is None):
        raise Refusal("Give --output for empty files and the page that tells what to export, or --records and --plain.")
    checked = check(read_contract(contract), file=str(contract), values=values)
    plan = checked.plan
    if plan is None or has_errors(checked.findings):
        show(checked.findings, checked.sources, Format.TEXT, sys.stderr)
        return exit_code(checked.findings, strict=False)
    if not plan.records:
        raise Refusal(f"{contract} names no record: nothing has to be exported.")
    if output is not None:
        write_folder(output, _wanted(checked.agreement.title if checked.agreement else contract.stem, plan))
        print(f"{output}: what to export ({len(plan.records)} record{'s' if len(plan.records) > 1 else ''}).")
        return 0
    assert records is not None
    assert plain is not None
    from sladsl.records.read import read_records

    held, faults = read_records(records_folder(records), plan.records, plan.zone, plan.currency)
    if has_errors(faults):
        show(faults, checked.sources, Format.TEXT, sys.stderr)
        return exit_code(faults, strict=False)
    try:
        files = {file_of(table.record): csv_of(table).encode() for table in held.tables.values()}
    except ValueError as reason:
        raise Refusal(f"The records cannot be written as CSV: {reason}.") from None
    write_folder(plain, files)
    rows = sum(len(table) for table in held.tables.values())
    print(f"{plain}: {rows} row{'s' if rows != 1 else ''} in {len(files)} file{'s' if len(files) > 1 else ''}.")
    show_aside(faults, checked.sources, Format.TEXT)
    return 0


def _wanted(title: str, plan: Plan) -> dict[str, bytes]:
    from sladsl.documents.exporting import exporting_page
    from sladsl.records.row_schema import row_schema, schema_file

    files = {"what-to-export.html": exporting_page(title, plan.zone, plan.currency, plan.records).encode()}
    for record in plan.records:
        nothing = Table(record, {field.name: () for field in record.fields}, ())
        files[file_of(record)] = csv_of(nothing).encode()
        schema = json.dumps(row_schema(record, plan.zone), indent=2, ensure_ascii=False)
        files[schema_file(record)] = f"{schema}\n".encode()
    return files
