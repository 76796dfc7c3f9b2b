"""What hangs on the points that the parties leave open, as a statement tells it: each amount, month and sum at its least and its most."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from sladsl.ambiguity.left_open import Point
from sladsl.checks.combinations import Amounts, Item, Tried
from sladsl.checks.statement import OpenAmount, OpenPoint, Statement


def with_ranges(statement: Statement, points: Iterable[Point], tried: Tried) -> Statement:
    """The statement with the points, the amounts that hang on them, what each month comes to and, last, all months."""
    told = tuple(points)
    sentences = {(p.slot.name, a.value): a.sentence for p in told for a in p.slot.admissible}

    def under(answers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(sentences[one] for one in answers)

    def amount(item: Item, fits: Callable[[Item], bool]) -> OpenAmount:
        def counted(amounts: Amounts) -> Fraction:
            return sum((due for one, due in amounts.items() if fits(one)), Fraction(0))

        least, low = tried.lowest(counted)
        most, high = tried.highest(counted)
        return OpenAmount(
            item.month, item.clause, item.line, item.payer, item.payee, item.group, least, under(low), most, under(high)
        )

    items = tried.items()
    found = [amount(item, item.__eq__) for item in items]
    if len({item.clause for item in items}) > 1 or any(item.group for item in items):
        for month, payer, payee in sorted({(i.month, i.payer, i.payee) for i in items}):
            of_month = _of(month, payer, payee)
            found.append(amount(Item(month, "", 0, payer, payee), of_month))
    if len({item.month for item in items}) > 1:
        for payer, payee in sorted({(i.payer, i.payee) for i in items}):
            found.append(amount(Item("", "", 0, payer, payee), _of("", payer, payee)))
    open_ = tuple(one for one in found if one.lowest != one.highest)
    return replace(
        statement,
        open_points=tuple(_point(point) for point in told),
        open_amounts=open_,
        open_whole=tried.whole,
    )


def _of(month: str, payer: str, payee: str) -> Callable[[Item], bool]:
    return lambda item: (item.payer, item.payee) == (payer, payee) and month in ("", item.month)


def _point(point: Point) -> OpenPoint:
    left = point.left
    readings = tuple(one.sentence for one in point.slot.admissible)
    return OpenPoint(point.slot.question, point.clause, left.parties, left.until.isoformat(), left.reason, readings)
