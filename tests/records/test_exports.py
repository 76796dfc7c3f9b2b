"""Records as systems export them: several files, packed files, JSON documents, databases, and what `exports.toml` says of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sladsl.findings import Finding
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind, Keeping, Record
from sladsl.records.exports import ready_made, system_data, systems
from sladsl.records.fingerprint import fingerprints
from sladsl.records.patterns import pattern_reader
from sladsl.records.problem import Problem
from sladsl.records.read import read_records
from sladsl.records.table import Records
from sladsl.records.times import TimeReader
from tests.postgres_server import postgres


def t(text: str) -> int:
    read = TimeReader("UTC")(text)
    assert isinstance(read, int)
    return read


OUTAGE = Record(
    "Outage",
    "Outages",
    (
        Field("Service", FieldKind.TEXT),
        Field("Start", FieldKind.TIME),
        Field("End", FieldKind.TIME, optional=True),
    ),
    "Provider",
    Keeping.KEEPS,
    belongs="Start",
)
TICKET = Record(
    "Ticket",
    "Tickets",
    (
        Field("Number", FieldKind.TEXT),
        Field("Priority", FieldKind.CHOICE, choices=("P1", "P2", "P3")),
        Field("Opened", FieldKind.TIME),
        Field("Resolved", FieldKind.TIME, optional=True),
        Field("Effort", FieldKind.DURATION, optional=True, unit=Unit(Dimension.TIME, "hour")),
    ),
    "Provider",
    Keeping.KEEPS,
    key="Number",
    belongs="Opened",
)
PROBE = Record(
    "Probe",
    "Probes",
    (
        Field("Time", FieldKind.TIME),
        Field("Outcome", FieldKind.CHOICE, choices=("success", "failure")),
        Field("Latency", FieldKind.DURATION, optional=True, unit=Unit(Dimension.TIME, "millisecond")),
        Field("Location", FieldKind.TEXT, optional=True),
    ),
    "Provider",
    Keeping.COLLECTS,
    belongs="Time",
)
SCHEMA = (OUTAGE, TICKET, PROBE)
Read = Callable[..., tuple[Records, tuple[Finding, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(
        files: dict[str, str | bytes], toml: str = "", zone: str = "UTC", set_aside: bool = False
    ) -> tuple[Records, tuple[Finding, ...]]:
        for name, text in {**files, **({"exports.toml": toml} if toml else {})}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_records(tmp_path, SCHEMA, zone, "GBP", set_aside=set_aside)

    return run


def rows_of(records: Records, name: str) -> list[tuple[object, ...]]:
    table = records[name]
    return [tuple(table.value(field.name, row) for field in table.record.fields) for row in range(len(table))]


HEAD = "Number,Priority,Opened,Resolved\n"
FIRST, SECOND, THIRD = (f"T{n},P{n},2026-03-0{n}T10:00Z,\n" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("tickets-2026-03-01.csv", "tickets-2026-03-02.csv"),
        ("Ticket part1.csv", "Ticket part2.csv"),
        ("tickets/a.csv", "tickets/b.csv.gz"),
    ],
)
def test_parts_are_read_in_the_order_of_their_names(read: Read, one: str, two: str, tmp_path: Path) -> None:
    other = "Priority,Opened,Number\nP2,2026-03-02T10:00Z,T2\nP3,2026-03-03T10:00Z,T3\n"
    records, findings = read({one: HEAD + FIRST, two: gzip.compress(other.encode()) if two.endswith("gz") else other})
    assert findings == ()
    assert [row[0] for row in rows_of(records, "Ticket")] == ["T1", "T2", "T3"]
    table = records["Ticket"]
    assert [table.where(row) for row in range(3)] == [f"{one}:2", f"{two}:2", f"{two}:3"]
    assert [print_.file for print_ in fingerprints(tmp_path, SCHEMA)] == [one, two]


def test_bad_rows_of_parts_are_told_where_they_stand(read: Read, tmp_path: Path) -> None:
    files = {
        "tickets-1.csv": HEAD + FIRST + "T9,P9,2026-03-01T10:00Z,\n",
        "tickets-2.csv": HEAD + "T8,P1\n" + SECOND,
        "tickets-3.csv": HEAD + THIRD,
    }
    _, findings = read(files)
    assert [(Path(f.place.file).name, f.place.line, f.code) for f in findings if f.place] == [
        ("tickets-1.csv", 3, "R013"),
        ("tickets-2.csv", 2, "R006"),
    ]
    records, _ = read({}, set_aside=True)
    table = records["Ticket"]
    assert [table.where(row) for row in range(3)] == ["tickets-1.csv:2", "tickets-2.csv:3", "tickets-3.csv:2"]
    assert [(row.file, row.line) for row in records.rows_set_aside] == [("tickets-1.csv", 3), ("tickets-2.csv", 2)]


def test_a_whole_file_and_a_part_are_two(read: Read) -> None:
    _, findings = read({"tickets.csv": HEAD, "tickets-2026-03.csv": HEAD})
    assert [finding.code for finding in findings] == ["R001"]


def test_a_damaged_gzip_file(read: Read) -> None:
    _, (finding,) = read({"tickets.csv.gz": gzip.compress((HEAD + FIRST).encode())[:-9]})
    assert (finding.code, finding.hint) == ("R002", "Export it again: it is damaged or broke off.")


def test_every_part_of_a_mapping(read: Read) -> None:
    toml = """
