"""How fast: each figure beside a peer or hand-written code in the same run, as a ratio. `pytest -m benchmark -s` prints them.

Bounds are those of the project's quality bar. Figures are processor time, the best of several runs: what else a machine does then
counts as little as can be.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.evaluate.settle import evaluate
from sladsl.model.readings import Readings
from sladsl.records.read import read_records
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from tests.benchmarks import records
from tests.corpus.contracts import CONTRACTS

pytestmark = pytest.mark.benchmark
EXAMPLE = Path(__file__).parents[2] / "examples" / "managed-hosting" / "contract.sla"


def spent() -> float:
    """Seconds of processor time of this process and of those that it has started and seen end."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def best(run: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time of the best of so many runs."""
    found = []
    for _ in range(times):
        start = spent()
        run()
        found.append(spent() - start)
    return min(found)


def process(cache: Path, *arguments: str) -> Callable[[], object]:
    """A whole process of Python with compiled modules at hand, as an installed package has them, and nothing else."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = settings | {"PYTHONPYCACHEPREFIX": str(cache)}
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


def test_start_of_check(tmp_path: Path) -> None:
    """The whole process of `sladsl check`, nothing cached between runs, against importing lark and typer alone."""
    bare = best(process(tmp_path, "-c", "import lark, typer"))
    whole = best(process(tmp_path, "-m", "sladsl.cli", "check", str(EXAMPLE)))
    print(f"\ncheck of managed-hosting: {whole * 1000:.0f} ms, {whole / bare:.2f} times `import lark, typer`")
    assert whole <= 3 * bare


def test_parsing() -> None:
    """At least 700 KB/s on sentences, positions kept."""
    text = records.contract(1000)
    seconds = best(lambda: parse(Source("long.sla", text)), 3)
    rate = len(text.encode()) / 1000 / seconds
    resolved = best(lambda: sladsl.check(text, file="long.sla"), 1)
    print(f"\nparsing: {rate:.0f} KB/s; check of the same text: {resolved / seconds:.1f} times the parse")
    assert rate >= 700


def test_time_per_clause_does_not_grow() -> None:
    """At 10,000 clauses at most 1.25 times the time per clause at 100. Both read as many clauses, in turns: a machine that
    other work slows down slows both down."""
    few, many = Source("few.sla", records.contract(100)), Source("many.sla", records.contract(10_000))
    rounds = [(best(lambda: [parse(few) for _ in range(100)], 1), best(lambda: parse(many), 1)) for _ in range(5)]
    ratio = min(round[1] for round in rounds) / min(round[0] for round in rounds)
    print(f"\ntime per clause at 10,000 against 100: {ratio:.2f}")
    assert ratio <= 1.25


def test_check_of_real_agreements() -> None:
    """All of tests/corpus in one process: at most 60 ms a contract."""
    texts = {path.name: path.read_text("utf-8") for path in CONTRACTS}
    seconds = {name: best(lambda text=text: sladsl.check(text), 3) for name, text in texts.items()}  # type: ignore[misc]
    slowest = max(seconds, key=seconds.__getitem__)
    mean = sum(seconds.values()) / len(seconds)
    print(f"\n{len(texts)} agreements: {mean * 1000:.0f} ms each; {slowest}: {seconds[slowest] * 1000:.0f} ms")
    assert mean <= 0.06


def by_hand(probes: Path) -> tuple[Fraction, int]:
    """Availability and p95 of one month of one-minute probes, as one would write it for this file alone."""
    down, minute_before, run = 0, None, 0
    latencies = []
    with probes.open(newline="") as file:
        for row in csv.DictReader(file):
            minute = int(datetime.fromisoformat(row["Time"]).timestamp()) // 60
            if row["Outcome"] == "success":
                latencies.append(int(row["Latency"]))
                continue
            run = run + 1 if minute_before == minute - 1 else 1
            minute_before = minute
            down += 5 if run == 5 else 1 if run > 5 else 0
    latencies.sort()
    return 1 - Fraction(down, records.MINUTES), latencies[-(-95 * len(latencies) // 100) - 1]


def test_a_month_of_probes(tmp_path: Path) -> None:
    """44,640 rows read and settled within 0.25 s in the process; hand-written code for the same two figures beside it."""
    records.write_month(tmp_path)
    plan = sladsl.check((tmp_path / "contract.sla").read_text(), file=str(tmp_path / "contract.sla")).plan
    assert plan is not None

    def settle() -> object:
        rows, findings = read_records(tmp_path / "records", plan.records, plan.zone, plan.currency)
        assert not findings
        return evaluate(plan, rows, Readings(plan.readings, {}), as_of=date(2026, 2, 28))

    statement = settle()
    hand = by_hand(tmp_path / "records" / "probes.csv")
    values = {duty.clause: duty.value for duty in statement.windows[0].duties}  # type: ignore[attr-defined]
    assert values["Availability"] == hand[0]
    assert values["Latency"] == Fraction(hand[1], 1000)
    seconds, hand_seconds = best(settle), best(lambda: by_hand(tmp_path / "records" / "probes.csv"))
    print(f"\na month of probes: {seconds * 1000:.0f} ms, {seconds / hand_seconds:.2f} times the hand-written code")
    assert seconds <= 0.25


def test_a_month_of_outages(tmp_path: Path) -> None:
    """The plan alone on a month of 20 outages, records in memory: at most 1 ms."""
    records.write_outages(tmp_path)
    plan = sladsl.check((tmp_path / "contract.sla").read_text(), file=str(tmp_path / "contract.sla")).plan
    assert plan is not None
    rows, _ = read_records(tmp_path / "records", plan.records, plan.zone, plan.currency)
    run = best(lambda: evaluate(plan, rows, Readings(plan.readings, {}), as_of=date(2026, 1, 31)), 400)
    print(f"\na month of 20 outages: {run * 1000:.2f} ms")
    assert run <= 0.001
