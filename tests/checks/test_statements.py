"""The statement as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from sladsl.checks.figures import exact, figure, grouped
from sladsl.checks.statement import Statement
from sladsl.checks.statement_json import as_json, schema, statement_json
from sladsl.checks.statement_text import statement_text
from sladsl.model.algebra import InWindows, Selection
from sladsl.model.consequences import (
    Cap,
    CapScope,
    DeclaredUnits,
    Extend,
    ForEachItem,
    Incur,
    ItemAmount,
    Ledger,
    LedgerKind,
    OnCondition,
    Terminate,
)
from sladsl.model.moments import WindowUnit
from sladsl.model.quantities import PERCENT, Dimension, Unit
from sladsl.records.table import Records
from tests.checks import contracts as c
from tests.checks import plans


def rich() -> Statement:
    """A statement with everything in it."""
    each = c.consequence("Each", ForEachItem(Selection("Incident")), c.credit(ItemAmount("Incident", "Price")), line=3)
    plan = c.plan(
        declared_units=("Point",),
        duties=(c.level(), c.mean()),
        consequences=(
            each,
            c.consequence(
                "Level", c.on_miss(), Incur("Provider", DeclaredUnits(Fraction(2), "Point"), "Point"), line=4
            ),
            c.consequence("Level", c.on_miss(), Extend("Provider", "Hosting", plans.length(1, "day")), line=5),
            c.consequence(
                "End",
                OnCondition(InWindows(c.below(10), 2, 2, "month"), c.MONTH),
                Terminate("Customer", "", False, "", plans.length(1, "month"), None, None),
                line=6,
            ),
            c.consequence("Level", c.on_miss(), c.credit(c.money("33.333"), "Customer", "Provider", "pay"), line=7),
        ),
        rules=(Cap("cap", CapScope.ALL, "", c.MONTH, c.money(100), "", c.place(8)),),
        ledgers=(Ledger("shortfall in Value", LedgerKind.SHORTFALL, "Level 1", 3, WindowUnit.MONTH),),
        readings={"restart/End": "again"},
    )
    rows = c.incidents(
        *((plans.at(2026, 1, 5, 9, n), plans.at(2026, 1, 5, 10, n), "a", Fraction(60)) for n in range(2))
    )
    return c.settle(plan, rows, c.monthly("1.5", 2), as_of=date(2026, 2, 28))


def test_every_statement_fulfils_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    jsonschema.Draft202012Validator.check_schema(schema())
    validator.validate(as_json(rich()))
    empty = c.settle(c.plan(), as_of=date(2025, 12, 31))
    validator.validate(as_json(empty))
    for key, wrong in (("windows", [1]), ("rights", [{}]), ("currency", 3), ("more", "")):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**as_json(rich()), key: wrong})


def test_no_value_or_amount_is_a_json_number() -> None:
    def numbers(node: object, path: str = "") -> list[str]:
        if isinstance(node, dict):
            return [found for key, value in node.items() for found in numbers(value, f"{path}.{key}")]
        if isinstance(node, list):
            return [found for value in node for found in numbers(value, path)]
        return [path] if isinstance(node, int | float) else []

    assert {path.rpartition(".")[2] for path in numbers(json.loads(statement_json(rich())))} == {"line"}


def test_json_of_a_month() -> None:
    january = json.loads(statement_json(rich()))["windows"][0]
    assert (january["from"], january["to"], january["total"]) == ("2026-01-01", "2026-01-31", "133.33")
    assert january["totals"] == [
        {"payer": "Provider", "payee": "Customer", "amount": "100.00"},
        {"payer": "Customer", "payee": "Provider", "amount": "33.33"},
    ]
    assert [(one["clause"], one["value"], one["unit"], one["state"]) for one in january["duties"]] == [
        ("Level", "1.5", "", "missed"),
        ("Mean", "1.5", "", "missed"),
    ]
    assert january["points"][0]["count"] == "2"
    assert january["extensions"][0] | {"because": []} == {
        "clause": "Level",
        "subject": "Hosting",
        "amount": "1",
        "unit": "day",
        "because": [],
    }


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert statement_json(rich()) == statement_json(rich())
    assert statement_text(rich()) == statement_text(rich())


def test_text_of_a_statement() -> None:
    golden = Path(__file__).parent / "goldens" / "statement.txt"
    assert statement_text(replace(rich(), readings=())) == golden.read_text("utf-8")


def test_text_says_when_nothing_is_settled_or_missing() -> None:
    empty = c.settle(c.plan(), as_of=date(2025, 12, 31))
    assert "nothing is settled" in statement_text(empty)
    from sladsl.checks.evaluate.settle import evaluate
    from sladsl.model.readings import Readings

    plan = c.plan(duties=(c.level(),))
    unknown = evaluate(plan, Records(), Readings(plan.readings, {}), last=date(2026, 1, 31))
    text = statement_text(unknown)
    assert "undetermined  Level" in text
    assert "Entry: no records were given." in text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("999/1000", PERCENT, "99.9%"),
        ("2/3", PERCENT, "66.6667% (200/3 percent)"),
        ("1200", c.EUR, "EUR 1,200.00"),
        ("1/3", c.EUR, "EUR 0.33 (exactly 1/3)"),
        ("5400", Unit(Dimension.TIME, "hour"), "1.5 hours"),
        ("3600", Unit(Dimension.TIME, "hour"), "1 hour"),
        ("2", Unit(Dimension.UNIT, "Point"), "2 Points"),
        ("-1234567/2", Unit(Dimension.NUMBER), "-617,283.5"),
    ],
)
def test_figures(value: str, unit: Unit, text: str) -> None:
    assert figure(Fraction(value), unit) == text


def test_exact_figures() -> None:
    assert [exact(Fraction(one)) for one in ("0", "-1/8", "1/3", "7/2", "100")] == ["0", "-0.125", "1/3", "3.5", "100"]
    assert grouped(Fraction(5), 2) == "5.00"
