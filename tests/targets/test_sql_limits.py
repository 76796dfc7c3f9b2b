"""Time limits, duties on rows and documents as views, and what is credited for them: what the evaluator finds, in DuckDB and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from sladsl.checks.engines.alone import table_of
from sladsl.checks.engines.written import written
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settle import as_of_instant, evaluate
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Aggregate, OfField
from sladsl.model.readings import Readings
from sladsl.records.table import Records
from tests.checks import generated, plans, said
from tests.checks.test_emit_agreeing import hosting, record
from tests.corpus.contracts import CONTRACTS
from tests.postgres_server import postgres
from tests.targets import standing
from tests.targets.contracts import EXAMPLES, name_of
from tests.targets.contracts import plan_of as plan_in
from tests.targets.test_sql import CREDITED

OUTSIDE = sorted((Path(__file__).parents[1] / "outside").glob("*.sla"))
LIMITED = hosting(
    record('A "Class"', "Name: text", "Paid: yes or no"),
    record(
        'A "Ticket"',
        "Opened: time",
        "Priority: high, normal or low",
        "Class: a Class",
        "Answered: time, if any",
        "Resolved: time, if any",
        "Agreed: date",
        "Delivered: date, if any",
    ),
    record('A "Report"', "Month: month", "Sent: time", held="Provider sends to Customer"),
    then="""## Definitions

"Support Hours" are Monday to Friday from 09:00 to 17:30, except public holidays.
"Quick" means the percentage of the Tickets in a month that are Answered within 4 hours after they are Opened.
"Late Tickets" means the number of Tickets in a month that are not Resolved in time.

## Service levels

### Answers

Provider shall ensure that at least 80% of the Tickets in each month are Answered within 4 hours of Support Hours after they are Opened.
If Provider does not, Provider shall credit Customer 5% of the Hosting fee for that month.

### Quick answers

Provider shall keep Quick at or above 60% in each month.
If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:

| Quick                        | Credit |
| ---------------------------- | ------ |
| at least 40% but below 60%   | 5%     |
| below 40%                    | 30%    |

### Resolution

Provider shall ensure that each Ticket is Resolved within the following times after it is Opened:

| Priority | Resolved                 |
| -------- | ------------------------ |
| high     | 30 minutes               |
| normal   | 8 hours of Support Hours |
| low      | 3 business days          |

For each Ticket not Resolved in time, Provider shall credit Customer GBP 5.00.

### Few late

Provider shall keep Late Tickets at or below 2 in each month.

### Delivery

Provider shall ensure that each Ticket with Priority low is Delivered within 2 business days after it is Agreed.

### Reports

Provider shall send a Report to Customer within 5 business days after the end of each month.
If Provider does not, Provider shall credit Customer GBP 75.00.

## Credits

