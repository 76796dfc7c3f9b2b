"""The months of which the facts of a worked example speak."""

from __future__ import annotations

from datetime import date

from sladsl.model.moments import WindowUnit
from sladsl.model.resolve.cast import Cast
from sladsl.model.resolve.context import Context
from sladsl.model.worked import (
    AmountEvent,
    Event,
    FormEvent,
    MeasureEvent,
    NamedWindow,
    RowEvent,
    SampleEvent,
    StateEvent,
    StretchEvent,
)
from sladsl.syntax.tree import Phrase
from sladsl.time.zones import date_of


def last_month(phrase: Phrase, cast: Cast) -> NamedWindow:
    """The month of which the example has said just before what follows; else that of the last event, with which a right arises."""
    if cast.told is not None and cast.told.unit is WindowUnit.MONTH:
        return cast.told
    days = [day for event in cast.events for day in _days(event, cast.ctx)]
    if not days:
        raise cast.ctx.refuse(
            "N180",
            phrase,
            "in which month is that?",
            hint='Write "in June 2026" after it, or give the events with dates.',
        )
    return NamedWindow(max(days).replace(day=1), WindowUnit.MONTH)


def month_of(record: str, phrase: Phrase, cast: Cast) -> NamedWindow:
    """The month for which a document is: the one that its row names, else that of the last event."""
    for event in cast.events:
        if isinstance(event, RowEvent) and event.record == record:
            for _, value in event.fields:
                match value:
                    case (int() as year, int() as month):
                        return NamedWindow(date(year, month, 1), WindowUnit.MONTH)
    return last_month(phrase, cast)


def _days(event: Event, ctx: Context) -> list[date]:
    match event:
        case MeasureEvent(window=window):
            return [window.first]
        case StateEvent(windows=windows):
            return [window.first for window in windows]
        case AmountEvent(window=window):
            return [window.first] if window is not None else []
        case SampleEvent(stretches=stretches) | StretchEvent(stretches=stretches):
            return [date_of(end - 1, ctx.zone) for _, end in stretches]
        case RowEvent(fields=fields):
            instants = [v for _, v in fields if isinstance(v, int) and not isinstance(v, bool)]
            return [date_of(instant, ctx.zone) for instant in instants] + [v for _, v in fields if isinstance(v, date)]
        case FormEvent():
            return []
