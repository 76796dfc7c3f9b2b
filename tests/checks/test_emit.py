"""The emitted file: it stands alone, is readable, the same each time, and settles the examples to the same amounts."""

from __future__ import annotations

import ast
import py_compile
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.emit import emit
from sladsl.checks.emit.joined import PARTS
from sladsl.checks.emit.source import call, docstring, one_line, text, written
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.plan import Plan
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Comparator
from sladsl.model.readings import Readings
from sladsl.records.read import read_records
from tests.checks import contracts as c
from tests.checks import emitting, plans, said

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "contract.sla").exists())


def plan_of(name: str) -> Plan:
    path = EXAMPLES / name / "contract.sla"
    checked = sladsl.check(path.read_text("utf-8"), file=str(path))
    assert checked.plan is not None
    return checked.plan


@pytest.mark.parametrize("name", NAMES)
def test_the_file_stands_alone_and_knows_no_binary_fractions(name: str, tmp_path: Path) -> None:
    source = emit(plan_of(name))
    (tmp_path / "checks.py").write_text(source, "utf-8")
    py_compile.compile(str(tmp_path / "checks.py"), doraise=True)
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert all(alias.name.partition(".")[0] in sys.stdlib_module_names for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] in sys.stdlib_module_names
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), ast.unparse(node)
        assert not (isinstance(node, ast.Name) and node.id == "float")
    too_long = [line for line in source.splitlines() if len(line) > 120]
    assert not too_long


