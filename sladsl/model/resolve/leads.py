"""Leads: "If Provider does not," "For each full hour …," "During Peak Season," before a statement."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllOf, Condition, InPeriod, NamedPeriod, Period, Scope, Selection
from sladsl.model.consequences import (
    ByLateness,
    Exceeds,
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    OfItem,
    Trigger,
    UnitTrigger,
)
from sladsl.model.duties import Act, Declared, Document, Duty, EachRecord, Level, Repeated
from sladsl.model.moments import Supplied, WindowRef, WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.resolve.conditions import CONDITIONS, TESTS, Tested, condition, joined, spec_and_ref
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.levels import Told
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, has, text_of, the, word
from sladsl.model.resolve.selections import narrowed
from sladsl.model.resolve.triggers import UNITS, unit
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase

LEADS = ("if_lead", "unit_lead", "during_lead", "window_lead", "day_lead", "from_lead")


@dataclass
class Leads:
    """What stands before the verb: at most a condition (or a miss of the duty before) and a unit, a period, a window."""

    condition: Condition | None = None
    misses: Duty | None = None
    unit: Trigger | None = None
    spec: WindowSpec | None = None
    binds: tuple[str, ...] = ()
    groups: tuple[Selection, ...] = ()
    of_each: tuple[Selection, ...] = ()
    period: Period | None = None
    window: WindowRef | None = None
    several: str = ""
    """ "credits" or "rows": only one of several is due."""
    leading: str = ""
    """What leads to several credits."""
    daily: bool = False
    """Whether those of one day are meant."""
    terminated: bool = False
    alternatives: tuple[tuple[str, Tested], ...] = ()
    """Of conditions of which one is enough, each with its words."""
    it: Told | None = None
    """The one measure of which the condition speaks: "by which it exceeds 4 hours"."""
    nodes: tuple[Phrase, ...] = ()

    @property
    def each(self) -> Selection | None:
        """The rows or pieces for which the sentence is said one by one."""
        return self.unit.selection if isinstance(self.unit, ForEachItem) and not self.unit.after else None

    def refused(self, kinds: tuple[str, ...], why: str, hint: str, ctx: Context) -> None:
        """A finding where a lead of one of the kinds stands before a sentence that it cannot turn."""
        for node in self.nodes:
            if node.kind in kinds:
                raise ctx.refuse("N150", node, f'"{text_of(node)}" cannot stand here: {why}', hint=hint)


def leads_of(sentence: Phrase, items: list[Phrase], ctx: Context) -> Leads:
    """The leads of a sentence; `items` are the list items that follow it ("any of the following is true")."""
    found = Leads(nodes=tuple(every(sentence, *LEADS)))
    for lead in found.nodes:
        match lead.kind:
            case "if_lead":
                _if(lead, items, found, ctx)
            case "unit_lead":
                take_unit(the(lead, *UNITS), found, ctx)
            case "during_lead":
                found.period = NamedPeriod(ctx.name(word(the(lead, "named"), "NAME"), lead, NameKind.PERIOD).text)
            case "window_lead":
                spec, ref = spec_and_ref(the(lead, *WINDOWS), ctx)
                found.spec = found.spec or spec
                found.window = None if spec is not None or ref == Supplied() else ref
            case "from_lead":
                raise ctx.refuse(
                    "N156",
                    lead,
                    f'"{text_of(lead)}" what holds would change within one text',
                    label="from one day on",
                    hint="Put what changes into a new version of this agreement, which takes effect on that day.",
                )
            case _:
                pass  # "On 1 April of each year" is read with the sentence that it leads
    if found.period is not None and found.unit is not None:
        found.unit = _during(found.unit, found.period, found.nodes[0], ctx)
        found.period = None
    return found


def _if(lead: Phrase, items: list[Phrase], found: Leads, ctx: Context) -> None:
    inner = the(lead, *CONDITIONS)
    match inner.kind:
        case "test_fails":
            found.misses = duty_before(inner, ctx)
            found.binds += bound_by(found.misses)
            ctx.unit = window_of(found.misses).unit
            found.it = _measure_kept(found.misses)
            return
        case "test_terminates":
            found.terminated = True
            return
        case "test_several_credits":
            kinds = (NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD)
            found.leading = ctx.name(word(the(inner, "subject"), "NAME"), inner, *kinds).text
            found.daily = _daily(inner, ctx)
            found.several = "credits"
            return
        case "test_several_rows":
            found.several = "rows"
            return
        case _:
            pass
    with ctx.introducing(*found.binds):
        tested = _list(inner, items, ctx) if inner.kind == "test_list" else condition(inner, ctx)
    found.alternatives = tested.alternatives if found.condition is None else ()
    found.condition = AllOf((found.condition, tested.condition)) if found.condition else tested.condition
    found.spec = found.spec or tested.spec
    found.binds += tested.binds
    found.groups += tested.groups
    found.of_each += tested.each
    found.it = tested.it


def _measure_kept(duty: Duty) -> Told | None:
    """The measure of a duty to keep a level in windows."""
    match duty.kind:
        case Level(measure=measure, window=WindowSpec() as spec, group=group):
            return Told(measure, (group,) if group is not None else (), "it", spec)
        case _:
            return None


def _list(inner: Phrase, items: list[Phrase], ctx: Context) -> Tested:
    """ "If any of the following is true": the conditions are the items of the list."""
    if not items:
        raise ctx.refuse("N106", inner, "the list of conditions is missing", hint="Let it follow after a colon.")
    return joined([the(item, *TESTS) for item in items], any_of=has(inner, "any"), node=inner, ctx=ctx)


# --- the duty before -------------------------------------------------------------------------------------------------


def duty_before(node: Phrase, ctx: Context) -> Duty:
    """The one duty that "does not" refers to: the last sentence of duties before it, if it imposes only one."""
    named = party(the(node, *PARTIES), ctx)
    last = ctx.duties_before[-1].place if ctx.duties_before else None
    own = [duty for duty in ctx.duties_before if duty.who == named]
    before = [duty for duty in own if not isinstance(duty.kind, Declared)] or own
    if not before and ctx.unread:
        raise Unresolved(f"the duty of {named} could not be read")
    if not before:
        raise ctx.refuse(
            "N151",
            node,
            f'"{text_of(node)}": no duty of {named} stands before this sentence',
            label="does not what?",
            hint="Let the consequence follow its duty.",
        )
    if len(before) > 1:
        raise ctx.refuse(
            "N152",
            node,
            f'"{text_of(node)}" can refer to {len(before)} duties',
            label="which of them, or any?",
            hint=f'Write "If {named} misses clause "{ctx.clause}" in a month", or put each duty in a clause of its own.',
        )
    if before[0].place != last:
        raise ctx.refuse(
            "N152",
            node,
            f'"{text_of(node)}": the duty just before is one of {ctx.duties_before[-1].who}',
            label="which duty?",
            hint="Let the consequence follow its duty.",
        )
    return before[0]


def _daily(test: Phrase, ctx: Context) -> bool:
    """ "leads to several credits in a day"; those of a month are meant anyway."""
    window = next((part for part in every(test) if part.kind in WINDOWS), None)
    spec = window_spec(window, ctx) if window is not None else WindowSpec(WindowUnit.MONTH)
    if spec.sliding or spec.count > 1 or spec.unit not in (WindowUnit.DAY, WindowUnit.MONTH):
        raise ctx.refuse("N030", test, "credits of a day are compared, or those of a month", hint='Write "in a day".')
    return spec.unit is WindowUnit.DAY


def bound_by(duty: Duty) -> tuple[str, ...]:
    """What a miss of the duty binds: its group, or the row on which it is missed."""
    match duty.kind:
        case Level(group=Selection(name=name)) | EachRecord(selection=Selection(name=name)):
            return (name,)
        case Act(each=Selection(name=name)) | Document(record=name) | Repeated(record=name):
            return (name,)
        case _:
            return ()


def window_of(duty: Duty) -> WindowSpec:
    """The windows in which the duty is met or missed; a row belongs to a month."""
    match duty.kind:
        case Level(window=WindowSpec() as spec) | Act(window=WindowSpec() as spec) | Document(window=spec):
            return spec
        case _:
            return WindowSpec(WindowUnit.MONTH)


# --- units -----------------------------------------------------------------------------------------------------------


def take_unit(node: Phrase, found: Leads, ctx: Context) -> None:
    """ "for each …", before the verb or after the amount."""
    if found.unit is not None:
        raise ctx.refuse("N140", node, "two units say how often this is due", hint="Keep one of them.")
    ctx.told_windows = found.spec or (window_of(found.misses) if found.misses is not None else None)
    with ctx.introducing(*found.binds):
        told = unit(node, ctx, found.it)
    found.unit = _of_each_meant(told.trigger, found)
    found.binds += told.binds
    found.groups += told.groups
    match told.trigger:
        case UnitTrigger(quantity=Exceeds(spec=spec)):
            ctx.unit = spec.unit
        case ForEachItem(spec=WindowSpec() as spec, after=after) if after:
            ctx.unit = spec.unit
        case ForEachUnit(spec=spec) | ForEachMissedClause(spec=spec) | ForEachWindow(spec=spec):
            ctx.unit = spec.unit
        case _:
            ctx.unit = WindowUnit.MONTH  # a row belongs to a month


def _of_each_meant(trigger: Trigger, found: Leads) -> Trigger:
    """ "If Provider does not, for each hour of Downtime of that Lift": the lead speaks of lifts one by one, and each has hours of its own."""
    match trigger:
        case UnitTrigger(quantity=Exceeds(group=None) as of):
            told = [*found.groups, *found.of_each]
            match found.misses:
                case Duty(kind=Level(group=Selection() as group)):
                    told.append(group)
                case _:
                    pass
            of_whom = {one.name for one in nodes(of.measure) if isinstance(one, Scope)}
            meant = next((group for group in told if group.name in of_whom), None)
            return replace(trigger, quantity=replace(of, group=meant))
        case _:
            return trigger


def _during(trigger: Trigger, period: Period, node: Phrase, ctx: Context) -> Trigger:
    """ "During Night Hours, for each Ticket …": the rows whose time lies in it."""
    match trigger:
        case ForEachItem(selection=selection):
            return replace(trigger, selection=narrowed(selection, InPeriod(period)))
        case UnitTrigger(quantity=OfItem() | ByLateness() as of):
            return replace(trigger, quantity=replace(of, selection=narrowed(of.selection, InPeriod(period))))
        case _:
            raise ctx.refuse(
                "N150",
                node,
                f'"{text_of(node)}" cannot stand here: what is counted is not placed in time',
                hint="Define what is counted within that period, and name it here.",
            )
