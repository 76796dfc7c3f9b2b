"""How long the findings with their witnesses take: of a contract that leaves everything open, of clear ones, and of one ten times as long."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from sladsl.compiler import Checked
from sladsl.questions.disputes import with_witnesses
from tests.benchmarks.ambiguity.mutants import CONTRACTS, ROOT, checked

HOSTING = ROOT / "examples" / "managed-hosting" / "contract.sla"
_STAYS = ("Times are in", "Amounts are in", "A business day is", "Public holidays are")


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time, whole: the open contract with all its witnesses, the dearest of the clear ones, and how many times
    as long the open one takes with ten times its clauses."""

    open_contract: int
    questions: int
    dearest: tuple[str, int]
    clear_mean: int
    ten_times: int


def without_interpretation(clauses: int = 1) -> str:
    """managed-hosting without what its Interpretation part answers; its clauses on tickets several times."""
    text = HOSTING.read_text("utf-8").partition("## Worked examples")[0]
    start, end = text.index("## Interpretation"), text.index("## Services")
    stays = [line for line in text[start:end].splitlines() if line.startswith(_STAYS)]
    text = text[:start] + "## Interpretation\n\n" + "\n".join(stays) + "\n\n" + text[end:]
    clause = re.search(r"### Answering tickets\n.*?(?=### )", text, re.DOTALL)
    assert clause is not None
    more = "".join(clause[0].replace("Answering tickets", f"Answering tickets {n}", 1) for n in range(2, clauses + 1))
    return text.replace(clause[0], clause[0] + more)


def _timed(given: str) -> tuple[int, Checked, int]:
    started = time.process_time_ns()
    found = checked(HOSTING, given)
    findings = with_witnesses(found)
    return (time.process_time_ns() - started) // 1_000_000, found, sum(1 for one in findings if one.dispute is not None)


def speed() -> Speed:
    _timed(without_interpretation())  # imports and the parse table
    open_, _, questions = _timed(without_interpretation())
    long, _, _ = _timed(without_interpretation(10))
    took = {}
    for contract in CONTRACTS:
        text = contract.read_text("utf-8")
        started = time.process_time_ns()
        with_witnesses(checked(contract, text))
        took[contract.stem] = (time.process_time_ns() - started) // 1_000_000
    dearest = max(took.items(), key=lambda one: one[1])
    return Speed(open_, questions, dearest, sum(took.values()) // len(took), long)
