"""Totals and shares of time as views: what the evaluator finds, in DuckDB and PostgreSQL, at every edge of stretches, windows and calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

import pytest
import sqlglot

from sladsl.checks.engines.alone import table_of
from sladsl.checks.engines.figures import before_rounding
from sladsl.checks.engines.names import Dialects
from sladsl.checks.engines.stretches import MICROS
from sladsl.checks.engines.written import written
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.model.quantities import Comparator, Rounding, RoundingMode
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind
from sladsl.records.table import Records
from tests.checks import plans
from tests.checks.test_emit_agreeing import hosting, record
from tests.postgres_server import postgres
from tests.targets import standing
from tests.targets.test_sql_limits import FILES, plan_in, settled

TIMED = hosting(
    record('A "Site"', "Name: text"),
    record('A "Line"', "Name: text", "Site: a Site"),
    record('An "Outage"', "Start: time", "End: time, if any", "Line: a Line", "Cause: ours or theirs"),
    record('A "Closure"', "Site: a Site", "Begins: date", "Until: date"),
    record('A "Work Notice"', "Announced: time, if any", "Start: time", "End: time"),
    then="""## Definitions

"Service Hours" are Monday to Saturday from 07:00 to 19:00, except public holidays.
"Planned Work" means the time from Start to End of each Work Notice that is Announced at least 48 hours before its Start, up to 10 hours in a month.
"Closed Time" means the time from Begins to Until of each Closure.
"Downtime" means the time from Start to End of each Outage with Cause ours, except Planned Work.
"Uptime" means the percentage of the time in a month, except Planned Work, that is not Downtime.
"Served" means the percentage of Service Hours in a month that is not Downtime.
"Open Time" means the percentage of the time in a month, except Closed Time, that is not Downtime.

## Service levels

### Uptime

Provider shall keep Uptime at or above 99% in each month.
If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:

| Uptime                       | Credit |
| ---------------------------- | ------ |
| at least 98% but below 99%   | 5%     |
| at least 90% but below 98%   | 12.5%  |
| below 90%                    | 30%    |

### Each line

Provider shall keep Served of each Line at or above 99% in each month.
If Provider does not, Provider shall credit Customer GBP 12.50.

### Each site

Provider shall keep Open Time of each Site at or above 95% in each month.

### Total

Provider shall keep the total Downtime in each month at or below 20 hours.
If Provider does not, Provider shall credit Customer GBP 70.25.

### Longest

Provider shall keep the longest Downtime of each Line in each month at or below 4 hours.

### Number

Provider shall keep the number of Downtimes in each quarter at or below 6.

## Credits

