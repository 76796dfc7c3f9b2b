"""Tables of amounts: which row holds a value or a choice, and what its cell comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.emit.runtime.comparing import Both, Test, compared
from sladsl.checks.emit.runtime.fees import Money, explain
from sladsl.checks.emit.runtime.numbers import figure
from sladsl.checks.emit.runtime.results import choice_of
from sladsl.checks.emit.runtime.world import Scope, reading

Cell = Callable[[Scope], Money] | None


@dataclass(frozen=True)
class TableRow:
    """A row of a table: `test` of its measure or `choice` of its field, in `words`; a cell for each column."""

    words: str
    cells: tuple[Cell, ...]
    test: Test | None = None
    choice: str = ""


def from_table(
    s: Scope,
    rows: Sequence[TableRow],
    measure: Callable[[Scope], Fraction | None] | None = None,
    named: str = "",
    unit: str = "",
    field: str = "",
    columns: tuple[str, ...] = (),
    column_field: str = "",
    met: tuple[Test, ...] = (),
) -> Money:
    """The amount in the row that holds the value, in the column of the bound item's choice. No row, or an empty cell: no amount.
    `met`: what the duty asks, where a row holds values that meet it."""
    column = 0
    if column_field:
        chosen = choice_of(s, column_field)
        if chosen not in columns:
            return None
        column = columns.index(chosen)
    if measure is None:
        choice = choice_of(s, field)
        held = [row for row in rows if row.choice == choice]
        if held:
            explain(s, f"{field} {choice}")
    else:
        value = measure(s)
        if value is None:
            return None
        value = compared(s, value, unit == "%")
        held = [row for row in rows if row.test is not None and row.test(value)] or _between(s, rows, value)
        if (
            held
            and met
            and all(test(value) for test in met)
            and reading(s, f"met rows/{s.clause}", "met rows", otherwise="paid") == "unpaid"
        ):
            return None
        if held:
            explain(s, f"{named or 'the measure'} is {figure(value, unit)}: {held[0].words}")
    amounts = [amount for row in held if (cell := row.cells[column]) is not None and (amount := cell(s)) is not None]
    if len(held) < 2 or not amounts:
        return amounts[0] if amounts else None
    how = reading(s, f"several rows/{s.clause}", "several rows", otherwise="higher")
    return max(amounts) if how == "higher" else min(amounts) if how == "lower" else sum(amounts, Fraction(0))


def _between(s: Scope, rows: Sequence[TableRow], value: Fraction) -> list[TableRow]:
    """The row for a value between two rows (reading "between rows"); a value above or below all rows has none."""
    tests = [(row, row.test) for row in rows if row.test is not None]
    higher = [row for row, test in tests if test.beyond(value) < 0]
    lower = [row for row, test in tests if test.beyond(value) > 0]
    if not higher or not lower:
        return []
    how = reading(s, f"between rows/{s.clause}", "between rows", otherwise="none")
    if how == "none":
        return []
    return [max(lower, key=_limit)] if how == "row below" else [min(higher, key=_limit)]


def _limit(row: TableRow) -> Fraction:
    bounds = row.test.bounds if isinstance(row.test, Both) else (row.test,)
    return max((bound.limit for bound in bounds if bound is not None), default=Fraction(0))
