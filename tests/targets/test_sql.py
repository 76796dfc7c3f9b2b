"""Views of levels: DuckDB runs them and finds what the evaluator finds; every dialect can be read back."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import duckdb
import pytest
import sqlglot

import sladsl
from sladsl.checks.engines.names import Dialects
from sladsl.checks.engines.written import written
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind
from sladsl.records.read import read_records
from sladsl.targets import load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.checks import said
from tests.checks.test_emit import plan_of
from tests.checks.test_emit_agreeing import hosting, record
from tests.postgres_server import postgres

ROOT = Path(__file__).parents[2]


Wanted_ = dict[tuple[str, str, str], tuple[Fraction | None, str]]
RECORDS = ROOT / "examples" / "uptime-probes" / "records"


KINDS = {FieldKind.TIME: "timestamptz", FieldKind.DURATION: "numeric", FieldKind.NUMBER: "numeric"}


def wanted() -> Wanted_:
    """By duty, first day and thing: value and state, as the evaluator has them."""
    plan = plan_of("uptime-probes")
    records, _ = read_records(RECORDS, plan.records, plan.zone, plan.currency)
    statement = evaluate(plan, records, Readings(plan.readings, {}))
    return {
        (duty.duty, duty.first, duty.group): (duty.value, duty.state.value)
        for window in statement.windows
        for duty in window.duties
        if duty.clause in ("Checks", "Latency")
    }


def value(duty: str, figure: object, rows: object) -> Fraction | None:
    if not int(str(rows)):
        return None
    return Fraction(str(figure)) / (int(str(rows)) if "Checks" in duty else 1000)


def test_duckdb_finds_what_the_evaluator_finds() -> None:
    want = wanted()
    assert want
    found = {}
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"CREATE TABLE sites AS FROM read_csv('{RECORDS}/sites.csv')")
        database.execute(
            f"CREATE TABLE probes AS FROM read_csv('{RECORDS}/probes.csv', types = {{'time': 'TIMESTAMPTZ'}})"
        )
        database.execute(written(plan_of("uptime-probes"), "duckdb").text)
        for duty, *_ in want:
            for first, _, thing, figure, rows, state in database.execute(f'FROM "{duty}"').fetchall():
                found[duty, first, thing] = (value(duty, figure, rows), state)
    assert {key: found[key] for key in want} == want


@pytest.mark.slow
def test_postgresql_finds_what_the_evaluator_finds() -> None:
    plan, want = plan_of("uptime-probes"), wanted()
    found = {}
    with postgres() as server:
        for record, table in zip(plan.records, ("sites", "probes"), strict=True):
            named = {field.name.casefold().replace(" ", "_"): field for field in record.fields}
            header = (RECORDS / f"{table}.csv").read_text().splitlines()[0].split(",")
            kinds = {one: KINDS.get(named[one].kind, "text") if one in named else "text" for one in header}
            columns = ", ".join(f'"{named[one].name if one in named else one}" {kinds[one]}' for one in header)
            copied = f"\\copy {table} FROM '{RECORDS / table}.csv' WITH (FORMAT csv, HEADER)"
            server.run(f"CREATE TABLE {table} ({columns});\n{copied}\n")
        server.run(written(plan, "postgres").text)
        for duty, *_ in want:
            for first, _, thing, figure, rows, state in server.run(f'SELECT * FROM "{duty}";'):
                found[duty, first, thing] = (value(duty, figure, rows), state)
    assert {key: found[key] for key in want} == want


@pytest.mark.parametrize("dialect", list(Dialects))
def test_every_dialect_can_be_read_back(dialect: Dialects) -> None:
    made = load("sql").make(plan_of("uptime-probes"), Wanted(dialect=dialect))
    text = made.files[f"measures-{dialect}.sql"].decode()
    views = [one for one in sqlglot.parse(text, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE) if one]
    assert len(views) == 3
    assert {one.clause for one in made.fidelity if one.kept is Kept.EXACT} == {"Checks", "Latency"}
    assert all(one.how for one in made.fidelity if one.kept is not Kept.EXACT)
    credits = written(said_plan(), dialect).text
    assert (
        len([one for one in sqlglot.parse(credits, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE) if one]) == 8
    )


def test_what_a_view_cannot_say_is_told() -> None:
    plan = sladsl.check((ROOT / "examples" / "managed-hosting" / "contract.sla").read_text()).plan
    assert plan is not None
    refused = written(plan, "duckdb").refused
    assert refused
    assert all(reason for reason in refused.values())


CREDITED = hosting(
    record('A "Probe"', "Time: time", "Outcome: success or failure", "Delay: number"),
    record('A "Line"', "Name: text"),
    record('A "Ping"', "Time: time", "Line: a Line", "Loss: percent"),
    then="""## Definitions

