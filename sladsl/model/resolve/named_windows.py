"""The windows that a worked example names: "June 2026", "2026", "the quarter that starts on 1 July 2026", "January, February and March 2026"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sladsl.model.moments import WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import has, number, text_of, word
from sladsl.model.resolve.points import read_date
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.windows import WINDOWS, window_unit
from sladsl.model.worked import NamedWindow
from sladsl.syntax.tree import Phrase
from sladsl.time.dates import MONTHS

TOLD_MONTHS = (*WINDOWS, "month_named")


def named_window(window: Phrase, ctx: Context) -> NamedWindow:
    """One window that is named by its date."""
    match window.kind:
        case "window_month":
            name, year = word(window, "MONTH_OF_YEAR").split(" ")
            return NamedWindow(date(int(year), MONTHS.index(name) + 1, 1), WindowUnit.MONTH)
        case "window_day":
            return NamedWindow(date(*read_date(word(window, "DATE"), window, ctx)), WindowUnit.DAY)
        case "window_year":
            return NamedWindow(date(int(word(window, "YEAR")), 1, 1), WindowUnit.YEAR)
        case "window_starting":
            unit = window_unit(window, ctx)
            first = date(*read_date(word(window, "DATE"), window, ctx))
            if unit not in (WindowUnit.MINUTE, WindowUnit.HOUR):
                return NamedWindow(first, unit, int(number(word(window, "NUMBER") or "1")), starts=True)
    raise ctx.refuse(
        "N180",
        window,
        f'which one is "{text_of(window)}"?',
        hint='An example names its window: "in June 2026", "on 3 June 2026", "in the quarter that starts on 1 July 2026".',
    )


def named_windows(window: Phrase, last: NamedWindow | None, ctx: Context) -> list[NamedWindow]:
    """Also "each of the following 3 months", which go on from the window before."""
    if window.kind not in ("window_each_beside", "window_beside") or last is None or not has(window, "following"):
        return [named_window(window, ctx)]
    if unit_word(window) != "month":
        raise ctx.refuse("N180", window, f'which ones are "{text_of(window)}"?', hint="An example names its months.")
    months: list[NamedWindow] = []
    first = last.first
    for _ in range(int(number(word(window, "NUMBER") or "1"))):
        first = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        months.append(NamedWindow(first, WindowUnit.MONTH))
    return months


def told_months(parts: list[Phrase], ctx: Context) -> tuple[NamedWindow, ...]:
    """ "January, February and March 2026": a month without a year is of the year of the next that has one."""
    found: list[NamedWindow] = []
    for part in reversed(parts):
        if part.kind != "month_named":
            found.insert(0, named_window(part, ctx))
            continue
        name = word(part, "NAME")
        if name not in MONTHS or not found:
            raise ctx.refuse(
                "N180", part, f'which one is "{name}"?', hint='Write "in January, February and March 2026".'
            )
        next_ = found[0]
        found.insert(0, replace(next_, first=next_.first.replace(month=MONTHS.index(name) + 1), unit=WindowUnit.MONTH))
    return tuple(found)
