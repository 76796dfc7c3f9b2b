"""DuckDB measures what the evaluator measures: the same statement, byte for byte."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random

import pytest

import sladsl
from sladsl.checks.engines import choosing
from sladsl.checks.engines.duck import Duck
from sladsl.checks.engines.holding import held
from sladsl.checks.engines.measuring import Holding
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.checks.statement_json import statement_json
from sladsl.model.readings import OpenReading, Readings
from sladsl.records.read import read_records
from sladsl.records.table import Records
from tests.checks import generated
from tests.checks.test_emit import plan_of
from tests.corpus.contracts import CONTRACTS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/contract.sla"))


def with_duck(records: Records) -> tuple[Records, Holding, Duck]:
    database = Duck()
    relations = {name: database.load(records[name], name) for name in records}
    database.close_to_the_outside()
    return *held(database, relations, records), database


QUERIES = {
    "development-retainer": 8,
    "interconnection": 1,
    "managed-hosting": 8,
    "revenue-teams": 7,
    "uptime-probes": 6,
}
"""At least so many queries were needed: the statement is not the same because nobody asked the database."""


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_examples(folder: Path) -> None:
    plan = plan_of(folder.name)
    records, findings = read_records(folder / "records", plan.records, plan.zone, plan.currency)
    assert not findings
    there, _, database = with_duck(records)
    statement = evaluate(plan, there, Readings(plan.readings, {}))
    assert statement_json(statement) == statement_json(evaluate(plan, records, Readings(plan.readings, {})))
    assert len(database.queries) >= QUERIES[folder.name]


QUICKER = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
}
"""For records that are small: to compile queries takes longer than to run them."""


@pytest.mark.slow
def test_examples_on_spark() -> None:
    """One after another in one session: it takes longer to start than any of them."""
    pytest.importorskip("pyspark", reason="pip install 'sladsl[spark]'")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    from pyspark.sql import SparkSession

    from sladsl.checks.engines.spark import Spark

    builder = SparkSession.builder.master("local[2]")
    for setting, value in QUICKER.items():
        builder = builder.config(setting, value)
    session = builder.getOrCreate()
    queries: dict[str, int] = {}
    try:
        for folder in EXAMPLES:
            plan = plan_of(folder.name)
            records, _ = read_records(folder / "records", plan.records, plan.zone, plan.currency)
            database = Spark("local[2]")
            relations = {one: database.load(records[one], f"record_{n}") for n, one in enumerate(records)}
            there, _ = held(database, relations, records)
            statement = evaluate(plan, there, Readings(plan.readings, {}))
            assert statement_json(statement) == statement_json(evaluate(plan, records, Readings(plan.readings, {}))), (
                folder
            )
            queries[folder.name] = len(database.queries)
    finally:
        session.stop()
    assert all(queries[name] >= least // 2 for name, least in QUERIES.items())


@cache
def corpus_plan(path: Path) -> Plan | None:
    plan = sladsl.check(path.read_text("utf-8"), file=str(path)).plan
    return generated.coarse(plan) if plan is not None else None


def differences(plan: Plan, seed: int) -> bool | None:
    """Whether the two differ on records and readings made at random; None where a reading is open."""
    random = Random(seed)
    given = generated.readings(random, plan)
    start = plan.term.start or date(2026, 1, 1)
    months = 2 if any(record.cadence for record in plan.records) else 5
    end = date(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1)
    records = generated.records(random, plan, start, end, random.choice([3, 10, 60]))
    last, now = end - timedelta(days=1), end + timedelta(days=random.choice([-1, 0, 5, 40]))
    try:
        here = evaluate(plan, records, Readings(plan.readings, given), first=start, last=last, as_of=now)
    except OpenReading:
        return None
    there, _, _ = with_duck(records)
    other = evaluate(plan, there, Readings(plan.readings, given), first=start, last=last, as_of=now)
    return statement_json(other) != statement_json(here)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_corpus_on_records_at_random(seed: int) -> None:
    """Every third agreement with each seed; `-m proof` tries all of them."""
    plans = {path.name: corpus_plan(path) for path in CONTRACTS[seed::3]}
    assert [name for name, plan in plans.items() if plan is not None and differences(plan, seed)] == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
def test_every_agreement_on_records_at_random(seed: int) -> None:
    files = [*(folder / "contract.sla" for folder in EXAMPLES), *CONTRACTS]
    plans = {path: corpus_plan(path) for path in files}
    assert [path for path, plan in plans.items() if plan is not None and differences(plan, seed)] == []


FAR = """\
# Probes That Stay in Their File

