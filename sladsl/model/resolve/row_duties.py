"""Duties on rows: each does so, a share or a number of them, within times by a table, or so many are delivered."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.algebra import AllHold, CountOf, Done, Predicate, Quantifier, Selection, ShareOfRecords
from sladsl.model.duties import DutyKind, EachRecord, Level
from sladsl.model.moments import Length, LengthBasis, Limit, LimitKind, Supplied, WindowSpec
from sladsl.model.quantities import NUMBER, Bound, Comparator, Comparison, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, record_behind
from sladsl.model.resolve.level_tables import times_table
from sladsl.model.resolve.limits import pauses
from sladsl.model.resolve.phrases import every, first, number, text_of, the, word
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.predicates import predicate
from sladsl.model.resolve.quantities import COMPARATORS, fixed_time, unit_word
from sladsl.model.resolve.quotas import time_used
from sladsl.model.resolve.selections import Meant, counted, meant, narrowed, rows_after, selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase


def ensured(act: Phrase, table: Phrase | None, ctx: Context) -> list[DutyKind]:
    """Each record does so; or a share, or a number, of the records of a window."""
    subject, said = the(act, "subject"), the(act, "predicates")
    chosen = meant(subject, ctx)
    item = chosen.selection.name
    with ctx.introducing(*(group.name for group in chosen.groups), item):
        if table is not None:
            return list(_by_times(chosen, said, table, ctx))
        that = predicate(said, item, ctx)
    if chosen.quantifier is Quantifier.EACH:
        return [EachRecord(chosen.selection, that)]
    if chosen.quantifier in (Quantifier.SOME, Quantifier.NO) or chosen.bound is None:
        raise ctx.refuse(
            "N130",
            subject,
            f'who can ensure that "{text_of(subject)}" does so?',
            hint='Write "each …", "at least 95% of the …" or "at least 50 …".',
        )
    spec = chosen.spec or _window_in(said, ctx)
    if spec is None:
        raise ctx.refuse(
            "N138",
            subject,
            f'of which windows are "{text_of(subject)}" counted?',
            label="no window",
            hint=f'Write "{text_of(subject)} in each month".',
        )
    group = chosen.groups[0] if chosen.groups else None
    rows = replace(chosen.selection, window=Supplied())
    how = Comparison((chosen.bound,))
    if chosen.quantifier is Quantifier.SHARE:
        return [Level(ShareOfRecords(rows, that), how, spec, group)]
    return [Level(CountOf(_counted(rows, that)), how, spec, group)]


def _window_in(said: Phrase, ctx: Context) -> WindowSpec | None:
    """ "… are Closed in each month": the window of the act."""
    window = next(said.walk("window_unit", "window_any", "window_run"), None)
    return window_spec(window, ctx) if window is not None else None


def _counted(rows: Selection, that: Predicate) -> Selection:
    """ "at least 50 Deals are Closed in each month": the window is that of the act, so it is the act that is looked for in it."""
    if isinstance(that, AllHold) and any(isinstance(part, Done) for part in that.parts):
        return narrowed(replace(rows, window=None), that)
    return narrowed(rows, that)


def _by_times(chosen: Meant, said: Phrase, table: Phrase, ctx: Context) -> list[EachRecord]:
    item = chosen.selection.name
    when = next(said.walk("within_table"), None)
    if when is None:
        raise ctx.refuse(
            "N131", said, "no time is left to the table", hint='Write "within the following times after it is …".'
        )
    record = record_behind(item, said, ctx)
    named = [act_field(record, word(part, "NAME"), part, ctx) for part in every(said, "is_done")]
    start = point(the(when, *POINTS), ctx)
    hours = ctx.name(word(when, "NAME"), when).text if word(when, "NAME") else ""
    made = []
    for field, told in times_table(table, record, named, ctx).items():
        lengths = tuple((which, _in_hours_of(hours, one, when, ctx)) for which, one in told) if hours else told
        if field not in named:
            raise ctx.refuse(
                "N131",
                table,
                f"the sentence does not say that each {item} is {field}",
                hint=f'Write "each {item} is {field} …" in the sentence, or leave the column out.',
            )
        limited = Limit(LimitKind.WITHIN, start, None, pauses(when, ctx), lengths)
        made.append(EachRecord(chosen.selection, Done(record, field, limited)))
    return made


def _in_hours_of(hours: str, length: Length, when: Phrase, ctx: Context) -> Length:
    """ "the following times of Support Hours": hours and minutes of the table are counted in them; business days are what they are."""
    if length.basis in (LengthBasis.CALENDAR, LengthBasis.BUSINESS_DAYS):
        return length
    if length.basis is not LengthBasis.ELAPSED:
        raise ctx.refuse(
            "N131",
            when,
            f"a {length.unit} of the table is not counted in {hours}",
            hint=f'Write hours in the table, or "2 business days"; or leave "of {hours}" out.',
        )
    return replace(length, basis=LengthBasis.CALENDAR, period=hours)


def delivered(act: Phrase, ctx: Context) -> Level:
    """ "shall deliver at least 200 Qualified Leads to Sales in each month": so many rows belong to the window."""
    spec = window_spec(the(act, *WINDOWS), ctx)
    ctx.unit = spec.unit
    name = word(act, "NAME")
    if (length := first(act, "time_of")) is not None:
        return _time_delivered(name, length, act, spec, ctx)
    how_many = first(act, "count")
    if how_many is not None:
        quantifier, bound = counted(how_many, name, ctx)
        if isinstance(bound.limit, str):
            name = rows_after(bound.limit, name)
        if quantifier is Quantifier.SHARE:
            raise ctx.refuse("N137", how_many, "a share of what is delivered?", hint='Write "at least 200".')
    elif count := word(act, "NUMBER"):
        raise ctx.refuse(
            "N137",
            act,
            f"is {count} the least, or the exact number of {name}?",
            label="two readings",
            hint=f'Write "at least {count} {name}" or "at least {count}" together with "at most {count}".',
        )
    else:
        bound = Bound(Comparator.AT_LEAST, Quantity(number("1"), NUMBER))
    rows = replace(selected(name, act, ctx), window=Supplied())
    return Level(CountOf(rows), Comparison((bound,)), spec)


def _time_delivered(name: str, length: Phrase, act: Phrase, spec: WindowSpec, ctx: Context) -> Level:
    """ "shall deliver at least 160 hours of Testing in each month": the time that its record tells in the window."""
    declared = ctx.name(name, act)
    unit = unit_word(length)
    owed = fixed_time(length, ctx)
    how = next(COMPARATORS[part.kind] for part in every(act) if part.kind in COMPARATORS)
    measure = time_used(declared.text, declared.kind, unit, act, ctx)
    check_unit(owed.unit, unit_of(measure, act, ctx), declared.text, act, ctx)
    ctx.delivered[declared.text] = measure
    return Level(measure, Comparison((Bound(how, owed),)), spec)
