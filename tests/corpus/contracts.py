"""The agreements of this folder, and the variants in which a disputed reading is stated the other way."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
CONTRACTS = sorted(path for path in FOLDER.glob("*.sla"))
EXAMPLES = "## Worked examples\n"


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a disputed case: the edits that state it, and a worked example that holds under it and under no other.

    `edits`: what the contract says, and what stands there instead. `example`: sections of worked examples, added after the contract's own.
    """

    contract: Path
    case: str
    reading: str
    edits: tuple[tuple[str, str], ...]
    example: str

    @property
    def name(self) -> str:
        return f"{self.contract.stem}: {self.case} [{self.reading}]"

    def text(self, *, edited: bool = True) -> str:
        """The contract with the example of the variant alone and, unless told otherwise, with its edits. AssertionError: an edit does not fit."""
        text = self.contract.read_text("utf-8")
        if edited:
            for old, new in self.edits:
                assert text.count(old) == 1, f"{self.name}: the contract says {text.count(old)} times {old!r}"
                text = text.replace(old, new)
        assert text.count(EXAMPLES) <= 1
        return text.partition(EXAMPLES)[0] + EXAMPLES + "\n" + self.example


@cache
def variants() -> tuple[Variant, ...]:
    """All that the TOML files beside the contracts list, in their order."""
    return tuple(
        Variant(
            path.with_suffix(".sla"),
            one["case"],
            one["reading"],
            tuple((edit["old"], edit["new"]) for edit in one["edits"]),
            one["example"],
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for one in tomllib.loads(path.read_text("utf-8")).get("variant", ())
    )
