"""Files: which are taken, how they are cut into cells, and what is said of those that cannot be read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.findings import Finding, Severity
from sladsl.model.schema import Field, FieldKind, Keeping, Record
from sladsl.records.csv_file import CsvSource, read_csv
from sladsl.records.jsonl_file import read_json_lines
from sladsl.records.source import FileTexts, Unreadable
from sladsl.records.table import OPEN_END, Records, Table
from sladsl.time.zones import utc

Read = Callable[..., tuple[Records, tuple[Finding, ...]]]
Codes = Callable[[tuple[Finding, ...]], list[str]]

PROBES = (
    "Time,Location,Outcome,Latency\n2026-03-05T10:00:00Z,London,success,120\n2026-03-05T10:01:00Z,London,failure,\n"
)


def test_a_table_is_read_by_column(read: Read) -> None:
    records, findings = read({"probes.csv": PROBES})
    assert findings == ()
    probes = records["Probe"]
    assert len(probes) == 2
    assert list(probes.columns["Time"]) == [utc(2026, 3, 5, 10), utc(2026, 3, 5, 10, 1)]
    assert list(probes.columns["Latency"]) == [Fraction(120, 1000), None]
    assert list(probes.lines) == [2, 3]
    assert probes.name_of(1) == "probes.csv, line 3"


def test_every_kind_of_field(read: Read) -> None:
    ticket = (
        "number;REPORTED;waiting;fee;share;month;repeated;score;Extra\n"
        "T1;2026-03-05 10:00;2026-03-05T10:00Z/2026-03-05T11:00Z;GBP 10.50;0.1%;2026-03;yes;-2.5;x\n"
    )
    records, findings = read({"trouble-ticket.csv": ticket})
    assert findings == ()
    tickets = records["Trouble Ticket"]
    assert {name: values[0] for name, values in tickets.columns.items()} == {
        "Number": "T1",
        "Reported": utc(2026, 3, 5, 10),
        "Waiting": ((utc(2026, 3, 5, 10), utc(2026, 3, 5, 11)),),
        "Fee": Fraction(21, 2),
        "Share": Fraction(1, 1000),
        "Month": (2026, 3),
        "Repeated": True,
        "Score": Fraction(-5, 2),
    }
    assert tickets.rows_by_key == {"T1": 0}
    assert tickets.name_of(0) == "T1"


@pytest.mark.parametrize("name", ["Probe.csv", "PROBES.CSV", "pro-bes.csv", "_probe.csv"])
def test_a_file_is_found_by_the_name_of_its_record(read: Read, name: str) -> None:
    records, _ = read({name: PROBES})
    assert len(records["Probe"]) == 2


def test_header_alone_means_none_and_no_file_not_known(read: Read) -> None:
    records, findings = read({"probes.csv": "Time,Location,Outcome,Latency\n"})
    assert findings == ()
    assert len(records["Probe"]) == 0
    assert "Trouble Ticket" not in records
    assert records.get("Visit") is None


def test_an_empty_file_says_neither(read: Read, codes: Codes) -> None:
    records, findings = read({"probes.csv": "\n\n"})
    assert codes(findings) == ["R003"]
    assert "Probe" not in records


def test_two_files_for_one_record(read: Read, codes: Codes) -> None:
    records, findings = read({"probe.csv": PROBES, "probes.jsonl": ""})
    assert codes(findings) == ["R001"]
    assert "probe.csv and probes.jsonl" in findings[0].message
    assert "Probe" not in records


def test_files_that_are_taken_for_nothing_are_told(read: Read, codes: Codes) -> None:
    _, findings = read(
        {"prober.csv": PROBES, "tickets.xlsx": b"", "probes.xlsx": b"", "README.md": "", ".hidden.csv": ""}
    )
    assert [(f.code, f.severity, Path(f.place.file).name if f.place else "") for f in findings] == [
        ("R023", Severity.WARNING, "prober.csv"),
        ("R023", Severity.WARNING, "probes.xlsx"),
    ]
    assert "Probe" in findings[0].hint


def test_no_folder(tmp_path: Path) -> None:
    from sladsl.records.read import read_records

    _, findings = read_records(tmp_path / "nowhere", (), "UTC", "GBP")
    assert [f.code for f in findings] == ["R001"]


def test_a_missing_column(read: Read, codes: Codes) -> None:
    records, findings = read({"probes.csv": "Time,Location,Outcom\n2026-03-05T10:00:00Z,London,success\n"})
    assert codes(findings) == ["R004"]
    assert '"Outcom"' in findings[0].hint
    assert "Probe" not in records


def test_an_optional_column_may_be_missing(read: Read) -> None:
    records, findings = read({"probes.csv": "Time,Location,Outcome\n2026-03-05T10:00:00Z,London,success\n"})
    assert findings == ()
    assert list(records["Probe"].columns["Latency"]) == [None]


def test_two_columns_for_one_field(read: Read, codes: Codes) -> None:
    _, findings = read(
        {"probes.csv": "Time,Location,Outcome,LATENCY,la ten-cy\n2026-03-05T10:00:00Z,London,success,1,2\n"}
    )
    assert codes(findings) == ["R005"]
    assert "column 4" in findings[0].message
    assert "column 5" in findings[0].message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(read: Read, encoding: str) -> None:
    records, findings = read(
        {"trouble tickets.csv": "Number,Reported,Waiting\nÜ1,2026-03-05T10:00Z,\n".encode(encoding)}
    )
    assert findings == ()
    assert records["Trouble Ticket"].value("Number", 0) == "Ü1"


@pytest.mark.parametrize(
    ("name", "data"),
    [("probes.csv", PROBES.encode() + b"a,b\xe9,c\n"), ("probes.jsonl", b"{}\n\n\nab\xff"), ("probes.csv", b"a\0b")],
)
def test_other_encodings_are_refused_where_they_show(read: Read, codes: Codes, name: str, data: bytes) -> None:
    _, findings = read({name: data})
    assert codes(findings) == ["R002"]
    place = findings[0].place
    assert place is not None
    assert (place.line, place.column) in ((4, 4), (4, 3), (1, 1))


def test_ragged_rows(read: Read, codes: Codes) -> None:
    rows = "Time,Location,Outcome\n2026-03-05T10:00Z,London\n2026-03-05T10:00Z,London,success\n\n2026-03-05T10:00Z,London,success,,\n2026-03-05T10:00Z,New York,succ,ess\n"
    records, findings = read({"probes.csv": rows})
    assert codes(findings) == ["R006", "R006"]
    assert [f.place.line for f in findings if f.place] == [2, 6]
    assert list(records["Probe"].lines) == [3, 5]


def test_an_open_quotation_mark(read: Read, codes: Codes) -> None:
    _, findings = read(
        {"probes.csv": 'Time,Location,Outcome\n2026-03-05T10:00Z,"London,success\n2026-03-05T10:00Z,London,success\n'}
    )
    assert codes(findings) == ["R002"]
    assert findings[0].place is not None
    assert findings[0].place.line == 2


CELL = st.text(alphabet=st.sampled_from('ab ",;\t\n\r€日'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str) -> None:
    out = io.StringIO(newline="")
    # The writer quotes a carriage return only if it ends lines with one.
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_MINIMAL if "\r" in end else csv.QUOTE_ALL)
    writer.writerows([["A", "B", "C"], *rows])
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(out.getvalue().encode())
    source = read_csv(path, "x.csv")
    assert isinstance(source, CsvSource)
    kept = [row for row in rows if any(row)]
    assert [list(source.column(n)) for n in range(3)] == [[row[n] for row in kept] for n in range(3)]
    lines = list(io.StringIO(out.getvalue(), newline=""))
    for row, cells in enumerate(kept):
        assert next(csv.reader(io.StringIO(source.raw(row), newline=""))) == cells
        assert lines[source.lines[row] - 1].startswith(source.raw(row).splitlines(keepends=True)[0].rstrip("\r\n"))


@given(
    st.lists(st.lists(st.text(alphabet="ab1 ", max_size=3), min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["", "\n", "\r\n", "\n\n"]),
)
def test_even_and_any_files_are_read_alike(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    """A quotation mark far below takes the careful way; above it both ways must see the same."""
    text = "\n".join(",".join(row) for row in rows) + end
    folder = tmp_path_factory.mktemp("csv")
    (folder / "even.csv").write_bytes(text.encode())
    even = read_csv(folder / "even.csv", "x.csv")
    quoted = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + end
    (folder / "any.csv").write_bytes(quoted.encode())
    careful = read_csv(folder / "any.csv", "x.csv")
    if isinstance(even, Unreadable) or isinstance(careful, Unreadable):
        assert isinstance(even, Unreadable)
        assert isinstance(careful, Unreadable)
        return
    assert list(even.header) == list(careful.header)
    assert list(even.lines) == list(careful.lines)
    assert [list(even.column(n)) for n in range(len(even.header))] == [
        list(careful.column(n)) for n in range(len(even.header))
    ]
    assert [(r.message, r.place.line) for r in even.rejected] == [(r.message, r.place.line) for r in careful.rejected]


def test_a_cell_is_found_again_after_quoted_ones(read: Read) -> None:
    rows = 'Number,Reported,Waiting,Fee\n"a, ""b""\nc",2026-03-05T10:00Z,,"1,5"\n'
    _, findings = read({"trouble_tickets.csv": rows})
    place = findings[0].place
    assert place is not None
    assert (place.line, place.column, place.end_line, place.end_column) == (3, 23, 3, 28)


NAMES = st.text(alphabet='abcé "', min_size=1, max_size=4)


@given(st.lists(st.dictionaries(NAMES, st.text(max_size=5), max_size=4), max_size=5))
def test_json_lines_round_trip(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "x.jsonl"
    path.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8", newline="")
    source = read_json_lines(path, "x.jsonl")
    assert not isinstance(source, Unreadable)
    for number, name in enumerate(source.header):
        assert list(source.column(number)) == [row.get(name, "") for row in rows]
    assert list(source.lines) == [1 + 2 * n for n in range(len(rows))]


def test_json_values_keep_their_digits(read: Read) -> None:
    row = {
        "number": 17,
        "reported": "2026-03-05T10:00:00Z",
        "waiting": [{"start": "2026-03-05T10:00Z", "end": None}, "2026-03-04T10:00Z/2026-03-04T11:00Z"],
        "repeated": False,
        "share": None,
        "other": {"deep": [1]},
    }
    line = json.dumps(row)[:-1] + ', "score": 0.10000000000000000001, "fee": 1e2}'
    records, findings = read({"trouble_tickets.ndjson": line + "\n"})
    assert findings == ()
    tickets = records["Trouble Ticket"]
    assert tickets.value("Number", 0) == "17"
    assert tickets.value("Score", 0) == Fraction("0.10000000000000000001")
    assert tickets.value("Fee", 0) == 100
    assert tickets.value("Repeated", 0) is False
    assert tickets.value("Waiting", 0) == (
        (utc(2026, 3, 4, 10), utc(2026, 3, 4, 11)),
        (utc(2026, 3, 5, 10), OPEN_END),
    )


def test_lines_that_are_no_objects(read: Read, codes: Codes) -> None:
    good = '{"Time": "2026-03-05T10:00Z", "Location": "London", "Outcome": "success"}'
    bad = ["[1]", '{"a": ', '{"Time": 1, "Time": 2}', "[" * 5000, "3"]
    records, findings = read({"probes.jsonl": "\n".join([good, *bad, good])})
    assert codes(findings) == ["R019"] * 5
    assert [f.place.line for f in findings if f.place] == [2, 3, 4, 5, 6]
    assert list(records["Probe"].lines) == [1, 7]


def test_the_place_of_a_json_value(read: Read, codes: Codes) -> None:
    _, findings = read({"probes.jsonl": '{"Time": "2026-03-05T10:00Z", "Location":  "Leeds", "Outcome": "success"}\n'})
    assert codes(findings) == ["R013"]
    place = findings[0].place
    assert place is not None
    assert (place.column, place.end_column) == (44, 51)


def test_json_lines_without_lines_mean_none(read: Read) -> None:
    records, findings = read({"probes.jsonl": ""})
    assert findings == ()
    assert len(records["Probe"]) == 0


def write_parquet(path: Path, query: str) -> None:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'America/New_York'")
        database.execute(f"COPY ({query}) TO '{path.as_posix()}' (FORMAT parquet)")


def test_parquet_types(tmp_path: Path, read: Read) -> None:
    write_parquet(
        tmp_path / "trouble_tickets.parquet",
        "SELECT 5 AS number, TIMESTAMPTZ '2026-03-05 10:00:00.000001+00' AS reported,"
        " ['2026-03-05T10:00Z/2026-03-05T11:00Z'] AS waiting, 10.50::DECIMAL(12, 2) AS fee, 0.1::DOUBLE AS share,"
        " '2026-03' AS month, true AS repeated, 99.3::FLOAT AS score, {'a': 1} AS extra"
        " UNION ALL SELECT 6, TIMESTAMPTZ '2026-07-05 10:00:00+00', NULL, NULL, 1e-7, NULL, NULL, 1e20::FLOAT, NULL ORDER BY 1",
    )
    records, findings = read({})
    assert findings == ()
    assert {name: list(values) for name, values in records["Trouble Ticket"].columns.items()} == {
        "Number": ["5", "6"],
        "Reported": [utc(2026, 3, 5, 10) + 1, utc(2026, 7, 5, 10)],
        "Waiting": [((utc(2026, 3, 5, 10), utc(2026, 3, 5, 11)),), ()],
        "Fee": [Fraction(21, 2), None],
        "Share": [Fraction(1, 1000), Fraction(1, 10**9)],
        "Month": [(2026, 3), None],
        "Repeated": [True, None],
        "Score": [Fraction("99.3"), 10**20],
    }


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "VARCHAR"])
def test_parquet_times_without_offset_are_in_the_zone(tmp_path: Path, read: Read, kind: str) -> None:
    write_parquet(
        tmp_path / "probes.parquet",
        f"SELECT '2026-07-05 10:00:00'::{kind} AS time, 'London' AS location, 'success' AS outcome",
    )
    records, findings = read({})
    assert findings == ()
    assert records["Probe"].value("Time", 0) == utc(2026, 7, 5, 9)


def test_parquet_instants_that_are_no_times(tmp_path: Path, read: Read, codes: Codes) -> None:
    write_parquet(
        tmp_path / "probes.parquet",
        "SELECT unnest([NULL, TIMESTAMPTZ 'infinity', TIMESTAMPTZ '9999-12-31', TIMESTAMPTZ '2026-07-05 10:00+00']) AS time,"
        " 'London' AS location, 'success' AS outcome",
    )
    records, findings = read({})
    assert codes(findings) == ["R007", "R008", "R008"]
    assert "9999-12-31" in findings[2].message
    assert list(records["Probe"].columns["Time"]) == [utc(2026, 7, 5, 10)]
    kept, _ = read({}, set_aside=True)
    assert [row.line for row in kept.rows_set_aside] == [1, 2, 3]
    assert '"London"' in kept.rows_set_aside[0].raw


def test_parquet_dates_and_bad_rows(tmp_path: Path, read: Read, codes: Codes) -> None:
    write_parquet(
        tmp_path / "visits.parquet",
        "SELECT 'V' || n AS visit_number, 'T1' AS ticket, DATE '2026-03-05' AS work_start, DATE '2026-03-04' + n AS work_end"
        " FROM (SELECT unnest([0, 1]) AS n)",
    )
    records, findings = read({})
    assert codes(findings) == ["R016"]
    place = findings[0].place
    assert place is not None
    assert (place.line, place.column) == (1, 4)
    assert len(records["Visit"]) == 1


def test_what_is_no_parquet(read: Read, codes: Codes) -> None:
    _, findings = read({"probes.parquet": b"PAR1 nothing of the kind"})
    assert codes(findings) == ["R002"]


def test_a_parquet_path_is_no_pattern(tmp_path: Path) -> None:
    from sladsl.records.parquet_file import read_parquet

    folder = tmp_path / "a[b]*c?"
    folder.mkdir()
    write_parquet(folder / "x.parquet", "SELECT 1 AS a")
    source = read_parquet(folder / "x.parquet", "x.parquet", lambda name: True)
    assert not isinstance(source, Unreadable)
    assert list(source.column(0)) == ["1"]


def test_money_as_a_decimal_of_any_width(tmp_path: Path, read: Read) -> None:
    amount = Decimal("123456789012345678901234567890.12345678")
    write_parquet(
        tmp_path / "trouble_ticket.parquet",
        f"SELECT 'T' AS number, TIMESTAMP '2026-03-05 10:00:00' AS reported, '' AS waiting, '{amount}'::DECIMAL(38, 8) AS fee",
    )
    records, findings = read({})
    assert findings == ()
    assert records["Trouble Ticket"].value("Fee", 0) == Fraction(amount)


def test_texts_of_files_for_findings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n")
    texts = FileTexts()
    assert texts[(tmp_path / "a.csv").as_posix()] == "x\n"
    assert (tmp_path / "b.csv").as_posix() not in texts
    assert "c.parquet" not in texts


def test_a_row_is_found_by_where_it_stands_and_left_out() -> None:
    record = Record("Visit", "Visits", (Field("Number", FieldKind.TEXT),), "Desk", Keeping.KEEPS, key="Number")
    table = Table(record, {"Number": ["a", "b", "c", "d"]}, [2, 4, 2, 3], "one.csv", ((2, "two.csv"),))
    assert [table.row_on(table.where(row)) for row in range(4)] == [0, 1, 2, 3]
    assert [table.row_on(where) for where in ("one.csv:3", "two.csv:4", "three.csv:2", "one.csv:x", "")] == [None] * 5
    less = table.without({1, 2})
    assert [less.where(row) for row in range(len(less))] == ["one.csv:2", "two.csv:3"]
    assert less.columns["Number"] == ["a", "d"]
