from __future__ import annotations

import sys
from pathlib import Path

from sladsl.audit import read_chain
from sladsl.commands.ledger import ledger_bytes
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show
from sladsl.findings import Finding, Place, Severity, error

_LEAST = 8


def run_verify_ledger(file: Path, last: str | None, format: Format) -> int:
    """Prints whether every entry is as it was written. 0: it is; 1: it is not."""
    wanted = (last or "").strip().lower()
    if last is not None and (len(wanted) < _LEAST or set(wanted) - set("0123456789abcdef")):
        raise Refusal(
            f'--last wants at least the first {_LEAST} characters of a seal (0-9, a-f); "{last}" is not that.'
        )
    content = ledger_bytes(file)
    chain = read_chain(content, str(file))
    findings = list(chain.faults)
    place = Place(str(file), max(len(chain.entries), 1), 1, max(len(chain.entries), 1), 1)
    if wanted and not chain.last.startswith(wanted):
        at = next((entry.number for entry in chain.entries if entry.seal.startswith(wanted)), None)
        message = (
            f"the entry with the seal {wanted} is number {at}, and {len(chain.entries) - at} more were added after it"
            if at is not None
            else f"no entry has the seal {wanted}: entries at the end were cut off, or the whole was written anew"
        )
        findings.append(
            error("S009", message, place, hint="Compare the ledger with a copy from the time of that seal.")
        )
    if findings:
        show(findings, {}, format, sys.stdout)
        return exit_code(findings, strict=False)
    count = "1 entry" if len(chain.entries) == 1 else f"{len(chain.entries)} entries"
    unchanged = f"{count}, unchanged; the seal of the last is {chain.last}" if chain.entries else "no entry yet"
    if format is Format.JSON:
        show([Finding("S010", Severity.INFO, unchanged, place)], {}, format, sys.stdout)
    else:
        print(f"{file}: {unchanged}.")
    return 0
