"""Time limits that end after the as-of time: duties that are pending, the next documents, rights, what is carried over, the end of the term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sladsl.checks.evaluate.exhibits.shown import Ahead
from sladsl.checks.evaluate.measuring import limits, repeats
from sladsl.checks.evaluate.measuring.explain import bound_words
from sladsl.checks.evaluate.measuring.scope import Item
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.evaluate.statement.rights_reported import as_statement
from sladsl.checks.figures import local_time
from sladsl.checks.statement import State
from sladsl.model.algebra import Done
from sladsl.model.duties import Act, Document, Duty, EachRecord, Repeated
from sladsl.model.moments import Limit
from sladsl.records.table import OPEN_END
from sladsl.time.deadlines import Deadline
from sladsl.time.windows import Window
from sladsl.time.zones import date_of


def deadlines_ahead(months: Sequence[Window], settlement: Settlement) -> tuple[Ahead, ...]:
    """By time, then in the order of the text; the first of each is named where several are the same."""
    found = (*_duties(months, settlement), *_rights(settlement), *_term(settlement.world))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.until))


def _duties(months: Sequence[Window], settlement: Settlement) -> Iterator[Ahead]:
    for until, verdict in pending(months, settlement):
        duty = verdict.duty
        what = bound_words(verdict.item, verdict.scope) if verdict.item is not None else ""
        if isinstance(duty.kind, Document):
            what = f"{duty.kind.record} for {verdict.window.label}"
        _, verb = _limit(duty)
        yield Ahead(_said(until, settlement.world), duty.clause, duty.who, f"{verb} {what}".strip())


def pending(months: Sequence[Window], settlement: Settlement) -> Iterator[tuple[Deadline, Verdict]]:
    """What can still be done in time, and until when. In the order of the text."""
    world = settlement.world
    for duty in world.plan.duties:
        limit, verb = _limit(duty)
        if not verb:
            continue
        for month in months:
            for _, verdicts in settlement.verdicts_in(duty, month):
                for verdict in verdicts:
                    if verdict.state is State.PENDING:
                        until = _until(limit, verdict)
                        if until is not None and until.late_from > world.as_of:
                            yield until, verdict


def _until(limit: Limit | None, verdict: Verdict) -> Deadline | None:
    if limit is not None:
        return limits.deadline(limit, verdict.scope)
    item = verdict.item
    again = repeats.due_on(verdict.duty, item, verdict.scope.world) if isinstance(item, Item) else None
    return again.until if again is not None else None


def _limit(duty: Duty) -> tuple[Limit | None, str]:
    match duty.kind:
        case EachRecord(that=Done(limit=Limit() as limit, field=field)):
            return limit, f"{field}:"
        case Document(limit=limit):
            return limit, "send the"
        case Repeated():
            return None, "send"
        case Act(limit=Limit() as limit, verb=verb):
            return limit, f"{verb}:"
        case _:
            return None, ""


def _rights(settlement: Settlement) -> Iterator[Ahead]:
    for one in settlement.rights.all():
        if one.at <= settlement.world.as_of:
            right = as_statement(one, settlement)
            if right.lapses and right.state == "open":
                yield Ahead(right.lapses, right.clause, right.party, f"{right.what}: the right lapses after this day")


def _term(world: World) -> Iterator[Ahead]:
    if world.as_of < world.term.end < OPEN_END:
        last = date_of(world.term.end - 1, world.zone)
        renews = world.plan.term.renews_by is not None
        what = (
            "the term ends, and renews itself unless a party gives notice in time" if renews else "the agreement ends"
        )
        yield Ahead(last.isoformat(), "", "", what)


def _said(until: Deadline, world: World) -> str:
    """The last day, where a whole day counts; the time otherwise."""
    if until.last_day is not None:
        return until.last_day.isoformat()
    return local_time(until.instant, world.zone)
