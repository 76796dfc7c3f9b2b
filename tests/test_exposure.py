"""What hangs on open questions: in one window, and on records under every combination of answers."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import sladsl
from sladsl.checks.combinations import amounts_of
from sladsl.cli import main
from sladsl.exposure import Exposure, exposure
from sladsl.exposure.data import as_json
from sladsl.exposure.told import exposure_text
from sladsl.questions import questions_of
from tests.checks import said
from tests.test_ranges import BODY, REPAIRS, RULES

TEXT = said.text_of(BODY, RULES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records")
    (path / "repairs.csv").write_text(REPAIRS, "utf-8")
    (path / "contract.sla").write_text(TEXT, "utf-8")
    return path


@pytest.fixture(scope="module")
def found(folder: Path) -> Exposure:
    return exposure(sladsl.check(TEXT), folder)


def test_questions_are_ordered_by_what_hangs_on_them_in_one_window(found: Exposure) -> None:
    assert [one.question.code for one in found.priced] == ["A001", "D007"]
    spreads = [one.dispute.spread for one in found.priced if one.dispute is not None]
    assert spreads == sorted(spreads, reverse=True)
    assert found.in_one_window() == sum(spreads)


def test_every_bound_is_that_of_settling_under_each_combination(found: Exposure, folder: Path) -> None:
    """Each combination is written into the text and settled by itself."""
    totals: dict[str, list[Fraction]] = {}
    for step, window in product(("full", "started", "pro rata"), ("month", "quarter", "year")):
        text = TEXT.replace("5 hours.", f"5 hours in each {window}.")
        statement = sladsl.settle(text, folder, readings={"unit step/Repairs": step}).statement
        assert statement is not None
        amounts = amounts_of(statement)
        for month in ("2026-01", "2026-02", "2026-03", "2026-04"):
            totals.setdefault(month, []).append(sum((d for i, d in amounts.items() if i.month == month), Fraction(0)))
        totals.setdefault("", []).append(sum(amounts.values(), Fraction(0)))
    told = {one.month: (one.lowest, one.highest) for one in (*found.by_month(), *found.in_all())}
    for month, sums in totals.items():
        assert told.get(month, (0, 0)) == (min(sums), max(sums)), month
    parties = {one.payer: (one.lowest, one.highest) for one in found.by_party()}
    assert parties == {"Provider": (-140, -30), "Customer": (30, 140)}
    assert found.tried is not None
    assert found.tried.whole
    assert found.tried.runs == 7  # the last two with all second and all third answers at once


def test_it_is_told_in_words_and_as_data(found: Exposure) -> None:
    text = exposure_text(found)
    assert "  2026-01  Provider to Customer: GBP 30.00 to GBP 140.00\n" in text
    assert "\n           GBP 130.00: A001=A, D007=A\n           GBP 100.00 less: A001=B; A001=C\n" in text
    assert "  Customer: best GBP 140.00, worst GBP 30.00, GBP 110.00 apart\n" in text
    data = as_json(found)
    assert data["records"]["in_all"][0]["highest"] == {
        "amount": "140.00",
        "under": {"unit step/Repairs": "B", "wording/A001/Speed": "A"},
    }
    assert data["records"]["groups"][0]["combinations"][0]["changes"] == []
    assert json.loads(json.dumps(data)) == data


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contract = str(folder / "contract.sla")
    assert main(["exposure", contract]) == 0
    assert "On the records" not in capsys.readouterr().out
    assert main(["exposure", contract, "--records", str(folder), "--month", "2026-01", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"]["months"] == ["2026-01"]
    assert main(["exposure", contract, "--month", "2026-01"]) == 2


def test_nothing_is_open(tmp_path: Path) -> None:
    closed = TEXT.replace("5 hours.", "5 hours in each month.").replace(
        "### Speed", "Units are counted pro rata.\n\n### Speed"
    )
    checked = sladsl.check(closed)
    assert questions_of(checked) == ()
    assert exposure_text(exposure(checked)) == "Nothing is left open.\n"
