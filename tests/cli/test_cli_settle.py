from __future__ import annotations

import csv
import json
import re
from fractions import Fraction

import pytest

from sladsl import check
from sladsl.checks.statement_json import schema
from tests.cli.conftest import EXAMPLES, mend, without_comparison, write_probes


def test_the_month_of_the_first_contract(sladsl, first, probes):
    ended = sladsl("settle", first, "--records", probes, "--month", "2026-03")
    assert ended.code == 0
    assert "March 2026" in ended.out
    assert "GBP 50.00" in ended.out
    assert "Provider credits Customer" in ended.out


def test_json_fulfils_the_schema_and_holds_no_number_for_an_amount(sladsl, first, probes):
    jsonschema = pytest.importorskip("jsonschema")
    ended = sladsl("settle", first, "--records", probes, "--format", "json")
    assert ended.code == 0
    jsonschema.validate(ended.json, schema())
    [window] = ended.json["windows"]
    assert (window["from"], window["to"]) == ("2026-03-01", "2026-03-31")
    [credit] = window["credits"]
    assert (credit["payer"], credit["payee"], credit["amount"]) == ("Provider", "Customer", "50.00")


def test_text_and_json_agree_with_the_reference_statement(sladsl):
    folder = EXAMPLES / "interconnection"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    words = ("settle", folder / "contract.sla", "--records", folder / "records", "--as-of", expected["as_of"])
    as_json, as_text = sladsl(*words, "--format", "json"), sladsl(*words)
    assert (as_json.code, as_text.code) == (0, 0)
    wanted = [(w["from"], sum((Fraction(c["amount"]) for c in w["credits"]), Fraction(0))) for w in expected["windows"]]
    assert [
        (w["from"], sum((Fraction(c["amount"]) for c in w["credits"]), Fraction(0))) for w in as_json.json["windows"]
    ] == wanted
    totals = re.findall(r"Total Incumbent to Carrier: USD ([0-9,.]+)", as_text.out)
    assert [Fraction(one.replace(",", "")) for one in totals] == [amount for _, amount in wanted]


def test_months(sladsl):
    folder = EXAMPLES / "revenue-teams"

    def asked(*words: str) -> list[str]:
        ended = sladsl("settle", folder / "contract.sla", "--records", folder / "records", "--format", "json", *words)
        assert ended.code == 0
        return [window["from"] for window in ended.json["windows"]]

    assert asked() == ["2026-02-01", "2026-03-01", "2026-04-01"]
    assert asked("--month", "2026-03") == ["2026-03-01"]
    assert asked("--from", "2026-03-01", "--to", "2026-04-30") == ["2026-03-01", "2026-04-01"]
    assert asked("--from", "2026-03-10") == ["2026-03-01", "2026-04-01"]
    assert asked("--as-of", "2026-03-31") == ["2026-02-01", "2026-03-01"]


def test_the_same_input_gives_the_same_bytes(sladsl, first, probes):
    words = ("settle", first, "--records", probes)
    assert sladsl(*words).out == sladsl(*words).out


# --- options that make no sense --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--month", "2026-13"), '--month wants a month such as 2026-03; "2026-13" is none.'),
        (("--month", "March"), '"March" is none.'),
        (("--month", "9999-12"), '"9999-12" is none.'),
        (("--month", "2026-03", "--from", "2026-03-01"), "--month stands alone"),
        (("--month", "2026-03", "--to", "2026-03-01"), "--month stands alone"),
        (("--from", "2026-02-30"), '--from wants a day such as 2026-03-31; "2026-02-30" is none.'),
        (("--to", "31.3.2026"), "--to wants a day"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "--to 2026-03-01 is before --from 2026-03-02."),
        (("--as-of", "yesterday"), "--as-of wants a day"),
        (("--reading", "month"), "--reading wants a name and a value"),
    ],
)
def test_options_that_make_no_sense(sladsl, first, probes, words, sentence):
    ended = sladsl("settle", first, "--records", probes, *words)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


