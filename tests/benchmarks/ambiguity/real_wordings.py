"""What the rules on prose find in short quotations of public agreements: `python -m tests.benchmarks.ambiguity.real_wordings [FILE]`.

The file (here: `real_wordings.json`) holds `ambiguous` quotations with the codes that readers have given them, and `clear` ones with the
codes that they might be mistaken for. Each is read by itself, without the agreement around it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sladsl.prose import review
from sladsl.prose.read.plain import read_plain

HERE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`missed`: codes that were to be found; `besides`: codes that were found and were not given, with the words they are about."""

    name: str
    text: str
    given: frozenset[str]
    missed: frozenset[str]
    besides: tuple[tuple[str, str], ...]


def outcomes(quotations: Sequence[dict[str, object]]) -> list[Outcome]:
    return [_outcome(one) for one in quotations]


def read(file: Path = HERE) -> tuple[list[Outcome], list[Outcome]]:
    """Of the ambiguous and of the clear quotations."""
    given = json.loads(file.read_text("utf-8"))
    return outcomes(given["ambiguous"]), outcomes(given["clear"])


def report(ambiguous: Sequence[Outcome], clear: Sequence[Outcome]) -> str:
    given = sum(len(one.given) for one in ambiguous)
    missed = sum(len(one.missed) for one in ambiguous)
    besides = sum(len(one.besides) for one in ambiguous)
    whole = sum(not one.missed for one in ambiguous)
    silent = sum(not one.besides for one in clear)
    found = given - missed
    lines = [
        f"ambiguous quotations: {len(ambiguous)}, all codes found in {whole}",
        f"codes: {found} of {given} found, {besides} besides them (precision {found}/{found + besides})",
        f"clear quotations: {silent} of {len(clear)} silent",
    ]
    for one in (*ambiguous, *clear):
        if one.missed:
            lines.append(f"{one.name} missed {', '.join(sorted(one.missed))}: {one.text}")
        if one.besides:
            told = ", ".join(f'{code} "{words}"' for code, words in one.besides)
            lines.append(f"{one.name} besides {told}: {one.text}")
    return "\n".join(lines) + "\n"


def _outcome(quotation: dict[str, object]) -> Outcome:
    text = str(quotation["text"])
    codes = quotation.get("codes", ())
    assert isinstance(codes, list | tuple)
    given = frozenset(str(code) for code in codes)
    found = [(one.code, one.quotation) for one in review(read_plain("quotation.txt", text))]
    besides = tuple((code, words) for code, words in found if code not in given)
    return Outcome(str(quotation["name"]), text, given, given - {code for code, _ in found}, besides)


if __name__ == "__main__":
    print(report(*read(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)), end="")
