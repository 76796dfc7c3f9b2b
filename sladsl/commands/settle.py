from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from sladsl import settle
from sladsl.audit import Inputs, contradictions, entry_of, read_chain, repeats
from sladsl.checks.engines.names import Engine
from sladsl.checks.statement_json import statement_json
from sladsl.checks.statement_text import statement_text
from sladsl.commands.documents import document_formats, house_file
from sladsl.commands.inputs import read_contract, records_folder
from sladsl.commands.ledger import alone_with, ledger_bytes
from sladsl.commands.progress import Working
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.commands.writing import write_all
from sladsl.documents.house import House, Misfit
from sladsl.findings import Finding, Place, Severity, has_errors
from sladsl.records.set_aside import render_set_aside
from sladsl.settling import STEPS, Settled, Told


def run_settle(
    contract: Path,
    records: Path,
    *,
    days: tuple[date | None, date | None],
    as_of: date | None,
    values: Mapping[str, str],
    readings: Mapping[str, str],
    set_aside: Path | None,
    document: str | None,
    out: Path,
    house: Path | None,
    ledger: Path | None,
    reason: str | None,
    engine: Engine,
    spark_master: str,
    strict: bool,
    format: Format,
) -> int:
    """Prints the statement, and on stderr the findings beside it. Without a statement there are only findings, and as JSON they are the result."""
    if reason is not None and (ledger is None or not reason.strip()):
        raise Refusal(
            "--reason says why an entry of a ledger is restated: give it some words, and --ledger with the file."
        )
    formats = document_formats(document) if document is not None else ()
    if out.exists() and not out.is_dir():
        raise Refusal(f"{out} is a file; --out wants a folder.")
    styles = house_file(house)
    text, folder = read_contract(contract), records_folder(records)
    with Working("Reading the contract", STEPS + bool(formats)) as told:
        settled = settle(
            text,
            folder,
            file=str(contract),
            first=days[0],
            last=days[1],
            as_of=as_of,
            readings=readings,
            values=values,
            set_aside=set_aside is not None,
            engine=engine,
            spark_master=spark_master,
            tell=told,
        )
        made, unfit = _documents(settled, formats, styles, told) if settled.statement is not None else ({}, ())
    findings = (*settled.findings, *unfit)
    if settled.statement is None or unfit:
        return _refused(findings, settled, strict, format)
    files = {out / name: content for name, content in made.items()}
    with alone_with(ledger) if ledger is not None else nullcontext():
        if ledger is not None:
            added, said = _added(settled, readings, ledger, reason)
            findings = (*findings, *said)
            if has_errors(said):
                return _refused(findings, settled, strict, format)
            for path, content in added.items():
                files = _with(files, path, content, "--ledger")
        if set_aside is not None:
            files = _with(files, set_aside, render_set_aside(settled.set_aside).encode(), "--set-aside")
        if files:
            write_all(files)
    sys.stdout.write((statement_json if format is Format.JSON else statement_text)(settled.statement))
    show_aside(findings, settled.checked.sources, format)
    return exit_code(findings, strict)


def _documents(
    settled: Settled, formats: tuple[str, ...], styles: bytes | None, told: Told
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """By file name; or none, and why they cannot be written."""
    if not formats:
        return {}, ()
    from sladsl.stating import statement_files  # documents bring large libraries

    told("Writing the document")
    try:
        return statement_files(settled, formats, House(styles)), ()
    except Misfit as misfit:
        return {}, (misfit.finding,)


def _refused(findings: tuple[Finding, ...], settled: Settled, strict: bool, format: Format) -> int:
    """There is no result: the findings alone are told."""
    show(findings, settled.checked.sources, format, sys.stdout if format is Format.JSON else sys.stderr)
    return exit_code(findings, strict)


def _with(files: dict[Path, bytes], path: Path, content: bytes, option: str) -> dict[Path, bytes]:
    if path.resolve() in {other.resolve() for other in files}:
        raise Refusal(f"{option} {path} is the place of another file that is written.")
    return {**files, path: content}


def _added(
    settled: Settled, readings: Mapping[str, str], ledger: Path, reason: str | None
) -> tuple[dict[Path, bytes], tuple[Finding, ...]]:
    """The ledger with the statement as its last entry, or nothing to write, and what there is to say of it."""
    assert settled.statement is not None
    file = str(ledger)
    before = ledger_bytes(ledger, missing=b"")
    chain = read_chain(before, file)
    if chain.faults:
        return {}, chain.faults
    inputs = Inputs(settled.checked.sources, settled.checked.values, readings, settled.fingerprints)
    number = len(chain.entries) + 1
    entry = entry_of(settled.statement, inputs, number, chain.last)
    own = [one for one in chain.entries if one.content["agreement"] == settled.statement.agreement]
    if own and repeats(entry, own[-1]):
        return {}, (_note(file, own[-1].number, f"entry {own[-1].number} says the same already, seal {own[-1].seal}"),)
    contradicted = contradictions(entry, own, file)
    if contradicted and reason is None:
        return {}, tuple(finding for _, finding in contradicted)
    restated = sorted({number for number, _ in contradicted})
    if reason is not None:
        entry = entry_of(settled.statement, inputs, number, chain.last, reason=reason.strip(), restates=restated)
    restates = f", restates entry {' and '.join(map(str, restated))}" if restated else ""
    said = f"the statement is entry {number}{restates}, seal {entry.seal}"
    return {ledger: before + entry.line}, (_note(file, number, said),)


def _note(file: str, number: int, message: str) -> Finding:
    return Finding("S010", Severity.INFO, message, Place(file, number, 1, number, 1))