Version 1, dated 1 December 2025.

## Parties

"Provider" means "Provider Ltd".
"Customer" means "Customer GmbH".

## Term

This agreement takes effect on 1 January 2026 and continues for 12 months.

## Interpretation

Times are in UTC.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
This agreement follows the Standard Interpretation Rules, edition 1.
A missing Probe counts as a failure.

## Services

"Web Hosting" is a service that Provider supplies to Customer for GBP 400.00 a month for each Service.

## Records

A "Service" is a record that Provider keeps in "the register", with:

- Name: text

A "Probe" is a record that Customer collects from "Pingdom" for each Service in each minute, with:

- Time: time
- Service: a Service
- Outcome: success or failure
- Latency: milliseconds

## Definitions

"Availability" means the percentage of the Probes in a month that have Outcome success.

## Service levels

### Availability

Provider shall keep Availability of each Service at or above 99.9% in each month.

If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that Service for that month:

| Availability                   | Credit |
| ------------------------------ | ------ |
| at least 99.0% but below 99.9% | 10%    |
| at least 95.0% but below 99.0% | 25%    |
| below 95.0%                    | 100%   |

### Latency

Provider shall keep the 95th percentile of Latency of the Probes of each Service with Outcome success at or below 420 milliseconds in each month.
No credit is due for this clause.

## Credits

Credits are due without a claim.
"""
MINUTES = """
    SELECT TIMESTAMPTZ '2026-01-01 00:00:05+00' + to_minutes(m::INTEGER) AS "Time", 'S' || s AS "Service",
           CASE WHEN (m * 31 + s * 7) % 977 = 0 THEN 'failure' ELSE 'success' END AS "Outcome",
           (40 + (m * 7919 + s * 13) % 97)::BIGINT AS "Latency", m, s
    FROM range(44640) a(m), range(2) b(s)
"""
FILES = {
    "by time": f"SELECT * EXCLUDE (m, s) FROM ({MINUTES}) ORDER BY m, s",
    "by service": f"SELECT * EXCLUDE (m, s) FROM ({MINUTES}) ORDER BY s, m",
    "with gaps": f"SELECT * EXCLUDE (m, s) FROM ({MINUTES}) WHERE m % 499 > 0 ORDER BY m, s",
    "with rows that stand twice": f"SELECT * EXCLUDE (m, s) FROM (FROM ({MINUTES}) UNION ALL FROM ({MINUTES}) WHERE m = 77)",
    "with a clock set back": f"SELECT * EXCLUDE (m, s) FROM ({MINUTES}) ORDER BY CASE WHEN m = 500 THEN 700 ELSE m END, s",
    "in other letters": f'SELECT * EXCLUDE (m, s) REPLACE (upper("Outcome") AS "Outcome") FROM ({MINUTES}) ORDER BY m, s',
    "in decimals": f'SELECT * EXCLUDE (m, s) REPLACE (("Latency" * 10 + 3)::DECIMAL(12, 3) AS "Latency") FROM ({MINUTES})',
    "in binary floats": f'SELECT * EXCLUDE (m, s) REPLACE ("Latency"::DOUBLE AS "Latency") FROM ({MINUTES})',
}
REFUSED = {"in binary floats": "its Latency stands in the file as DOUBLE"}


QUICK = ("by service", "with gaps", "in binary floats")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in QUICK else pytest.mark.proof) for name in FILES]
)
def test_a_file_that_is_not_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.setattr(choosing, "Sizes", partial(choosing.Sizes, far=1))
    (tmp_path / "services.csv").write_text("Name\nS0\nS1\n")
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"COPY ({FILES[name]}) TO '{tmp_path}/probes.parquet' (FORMAT parquet)")
    here = sladsl.settle(FAR, tmp_path, engine="exact").statement
    assert here is not None
    there = sladsl.settle(FAR, tmp_path, engine="duckdb")
    refused = [finding.message for finding in there.findings if finding.code == "S011"]
    if name in REFUSED:
        assert REFUSED[name] in refused[0]
        there = sladsl.settle(FAR, tmp_path, engine="auto")
        assert [finding.code for finding in there.findings] == ["S012"]
    assert there.statement is not None
    assert statement_json(there.statement) == statement_json(here)
