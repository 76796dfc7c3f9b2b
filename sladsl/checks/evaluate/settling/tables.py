"""Credit tables: which row and which cell apply."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.checks.evaluate.measuring.conditions import bound_value, compares
from sladsl.checks.evaluate.measuring.explain import measure_words, row_words, says, unit_of
from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.reasons import Line, told
from sladsl.checks.statement import Evidence
from sladsl.checks.tiers import levels_that_may_be_met
from sladsl.model.consequences import Amount, BandRow, Bands
from sladsl.model.node import node, nodes
from sladsl.model.quantities import Comparator, Comparison


@node
class Hit:
    """The cells that apply: none, one, or several that a reading chooses from ("higher", "lower", "add up"). A cell None pays nothing."""

    cells: tuple[tuple[Amount | None, str], ...]
    among: str = ""
    truth: Truth = Truth.TRUE
    because: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def look_up(table: Bands, scope: Scope, clause: str, missed: str) -> Hit:
    """`clause` holds the table, `missed` is the clause whose miss is settled where the rows are clauses."""
    column = _column(table, scope)
    if column is None:
        return Hit(
            (), because=(told("no column of the table is for {name}", name=_choice(table.column_field, scope) or "it"),)
        )
    if table.measure is not None:
        return _by_measure(table, column, scope, clause)
    wanted = (_choice(table.field, scope) if table.field else "") or missed
    rows = [row for row in table.rows if row.choice.strip('"') == wanted]
    if not rows:
        return Hit((), because=(told('no row of the table is for "{name}"', name=wanted),))
    return Hit((_cell(rows[0], column, told('the row "{name}"', name=wanted)),))


def _by_measure(table: Bands, column: int, scope: Scope, clause: str) -> Hit:
    assert table.measure is not None
    found = measure(table.measure, scope)
    words = measure_words(table.measure)
    if not found.determined:
        return Hit(
            (),
            truth=Truth.UNDETERMINED,
            because=(told("{what} is not known: {names} absent", what=words, names=", ".join(found.absent)),),
        )
    tests = [(row, compares(found, row.comparison, scope)) for row in table.rows if row.comparison is not None]
    if any(test in (Truth.PENDING, Truth.UNDETERMINED) for _, test in tests):
        return Hit((), truth=Truth.PENDING, because=(told("{what} is not final", what=words),))
    held = [row for row, test in tests if test is Truth.TRUE]
    value = says(words, found.value, unit_of(table.rows[0].comparison if table.rows else None, scope.world))
    among = ""
    asked = held and scope.world.has_slot(f"met rows/{clause}") and _meets_the_duty(table, found, scope, clause)
    if asked and scope.world.reading("met rows", clause) == "unpaid":
        return Hit((), because=(told("{value}, which meets the duty", value=value),), evidence=found.evidence)
    if len(held) > 1 and len({row.cells[column] for row in held}) > 1:
        among = scope.world.reading("several rows", clause)
    elif not held and found.value is not None:
        held = _in_hole([row for row, _ in tests], found.value, scope, clause)
    if not held:
        return Hit(
            (), because=(told("{value}, and no row of the table holds it", value=value),), evidence=found.evidence
        )
    chosen = held if among else held[:1]
    cells = tuple(_cell(row, column, _row_words(row, row.comparison, scope)) for row in chosen if row.comparison)
    return Hit(cells, among, because=(value,), evidence=found.evidence)


def _meets_the_duty(table: Bands, found: Measured, scope: Scope, clause: str) -> bool:
    plan = scope.world.plan
    of_table = (one for one in plan.consequences if one.clause == clause and any(n is table for n in nodes(one.effect)))
    levels = next((levels_that_may_be_met(one, table, plan) for one in of_table), ())
    return bool(levels) and all(compares(found, level, scope) is Truth.TRUE for level in levels)


def _row_words(row: BandRow, comparison: Comparison, scope: Scope) -> str:
    return scope.world.of_plan(row, "words", lambda: told('the row "{row}"', row=row_words(comparison)))


def _in_hole(rows: list[BandRow], value: Fraction, scope: Scope, clause: str) -> list[BandRow]:
    """The row that the reading gives to a value between two rows that follow each other; none for a value beyond the outermost rows."""
    sides = [_side(row.comparison, value, scope) if row.comparison else 0 for row in rows]
    for i in range(len(rows) - 1):
        if sides[i] * sides[i + 1] < 0:
            match scope.world.reading("between rows", clause):
                case "row below":
                    return [rows[i + 1]]
                case "row above":
                    return [rows[i]]
                case _:
                    return []
    return []


def _side(comparison: Comparison, value: Fraction, scope: Scope) -> int:
    """1 where the row lies above the value, -1 where below."""
    for bound in comparison.bounds:
        limit = bound.limit.value if not isinstance(bound.limit, str) else bound_value(bound.limit, scope)
        if limit is None or bound.holds(value, limit):
            continue
        if bound.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
            return 1
        return -1 if bound.comparator is not Comparator.EXACTLY or value > limit else 1
    return 0


def _cell(row: BandRow, column: int, words: str) -> tuple[Amount | None, str]:
    line = Line(row.place.line)
    if not row.applicable[column]:
        return None, told("{row}{line} is not applicable", row=words, line=line)
    return row.cells[column], told("{row}{line}", row=words, line=line)


def _column(table: Bands, scope: Scope) -> int | None:
    if not table.column_field:
        return 0
    choice = _choice(table.column_field, scope)
    return table.columns.index(choice) if choice in table.columns else None


def _choice(field: str, scope: Scope) -> str:
    """The choice of a field: bound as such, or of a row that is bound and has the field, or else of one to which such a row refers."""
    bound = scope.bound.get(field)
    if isinstance(bound, str):
        return bound
    for value in scope.bound.values():
        item = value.item if isinstance(value, Piece) else value
        if isinstance(item, Item):
            record, table = scope.world.record(item.record), scope.world.table(item.record)
            if record is not None and table is not None and record.field(field) is not None:
                found = table.value(field, item.row)
                if found is not None:
                    return str(found)
    return next(_choices_referred_to(field, scope), "")


def _choices_referred_to(field: str, scope: Scope) -> Iterator[str]:
    """ "| Class | …" for a Ticket whose Circuit has a Class."""
    world = scope.world
    for value in scope.bound.values():
        item = value.item if isinstance(value, Piece) else value
        if not isinstance(item, Item):
            continue
        record, table = world.record(item.record), world.table(item.record)
        for reference in record.fields if record is not None and table is not None else ():
            of = world.table(reference.record)
            key = table.value(reference.name, item.row) if table is not None else None
            row = of.rows_by_key.get(key) if of is not None and isinstance(key, str) else None
            found = of.value(field, row) if of is not None and row is not None and of.record.field(field) else None
            if found is not None:
                yield str(found)