@pytest.mark.parametrize("name", NAMES)
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    assert emit(plan_of(name)) == emit(plan_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_sentence_is_a_docstring(name: str) -> None:
    plan = plan_of(name)
    said = " ".join(
        " ".join((ast.get_docstring(node) or "").split())
        for node in ast.parse(emit(plan)).body
        if isinstance(node, ast.FunctionDef)
    )
    for one in (*plan.duties, *plan.consequences):
        settled = type(getattr(one, "kind", one)).__name__ not in ("Retain", "Declared")
        if settled and type(getattr(one, "effect", None)).__name__ not in ("NoCredit", "Terminate"):
            assert " ".join(one.text.split())[:60] in said


def test_every_part_of_the_runtime_is_in_the_file() -> None:
    folder = Path(sladsl.__file__).parent / "checks" / "emit" / "runtime"
    assert sorted(path.stem for path in folder.glob("[!_]*.py")) == sorted(PARTS)


def test_the_command_settles_a_folder(tmp_path: Path) -> None:
    (tmp_path / "checks.py").write_text(emit(plan_of("development-retainer")), "utf-8")
    records = EXAMPLES / "development-retainer" / "records"
    run = [sys.executable, "-I", str(tmp_path / "checks.py"), str(records)]
    shown = subprocess.run([*run, "--month", "2026-06"], capture_output=True, text=True, check=True)
    assert "EUR 731.25" in shown.stdout
    assert "For each hour of a shortfall that lapses" in shown.stdout
    told = subprocess.run([*run, "--reading", "nonsense=1"], capture_output=True, text=True)
    assert told.returncode == 2
    assert "nonsense" in told.stderr


BOTH_WAYS = """## Services and records

A "Trip" is a record that Customer keeps in "Book", with:

- Made: time
- Cause: ours or theirs

## Levels

For each Trip with Cause ours, Provider shall credit Customer GBP 10.00.
For each Trip with Cause theirs, Customer shall pay Provider GBP 4.00.
Credits are due without a claim.
"""


def test_what_goes_both_ways_is_not_summed_up(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text(
        "Made,Cause\n2026-01-05 10:00,ours\n2026-01-06 10:00,theirs\n2026-03-01 00:00,theirs\n", "utf-8"
    )
    (tmp_path / "checks.py").write_text(emit(said.plan_of(BOTH_WAYS)), "utf-8")
    run = [sys.executable, "-I", str(tmp_path / "checks.py"), str(tmp_path), "--month"]
    january = subprocess.run([*run, "2026-01"], capture_output=True, text=True, check=True).stdout
    assert "total Provider to Customer: GBP 10.00\n" in january
    assert "total Customer to Provider: GBP 4.00\n" in january
    assert "14.00" not in january
    february = subprocess.run([*run, "2026-02"], capture_output=True, text=True, check=True).stdout
    assert "no credit is due\n" in february


def test_an_open_reading_that_matters_is_asked_for(tmp_path: Path) -> None:
    plan = c.plan(duties=(c.mean(),), readings={"no value": None})
    (tmp_path / "checks.py").write_text(emit(plan), "utf-8")
    (tmp_path / "entry.csv").write_text("Day,Value\n2026-01-05,10\n2026-03-05,10\n", "utf-8")
    (tmp_path / "incident.csv").write_text("Opened,Closed,Kind,Price\n", "utf-8")
    run = [sys.executable, "-I", str(tmp_path / "checks.py"), str(tmp_path), "--as-of", "2026-03-31"]
    asked = subprocess.run(run, capture_output=True, text=True)
    assert asked.returncode == 1
    assert "no value" in asked.stderr
    given = subprocess.run([*run, "--reading", "no value=kept"], capture_output=True, text=True, check=True)
    assert "March 2026" in given.stdout


def test_bad_rows_stop_the_settlement_and_can_be_set_aside(tmp_path: Path) -> None:
    (tmp_path / "checks.py").write_text(emit(c.plan(duties=(c.level(),))), "utf-8")
    (tmp_path / "ENTRY.csv").write_text("day;VALUE\n2026-01-05;10\n2026-02-30;1\n2026-01-07;x\n", "utf-8")
    (tmp_path / "incident.jsonl").write_text("", "utf-8")
    run = [sys.executable, "-I", str(tmp_path / "checks.py"), str(tmp_path), "--as-of", "2026-01-31"]
    stopped = subprocess.run(run, capture_output=True, text=True)
    assert stopped.returncode == 1
    assert "ENTRY.csv:3: Day: '2026-02-30'" in stopped.stderr
    assert "ENTRY.csv:4: Value: 'x'" in stopped.stderr
    settled = subprocess.run([*run, "--set-aside"], capture_output=True, text=True, check=True)
    assert settled.stdout.count("set aside:") == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_examples_are_settled_as_the_evaluator_settles_them(name: str) -> None:
    plan = plan_of(name)
    records, faults = read_records(EXAMPLES / name / "records", plan.records, plan.zone, plan.currency)
    assert not [fault for fault in faults if fault.severity == "error"]
    statement = evaluate(plan, records, Readings(plan.readings, {}))
    other = emitting.settle(plan, records, {})
    assert emitting.differences(statement, other) == []


def test_events_are_settled_without_files() -> None:
    module = emitting.module_of(emit(c.plan(duties=(c.level(),))))
    events = [
        {"record": "Entry", "row": {"Day": "2026-01-05", "Value": "9.5"}},
        {"measure": "Value", "value": "12", "window": "2026-02-01"},
    ]
    statement = module.settle_events(events, date(2026, 1, 1), date(2026, 2, 28))
    found = [
        (window["label"], window["duties"][0]["value"], window["duties"][0]["state"]) for window in statement["windows"]
    ]
    assert found == [("January 2026", "9.5", "missed"), ("February 2026", "12", "met")]


def test_a_given_value_is_that_of_its_own_window() -> None:
    """A month and the quarter that begins with it have values of their own."""
    by_quarter = Level(c.VALUE, plans.compares(Comparator.AT_LEAST, 10), WindowSpec(WindowUnit.QUARTER))
    module = emitting.module_of(emit(c.plan(duties=(c.level(), c.duty("Quarter", by_quarter)))))
    events = [
        {"measure": "Value", "value": "12", "window": "2026-01-01"},
        {"measure": "Value", "value": "7", "window": ["2026-01-01", "2026-03-31"]},
    ]
    statement = module.settle_events(events, date(2026, 1, 1), date(2026, 3, 31))
    found = [(duty["from"], duty["to"], duty["value"]) for window in statement["windows"] for duty in window["duties"]]
    assert ("2026-01-01", "2026-01-31", "12") in found
    assert ("2026-01-01", "2026-03-31", "7") in found


# --- source ------------------------------------------------------------------------------------------------------------------------


def test_source_is_broken_only_where_it_does_not_fit() -> None:
    short = call("is_", "s", text('say "no"'), unit=text("%"))
    assert written(short, 0) == one_line(short) == 'is_(s, "say \\"no\\"", unit="%")'
    long = call("all_of", *(text("x" * 30) for _ in range(5)))
    lines = written(long, 4, 11).splitlines()
    assert lines[0] == "all_of("
    assert lines[1] == f'        "{"x" * 30}",'
    assert lines[-1] == "    )"


def test_a_sentence_in_quotes_is_a_docstring_all_the_same() -> None:
    for sentence in ('"Downtime" means """nothing"""', 'ends with "quotes"', "back\\slash"):
        lines = ["def f():", *docstring(sentence), "    return 1"]
        assert ast.get_docstring(ast.parse("\n".join(lines)).body[0]) is not None  # type: ignore[arg-type]


def test_numbers_are_written_exactly() -> None:
    module = emitting.module_of(emit(plans.plan()))
    for value in (Fraction(1, 3), Fraction(999, 1000), Fraction(-5, 4), Fraction(0), Fraction(10**30)):
        assert Fraction(module.exact(value)) == value
    assert module.money(Fraction(2, 5)) == "0.40"
    assert module.percent("99.9") == Fraction(999, 1000)


def test_parquet_is_refused_with_what_to_do(tmp_path: Path) -> None:
    module = emitting.module_of(emit(plan_of("development-retainer")))
    (tmp_path / "timesheets.parquet").write_bytes(b"PAR1")
    with pytest.raises(
        module.BadRecords,
        match=r"timesheets\.parquet: this program reads one \.csv or \.jsonl file for each record; `sladsl records",
    ):
        module.settle(tmp_path)


@pytest.mark.parametrize(
    ("said", "value"),
    [("99.9%", Fraction(999, 1000)), ("250", Fraction(250)), ("4 hours", Fraction(14400)), ("1,000", Fraction(1000))],
)
def test_a_value_that_is_given_is_read_with_its_unit(said: str, value: Fraction) -> None:
    assert emitting.module_of(emit(plan_of("development-retainer"))).quantity_of(said) == value
