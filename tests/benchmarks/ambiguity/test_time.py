"""How long findings with their witnesses take, in processor time of one process. `pytest -m benchmark -s` prints the figures."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import sladsl
from sladsl.findings import Finding
from sladsl.questions.disputes import with_witnesses

pytestmark = pytest.mark.benchmark
EXAMPLE = Path(__file__).parents[3] / "examples" / "managed-hosting" / "contract.sla"
CLAUSE = """### Answering tickets

Provider shall ensure that each Ticket with Priority 1 is Answered within 15 minutes after it is Opened.

For each Ticket not Answered in time, Provider shall credit Customer GBP 100.00.

"""


def seconds(run: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def findings_of(text: str) -> tuple[Finding, ...]:
    return with_witnesses(sladsl.check(text, file=str(EXAMPLE)))


def open_text() -> str:
    """The example without its Interpretation part."""
    text = EXAMPLE.read_text("utf-8")
    return re.sub(r"^## Interpretation\n.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)


def test_all_questions_of_an_agreement() -> None:
    text = open_text()
    found = [one for one in findings_of(text) if one.readings]
    spent = seconds(lambda: findings_of(text))
    print(f"\n{len(found)} questions of managed-hosting with their witnesses: {spent:.2f} s")
    assert len(found) >= 20
    assert sum(bool(one.dispute and one.dispute.claims) for one in found) >= 14
    assert spent <= 2


def test_an_agreement_without_open_readings() -> None:
    text = EXAMPLE.read_text("utf-8")
    checked = sladsl.check(text, file=str(EXAMPLE))
    spent = seconds(lambda: with_witnesses(checked))
    print(f"\nno question: {spent * 1000:.1f} ms besides reading")
    assert spent <= 0.06


def test_time_grows_no_faster_than_the_clauses() -> None:
    """Three and twelve clauses more, all with the same open questions."""
    text = EXAMPLE.read_text("utf-8").replace("A time limit includes its last moment.\n", "")

    def of(count: int) -> float:
        more = "".join(CLAUSE.replace("Answering tickets", f"Answering tickets {n}") for n in range(count))
        whole = text.replace("### Answering tickets\n", more + "### Answering tickets\n")
        checked = sladsl.check(whole, file=str(EXAMPLE))
        return seconds(lambda: with_witnesses(checked))

    few, many = of(3), of(12)
    print(f"\n3 clauses more {few:.2f} s, 12 clauses more {many:.2f} s")
    assert many <= 4 * few + 0.5
