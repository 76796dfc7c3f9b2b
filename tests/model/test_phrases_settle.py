"""Every phrase that has a meaning can be settled: a month with a few rows of each record gives a statement, and no exception."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import cast

import pytest

from sladsl.checks.evaluate.open import settle_under_open
from sladsl.checks.lower import lower
from sladsl.interpretation import text_of
from sladsl.model.agreement import Agreement
from sladsl.model.resolve import resolve
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.records.table import Records, Table, Value
from sladsl.syntax.source import Source
from tests.model.phrase_texts import Tried, tree_of, world
from tests.model.test_phrases import ASKED, SENTENCES, WORLDS

FOLLOWS = "This agreement follows the Standard Interpretation Rules, edition 1.\n"
PLAIN: Mapping[FieldKind, object] = {
    FieldKind.MONTH: (2026, 1),
    FieldKind.NUMBER: Fraction(90),
    FieldKind.PERCENT: Fraction(1, 100),
    FieldKind.DURATION: Fraction(7200),
    FieldKind.PHYSICAL: Fraction(20),
    FieldKind.MONEY: Fraction(100),
    FieldKind.PERIODS: (),
}


def _load(title: str) -> Agreement | None:
    text = text_of(title)
    if text is None:
        return None
    source = Source("rules.sla", text)
    return resolve(tree_of(source)[0], source, lambda name: None)[0]


def _value(field: Field, row: int, record: Record) -> Value:
    """Three rows, a week apart; the second has nothing in optional fields."""
    if field.optional and row == 1:
        return None
    day = date(2026, 1, 3 + 7 * row)
    match field.kind:
        case FieldKind.TIME:
            return int(datetime(day.year, day.month, day.day, 10, row, tzinfo=UTC).timestamp()) * 1_000_000
        case FieldKind.DATE:
            return day
        case FieldKind.TEXT:
            return f"{record.name} {row}"
        case FieldKind.REFERENCE:
            return f"{field.record} {row}"
        case FieldKind.CHOICE:
            return field.choices[row % len(field.choices)]
        case FieldKind.YES_NO:
            return row % 2 == 0
        case _:
            return cast(Value, PLAIN[field.kind])


def _table(record: Record) -> Table:
    columns = {field.name: [_value(field, row, record) for row in range(3)] for field in record.fields}
    return Table(record, columns, range(1, 4), "rows.csv")


@pytest.mark.slow
@pytest.mark.parametrize("tried", [t for t in SENTENCES if t.short not in ASKED], ids=lambda t: t.short[:70])
def test_settles(tried: Tried) -> None:
    changes = next((changes for start, changes in WORLDS.items() if tried.short.startswith(start)), {})
    text, _ = world(tried, changes, with_group=tried.group[:1].isdigit())
    source = Source("phrase.sla", text.replace("A business day is", f"{FOLLOWS}A business day is", 1))
    agreement, _ = resolve(tree_of(source)[0], source, _load)
    plan = lower(agreement, {})
    records = Records({record.name: _table(record) for record in plan.records})
    statement, _ = settle_under_open(
        plan, records, {}, first=date(2026, 1, 1), last=date(2026, 1, 31), as_of=date(2026, 3, 1)
    )
    assert statement is not None
    assert statement.windows[0].last in ("2026-01-31", "2026-01-14")  # the second where a month starts on day 15
