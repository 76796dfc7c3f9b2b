"""Engines beside queries and programs written by hand, in the same run: `pytest -m benchmark -s tests/benchmarks/test_engines_speed.py`.

Figures are processor time of all threads. The probes take a few minutes to write.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

import sladsl
from sladsl.checks.engines.duck import Duck
from sladsl.checks.statement_json import statement_json
from tests.benchmarks.test_speed import best, spent
from tests.checks.test_engines import FAR

pytestmark = pytest.mark.benchmark
PROBES = """
    SELECT TIMESTAMPTZ '2026-01-01 00:00:05+00' + to_minutes(m::INTEGER) AS "Time",
           'S' || lpad(s::VARCHAR, 4, '0') AS "Service",
           CASE WHEN hash(m * 1000 + s) % 1000 = 0 THEN 'failure' ELSE 'success' END AS "Outcome",
           (40 + hash(s * 77777 + m) % 400)::BIGINT AS "Latency"
    FROM range(44640) a(m), range(1000) b(s) ORDER BY m, s
"""
BY_HAND = {
    "failures": """SELECT "Service", count(*), count(*) FILTER ("Outcome" = 'success') FROM {probes} GROUP BY 1""",
    "p95": """SELECT "Service", count("Latency"), quantile_disc("Latency", 0.95) FROM {probes} WHERE "Outcome" = 'success'
              GROUP BY 1""",
}
MARKS = {"failures": "COUNT(CASE WHEN", "p95": "QUANTILE_DISC"}
"""By which the generated query for the same figures is known."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("probes")
    (folder / "services.csv").write_text("Name\n" + "".join(f"S{n:04}\n" for n in range(1000)))
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"COPY ({PROBES}) TO '{folder}/probes.parquet' (FORMAT parquet)")
    return folder