[Tickets]
files = ["export/inc_*.csv"]
zone = "Europe/Berlin"
only = { sys_class_name = ["incident"] }

[Tickets.columns]
Number = "ref"
Opened = "sys_created_on"
Resolved = "done"

[Tickets.choices.Priority]
"1 - Critical" = "P1"
"2 - High" = "P2"

[Tickets.times]
Opened = "DD.MM.YYYY HH:mm"
Resolved = "unix milliseconds"

[Tickets.units]
Effort = "seconds"
"""
    file = (
        "ref;sys_class_name;Priority;sys_created_on;done;Effort\n"
        "T1;incident;1 - Critical;05.03.2026 10:00;1772701200000;5400\n"
        "T2;problem;whatever;;;\n"
        "T3;incident;P3;05.07.2026 10:00;;\n"
    )
    records, findings = read({"export/inc_1.csv": file}, toml)
    assert findings == ()
    assert rows_of(records, "Ticket") == [
        ("T1", "P1", t("2026-03-05T09:00:00Z"), t("2026-03-05T09:00:00Z"), 5400),
        ("T3", "P3", t("2026-07-05T08:00:00Z"), None, None),
    ]


def test_what_a_mapping_cannot_read_stands_where_it_is(read: Read) -> None:
    toml = '[Ticket]\ntimes.Opened = "DD/MM/YYYY"\ncolumns.Opened = "when"\nchoices.Priority."1" = "P1"\n'
    _, findings = read({"tickets.csv": "Number,Priority,when\nT1,1,2026-03-05\nT2,one,05/13/2026\n"}, toml)
    assert [(f.code, f.place.line, f.place.column) for f in findings if f.place] == [
        ("R008", 2, 6),
        ("R013", 3, 4),
        ("R008", 3, 8),
    ]
    assert findings[0].message == '"2026-03-05" in column 3 "when" of Ticket: expected a time written DD/MM/YYYY.'


@pytest.mark.parametrize(
    ("toml", "line", "told"),
    [
        ("[Ticket\n", 1, "is not TOML"),
        ('[Tikcet]\nzone = "UTC"\n', 1, 'no record of the contract is named "Tikcet"'),
        ('[Ticket]\nzone = "Mars"\n', 2, 'no time zone "Mars"'),
        ("[Ticket]\nzoen = 1\n", 2, '"zoen" says nothing'),
        ('[Ticket]\n\n[Ticket.columns]\nOpend = "x"\n', 4, "Ticket has no field Opend"),
        ('[Ticket.choices.Priority]\n"1" = "P7"\n', 2, 'no choice "P7"'),
        ('[Ticket.times]\nOpened = "HH:mm"\n', 2, "does not say how a time is written"),
        ('[Ticket.times]\nNumber = "unix seconds"\n', 2, "not of a kind that has times"),
        ('[Ticket.units]\nEffort = "fortnight"\n', 2, "is no unit of Effort"),
        ('[Ticket]\nsystem = "ServiceThen"\n', 2, "no ready-made mapping"),
        ('[Ticket]\ndatabase = "x.duckdb"\n', 2, "database needs table"),
        ('[Outage.ends]\nEnd = "later"\n', 2, "an end is the column of a start"),
    ],
)
def test_a_mapping_that_cannot_be_followed(read: Read, toml: str, line: int, told: str) -> None:
    _, findings = read({"tickets.csv": HEAD}, toml)
    assert [(f.place.line, told in f.message) for f in findings if f.place] == [(line, True)]


def test_several_faults_of_a_mapping_at_once(read: Read) -> None:
    _, findings = read({"tickets.csv": HEAD}, '[Ticket]\nzone = "Mars"\nsystem = "x"\n[Probes.units]\nTime = "hour"\n')
    assert [f.place.line for f in findings if f.place] == [2, 3, 5]


def test_patterns_that_no_file_has(read: Read) -> None:
    _, findings = read({}, '[Ticket]\nfiles = ["inc*.csv"]\n')
    assert [f.message for f in findings] == ["No file is named inc*.csv, as exports.toml says of Ticket."]


@pytest.mark.parametrize(
    ("pattern", "text", "iso"),
    [
        ("DD/MMM/YY hh:mm AM", "05/Mar/26 12:04 AM", "2026-03-05T00:04:00"),
        ("DD/MMM/YY hh:mm AM", "5/Mar/26 1:04 PM", "2026-03-05T13:04:00"),
        ("MM/DD/YYYY HH:mm:ss+00:00", "3/5/2026 09:04:07.25-0500", "2026-03-05T09:04:07.25-0500"),
        ("YYYYMMDD", "20260305", "2026-03-05T00:00:00"),
        ("unix seconds", "1772701200.5", "2026-03-05T09:00:00.500000Z"),
        ("unix seconds", "soon", None),
        ("hh AM, DD.MM.YYYY", "13 PM, 05.03.2026", None),
        ("DD/MMM/YY", "05/Mai/26", None),
    ],
)
def test_patterns_of_times(pattern: str, text: str, iso: str | None) -> None:
    read = pattern_reader(pattern, day=False)
    assert read is not None
    said = read(text)
    assert said == iso if iso else isinstance(said, Problem)


@pytest.mark.parametrize("pattern", ["HH:mm", "DD/MM", "DD/DD/YYYY MM", "DD/MM/YYYY hh:mm", "DD MM MMM YYYY", "never"])
def test_patterns_that_name_no_day_or_two(pattern: str) -> None:
    assert pattern_reader(pattern, day=False) is None


# --- ready-made mappings ---------------------------------------------------------------------------------------------

NINE, TEN = t("2026-03-05T09:00:00Z"), t("2026-03-05T10:00:00Z")
ANSWERS: dict[str, tuple[str, str, object, list[tuple[object, ...]]]] = {
    "servicenow": (
        "Ticket",
        "incidents.json",
        {
            "result": [
                {
                    "number": "INC1",
                    "priority": "1",
                    "opened_at": "2026-03-05 09:00:00",
                    "resolved_at": "2026-03-05 10:00:00",
                    "impact": "2",
                },
                {"number": "INC2", "priority": "3", "opened_at": "2026-03-05 09:00:00", "resolved_at": ""},
            ]
        },
        [("INC1", "P1", NINE, TEN, None), ("INC2", "P3", NINE, None, None)],
    ),
    "jira": (
        "Ticket",
        "search.json",
        {
            "total": 1,
            "issues": [
                {
                    "key": "OPS-1",
                    "fields": {
                        "created": "2026-03-05T10:00:00.000+0100",
                        "resolutiondate": None,
                        "priority": {"name": "High", "id": "2"},
                        "timespent": 5400,
                    },
                }
            ],
        },
        [("OPS-1", "P2", NINE, None, 5400)],
    ),
    "zendesk": (
        "Ticket",
        "tickets.json",
        {
            "tickets": [
                {
                    "id": 35436,
                    "created_at": "2026-03-05T09:00:00Z",
                    "priority": "urgent",
                    "metric_set": {"solved_at": "2026-03-05T10:00:00Z"},
                }
            ]
        },
        [("35436", "P1", NINE, TEN, None)],
    ),
    "statuspage": (
        "Outage",
        "incidents.json",
        {
            "page": {"id": "x"},
            "incidents": [
                {
                    "id": "p31",
                    "name": "Slow",
                    "components": [{"id": "k", "name": "API"}],
                    "started_at": "2026-03-05T09:00:00Z",
                    "resolved_at": "2026-03-05T10:00:00Z",
                    "impact": "major",
                }
            ],
        },
        [("API", NINE, TEN)],
    ),
    "pingdom": (
        "Probe",
        "results.json",
        {
            "results": [
                {"probeid": 33, "time": 1772701200, "status": "up", "responsetime": 91},
                {"probeid": 34, "time": 1772704800, "status": "down"},
            ],
            "activeprobes": [33, 34],
        },
        [(NINE, "success", "91/1000", "33"), (TEN, "failure", None, "34")],
    ),
    "uptimerobot": (
        "Outage",
        "monitors.json",
        {
            "stat": "ok",
            "monitors": [
                {
                    "id": 7,
                    "friendly_name": "API",
                    "logs": [
                        {
                            "type": 1,
                            "datetime": 1772701200,
                            "duration": 3600,
                            "reason": {"code": "500", "detail": "Server error"},
                        },
                        {"type": 2, "datetime": 1772704800, "duration": 60},
                        {"type": 1, "datetime": 1772704800},
                    ],
                }
            ],
        },
        [("API", NINE, TEN), ("API", TEN, None)],
    ),
    "upptime": (
        "Outage",
        "issues.json",
        [
            {
                "number": 4,
                "title": "API",
                "created_at": "2026-03-05T09:00:00Z",
                "closed_at": None,
                "labels": [{"name": "status"}],
            }
        ],
        [("API", NINE, None)],
    ),
    "prometheus": (
        "Probe",
        "probe_success.json",
        {
            "status": "success",
            "data": {
                "resultType": "matrix",
                "result": [
                    {
                        "metric": {"instance": "London", "job": "blackbox"},
                        "values": [[1772701200, "1"], [1772704800, "0"]],
                    },
                    {"metric": {"instance": "Paris"}, "values": [[1772701200.0, "1"]]},
                ],
            },
        },
        [(NINE, "success", None, "London"), (TEN, "failure", None, "London"), (NINE, "success", None, "Paris")],
    ),
}


@pytest.mark.parametrize("system", sorted(ANSWERS))
def test_ready_made_mappings(read: Read, system: str) -> None:
    record, file, answer, expected = ANSWERS[system]
    toml = f'[{record}]\nsystem = "{system_data(system)["title"]}"\nfiles = ["{file}"]\n'
    if system == "pingdom":
        toml += 'columns.Location = "probeid"\n'
    records, findings = read({file: json.dumps(answer, indent=1)}, toml)
    assert findings == ()
    found = [tuple(str(cell) if "/" in str(cell) else cell for cell in row) for row in rows_of(records, record)]
    assert found == expected


@pytest.mark.parametrize(
    ("system", "record", "text", "expected"),
    [
        (
            "Jira",
            "Ticket",
            "Issue key,Priority,Created,Resolved\nOPS-1,High,05/Mar/26 9:00 AM,\n",
            [("OPS-1", "P2", NINE, None, None)],
        ),
        (
            "ServiceNow",
            "Ticket",
            "number,priority,opened_at\nINC1,2 - High,2026-03-05 09:00:00\n",
            [("INC1", "P2", NINE, None, None)],
        ),
        (
            "UptimeRobot",
            "Outage",
            "Event,Monitor,Date-Time,Reason,Duration (in mins.)\nUp,API,2026-03-05 08:00:00,OK,60\nDown,API,2026-03-05 09:00:00,Timeout,60\n",
            [("API", NINE, TEN)],
        ),
        (
            "UptimeRobot",
            "Outage",
            'Event,Monitor,Date-Time,Reason,Duration,Duration (in mins.)\nDown,API,2026-03-05 09:00:00,Timeout,"1 hrs, 0 mins",60\n',
            [("API", NINE, TEN)],
        ),
    ],
)
def test_ready_made_mappings_of_lists(
    read: Read, system: str, record: str, text: str, expected: list[tuple[object, ...]]
) -> None:
    records, findings = read({f"{record}.csv": text}, f'[{record}]\nsystem = "{system}"\n')
    assert findings == ()
    assert rows_of(records, record) == expected


def test_a_ready_made_mapping_of_several_files(read: Read) -> None:
    """Each file is read by the columns that it has, whatever those of the others are called."""
    toml = '[Probe]\nsystem = "Pingdom"\nfiles = ["*.json", "*.csv"]\n'
    first = '{"results": [{"time": 1772701200, "status": "down", "responsetime": 7}]}'
    second = first.replace("1772701200", "1772704800").replace("down", "up")
    third = "Time,Outcome,Latency\n2026-03-05T11:00:00Z,success,9\n"
    records, findings = read({"a.json": first, "b.json": second, "c.csv": third}, toml)
    assert findings == ()
    assert [row[1] for row in rows_of(records, "Probe")] == ["failure", "success", "success"]


def test_a_length_that_is_none(read: Read) -> None:
    """It is told as what it is, and a start that cannot be read is told once."""
    rows = "Event,Monitor,Date-Time,Duration (in mins.)\nDown,API,2026-03-05 09:00:00,long\nDown,API,soon,60\n"
    _, findings = read({"outages.csv": rows}, '[Outage]\nsystem = "UptimeRobot"\n')
    told = [(one.code, one.place.line) for one in findings if one.place is not None]
    assert told == [("R011", 2), ("R008", 3)]
    assert "expected a number of minutes such as 60" in findings[0].message


def test_a_word_that_no_mapping_knows_is_put_in_exports_toml(read: Read) -> None:
    rows = "number,priority,opened_at\nINC1,1 - Kritisch,2026-03-05 09:00:00\n"
    _, (told,) = read({"tickets.csv": rows}, '[Ticket]\nsystem = "ServiceNow"\n')
    assert told.hint is not None
    assert told.hint.startswith("Say in exports.toml which of them it is, under choices.Priority")


def test_rows_on_one_line_are_known_by_their_numbers(read: Read) -> None:
    rows = '{"time": 1772701200, "status": "down"}, {"time": 1772704800, "status": "up"}'
    records, _ = read({"probes.json": f'{{"results": [{rows}]}}'}, '[Probe]\nsystem = "Pingdom"\n')
    assert [records["Probe"].where(row) for row in (0, 1)] == ["probes.json:1", "probes.json:2"]
    bad = f'{{"results": [{rows}, {{"time": 1, "status": "?"}}]}}'
    records, (told,) = read({"probes.json": bad}, '[Probe]\nsystem = "Pingdom"\n', set_aside=True)
    assert (told.code, records.rows_set_aside[0].line) == ("R020", 3)


def test_every_system_is_tried_and_says_what_it_reads() -> None:
    assert set(systems()) == set(ANSWERS)
    for name in systems():
        made = ready_made(name)
        assert made.rows
        assert system_data(name)["reads"]
        assert all(pattern_reader(pattern, day=False) for pattern in made.times.values())


def test_a_row_of_a_json_document_is_found_again(read: Read) -> None:
    answer = {"result": [{"number": "T1", "priority": "1", "opened_at": "soon"}, 7]}
    _, findings = read({"tickets.json": json.dumps(answer, indent=1)}, '[Ticket]\nsystem = "ServiceNow"\n')
    assert [(f.code, f.place.line) for f in findings if f.place] == [("R008", 3), ("R019", 8)]
    assert findings[0].message.startswith('"soon" in "opened_at" of Ticket')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("{} {}", "goes on after"),
        ('{"a": 1}', "has no rows"),
        ('{"result": {}}', "has no rows"),
        ("", "is not JSON"),
    ],
)
def test_documents_without_rows(read: Read, text: str, told: str) -> None:
    _, (finding,) = read({"tickets.json": text}, '[Ticket]\nrows = "result[]"\n')
    assert (finding.code, told in finding.message) == ("R019", True)


def test_a_table_of_a_database(read: Read, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "ops.duckdb")) as database:
        database.execute(
            "CREATE SCHEMA desk; CREATE TABLE desk.tickets (ref VARCHAR, Priority VARCHAR, opened TIMESTAMP)"
        )
        database.execute("INSERT INTO desk.tickets VALUES ('T1', 'P1', TIMESTAMP '2026-03-05 09:00:00')")
    toml = '[Ticket]\ndatabase = "ops.duckdb"\ntable = "desk.tickets"\ncolumns.Number = "ref"\n'
    records, findings = read({}, toml)
    assert findings == ()
    assert rows_of(records, "Ticket") == [("T1", "P1", NINE, None, None)]
    assert [(p.record, p.file) for p in fingerprints(tmp_path, SCHEMA)] == [
        ("", "exports.toml"),
        ("Ticket", "ops.duckdb"),
    ]
    _, (finding,) = read({}, toml.replace("desk.tickets", "desk.nothing"))
    assert finding.code == "R002"


def test_a_server_that_does_not_answer(read: Read) -> None:
    toml = '[Ticket]\ndatabase = "postgresql://127.0.0.1:1/ops"\ntable = "tickets"\n'
    _, (finding,) = read({}, toml)
    assert (finding.code, finding.place is not None) == ("R002", True)


@pytest.mark.slow
def test_a_table_of_a_server(read: Read) -> None:
    with duckdb.connect() as here:
        try:
            here.load_extension("postgres")
        except duckdb.Error:
            pytest.skip("no extension of DuckDB for PostgreSQL: INSTALL postgres, once")
    with postgres() as server:
        server.run("""
            CREATE SCHEMA desk;
            CREATE TABLE desk.tickets (ref text, "Priority" text, "Opened" timestamptz, "Resolved" timestamptz, "Effort" numeric(6, 2));
            INSERT INTO desk.tickets VALUES
                ('T1', 'P1', '2026-03-05 09:00:00+00', '2026-03-05 11:00:00+01', 1.25),
                ('T2', 'P3', '2026-03-05 10:00:00+00', NULL, NULL);
        """)
        toml = f'[Ticket]\ndatabase = "{server.address}"\ntable = "desk.tickets"\ncolumns.Number = "ref"\n'
        records, findings = read({}, toml)
        assert not findings
        assert rows_of(records, "Ticket") == [
            ("T1", "P1", NINE, TEN, 4500),
            ("T2", "P3", TEN, None, None),
        ]
        _, (finding,) = read({}, toml.replace("desk.tickets", "desk.nothing"))
        assert finding.code == "R002"


def test_the_end_of_a_row_that_has_a_length(read: Read) -> None:
    toml = '[Outage.ends]\nEnd = { start = "Start", length = "Lasted", unit = "minute" }\n'
    text = "Service,Start,Lasted\nAPI,2026-03-05T09:00Z,60\nAPI,2026-03-05T09:00Z,\nAPI,2026-03-05T09:00Z,long\n"
    records, findings = read({"outages.csv": text}, toml)
    assert [(f.code, f.place.line, f.place.column) for f in findings if f.place] == [("R011", 4, 23)]
    records, _ = read({"outages.csv": text.replace("long", "1e-7")})
    assert [row[2] for row in rows_of(records, "Outage")] == [TEN, None, NINE + 6]


def test_times_of_the_zone_that_is_named() -> None:
    assert TimeReader("Europe/Berlin")("2026-03-05T10:00") == NINE