"Success" means the percentage of the Probes in a month that have Outcome success.
"Mean Delay" means the average Delay of the Probes in a month.
"Most Loss" means the highest Loss of the Pings in a month.

## Service levels

### Success

Provider shall keep Success at or above 90% in each month.
If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:

| Success                      | Credit |
| ---------------------------- | ------ |
| at least 80% but below 90%   | 5%     |
| at least 50% but below 80%   | 12.5%  |
| below 50%                    | 30%    |

### Delay

Provider shall keep Mean Delay at or below 100 in each month.
If Provider does not, Provider shall credit Customer GBP 70.25.

### Loss

Provider shall keep Most Loss of each Line at or below 1% in each month.
If Provider does not, Provider shall credit Customer 4% of the Hosting fee for that month.

## Credits

Credits are due without a claim.
Credits add up.
{caps}
""",
)
CAPS = """Credits under clause "Loss" for a month shall not exceed GBP 60.00.
Credits for a month shall not exceed 25% of the Hosting fee for that month.
"""


@cache
def said_plan() -> Plan:
    return said.plan_of(CREDITED.replace("{caps}", CAPS))


SETTLED = """CREATE OR REPLACE VIEW "as of" AS SELECT TIMESTAMPTZ '2027-02-02 00:00:00+00' AS "moment";"""


def rows_at_random(random: Random) -> dict[str, str]:
    """Months of which some have no probes; figures at the limits and beside them."""
    probes, pings = ["Time,Outcome,Delay"], ["Time,Line,Loss"]
    for month in range(1, 13):
        for day in range(1, random.choice([1, 2, 11, 11])):
            outcome = "failure" if random.random() < random.choice([0.1, 0.3, 0.6]) else "success"
            probes.append(f"2026-{month:02}-{day:02}T00:00:00Z,{outcome},{random.choice([99, 100, 101])}")
        for line in "ABC":
            pings.append(f"2026-{month:02}-28T23:59:59Z,{line},{random.choice(['0.5', '1', '1.01'])}")
    lines = "Name\nA\nB\nC"
    return {"probes": "\n".join(probes), "pings": "\n".join(pings), "lines": lines}


@pytest.mark.parametrize("caps", ["", CAPS], ids=["without caps", "with caps"])
def test_duckdb_credits_what_the_evaluator_credits(caps: str) -> None:
    plan = said.plan_of(CREDITED.replace("{caps}", caps))
    views = written(plan, "duckdb")
    assert set(views.refused.values()) == set()
    for seed in range(4):
        rows = rows_at_random(Random(seed))
        statement = said.settled(plan, rows, "2027-02-01", last="2026-12-31")
        with duckdb.connect() as database:
            database.execute("SET TimeZone = 'UTC'")
            for name, text in rows.items():
                head, *body = text.splitlines()
                kinds = {"Time": "TIMESTAMPTZ", "Delay": "DECIMAL(18, 3)", "Loss": "DECIMAL(18, 3)"}
                columns = ", ".join(f'"{one}" {kinds.get(one, "VARCHAR")}' for one in head.split(","))
                database.execute(f"CREATE TABLE {name} ({columns})")
                if body:
                    marks = ", ".join("?" for _ in head.split(","))
                    database.executemany(f"INSERT INTO {name} VALUES ({marks})", [line.split(",") for line in body])
            database.execute(views.text)
            database.execute(SETTLED)
            due = database.execute('SELECT first_day, amount FROM "credits due"').fetchall()
            if not caps:
                for one in (one.name for one in plan.consequences):
                    found = {(day, Fraction(sum_)) for day, sum_ in database.execute(
                        f'SELECT first_day, sum(amount) FROM "{one}" WHERE first_day < \'2027\' GROUP BY first_day'
                    ).fetchall()}  # fmt: skip
                    assert found == credited(statement, one)
        assert {day[:7]: Fraction(amount) for day, amount in due if day < "2027"} == said.paid(statement), seed


@pytest.mark.slow
def test_postgresql_credits_what_the_evaluator_credits() -> None:
    plan, rows = said_plan(), rows_at_random(Random(7))
    statement = said.settled(plan, rows, "2027-02-01", last="2026-12-31")
    with postgres() as server:
        for name, text in rows.items():
            head, *body = text.splitlines()
            kinds = {"Time": "timestamptz", "Delay": "numeric", "Loss": "numeric"}
            columns = ", ".join(f'"{one}" {kinds.get(one, "text")}' for one in head.split(","))
            values = ", ".join("(" + ", ".join(f"'{cell}'" for cell in line.split(",")) + ")" for line in body)
            server.run(f"CREATE TABLE {name} ({columns});\nINSERT INTO {name} VALUES {values};\n")
        server.run(written(plan, "postgres").text + SETTLED)
        due = server.run("SELECT first_day, amount FROM \"credits due\" WHERE first_day < '2027';")
    assert {day[:7]: Fraction(amount) for day, amount in due} == said.paid(statement)


def credited(statement: Statement, consequence: str) -> set[tuple[str, Fraction]]:
    sums: dict[str, Fraction] = {}
    for window in statement.windows:
        for one in window.credits:
            if one.consequence == consequence:
                sums[window.first] = sums.get(window.first, Fraction(0)) + one.amount
    return set(sums.items())


EXCUSED = CREDITED.replace(
    "## Credits",
    'If Mean Delay in a month is above 200, Provider is excused from clause "Success" in that month.\n\n## Credits',
)


def test_a_level_that_may_be_excused_has_no_view() -> None:
    refused = written(said.plan_of(EXCUSED.replace("{caps}", CAPS)), "duckdb").refused
    assert refused["Success 1"] == "it holds under a condition, or may be excused"
    assert refused["Success: consequence 1"] == "it follows from more than the miss of a duty that has a view"
    assert "some of the credits that it limits have no view" in refused.values()


def test_a_cap_on_credits_without_a_view_is_not_said_to_be_kept() -> None:
    made = load("sql").make(said.plan_of(EXCUSED.replace("{caps}", CAPS)), Wanted(dialect="duckdb"))
    (cap,) = (one for one in made.fidelity if one.what.startswith("Credits for a month shall not exceed"))
    assert (cap.kept, cap.how) == (Kept.LEFT_OUT, "some of the credits that it limits have no view")


def test_a_credit_is_no_nearer_than_the_level_that_it_is_for() -> None:
    """Rows that are due and missing are in no view: neither is what their absence costs."""
    kept, collected = 'keeps in "Desk"', 'collects from "Watchtower" in each hour'
    due = CREDITED.replace(
        f'"Probe" is a record that Provider {kept}', f'"Probe" is a record that Provider {collected}'
    )
    plan = said.plan_of(due.replace("{caps}", CAPS))
    assert written(plan, "duckdb").apart == {}, "missing rows are left out, and are not missed"
    plan = replace(plan, readings=tuple(
        replace(one, value="Outcome=failure") if one.slot.name == "missing record/Probe" else one for one in plan.readings
    ))  # fmt: skip
    apart = written(plan, "duckdb").apart
    assert apart["Success 1"] == apart["Success: consequence 1"] == "rows that are due and missing are not counted"
    assert not [name for name in apart if name.startswith("Loss")]


def test_a_cap_that_cannot_be_applied_is_told_by_name() -> None:
    """Beside the view, and each with its own reason."""
    quarterly = CREDITED.replace(
        "{caps}", CAPS.replace("for a month shall not exceed GBP", "for a quarter shall not exceed GBP")
    )
    plan = said.plan_of(quarterly)
    views = written(plan, "duckdb")
    other = "another cap, which has no view, may cut the same credits before"
    assert list(views.refused.values()) == ["it is for other windows than a month", other]
    first, second = (rule.place.line for rule in plan.rules if rule.name in views.refused)
    told = f"the cap in line {first} does not cut it; the cap in line {second} does not cut it"
    assert f"-- credits for a month; {told}\n" in views.text
    plan = said_plan()
    still_open = tuple(replace(one, value=None) if one.slot.name == "cap order" else one for one in plan.readings)
    views = written(replace(plan, readings=still_open), "duckdb")
    assert set(views.refused.values()) == {"a reading is open: cap order"}
    assert len(views.refused) == 2


def test_a_view_of_a_long_term_tells_where_it_ends() -> None:
    text = said.text_of(CREDITED.replace("{caps}", CAPS)).replace("continues for 24 months", "continues for 12 years")
    plan = sladsl.check(text, file="trial.sla").plan
    assert plan is not None
    apart = written(plan, "duckdb").apart
    assert apart["Success 1"] == apart["Success: consequence 1"] == "windows after 2031-01-31 are not in it"
    assert written(said_plan(), "duckdb").apart == {}


def test_without_a_first_day_there_are_no_windows_to_write() -> None:
    text = said.text_of(CREDITED.replace("{caps}", CAPS))
    plan = sladsl.check(re.sub("This agreement takes effect.*\n", "", text), file="trial.sla").plan
    assert plan is not None
    views = written(plan, "duckdb")
    assert views.text == ""
    assert views.refused.keys() == {one.name for one in (*plan.duties, *plan.consequences, *plan.rules)}
