"""Views of levels: DuckDB runs them and finds what the evaluator finds; every dialect can be read back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
import sqlglot

import sladsl
from sladsl.checks.engines.names import Dialects
from sladsl.checks.engines.written import written
from sladsl.checks.evaluate.settle import evaluate
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind
from sladsl.records.read import read_records
from sladsl.targets import load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.checks.test_emit import plan_of
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
    assert len(views) == 2
    assert {said.clause for said in made.fidelity if said.kept is Kept.EXACT} == {"Checks", "Latency"}
    assert all(said.how for said in made.fidelity if said.kept is not Kept.EXACT)


def test_what_a_view_cannot_say_is_told() -> None:
    plan = sladsl.check((ROOT / "examples" / "managed-hosting" / "contract.sla").read_text()).plan
    assert plan is not None
    refused = written(plan, "duckdb").refused
    assert refused
    assert all(reason for reason in refused.values())