Credits are due without a claim.
Credits add up.
Credits for a month shall not exceed 20% of the Hosting fee for that month.
""",
)


@cache
def limited() -> Plan:
    return standing.plan_of(LIMITED, months=5)


OPENED = (
    "2026-01-02T08:59:59+00:00",  # before it opens
    "2026-01-02T09:00:00+00:00",
    "2026-01-02T13:30:00+00:00",  # its four hours end as it closes
    "2026-01-02T13:30:01+00:00",
    "2026-01-02T17:30:00+00:00",  # a Friday, as it closes
    "2026-01-31T23:59:59+00:00",
    "2026-03-27T16:00:00+00:00",  # the clocks change on Sunday
    "2026-03-31T22:30:00+00:00",  # the next month, in London
    "2026-04-02T15:00:00+00:00",  # before Good Friday
    "2026-04-03T10:00:00+00:00",
)
AFTER = {
    "Answered": ("2026-01-02T13:00:00", "2026-01-02T17:30:00", "2026-01-05T09:00:00", "2026-03-30T10:30:00", "2026-04-07T09:30:00"),
    "Resolved": ("2026-01-02T09:30:00", "2026-01-05T17:00:00", "2026-01-08T00:00:00", "2026-04-09T00:00:00"),
}  # fmt: skip


def at_the_limits(plan: Plan) -> Records:
    """Tickets of each kind at the edges of the calendar, done at their deadlines and a second beside them, or never, or before they are
    opened; reports on the last day, and a day later."""
    rows: list[list[object]] = []
    for opened in map(standing.micros, OPENED):
        for priority in ("high", "normal", "low"):
            for beside in (-1, 0, 1):
                for act in (*AFTER["Answered"], *AFTER["Resolved"], ""):
                    at = standing.micros(f"{act}+00:00") + beside * 1_000_000 if act else None
                    if at is not None and abs(at - opened) > 8 * 86_400_000_000:
                        continue
                    day = date(2026, 1, 2) + timedelta(days=(opened // 86_400_000_000) % 5)
                    rows.append([opened, priority, "A", at, at, day, day + timedelta(days=2 + beside)])
    for n, hours in enumerate((0, 4, 8)):
        rows.append([standing.micros(OPENED[1]), "normal", None, standing.micros(OPENED[1]) + hours * 3_600_000_000, None, date(2026, 1, 2), None if n else date(2026, 1, 6)])  # fmt: skip
    classes, tickets, reports = plan.records
    sent = [
        [(2026, 1), standing.micros("2026-02-06T23:59:59+00:00")],
        [(2026, 2), standing.micros("2026-03-07T00:00:00+00:00")],
    ]
    sent += [
        [(2026, 2), standing.micros("2026-03-09T00:00:00+00:00")],
        [(2026, 4), standing.micros("2026-04-20T00:00:00+00:00")],
    ]
    return Records({
        "Class": plans.table(classes, ["A", True]),
        "Ticket": plans.table(tickets, *rows),
        "Report": plans.table(reports, *sent),
    })  # fmt: skip


def settled(plan: Plan, records: Records, now: date) -> tuple[int, list[str]]:
    readings = Readings(plan.readings, {})
    last = date(2026, 4, 30)
    statement = evaluate(plan, records, readings, first=plan.term.start, last=last, as_of=now)
    world = World(plan, records, readings, as_of_instant(plan, records, readings, last, now))
    views = written(plan, "duckdb")
    assert views.refused == {}
    with standing.loaded(plan, records) as database:
        standing.views_in(database, views, plan, now)
        return standing.compared(database, replace(views, apart={}), statement, Settlement(world))


@pytest.mark.parametrize("now", [date(2026, 4, 2), pytest.param(date(2026, 6, 1), marks=pytest.mark.slow)])
def test_at_each_limit(now: date) -> None:
    """While some are still open, and after all."""
    plan = limited()
    count, differ = settled(plan, at_the_limits(plan), now)
    assert differ == []
    assert count > 150


CHOICES = {
    "limit end": "excluded",
    "early act": "not allowed",
    "day count": "start counted",
    "calendar limit": "end of day",
    "no value": "missed",
}


@pytest.mark.slow
@pytest.mark.parametrize("choice", CHOICES.items(), ids="=".join)
def test_under_each_reading(choice: tuple[str, str]) -> None:
    """The tables of deadlines are made under the readings of the contract."""
    plan = limited()
    slot, value = choice
    assert any(one.slot.name == slot for one in plan.readings)
    plan = replace(
        plan, readings=tuple(replace(one, value=value) if one.slot.name == slot else one for one in plan.readings)
    )
    assert settled(plan, at_the_limits(plan), date(2026, 4, 20))[1] == []


@pytest.mark.slow
def test_what_is_after_the_table_is_left_open() -> None:
    """More than a year after the last window nothing is known of a calendar: such a row is never called kept or missed."""
    plan = limited()
    views = written(plan, "duckdb")
    assert set(views.apart) == {"Delivery 1"}
    _, tickets, _ = plan.records
    far = [standing.micros(OPENED[0]), "low", "A", None, None, date(2031, 1, 1), date(2031, 1, 2)]
    records = Records({**at_the_limits(plan).tables, "Ticket": plans.table(tickets, far)})
    with standing.loaded(plan, records) as database:
        standing.views_in(database, views, plan, date(2031, 6, 1))
        assert database.execute('SELECT state FROM "Delivery 1"').fetchall() == [("pending",)]


def test_how_many_values_there_are_has_no_unit() -> None:
    """A number of percentages is compared as it is, and not in hundredths."""
    plan = said.plan_of(CREDITED.replace("{caps}", ""))

    def counted(body: object) -> object:
        if isinstance(body, OfField) and body.aggregate is Aggregate.HIGHEST:
            return replace(body, aggregate=Aggregate.NUMBER)
        return body

    plan = replace(plan, definitions=tuple(replace(one, body=counted(one.body)) for one in plan.definitions))  # type: ignore[arg-type]
    text = written(plan, "duckdb").text
    view = text[text.index('CREATE VIEW "Loss 1"') : text.index('CREATE VIEW "Success: consequence 1"')]
    # At or below 1%, which is a hundredth.
    assert '"figure" * 100 <= 1' in view


KINDS = {"VARCHAR": "text"}


@pytest.mark.slow
def test_postgresql_judges_as_the_evaluator_does() -> None:
    plan, now = limited(), date(2026, 6, 1)
    records = at_the_limits(plan)
    readings = Readings(plan.readings, {})
    statement = evaluate(plan, records, readings, first=plan.term.start, last=date(2026, 4, 30), as_of=now)
    want = {window.first: Fraction(window.totals[0][2]) for window in statement.windows if window.totals}
    with standing.loaded(plan, records) as database, postgres() as server:
        for table in map(table_of, plan.records):
            told = {row[0]: KINDS.get(row[1], row[1]) for row in database.execute(f"DESCRIBE {table}").fetchall()}
            columns = ", ".join(f'"{name}" {kind}' for name, kind in told.items())
            texts = ", ".join(f'"{name}"::VARCHAR' for name in told)
            rows = [
                ", ".join("NULL" if cell is None else f"'{cell}'" for cell in row)
                for row in database.execute(f"SELECT {texts} FROM {table}").fetchall()
            ]
            values = "".join(f"INSERT INTO {table} VALUES ({row});\n" for row in rows)
            server.run(f"CREATE TABLE {table} ({columns});\n{values}")
        at = """CREATE OR REPLACE VIEW "as of" AS SELECT TIMESTAMPTZ '2026-06-01 23:00:00+00' AS "moment";"""
        server.run(written(plan, "postgres").text + at)
        due = server.run("SELECT first_day, amount FROM \"credits due\" WHERE first_day < '2026-05';")
    assert {first: Fraction(amount) for first, amount in due} == want


# --- agreements that were not written for it ---------------------------------------------------------------------------------------


FILES = [*EXAMPLES, *CONTRACTS, *OUTSIDE]
SAMPLED = {"azure_vm", "customer_care", "hospital_cleaning", "power_supply", "texas_dir", "uk_model_services_contract"}


def differ(path: Path, seed: int) -> list[str]:
    found = standing.differences(generated.coarse(plan_in(path)), seed)
    return [] if found is None else found[1]


def test_an_agreement_on_records_at_random() -> None:
    assert differ(next(path for path in FILES if path.stem == "maryland_doit"), 1) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in FILES if path.stem in SAMPLED], ids=name_of)
def test_some_agreements_on_records_at_random(path: Path) -> None:
    assert differ(path, 0) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(12))
def test_every_agreement_on_records_at_random(seed: int) -> None:
    assert {name_of(path): found for path in FILES if (found := differ(path, seed))} == {}
