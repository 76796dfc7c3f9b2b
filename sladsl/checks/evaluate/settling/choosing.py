"""Which of several credits is due: the greatest of a month or of an item; and credits that lapse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.belonging import belongs_at
from sladsl.checks.evaluate.measuring.explain import bound_words
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.things import spoken_of
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.figures import figure
from sladsl.model.consequences import (
    BesidesOthers,
    Consequence,
    CreditLapses,
    OnlyGreatest,
    Pay,
)
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.windows import Window
from sladsl.time.zones import date_of

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.payments import Line
    from sladsl.checks.evaluate.settling.settlement import Settlement


def choose(lines: Sequence[Line], month: Window, settlement: Settlement, note: Callable[[str], None]) -> list[Line]:
    left = _not_lapsed(list(lines), month, settlement, note)
    for consequence in settlement.world.plan.consequences:
        if isinstance(consequence.effect, OnlyGreatest):
            left = _greatest_of_item(left, consequence, consequence.effect, note)
    return _stacked(left, settlement, note)


def _not_lapsed(lines: list[Line], month: Window, settlement: Settlement, note: Callable[[str], None]) -> list[Line]:
    """A credit that lapses is that of the same clause or, where the clause gives none, any of the window or of a part of it, for the same
    group. It stands until that is decided."""
    plan = settlement.world.plan
    for consequence in plan.consequences:
        if not isinstance(consequence.effect, CreditLapses):
            continue
        own = any(one.clause == consequence.clause and isinstance(one.effect, Pay) for one in plan.consequences)
        for firing in firings(consequence, month, settlement):
            for line in tuple(lines):
                inside = firing.window.start <= line.window.start and line.window.end <= firing.window.end
                of_clause = not own or line.consequence.clause == consequence.clause
                alike = all(line.firing.scope.bound.get(n, b) == b for n, b in firing.scope.bound.items())
                if not (inside and of_clause and alike) or line.effect.verb != "credit":
                    continue
                why = f"{consequence.clause} (line {consequence.place.line}): {'; '.join(firing.because)}"
                if firing.truth is Truth.TRUE:
                    lines.remove(line)
                    note(f"{_said(line)} lapses by {why}.")
                else:
                    note(f"{_said(line)} may still lapse by {why}.")
    return lines


def _greatest_of_item(
    lines: list[Line], consequence: Consequence, effect: OnlyGreatest, note: Callable[[str], None]
) -> list[Line]:
    by_item: dict[tuple[Bound, date | None], list[Line]] = {}
    for line in lines:
        item = spoken_of(effect.item, line.firing.scope)
        day = _day_of(line) if effect.daily else None
        if line.effect.verb == "credit" and item is not None and (day is not None or not effect.daily):
            by_item.setdefault((item, day), []).append(line)
    dropped: list[int] = []
    for (bound, _), several in by_item.items():
        best = max(several, key=lambda line: line.amount)
        for line in several:
            if line is not best:
                dropped.append(id(line))
                words = bound_words(bound, line.firing.scope)
                may = f", unless {effect.chooser} chooses otherwise" if effect.chooser else ""
                note(
                    f"{_said(line)} is not due: of the credits for {words} only the greatest is (line {consequence.place.line}){may}."
                )
    return [line for line in lines if id(line) not in dropped]


def _day_of(line: Line) -> date | None:
    """The day on which what is paid for counts; None of what is due for a longer window."""
    world, window = line.firing.scope.world, line.window
    item = line.firing.item
    at = belongs_at(item, world) if isinstance(item, Item | Piece) else None
    if at is None and window.first != window.last:
        return None
    return date_of(window.start if at is None else at, world.zone)


def _stacked(lines: list[Line], settlement: Settlement, note: Callable[[str], None]) -> list[Line]:
    """Credits of several clauses between the same parties in one window: by the reading "stacking", asked only where there are any. What a
    clause gives for several items is one credit. Those of a clause that are due besides others are apart."""
    apart = {rule.clause for rule in settlement.world.plan.rules if isinstance(rule, BesidesOthers)}
    groups: dict[tuple[int, int, str, str], list[Line]] = {}
    for line in lines:
        if line.effect.verb == "credit" and line.consequence.clause not in apart:
            groups.setdefault((line.window.start, line.window.end, line.effect.payer, line.effect.payee), []).append(
                line
            )
    several = [group for group in groups.values() if len({line.consequence.clause for line in group}) > 1]
    if not several or settlement.world.reading("stacking") == "add up":
        return lines
    dropped = set()
    for group in several:
        sums: dict[str, Fraction] = {}
        for line in group:
            sums[line.consequence.clause] = sums.get(line.consequence.clause, Fraction(0)) + line.amount
        best = max(sums, key=lambda clause: sums[clause])
        for line in group:
            if line.consequence.clause != best:
                dropped.add(id(line))
                note(f"{_said(line)} is not due: only the greatest credit for {line.window.label} is.")
    return [line for line in lines if id(line) not in dropped]


def _said(line: Line) -> str:
    amount = figure(line.amount, Unit(Dimension.MONEY, line.firing.scope.world.plan.currency))
    return f"{line.consequence.clause} (line {line.consequence.place.line}), {line.window.label}: {amount}"
