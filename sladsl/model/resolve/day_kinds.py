"""Days and hours of a time limit: those of the calendar, business days, or the hours in which an office is open."""

from __future__ import annotations

from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import has, text_of, word
from sladsl.model.resolve.quantities import unit_word
from sladsl.syntax.tree import Phrase


def days_are_open(tree: Phrase, ctx: Context) -> bool:
    """Whether the text knows business days, and neither it nor a text above says what a day is."""
    business = tree.walk("business_day", "kind_duration")
    if not any(p.kind == "business_day" or has(p, "business") for p in business):
        return False
    told = tree.walk("day_is_hours", "window_is")
    if any(p.kind == "day_is_hours" or text_of(p).startswith("A day") for p in told):
        return False
    return all(chosen.slot != "day" for chosen in ctx.chosen)


def which_hours(ctx: Context) -> None:
    """Office hours that nothing uses: the time limits in hours may be meant to count only these."""
    unused = [name for name, ends in ctx.weekly.items() if name not in ctx.used and ends]
    for limit, clause in ctx.hours if unused else ():
        said, count = text_of(limit), word(limit, "NUMBER")
        ctx.clause = clause
        question = f'Does "{said}" run day and night, or only in {unused[0]}?'
        every_hour = f"{count} calendar {'hour' if count == '1' else 'hours'}"
        ctx.leave_open("B004", limit, question, (*(f"{said} of {name}" for name in unused), every_hour))
        ctx.used.update(unused)
    ctx.clause = ""


def which_days(told: Phrase, ctx: Context) -> None:
    """ "within 5 days", where the contract knows business days and does not say what a day is; "within 4 hours" waits until it is known
    whether the contract has office hours that nothing uses."""
    if told.kind != "plain_duration":
        return
    if unit_word(told) == "hour":
        ctx.hours.append((told, ctx.clause))
    if unit_word(told) == "day" and ctx.days_are_open:
        count = word(told, "NUMBER")
        days = "day" if count == "1" else "days"
        answers = (f"{count} {kind} {days}" for kind in ("calendar", "business"))
        raise ctx.leave_open("B005", told, f'Does "{text_of(told)}" count every day, or business days?', answers)
