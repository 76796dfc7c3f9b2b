"""What is sent again and again: "every 2 hours from when it is Opened until it is Resolved"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Predicate, Selection
from sladsl.model.duties import Repeated
from sladsl.model.moments import Length, Limit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.day_kinds import which_days
from sladsl.model.resolve.fields import record_behind
from sladsl.model.resolve.level_tables import rows_described
from sladsl.model.resolve.phrases import every, first, has, text_of, the, with_article
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, unit_word
from sladsl.model.resolve.tables import NOTHING, check_width, rows_of
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

REPEATING = ("every_time", "at_intervals")


def repeated(
    how: Phrase, record: str, field: str, each: Selection | None, table: Phrase | None, ctx: Context
) -> Repeated:
    """`each`: the rows for which the sentence is said, as its lead tells them."""
    if each is None:
        raise ctx.refuse(
            "N215",
            how,
            f'"{text_of(how)}": for each of what?',
            label="again and again for what?",
            hint='Begin with "For each Ticket, …": the times are then those of the Ticket.',
        )
    ctx.name(each.name, how, NameKind.RECORD, NameKind.SELECTION)
    of = record_behind(each.name, how, ctx)
    _check(record, field, of, how, ctx)
    ctx.records[record] = replace(ctx.records[record], belongs=field)
    start, until = (point(one, ctx) for one in every(how, *POINTS))
    if how.kind == "at_intervals":
        return Repeated(record, field, each, start, until, None, _intervals(how, of, table, ctx))
    return Repeated(record, field, each, start, until, _interval(how, ctx))


def sent_once(record: str, field: str, each: Selection, found: Limit, node: Phrase, ctx: Context) -> Repeated | None:
    """ "For each Incident, … send a Report within 2 days after it is Closed": the Report that refers to the Incident, sent or not. None: no
    row of the record tells for which row it is, or whether it was sent."""
    named = ctx.names.find(each.name)
    if named is None or named.kind not in (NameKind.RECORD, NameKind.SELECTION):
        return None
    of, declared = record_behind(each.name, node, ctx), ctx.records[record]
    sent = declared.field(field)
    if (
        declared.reference_to(of) is None
        or sent is None
        or sent.kind is not FieldKind.TIME
        or declared.belongs not in ("", field)
    ):
        return None
    fields = tuple(replace(one, optional=True) if one.name == field else one for one in declared.fields)
    ctx.records[record] = replace(declared, fields=fields, belongs=field)
    return Repeated(record, field, each, found.anchor, found.anchor, once=found)


def _check(record: str, field: str, of: str, how: Phrase, ctx: Context) -> None:
    """The rows that are sent must tell for what and when; one that was due and was not sent has no time."""
    declared = ctx.records[record]
    if declared.reference_to(of) is None:
        raise ctx.refuse(
            "N215",
            how,
            f"{with_article(record)} does not say for which {of} it is",
            label="whose?",
            hint=f'Add "- {of}: {with_article(of)}" to the record.',
        )
    sent = declared.field(field)
    if sent is None or sent.kind is not FieldKind.TIME or not sent.optional or declared.belongs not in ("", field):
        raise ctx.refuse(
            "N215",
            how,
            f"{with_article(record)} that is due and is not sent needs a row without a time of sending",
            label="what shows one that is missing?",
            hint=f'Write "- {field}: time, if any", and let it be the only time of the record.',
        )


def _interval(how: Phrase, ctx: Context) -> Length:
    unit = first(how, "every_unit")
    if unit is not None:
        return plain_length(Fraction(1), unit_word(unit), business=has(unit, "business"))
    told = the(how, *DURATIONS)
    which_days(told, ctx)
    return _lasting(length(told, ctx), told, ctx)


def _lasting(found: Length, told: Phrase, ctx: Context) -> Length:
    if found.amount <= 0:
        raise ctx.refuse("N215", told, f'"{text_of(told)}" is no interval', hint='Write "every 2 hours".')
    return found


def _intervals(how: Phrase, of: str, table: Phrase | None, ctx: Context) -> tuple[tuple[Predicate, Length], ...]:
    """A table with two columns: what the row is, and how often."""
    if table is None:
        raise ctx.refuse("N215", how, "the intervals are given by a table", hint="Let the table follow after a colon.")
    head, *rows = rows_of(table)
    check_width(table, head, rows, ctx)
    if len(head) != 2:
        raise ctx.refuse("N120", table, "one column tells the intervals", hint="Keep two columns.")
    found = []
    for which, cell in rows:
        if cell.kind in NOTHING:
            continue
        told = first(cell)
        if told is None or told.kind not in DURATIONS:
            raise ctx.refuse("N126", cell, f'"{text_of(cell)}" is no length of time', hint='Write "30 minutes".')
        found.append((rows_described(head[0], which, of, ctx), _lasting(length(told, ctx), told, ctx)))
    return tuple(found)