def test_records_that_are_no_folder(sladsl, first, probes, tmp_path):
    for path, sentence in ((tmp_path / "none", "There is no folder"), (probes / "probes.csv", "is a file")):
        ended = sladsl("settle", first, "--records", path)
        assert (ended.code, ended.out) == (2, "")
        assert sentence in ended.err


def test_settling_needs_records(sladsl, first):
    ended = sladsl("settle", first)
    assert ended.code == 2
    assert "--records" in ended.err


# --- findings --------------------------------------------------------------------------------------------------------


def test_a_contract_with_errors_is_not_settled(sladsl, broken, probes):
    ended = sladsl("settle", broken, "--records", probes)
    assert (ended.code, ended.out) == (1, "")
    assert f"{broken}:22:" in ended.err
    as_json = sladsl("settle", broken, "--records", probes, "--format", "json")
    assert (as_json.code, as_json.err) == (1, "")
    assert any(found["line"] == 22 for found in as_json.json["findings"])


def spoil(probes) -> None:
    path = probes / "probes.csv"
    lines = path.read_text("utf-8").split("\n")
    lines[10] = "no time,success"
    lines[20] = lines[20].replace("success", "perhaps")
    path.write_text("\n".join(lines), "utf-8")


def test_bad_rows_stop_the_settlement_and_are_all_listed(sladsl, first, probes):
    spoil(probes)
    ended = sladsl("settle", first, "--records", probes)
    assert (ended.code, ended.out) == (1, "")
    assert "probes.csv:11:" in ended.err
    assert "probes.csv:21:" in ended.err
    assert '"no time"' in ended.err
    assert '"perhaps"' in ended.err
    assert "11 | no time,success" in ended.err, "the row is shown"


def test_bad_rows_are_set_aside_and_told(sladsl, first, probes, tmp_path):
    spoil(probes)
    aside = tmp_path / "aside.csv"
    ended = sladsl("settle", first, "--records", probes, "--set-aside", aside)
    assert ended.code == 0
    assert "Set aside" in ended.out
    assert "2 rows of probes.csv are set aside" in ended.err
    rows = list(csv.DictReader(aside.open(encoding="utf-8", newline="")))
    assert [(row["File"], row["Line"]) for row in rows] == [("probes.csv", "11"), ("probes.csv", "21")]
    assert rows[1]["Row"].endswith("perhaps")


