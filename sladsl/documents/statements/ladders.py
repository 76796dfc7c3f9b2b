"""The ladder of a credit table, with the values of a month on it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from sladsl.checks.evaluate.measuring.explain import measure_words, row_words
from sladsl.checks.figures import figure, grouped, quantity
from sladsl.checks.statement import DutyResult
from sladsl.documents.charts.figures import Ladder, Mark, Step
from sladsl.documents.statements.given import Given, short_figure
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.statements.wording import NOUNS
from sladsl.model.consequences import Amount, BandRow, Bands, FixedAmount, Pay, ShareOf
from sladsl.model.node import nodes
from sladsl.model.quantities import PERCENT, Comparator, Quantity, rounding_said
from sladsl.node import node
from sladsl.records.table import Records

_MOST_STEPS = 8


@node
class _Rung:
    """A step, and whether its ends are in it."""

    step: Step
    low_in: bool
    high_in: bool

    def holds(self, value: Fraction) -> bool:
        low, high = self.step.low, self.step.high
        above = low is None or value > low or (self.low_in and value == low)
        return above and (high is None or value < high or (self.high_in and value == high))


def ladder_of(result: DutyResult, month: str, given: Given) -> Ladder | None:
    """Of the table that looks up the measure of a result, in the column that is for its group. None where there is none that a figure can
    show: cells that are no share and no amount, rows that leave a gap or hold the value twice, or too many of them."""
    if result.value is None:
        return None
    for consequence in given.plan.consequences:
        if isinstance(consequence.effect, Pay):
            for table in nodes(consequence.effect):
                if isinstance(table, Bands) and table.measure is not None:
                    words, column = measure_words(table.measure), _column(table, result.group, given.records)
                    if words == result.measure and column is not None:
                        noun = NOUNS.get(consequence.effect.verb, consequence.effect.verb)
                        return _ladder(words, noun, _rungs(table, column), result, month, given.exhibits.comparison)
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


def _ladder(
    words: str, up: str, rungs: tuple[_Rung, ...], result: DutyResult, month: str, comparison: str
) -> Ladder | None:
    """With the value where it is compared: a reading may round it first."""
    assert result.value is not None
    rounding = rounding_said(comparison, result.unit.dimension) if result.unit is not None else None
    value = rounding.apply(result.value) if rounding is not None else result.value
    held = [n for n, rung in enumerate(rungs) if rung.holds(value)]
    if len(held) != 1:
        return None
    steps = tuple(rung.step for rung in rungs)
    compared = WORDS.compared_as.format(short_figure(value, result.unit)) if value != result.value else ""
    mark = Mark(held[0], value, f"{short(result)}{compared}: {steps[held[0]].said}")
    told = "; ".join(WORDS.ladder_step.format(bounds=step.bounds, said=step.said) for step in reversed(steps))
    about = WORDS.ladder_about.format(steps=told, month=month, mark=mark.said)
    return Ladder(WORDS.ladder.format(measure=words), about, words, up, steps, (mark,))


def short(result: DutyResult) -> str:
    """The value without its fraction, "" where there is none."""
    return "" if result.value is None else short_figure(result.value, result.unit)


def _rungs(table: Bands, column: int) -> tuple[_Rung, ...]:
    """By the measure, with what lies beyond the rows; none where a figure cannot show them."""
    found = [_rung(row, column) for row in table.rows]
    rungs = sorted(
        (rung for rung in found if rung is not None), key=lambda rung: (rung.step.low is not None, rung.step.low or 0)
    )
    if not rungs or len(rungs) < len(found) or len(rungs) > _MOST_STEPS:
        return ()
    if any(below.step.high is None or above.step.low != below.step.high for below, above in pairwise(rungs)):
        return ()
    first, last = rungs[0], rungs[-1]
    nothing = (Fraction(0), WORDS.beyond, WORDS.beyond_bounds)
    if (low := first.step.low) is not None:
        rungs.insert(0, _Rung(Step(None, low, *nothing, "", first.step.low_said), True, not first.low_in))
    if (high := last.step.high) is not None:
        rungs.append(_Rung(Step(high, None, *nothing, last.step.high_said, ""), not last.high_in, True))
    return tuple(rungs)


def _rung(row: BandRow, column: int) -> _Rung | None:
    sized = _size(row.cells[column]) if row.applicable[column] else None
    if row.comparison is None or sized is None:
        return None
    low = high = None
    low_said = high_said = ""
    low_in = high_in = True
    for bound in row.comparison.bounds:
        if not isinstance(bound.limit, Quantity):
            return None
        if bound.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
            low, low_said = bound.limit.value, quantity(bound.limit)
            low_in = bound.comparator is Comparator.AT_LEAST
        elif bound.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
            high, high_said = bound.limit.value, quantity(bound.limit)
            high_in = bound.comparator is Comparator.AT_MOST
        else:
            return None
    return _Rung(Step(low, high, *sized, row_words(row.comparison), low_said, high_said), low_in, high_in)


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
