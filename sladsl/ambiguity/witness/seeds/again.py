"""Cases of what is sent again and again: early and then late, late at once, once and then no more."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.witness.rows import roughly
from sladsl.ambiguity.witness.seeds.stage import Case, Stage

_QUARTERS: tuple[tuple[tuple[int, ...], int], ...] = (
    ((2, 7), 10),
    ((2,), 14),
    ((6, 8), 11),
    ((4, 8), 10),
    ((5,), 7),
)
"""When it is sent, and when no more is owed, in quarters of the interval."""


def series(stage: Stage) -> Iterator[Case]:
    for quarters, last in _QUARTERS:
        for lever in stage.again:
            start = stage.at(stage.workday(stage.day_in(stage.plain, 10)))
            quarter = roughly(lever.interval) // 4
            end = start + last * quarter
            yield stage.case(
                "again", lever.at(start, tuple(start + one * quarter for one in quarters), end), start, end
            )
