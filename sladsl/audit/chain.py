"""A ledger as it is read: its entries, and every place where it is not what was written."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sladsl.audit.entry import FORMAT, NO_SEAL, Entry, Json, canonical, fingerprints, seal
from sladsl.findings import Finding, Place, error
from sladsl.node import node

_KEYS = frozenset(
    [
        "format",
        "entry",
        "before",
        "made_by",
        "agreement",
        "contract",
        "values",
        "readings",
        "records",
        "statement",
        "reason",
        "restates",
        "fingerprints",
        "seal",
    ]
)


@node
class Chain:
    """`entries`: those that can be read, in their order. With `faults`, nothing may be added to it."""

    entries: tuple[Entry, ...]
    faults: tuple[Finding, ...]

    @property
    def last(self) -> str:
        return self.entries[-1].seal if self.entries else NO_SEAL


def read_chain(content: bytes, file: str) -> Chain:
    """The ledger in these bytes (none: an empty one); `file` is how findings name it. Every change of a byte is a fault."""
    lines = content.split(b"\n")
    unended = lines.pop()
    faults: list[Finding] = []
    entries: list[Entry] = []
    before = NO_SEAL
    for number, line in enumerate(lines, 1):
        found = _parsed(line)
        if found is None:
            faults.append(_fault(file, number, f"entry {number} cannot be read any more: it is not what was written"))
            before = ""
            continue
        faults += (_fault(file, number, message) for message in _wrong(found, line, number, before))
        entries.append(Entry(found, line + b"\n"))
        before = str(found["seal"])
    if unended:
        message = f"entry {len(lines) + 1} breaks off: its line has no end"
        faults.append(_fault(file, len(lines) + 1, message))
    return Chain(tuple(entries), tuple(faults))


def _parsed(line: bytes) -> Json | None:
    """None: no entry of a ledger."""
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.keys() != _KEYS or found["format"] != FORMAT:
        return None
    statement, given = found["statement"], found["fingerprints"]
    shaped = (
        isinstance(statement, dict)
        and isinstance(statement.get("windows"), list)
        and all(isinstance(window, dict) for window in statement["windows"])
        and isinstance(given, dict)
        and isinstance(found["entry"], int)
    )
    return found if shaped else None


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _wrong(found: Json, line: bytes, number: int, before: str) -> Iterator[str]:
    """What was changed in an entry or around it. `before`: the seal of the entry before, "" where that cannot be read."""
    written, now = found["fingerprints"], fingerprints(found)
    parts = [
        name for name in (*now, *(name for name in written if name not in now)) if now.get(name) != written.get(name)
    ]
    if parts:
        yield f"entry {number} was changed after it was written: {', '.join(_named(part, found) for part in parts)}"
    if found["seal"] != seal(found):
        yield f"the seal of entry {number} is not that of what it says: its number, its fingerprints or the seal was changed"
    if found["entry"] != number:
        yield f"entry {found['entry']} stands in the place of entry {number}: an entry was taken out, put in or moved"
    if before and found["before"] != before:
        what = f"entry {number - 1} as it stands" if number > 1 else "nothing, as the first of a ledger is"
        yield f"entry {number} was not written after {what}: an entry before it was taken out, put in or changed"
    if not parts and canonical(found) != line:
        yield f"entry {number} says what was written, in other bytes: its blanks, its escapes or its order were changed"


def _named(part: str, found: Json) -> str:
    kind, _, number = part.partition(" ")
    if kind == "month" and number.isdigit() and 0 < int(number) <= len(found["statement"]["windows"]):
        return f"what it says of {found['statement']['windows'][int(number) - 1].get('label', part)}"
    names = {
        "contract": "the fingerprints of the contract",
        "records": "the fingerprints of the records",
        "values": "the order-form values",
        "readings": "the readings that were given",
        "statement": "the statement beside its months",
        "agreement": "the name of the agreement",
        "made_by": "the program that made it",
        "restates": "what it restates",
    }
    return names.get(part, f"the {part}")


def _fault(file: str, number: int, message: str) -> Finding:
    hint = "Take the ledger from a copy that is whole; what is wrong here cannot be mended in it."
    return error("S009", message, Place(file, number, 1, number, 1), hint=hint)
