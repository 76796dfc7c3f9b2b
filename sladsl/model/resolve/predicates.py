"""Predicates: what one row or piece must fulfil, from their phrases."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Done,
    FieldIs,
    FromTo,
    InBoundWindow,
    InPeriod,
    InTime,
    Lasts,
    Late,
    NamedPeriod,
    NotSo,
    Predicate,
)
from sladsl.model.moments import ExtremePoint, FieldPoint, Length, LengthBasis, Limit, LimitKind, Point
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.field_predicates import compares, has_count, with_value
from sladsl.model.resolve.fields import (
    act_field,
    period_named,
    record_behind,
    source_of,
)
from sladsl.model.resolve.limits import LIMITS, limit
from sladsl.model.resolve.loose_words import failing, loose_act, unnamed_standard
from sladsl.model.resolve.loosely import joined_loosely
from sladsl.model.resolve.phrases import every, first, has, opening, text_of, the, with_article, word
from sladsl.model.resolve.points import POINTS, fixed_point, point
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import CHOICES, selected
from sladsl.model.resolve.windows import WINDOWS, participle, window_ref
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase, Word


def predicate(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    """`predicates`: one, several joined by one connective, or two groups of such. A mix has two groupings, and is left open."""
    groups = every(phrase, "predicates")
    if groups:
        both = tuple(predicate(group, item, ctx) for group in groups)
        return AnyHolds(both) if has(phrase, "either") else AllHold(both)
    connectives = {part.text for part in phrase.parts if isinstance(part, Word)}
    parts = tuple(_predicate(part, item, ctx) for part in every(phrase))
    joined_loosely(phrase, ctx)
    if len(parts) == 1:
        return parts[0]
    return AnyHolds(parts) if connectives == {"or"} else AllHold(parts)


def _predicate(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    match phrase.kind:
        case "is_done":
            found = done(phrase, item, ctx)
            return denied(found) if has(phrase, "not") else found
        case "is_one_of":
            found = one_of(phrase, item, ctx)
            return NotSo(found) if has(phrase, "not") else found
        case "has_value":
            found = _has_value(phrase, item, ctx)
            return NotSo(found) if has(phrase, "not") else found
        case "has_field":
            return compares(phrase, item, ctx)
        case "has_count":
            return has_count(phrase, item, ctx)
        case "is_late":
            by = first(phrase, "late_by")
            how = comparison(the(by, *COMPARISONS), ctx) if by is not None else None
            return Late(record_behind(item, phrase, ctx), "", how)
        case "is_in_time":
            return InTime(record_behind(item, phrase, ctx))
        case "fails":
            raise failing(phrase, record_behind(item, phrase, ctx), ctx)
        case "loose_standard":
            raise unnamed_standard(phrase, record_behind(item, phrase, ctx), ctx)
        case "lasts":
            return Lasts(item, comparison(the(phrase, *COMPARISONS), ctx))
        case "has_not_ended":
            return NotSo(_reached(stretch_of(item, phrase, ctx).end, None, phrase, ctx))
        case "is_open_at":
            at = Limit(LimitKind.BY, point(the(phrase, *POINTS), ctx))
            stretch = stretch_of(item, phrase, ctx)
            started, ended = (_reached(edge, at, phrase, ctx) for edge in (stretch.start, stretch.end))
            return AllHold((started, NotSo(ended)))
        case _:
            raise ctx.refuse(
                "N051",
                phrase,
                f'"{text_of(phrase)}" is told only in the rule on parts of a month',
                hint=f'Write "{opening(with_article(item))} that {text_of(phrase)} counts for that part, with its fee in proportion to days".',
            )


def one_of(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    """ "is a Full Order", "are Full Orders": a row is among those of a filtered record of the same rows."""
    other = selected(word(phrase, "NAME"), phrase, ctx)
    record = record_behind(item, phrase, ctx)
    if (
        other.where is None
        or other.window is not None
        or other.scopes
        or record_behind(other.name, phrase, ctx) != record
    ):
        raise ctx.refuse(
            "N002",
            phrase,
            f'"{text_of(phrase)}" does not tell one {record} from another',
            hint=f'Define a filtered record: `"…" means {with_article(record)} with …`.',
        )
    return other.where


# --- acts ------------------------------------------------------------------------------------------------------------


def denied(found: Predicate) -> Predicate:
    """The opposite. A row on which no time is set is neither in time nor late, so "not in time" is late."""
    return Late(found.record, found.field) if isinstance(found, InTime) else NotSo(found)


def done(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    """ "is Answered within …", "is Returned", "is Written" (yes or no), "is Closed in that month", "is Answered during Support Hours"."""
    record = record_behind(item, phrase, ctx)
    loose_act(phrase, record, ctx)
    act = participle(phrase)
    declared_as = ctx.names.find(act)
    if declared_as is not None and declared_as.kind is NameKind.SELECTION and len(every(phrase)) == 0:
        return one_of(phrase, item, ctx)
    if act == "due":
        raise ctx.refuse(
            "N056", phrase, f'"{text_of(phrase)}": what is due has not been done or missed yet',
            hint='Write "is late" or "is Paid in time".',
        )  # fmt: skip
    name = act_field(record, act, phrase, ctx)
    declared = ctx.records[record].field(name)
    kinds = ("in_time", "placed_during", "placed_outside", "in_window", *WINDOWS, *LIMITS, "vague_time", "within_table")
    when = first(phrase, *kinds)
    if declared is not None and declared.kind is FieldKind.YES_NO:
        if when is not None:
            raise ctx.refuse(
                "N044",
                when,
                f'{name} is yes or no, so nobody can tell whether it was "{text_of(when)}"',
                hint=f'Give the record a time instead: "- {name}: time, if any".',
            )
        return FieldIs(name, ("yes",))
    if when is None:
        return Done(record, name)
    match when.kind:
        case "in_time":
            return InTime(record, name)
        case "placed_during" | "placed_outside":
            return AllHold((Done(record, name), placing(when, item, FieldPoint(record, name), ctx)))
        case "on_date":
            day = fixed_point(when, ctx)
            first_moment = Limit(LimitKind.AT_LEAST_AFTER, day, Length(Fraction(0), LengthBasis.ELAPSED, "second"))
            return AllHold((Done(record, name, first_moment), Done(record, name, Limit(LimitKind.BY, day))))
        case "within_table":
            raise ctx.refuse("N131", when, "the table with the times is missing", hint="Let it follow after a colon.")
        case kind if kind in LIMITS or kind == "vague_time":
            return Done(record, name, limit(when, ctx, name))
        case _:
            window = when if when.kind in WINDOWS else the(when, *WINDOWS)
            return AllHold((Done(record, name), InBoundWindow(name, window_ref(window, ctx))))


# --- fields ----------------------------------------------------------------------------------------------------------


def _has_value(phrase: Phrase, item: str, ctx: Context) -> Predicate:
    name = word(phrase, "NAME")
    declared = ctx.names.find(name)
    if declared is not None and declared.kind is NameKind.PERIOD and first(phrase, *CHOICES) is None:
        ctx.used.add(declared.text)
        return InPeriod(NamedPeriod(declared.text))
    return with_value(phrase, record_behind(item, phrase, ctx), ctx)


def placing(phrase: Phrase, item: str, at: Point | None, ctx: Context) -> Predicate:
    """ "with Priority 1", "with a Score of at least 85", "during Night Hours" (`at` tells of which of the item's times)."""
    match phrase.kind:
        case "field_is":
            return with_value(phrase, record_behind(item, phrase, ctx), ctx)
        case "field_compares":
            return compares(phrase, item, ctx)
        case "field_counts":
            return has_count(phrase, item, ctx)
        case "also_with" if first(phrase, "count") is not None:
            return has_count(phrase, item, ctx)
        case "also_with" if first(phrase, *COMPARISONS) is not None:
            return compares(phrase, item, ctx)
        case "also_with":
            return with_value(phrase, record_behind(item, phrase, ctx), ctx)
        case _:
            inside = InPeriod(period_named(word(phrase, "NAME"), phrase, ctx, item), at)
            return NotSo(inside) if phrase.kind == "placed_outside" else inside


# --- stretches -------------------------------------------------------------------------------------------------------


def stretch_of(item: str, node: Phrase, ctx: Context) -> FromTo:
    """From when to when a row or piece lasts: the period that comes from the rows of one record; else a finding."""
    names = [item] if item not in ctx.records else [n.text for n in ctx.names.all() if n.kind is NameKind.PERIOD]
    for name in names:
        body = source_of(name, node, ctx)
        if isinstance(body, FromTo) and item in (name, body.selection.name):
            return body
    raise ctx.refuse(
        "N057",
        node,
        f"no record tells from when to when {with_article(item)} lasts",
        hint=f'Define it: "… means the time from Start to End of each {item}".',
    )


def _reached(edge: Point, at: Limit | None, node: Phrase, ctx: Context) -> Predicate:
    """Whether an edge of a stretch has come, by a point if one is given."""
    match edge:
        case FieldPoint(record=record, field=field):
            return Done(record, field, at)
        case ExtremePoint(later=later, points=points):
            parts = tuple(_reached(part, at, node, ctx) for part in points)
            return AllHold(parts) if later else AnyHolds(parts)
        case _:
            raise ctx.refuse(
                "N057",
                node,
                "no field of the record tells when it starts and ends",
                hint='Define the period from fields: "the time from Start to End of each …".',
            )