def test_a_thousand_services(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """44.6 million rows: the queries as generated at most 1.25 times those by hand, and at most 2 GB of memory."""
    queries: list[str] = []
    asked = Duck.query
    monkeypatch.setattr(Duck, "query", lambda self, text: (queries.append(text), asked(self, text))[1])
    start = spent()
    statement = sladsl.settle(FAR, month, engine="duckdb").statement
    whole = spent() - start
    assert statement is not None
    assert len(statement.windows[0].duties) == 2000
    with duckdb.connect(config={"memory_limit": "1900MB"}) as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute("SET preserve_insertion_order = false")
        source = f"read_parquet('{month}/probes.parquet')"
        database.execute(f"CREATE VIEW record_1 AS SELECT * FROM {source}")
        database.execute(f"CREATE VIEW record_2 AS SELECT * FROM {source}")
        for name, by_hand in BY_HAND.items():
            generated = next(text for text in queries if MARKS[name] in text)
            hand = by_hand.format(probes=source)
            found = {row[0]: row[1:] for row in database.execute(generated).fetchall()}
            assert found == {row[0]: row[1:] for row in database.execute(hand).fetchall()}
            ours, theirs = (
                best(lambda text=text: database.execute(text).fetchall(), 3)  # type: ignore[misc]
                for text in (generated, hand)
            )
            print(f"\n{name}: {ours:.2f} s, {ours / theirs:.2f} times the query by hand")
            assert ours <= 1.25 * theirs
    print(f"the whole statement of 1,000 services: {whole:.1f} s of processor time, {len(queries)} queries")


SETTLED = """
import json, pathlib, sys, time
import sladsl
statement = sladsl.settle(pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), engine="duckdb").statement
# what getrusage tells of memory would be the parent's peak as well
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"peak": int(peak) / 1e6, "seconds": time.process_time(), "months": len(statement.windows)}))
"""


def settled(folder: Path, tmp_path: Path) -> dict[str, float]:
    """Peak memory in GB, seconds of processor time and months of a settlement in a process of its own."""
    (tmp_path / "contract.sla").write_text(FAR)
    command = [sys.executable, "-c", SETTLED, str(tmp_path / "contract.sla"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {str(name): float(value) for name, value in json.loads(done.stdout).items()}


def test_memory(month: Path, tmp_path: Path) -> None:
    peak = settled(month, tmp_path)["peak"]
    print(f"\npeak memory for 44.6 million rows: {peak:.2f} GB")
    assert peak <= 2


MONTHS = 10


def test_ten_months(month: Path, tmp_path: Path) -> None:
    """446 million rows, the same month under ten dates: the time for each row is at most 1.25 times that of one month."""
    many = tmp_path / "many"
    many.mkdir()
    (many / "services.csv").write_text((month / "services.csv").read_text())
    with duckdb.connect(config={"memory_limit": "1900MB", "temp_directory": str(tmp_path)}) as database:
        database.execute("SET TimeZone = 'UTC'")
        for n in range(MONTHS):
            later = f"""SELECT * REPLACE ("Time" + INTERVAL '{31 * n} days' AS "Time") FROM '{month}/probes.parquet'"""
            database.execute(f"COPY ({later}) TO '{many}/probes-{n}.parquet' (FORMAT parquet)")
    one, all_ = settled(month, tmp_path), settled(many, tmp_path)
    ratio = all_["seconds"] / one["seconds"] / MONTHS
    print(
        f"\nten months: {one['seconds']:.0f} s for 44.6 million rows, {all_['seconds']:.0f} s for 446 million: "
        f"{ratio:.2f} times for a row; {all_['peak']:.2f} GB"
    )
    assert all_["months"] == MONTHS
    assert ratio <= 1.25


TICKETS = 200_000


def tickets_contract() -> str:
    head, rest = FAR.split('A "Service" is a record')
    record = (
        'A "Ticket" is a record that Provider keeps in "ServiceNow", with:\n\n- Opened: time\n- Priority: 1, 2, 3, 4 or 5\n'
        "- Response: minutes\n- Queue: Core, Edge, Voice or Data\n\n"
    )
    head = (
        head.replace("continues for 12 months", "continues for 36 months")
        .replace("A missing Probe counts as a failure.\n", "")
        .replace(" for each Service", "")
    )
    defined, duties = [], []
    for n in range(100):
        queue = ("Core", "Edge", "Voice", "Data")[n % 4]
        name = f"Share {chr(65 + n // 10)}{chr(65 + n % 10)}"
        defined.append(
            f'"{name}" means the percentage of the Tickets in a month with Priority {n % 5 + 1} and Queue {queue} that have a Response of '
            f"at most {10 + n} minutes.\n"
        )
        duties.append(
            f"### Level {n + 1}\n\nProvider shall keep {name} at or above {80 + n % 19}% in each month.\n\n"
            f"If Provider does not, Provider shall credit Customer {n % 3 + 1}% of the Web Hosting fee for that month.\n\n"
        )
    definitions = "## Definitions\n\n" + "".join(defined) + "\n## Service levels\n\n"
    return head + record + definitions + "".join(duties) + rest[rest.index("## Credits") :]


def test_a_hundred_duties(tmp_path: Path) -> None:
    """36 months, 200,000 tickets: within 20 s on DuckDB, and what the evaluator finds."""
    chance = random.Random(1)
    start = date(2026, 1, 1)
    lines = ["Opened,Priority,Response,Queue"]
    for n in range(TICKETS):
        day = start + timedelta(days=n * 1095 // TICKETS)
        lines.append(
            f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z,{chance.randrange(1, 6)},{chance.randrange(1, 120)},"
            f"{chance.choice(('Core', 'Edge', 'Voice', 'Data'))}"
        )
    (tmp_path / "tickets.csv").write_text("\n".join(lines) + "\n")
    text = tickets_contract()
    sladsl.settle(text, tmp_path, last=start, engine="duckdb")  # what is loaded once
    settle: Callable[[str], str] = lambda engine: statement_json(sladsl.settle(text, tmp_path, engine=engine).statement)  # type: ignore[arg-type] # noqa: E731
    began = spent()
    there = settle("duckdb")
    seconds = spent() - began
    began = spent()
    here = settle("exact")
    print(
        f"\n100 duties, 36 months, 200,000 tickets: {seconds:.1f} s on DuckDB, {spent() - began:.1f} s by the evaluator"
    )
    assert there == here
    assert seconds <= 20


def test_a_month_of_probes_beside_pandas_and_polars(tmp_path: Path) -> None:
    """The evaluator on 44,640 probes and the availability alone by hand: ratios, without a bound."""
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    from sladsl.checks.evaluate.settle import evaluate
    from sladsl.model.readings import Readings
    from sladsl.records.read import read_records
    from tests.benchmarks import records

    records.write_month(tmp_path)
    plan = sladsl.check((tmp_path / "contract.sla").read_text(), file=str(tmp_path / "contract.sla")).plan
    assert plan is not None
    file = tmp_path / "records" / "probes.csv"

    def ours() -> object:
        rows, _ = read_records(tmp_path / "records", plan.records, plan.zone, plan.currency)
        return evaluate(plan, rows, Readings(plan.readings, {}), as_of=date(2026, 2, 28))

    def by_pandas() -> object:
        frame = pandas.read_csv(file, parse_dates=["Time"])
        return (frame.Outcome == "success").groupby(frame.Time.dt.strftime("%Y-%m")).mean()

    def by_polars() -> object:
        frame = polars.read_csv(file, try_parse_dates=True)
        return frame.group_by(polars.col("Time").dt.month()).agg((polars.col("Outcome") == "success").mean())

    seconds = best(ours, 3)
    for name, run in (("pandas", by_pandas), ("polars", by_polars)):
        print(f"\na month of probes: {seconds * 1000:.0f} ms, {seconds / best(run, 3):.1f} times {name} for one figure")