Credits are due without a claim.
Credits add up.
Credits under clause "Each line" for a month shall not exceed GBP 30.00.
Credits for a month shall not exceed 40% of the Hosting fee for that month.
""",
)


@cache
def timed() -> Plan:
    return standing.plan_of(TIMED, months=6)


EDGES = (
    "2025-12-31T23:00:00+00:00",  # before the term
    "2026-01-01T00:00:00+00:00",
    "2026-01-31T23:59:59.999999+00:00",
    "2026-02-01T00:00:00+00:00",
    "2026-02-02T07:00:00+00:00",  # as the service opens
    "2026-02-02T19:00:00+00:00",  # and closes
    "2026-03-29T00:59:59+00:00",  # the clocks change
    "2026-03-31T23:00:00+00:00",  # April, in London
    "2026-04-02T18:00:00+00:00",  # before Good Friday
)
LENGTHS = (0, 1, 59_999_999, 60_000_000, 61_000_000, 3_600_000_000, 10 * 3_600_000_000, 75 * 3_600_000_000)
"""Microseconds."""


def at_random(plan: Plan, seed: int) -> Records:
    """Stretches that touch, lie in one another and stand twice; some never end."""
    random = Random(seed)
    sites, lines, outages, closures, notices = plan.records
    rows: list[list[object]] = []
    for _ in range(random.choice([0, 6, 30])):
        start = standing.micros(random.choice(EDGES)) + random.choice([0, 0, -1, 1, 3_600_000_000])
        end = None if random.random() < 0.1 else start + random.choice(LENGTHS)
        rows += [[start, end, random.choice("AB"), random.choice(["ours", "ours", "theirs"])]] * random.choice(
            [1, 1, 2]
        )
        if end is not None and random.random() < 0.3:
            rows.append([end, end + random.choice(LENGTHS), random.choice("AB"), "ours"])
    works = []
    for _ in range(random.choice([0, 5])):
        start = standing.micros(random.choice(EDGES)) + random.choice([0, 1_800_000_000])
        announced = random.choice(
            [None, start - 48 * 3_600_000_000, start - 48 * 3_600_000_000 + 1, start - 90 * 3_600_000_000]
        )
        works.append([announced, start, start + random.choice(LENGTHS)])
    closed = [["S", date(2026, 1, 31), date(2026, 2, 1)], ["T", date(2026, 3, 1), date(2026, 3, 31)]]
    return Records({
        "Site": plans.table(sites, ["S"], ["T"]),
        "Line": plans.table(lines, ["A", "S"], ["B", "S"], ["C", "T"]),
        "Outage": plans.table(outages, *rows),
        "Closure": plans.table(closures, *closed),
        "Work Notice": plans.table(notices, *works),
    })  # fmt: skip


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 8))])
def test_time_at_random(seed: int) -> None:
    plan = timed()
    count, differ = settled(plan, at_random(plan, seed), date(2026, 6, 1))
    assert differ == []
    assert count > 40


CHOICES = {
    "open period/Downtime": "left out",
    "partial minute": "touched",
    "overlap/Downtime": "each",
    "allowance order": "latest",
    "month length": "fixed:2628000",
    "no value": "missed",
    "piece belongs/Downtime": "end",
}


@pytest.mark.slow
@pytest.mark.parametrize("choice", [*CHOICES.items(), ("partial minute", "whole")], ids="=".join)
def test_under_each_reading(choice: tuple[str, str]) -> None:
    slot, value = choice
    plan = timed()
    assert any(one.slot.name == slot for one in plan.readings), [one.slot.name for one in plan.readings]
    readings = tuple(replace(one, value=value) if one.slot.name == slot else one for one in plan.readings)
    plan = replace(plan, readings=readings)
    for seed in (2, 3):
        assert settled(plan, at_random(plan, seed), date(2026, 5, 20))[1] == []


def test_a_stretch_that_counts_as_a_whole_is_refused_by_name() -> None:
    plan = timed()
    readings = tuple(
        replace(one, value="where it starts") if one.slot.name == "straddling" else one for one in plan.readings
    )
    refused = written(replace(plan, readings=readings), "duckdb").refused
    assert refused["Uptime 1"] == "a stretch counts as a whole in the window in which it starts, or ends"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", list(Dialects))
def test_every_dialect_has_its_own_words_for_microseconds(dialect: Dialects) -> None:
    text = written(timed(), dialect).text
    assert MICROS not in text
    found = [one for one in sqlglot.parse(text, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE) if one]
    assert len(found) == text.count("CREATE VIEW")


@pytest.mark.slow
def test_postgresql_counts_the_same_microseconds() -> None:
    plan, now = timed(), date(2026, 6, 1)
    records, views = at_random(plan, 3), written(plan, "postgres")
    with standing.loaded(plan, records) as database, postgres() as server:
        standing.views_in(database, written(plan, "duckdb"), plan, now)
        for table in map(table_of, plan.records):
            told = {row[0]: row[1] for row in database.execute(f"DESCRIBE {table}").fetchall()}
            columns = ", ".join(f'"{name}" {kind}' for name, kind in told.items())
            texts = ", ".join(f'"{name}"::VARCHAR' for name in told)
            rows = [
                ", ".join("NULL" if cell is None else f"'{cell}'" for cell in row)
                for row in database.execute(f"SELECT {texts} FROM {table}").fetchall()
            ]
            values = "".join(f"INSERT INTO {table} VALUES ({row});\n" for row in rows)
            server.run(f"CREATE TABLE {table} ({columns});\n{values}")
        at = """CREATE OR REPLACE VIEW "as of" AS SELECT TIMESTAMPTZ '2026-06-01 23:00:00+00' AS "moment";"""
        server.run(views.text + at)
        for duty in plan.duties:
            here = database.execute(f'SELECT COLUMNS(*)::VARCHAR FROM "{duty.name}"').fetchall()
            there = server.run(f'SELECT * FROM "{duty.name}";')
            assert sorted(there) == sorted(["" if cell is None else cell for cell in row] for row in here)
        due = server.run("SELECT first_day, amount FROM \"credits due\" WHERE first_day < '2026-05';")
    statement = evaluate(
        plan, records, Readings(plan.readings, {}), first=plan.term.start, last=date(2026, 4, 30), as_of=now
    )
    want = {window.first: Fraction(window.totals[0][2]) for window in statement.windows if window.totals}
    assert {first: Fraction(amount) for first, amount in due} == want


@pytest.mark.parametrize("mode", list(RoundingMode))
def test_rounded_measures_compare_as_they_would_before(mode: RoundingMode) -> None:
    rounding = Rounding(mode, Fraction(1, 100))
    values = [Fraction(n, 1200) for n in range(1190)]
    for limit in (Fraction(0), Fraction(1, 2), Fraction(99, 100), Fraction(995, 1000), Fraction(981, 983)):
        for comparator in Comparator:
            parts = before_rounding(comparator, limit, rounding)
            for value in values:
                held = all(one.holds(value, edge) for one, edge in parts)
                assert held == comparator.holds(rounding.apply(value), limit), (value, limit, comparator)


# --- agreements that were not written for it ---------------------------------------------------------------------------------------


@pytest.mark.proof
def test_postgresql_runs_every_view_of_every_agreement() -> None:
    """On tables without rows: what the dialect does not know fails here."""
    kinds = {FieldKind.TIME: "timestamptz", FieldKind.DATE: "date", FieldKind.YES_NO: "boolean", FieldKind.TEXT: "text", FieldKind.CHOICE: "text", FieldKind.REFERENCE: "text", FieldKind.MONTH: "text"}  # fmt: skip
    with postgres() as server:
        for path in FILES:
            plan = plan_in(path)
            views = written(plan, "postgres")
            server.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
            for one in plan.records:
                columns = ", ".join(f'"{field.name}" {kinds.get(field.kind, "numeric")}' for field in one.fields)
                server.run(f"CREATE TABLE {table_of(one)} ({columns});")
            server.run(views.text)
            names = [duty.name for duty in plan.duties if duty.name not in views.refused]
            server.run("".join(f'SELECT COUNT(*) FROM "{name}";' for name in names))
