"""An entry of the ledger: one line of canonical JSON (RFC 8785's order of keys, no blanks, UTF-8) that ends in a line feed.

Each part of an entry has a fingerprint of its own, so that a later change can be told by the part; the seal is that of the parts'
fingerprints, of the entry's number and of the seal before. All are SHA-256 in hexadecimal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from sladsl import __version__
from sladsl.checks.statement import Statement
from sladsl.checks.statement_json import as_json
from sladsl.node import node
from sladsl.records.fingerprint import Fingerprint

Json = dict[str, Any]

FORMAT = "sladsl-ledger-1"
NO_SEAL = "0" * 64
"""What stands for the seal before the first entry."""


@node
class Inputs:
    """What a statement was made from: texts by path, order-form values and readings that were given, and the files of the records."""

    sources: Mapping[str, str]
    values: Mapping[str, str]
    readings: Mapping[str, str]
    records: Sequence[Fingerprint]


@node
class Entry:
    """`content`: what the line says. `line`: its bytes, with the line feed."""

    content: Json
    line: bytes

    @property
    def number(self) -> int:
        return int(self.content["entry"])

    @property
    def seal(self) -> str:
        return str(self.content["seal"])

    @property
    def statement(self) -> Json:
        found: Json = self.content["statement"]
        return found


def entry_of(
    statement: Statement, inputs: Inputs, number: int, before: str, *, reason: str = "", restates: Sequence[int] = ()
) -> Entry:
    """The entry `number` after one with the seal `before`. `restates`: the numbers of the entries that it contradicts, for the `reason`."""
    content: Json = {
        "format": FORMAT,
        "entry": number,
        "before": before,
        "made_by": f"sladsl {__version__}",
        "agreement": statement.agreement,
        "contract": {PurePath(path).name: fingerprint(text.encode()) for path, text in inputs.sources.items()},
        "values": dict(inputs.values),
        "readings": dict(inputs.readings),
        "records": [
            {"record": one.record, "file": one.file, "sha256": one.sha256, "bytes": str(one.size)}
            for one in inputs.records
        ],
        "statement": as_json(statement),
        "reason": reason,
        "restates": list(restates),
    }
    content["fingerprints"] = fingerprints(content)
    content["seal"] = seal(content)
    return Entry(content, canonical(content) + b"\n")


def repeats(new: Entry, old: Entry) -> bool:
    """Whether both say the same of the same."""
    return all(new.content[part] == old.content[part] for part in (*_INPUTS, "agreement", "statement"))


_INPUTS = ("contract", "values", "readings", "records")


def fingerprints(content: Json) -> dict[str, str]:
    """Of each part of an entry by its name, and of each month of its statement."""
    statement = content["statement"]
    parts = {part: content[part] for part in ("made_by", "agreement", *_INPUTS, "reason", "restates")}
    parts["statement"] = {name: value for name, value in statement.items() if name != "windows"}
    for n, window in enumerate(statement["windows"], 1):
        parts[f"month {n}"] = window
    return {name: fingerprint(canonical(part)) for name, part in parts.items()}


def seal(content: Json) -> str:
    sealed = {name: content[name] for name in ("format", "entry", "before", "fingerprints")}
    return fingerprint(canonical(sealed))


def canonical(value: object) -> bytes:
    """One way to write a value: no entry holds a number that is not whole."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
