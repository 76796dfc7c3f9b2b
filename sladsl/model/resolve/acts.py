"""Acts: to send, notify, escalate, retain; and those that no record settles."""

from __future__ import annotations

from dataclasses import dataclass

from sladsl.model.algebra import Condition, Selection
from sladsl.model.duties import Act, Declared, Document, DutyKind, Retain
from sladsl.model.moments import FieldPoint, Limit, Supplied, WindowEdge, WindowSpec, WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import find_field, record_behind, subject_of
from sladsl.model.resolve.limits import LIMITS, check_printed, from_when, is_beside, is_open, limit, without_pause
from sladsl.model.resolve.loosely import vague_limit
from sladsl.model.resolve.phrases import first, has, opening, text_of, the, with_article, word
from sladsl.model.resolve.precise import moments
from sladsl.model.resolve.quantities import DURATIONS, length
from sladsl.model.resolve.repeated import REPEATING, repeated, sent_once
from sladsl.model.resolve.selections import meant
from sladsl.model.resolve.windows import WINDOWS, window_spec, window_unit
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

ACTING = ("send", "retain", "give_access", "review", "notify", "escalate", "use_efforts")
PARTICIPLES = {"escalate": "Escalated", "notify": "Notified", "send": "Sent"}
"""The field that shows an act, by its verb."""


@dataclass(frozen=True)
class Calls:
    """What calls for an act: a lead's condition or items, and the windows in which it is tested."""

    each: Selection | None = None
    condition: Condition | None = None
    spec: WindowSpec | None = None
    binds: tuple[str, ...] = ()


def acting(act: Phrase, calls: Calls, table: Phrase | None, ctx: Context) -> DutyKind:
    match act.kind:
        case "send":
            return _send(act, calls, table, ctx)
        case "escalate" | "notify":
            return _act(act, calls, ctx)
        case "retain":
            selected = first(act, "selection")
            return Retain(
                meant(selected, ctx).selection.name if selected is not None else "",
                length(the(act, *DURATIONS), ctx),
            )
        case "use_efforts":
            said = [leaf.text for leaf in act.words() if leaf.kind in ("WORD", "EFFORTS")]
            return Declared(" ".join(said))
        case "give_access":
            check_printed(act, ["a request", "the end of each month"], ctx)
            return Declared("give access")
        case _:
            return Declared(act.kind.replace("_", " "))


def _send(act: Phrase, calls: Calls, table: Phrase | None, ctx: Context) -> DutyKind:
    """A document for each window; or, where a lead calls for it, one for each time that the lead holds, or again and again."""
    name = word(act, "NAME")
    if ctx.names.find(name) is None and not ctx.names.nearest(name):
        article = opening(with_article(name)).split(" ")[0]
        line = f'Introduce the record: {article} "{name}" is a record that … sends to …, with: - Month: month - Sent: time.'
        raise ctx.refuse(
            "N001", act, f'"{name}" is not introduced anywhere', label="unknown name", hint=line, of=(name,)
        )
    record = record_behind(subject_of(name, act, ctx), act, ctx)
    shown = sending_field(record, act, ctx)
    if (how := first(act, *REPEATING)) is not None:
        return repeated(how, record, shown, calls.each if calls.condition is None else None, table, ctx)
    when = _when(act)
    if when is None:
        raise ctx.refuse("N132", act, "by when?", hint='Write "within 5 business days after the end of each month".')
    called = calls.each is not None or calls.condition is not None
    window = next(when.walk(*WINDOWS), None)
    if not called and is_open(when):
        raise from_when(when, [f"the end of each {unit}" for unit in ("month", "quarter", "year")], ctx)
    if not called and when.kind == "vague_time":
        raise vague_limit(when, *without_pause(when), ["the end of each month"], ctx)
    spec: WindowSpec | None = None
    if window is not None and not called and not has(window, "that"):
        spec = WindowSpec(window_unit(window, ctx)) if is_beside(window) else window_spec(window, ctx)
    if spec is not None:
        ctx.unit = spec.unit
    with ctx.introducing("" if called else record):
        found = limit(when, ctx)
    if calls.each is not None and calls.condition is None:
        once = sent_once(record, shown, calls.each, found, act, ctx)
        if once is not None:
            return once
    if calls.each is None and calls.spec is not None and _is_for_window(record, found, ctx):
        return Document(record, shown, calls.spec, found)
    if called:
        return Act("send", calls.each, calls.condition, calls.spec, record, shown, found)
    if spec is None:
        raise _whose_window(record, found, when, ctx)
    return Document(record, shown, spec, found)