def test_set_aside_where_nothing_can_be_written(sladsl, first, probes, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    ended = sladsl("settle", first, "--records", probes, "--set-aside", tmp_path / "file" / "aside.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "cannot be written" in ended.err


def test_warnings_stand_beside_the_statement(sladsl, tmp_path):
    """The contract leaves a reading open; where the amounts hang on it, it refuses, and a reading that is given lets it settle."""
    folder = EXAMPLES / "development-retainer"
    contract = without_comparison(folder / "contract.sla", tmp_path)
    words = ("settle", contract, "--records", folder / "records", "--reading", "comparison=exact")
    ended = sladsl(*words)
    assert ended.code == 0
    assert "warning" in ended.err
    assert "warning" not in ended.out
    assert sladsl(*words, "--strict").code == 1


@pytest.mark.parametrize("reading", ["nonsense=exact", "comparison=nonsense"])
def test_readings_that_there_are_not(sladsl, hosting, reading):
    ended = sladsl("settle", hosting / "contract.sla", "--records", hosting / "records", "--reading", reading)
    assert (ended.code, ended.out) == (1, "")
    assert "nonsense" in ended.err


def test_an_open_reading_on_which_the_amounts_hang_refuses(sladsl, first, probes):
    """45 minutes of March are 99.8991%: below 99.9%, unless the figure is first rounded to two places."""
    rules = "This agreement follows the Standard Interpretation Rules, edition 1."
    text = first.read_text("utf-8")
    plan = check(text).plan
    assert plan is not None
    told = [
        admissible.sentence
        for reading in plan.readings
        for admissible in reading.slot.admissible
        if admissible.value == reading.value and reading.slot.name != "comparison" and admissible.sentence not in text
    ]
    assert told
    first.write_text(text.replace(rules, "\n".join(told)), "utf-8")
    write_probes(probes, 45)
    ended = sladsl("settle", first, "--records", probes)
    assert (ended.code, ended.out) == (1, "")
    assert "error[S001]" in ended.err
    assert "A measure is compared without rounding." in ended.err
    closed = sladsl("settle", first, "--records", probes, "--reading", "comparison=exact")
    assert closed.code == 0
    assert "GBP 50.00" in closed.out


@pytest.mark.parametrize("month", ["2020-01", "2031-03"])
def test_a_month_outside_the_term_is_told_so(sladsl, first, tmp_path, month):
    records = tmp_path / "records"
    records.mkdir()
    (records / "probes.csv").write_text("Time,Outcome\n2026-01-01T00:00:00Z,success\n", "utf-8")
    ended = sladsl("settle", first, "--records", records, "--month", month)
    assert (ended.code, ended.out) == (1, "")
    assert "S006" in ended.err
    assert "2026-01-01" in ended.err


@pytest.mark.parametrize(
    ("days", "outside"),
    [
        (("--month", "2026-01"), False),  # is not over
        (("--to", "2026-01-31"), False),  # nothing is recorded before February
        (("--to", "2025-12-31"), True),
        (("--from", "2026-12-31"), False),
        (("--from", "2027-01-01"), True),
    ],
)
def test_whether_days_lie_outside_the_term_is_said_by_its_dates(sladsl, first, tmp_path, days, outside):
    records = tmp_path / "records"
    records.mkdir()
    (records / "probes.csv").write_text("Time,Outcome\n2026-02-03T00:00:00Z,success\n", "utf-8")
    ended = sladsl("settle", first, "--records", records, *days, "--as-of", "2026-01-10")
    assert ended.code == (1 if outside else 0)
    assert ("S006" in ended.err) == outside


def test_a_month_that_lies_partly_in_the_term_and_does_not_count_is_not_outside_it(sladsl, first, tmp_path):
    records = tmp_path / "records"
    records.mkdir()
    (records / "probes.csv").write_text("Time,Outcome\n2026-01-20T00:00:00Z,success\n", "utf-8")
    text = first.read_text("utf-8").replace("takes effect on 1 January", "takes effect on 15 January")
    left_out = "A month that is only partly within the term does not count.\n\n## Services\n"
    first.write_text(text.replace("## Services\n", left_out), "utf-8")
    ended = sladsl("settle", first, "--records", records, "--month", "2026-01")
    assert (ended.code, ended.err) == (0, "")
    assert "No window is over" in ended.out


# --- the statement as a document -------------------------------------------------------------------------------------


def test_the_statement_is_written_as_a_document(sladsl, outages, tmp_path):
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02")
    ended = sladsl(*words, "--document", "html, md", "-o", tmp_path / "out")
    assert ended.code == 0
    assert ended.out == sladsl(*words).out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"statement.html", "statement.md", "statement.json"}
    assert "Provider owes Customer GBP" in (tmp_path / "out" / "statement.md").read_text("utf-8")


def test_a_document_is_written_with_its_ledger_or_not_at_all(sladsl, outages, tmp_path):
    out, ledger = tmp_path / "out", tmp_path / "ledger.jsonl"
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", ledger)
    assert sladsl(*words).code == 0
    mend(outages[1])
    assert sladsl(*words, "--document", "md", "-o", out).code == 1
    assert not out.exists()
    assert sladsl(*words, "--document", "md", "-o", out, "--reason", "mended").code == 0
    assert out.is_dir()


def test_documents_that_there_are_not(sladsl, outages, tmp_path):
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--document")
    assert "There is no format" in sladsl(*words, "odt").err
    ended = sladsl(*words, "md", "-o", outages[0])
    assert (ended.code, "--out wants a folder" in ended.err) == (2, True)
    clash = sladsl(*words, "md", "-o", tmp_path, "--ledger", tmp_path / "statement.json")
    assert clash.code != 0
    assert not (tmp_path / "statement.md").exists()
