"""The ladder of a credit table, with the values of a month on it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.figures import comparison, figure, grouped, quantity
from sladsl.checks.plan import Plan
from sladsl.checks.statement import DutyResult
from sladsl.documents.charts.figures import Ladder, Mark, Step
from sladsl.documents.statements.given import short_figure
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.statements.wording import NOUNS
from sladsl.model.consequences import Amount, BandRow, Bands, FixedAmount, Pay, ShareOf
from sladsl.model.node import nodes
from sladsl.model.quantities import PERCENT, Comparator, Quantity
from sladsl.records.table import Records

_MOST_STEPS = 8
_LOWER = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_UPPER = (Comparator.AT_MOST, Comparator.LESS_THAN)


def ladder_of(result: DutyResult, month: str, plan: Plan, records: Records) -> Ladder | None:
    """Of the table that looks up the measure of a result, in the column that is for its group. None where there is none that a figure can
    show: cells that are no share and no amount, rows that leave a gap or hold the value twice, or too many of them."""
    if result.value is None:
        return None
    for consequence in plan.consequences:
        if isinstance(consequence.effect, Pay):
            for table in nodes(consequence.effect):
                if isinstance(table, Bands) and table.measure is not None:
                    words, column = measure_words(table.measure), _column(table, result.group, records)
                    if words == result.measure and column is not None:
                        noun = NOUNS.get(consequence.effect.verb, consequence.effect.verb)
                        return _ladder(words, noun, _steps(table, column), result, month)
    return None


def _column(table: Bands, group: str, records: Records) -> int | None:
    """By the choice of the row that the group is, or by the group itself where that is a choice."""
    if not table.column_field:
        return 0
    choice = group
    for name in records:
        of = records[name]
        if of.record.field(table.column_field) is not None and group in of.rows_by_key:
            choice = str(of.value(table.column_field, of.rows_by_key[group]))
    return table.columns.index(choice) if choice in table.columns else None


def _ladder(words: str, up: str, steps: tuple[Step, ...], result: DutyResult, month: str) -> Ladder | None:
    assert result.value is not None
    held = [n for n, step in enumerate(steps) if _holds(step, result.value)]
    if len(held) != 1:
        return None
    mark = Mark(held[0], result.value, f"{short(result)}: {steps[held[0]].said}")
    told = "; ".join(WORDS.ladder_step.format(bounds=step.bounds, said=step.said) for step in reversed(steps))
    about = WORDS.ladder_about.format(steps=told, month=month, mark=mark.said)
    return Ladder(WORDS.ladder.format(measure=words), about, words, up, steps, (mark,))


def short(result: DutyResult) -> str:
    """The value without its fraction, "" where there is none."""
    return "" if result.value is None else short_figure(result.value, result.unit)


def _steps(table: Bands, column: int) -> tuple[Step, ...]:
    """By the measure, with what lies beyond the rows; none where a figure cannot show them."""
    found = [_step(row, column) for row in table.rows]
    if not found or len(found) > _MOST_STEPS or any(step is None for step in found):
        return ()
    steps = sorted((step for step in found if step is not None), key=lambda step: (step.low is not None, step.low or 0))
    for below, above in pairwise(steps):
        if below.high is None or above.low != below.high:
            return ()
    first, last = steps[0], steps[-1]
    nothing = (Fraction(0), WORDS.beyond, WORDS.beyond_bounds)
    if first.low is not None:
        steps.insert(0, Step(None, first.low, *nothing, "", first.low_said))
    if last.high is not None:
        steps.append(Step(last.high, None, *nothing, last.high_said, ""))
    return tuple(steps)


def _step(row: BandRow, column: int) -> Step | None:
    sized = _size(row.cells[column]) if row.applicable[column] else None
    if row.comparison is None or sized is None:
        return None
    low = high = None
    low_said = high_said = ""
    for bound in row.comparison.bounds:
        if not isinstance(bound.limit, Quantity):
            return None
        if bound.comparator in _LOWER:
            low, low_said = bound.limit.value, quantity(bound.limit)
        elif bound.comparator in _UPPER:
            high, high_said = bound.limit.value, quantity(bound.limit)
        else:
            return None
    return Step(low, high, *sized, comparison(row.comparison), low_said, high_said)


def _holds(step: Step, value: Fraction) -> bool:
    """An edge belongs to the step that names it, as its words say; the others have the edge of their neighbour."""
    above = step.low is None or value > step.low or (value == step.low and step.bounds.startswith(Comparator.AT_LEAST))
    below = step.high is None or value < step.high or (value == step.high and Comparator.AT_MOST in step.bounds)
    edge = step.bounds == WORDS.beyond_bounds and value in (step.low, step.high)
    return (above and below) or edge


def _size(cell: Amount | None) -> tuple[Fraction, str] | None:
    match cell:
        case None:
            return Fraction(0), WORDS.beyond
        case ShareOf(ratio=ratio):
            return ratio, figure(ratio, PERCENT)
        case FixedAmount(quantity=given):
            return given.value, f"{given.unit.name} {grouped(given.value, 2)}"
        case _:
            return None