def _is_for_window(record: str, found: Limit, ctx: Context) -> bool:
    """Whether a row tells for which month it is, so that one that a bad month calls for and that was not sent is known to be lacking."""
    named = any(field.kind is FieldKind.MONTH for field in ctx.records[record].fields)
    return named and isinstance(found.anchor, WindowEdge) and isinstance(found.anchor.window, Supplied)


def _whose_window(record: str, found: Limit, when: Phrase, ctx: Context) -> Exception:
    """A document is due for each window: one that was never sent has no field of its own to count from."""
    hint = 'Write "after the end of each month".'
    if isinstance(found.anchor, FieldPoint):
        shown = sending_field(record, when, ctx)
        hint = f'Write "ensure that each {record} is {shown} {text_of(when)}", or a time limit "after the end of each month".'
    return ctx.refuse("N133", when, "for which windows?", hint=hint)


def _when(act: Phrase) -> Phrase | None:
    """The deadline, of whatever kind."""
    kinds = (*LIMITS, "vague_time", "within_table", "in_time", "in_window", "placed_during", "placed_outside")
    return first(act, *kinds, *WINDOWS)


def sending_field(record: str, node: Phrase, ctx: Context) -> str:
    """The field that shows that a document was sent: Sent, else the record's first time or date field."""
    declared = ctx.records[record]
    found = find_field(declared, PARTICIPLES["send"])
    if found is None:
        found = next((f for f in declared.fields if f.kind in (FieldKind.TIME, FieldKind.DATE)), None)
    if found is None:
        raise ctx.refuse(
            "N134",
            node,
            f"no field of {with_article(record)} tells when it is sent",
            hint='Add "- Sent: time" to the record.',
        )
    return found.name


def _act(act: Phrase, calls: Calls, ctx: Context) -> Act:
    """Escalate it, or each of some records; notify a party: shown by the participle's field of the row, if it has one."""
    named = first(act, "escalated")
    if named is not None:
        chosen = meant(named, ctx).selection
        if calls.each is not None or calls.condition is not None:
            raise ctx.refuse(
                "N140", named, f'what stands before "{text_of(act)}" says already what is to be escalated',
                label="said twice", hint='Write "escalate it", or leave out what stands before.',
            )  # fmt: skip
        with ctx.introducing(chosen.name):
            return _called(act, Calls(chosen, binds=(chosen.name,)), ctx)
    return _called(act, calls, ctx)


def _called(act: Phrase, calls: Calls, ctx: Context) -> Act:
    verb = act.kind
    if calls.each is None and calls.condition is None:
        raise ctx.refuse(
            "N145",
            act,
            f'nothing says when "{text_of(act)}" is called for',
            label="when?",
            hint='Begin with "If …" or "For each …".',
        )
    record, shown = _shown(verb, calls, ctx)
    when = _when(act)
    if when is not None and is_open(when):
        raise _from_when(when, calls, ctx)
    return Act(verb, calls.each, calls.condition, calls.spec, record, shown, limit(when, ctx) if when else None)


def _from_when(when: Phrase, calls: Calls, ctx: Context) -> Exception:
    """ "If the total Downtime in a month is more than 30 minutes, … within 2 hours": a condition on a window is decided when it is over."""
    if calls.each is None:
        said = text_of(when)
        one = (calls.spec.unit if calls.spec is not None else WindowUnit.MONTH).value
        after = f'Write "{said} after the end of that {one}": only then is it known what the whole {one} comes to'
        return ctx.refuse("N038", when, f'"{said}" does not say from when', label="after what?", hint=f"{after}.")
    with ctx.introducing(calls.each.name):
        return from_when(when, moments(ctx), ctx)


def _shown(verb: str, calls: Calls, ctx: Context) -> tuple[str, str]:
    """The record and field that show the act: of what calls for it, else of the one record of such acts."""
    name = PARTICIPLES[verb]
    called = [item for item in reversed(calls.binds) if item in ctx.records]
    others = [record.name for record in ctx.records.values()] if verb == "notify" else []
    for record in (*called, *others):
        if find_field(ctx.records[record], name):
            return record, name
    return next(iter(called), ""), ""
