"""Leads: "If Provider does not," "For each full hour …," "During Peak Season," before a statement."""

from __future__ import annotations

from dataclasses import dataclass

from sladsl.model.algebra import AllOf, Condition, NamedPeriod, Period, Selection
from sladsl.model.consequences import Exceeds, ForEachItem, ForEachUnit, Trigger, UnitTrigger
from sladsl.model.moments import WindowRef, WindowSpec, WindowUnit
from sladsl.model.resolve.amounts import UNITS, PerUnit, unit
from sladsl.model.resolve.conditions import TESTS, Tested, condition, joined, test
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.moments import WINDOWS, window_ref
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, text_of, word
from sladsl.syntax.tree import Phrase

LEADS = ("if_lead", "unit_lead", "during_lead", "window_lead", "day_lead", "from_lead")


@dataclass
class Leads:
    """What stands before the verb: at most a condition (or a miss of the duty before) and a unit, a period, a window."""

    condition: Condition | None = None
    misses: str | None = None
    unit: Trigger | None = None
    each: Selection | None = None
    spec: WindowSpec | None = None
    binds: tuple[str, ...] = ()
    groups: tuple[Selection, ...] = ()
    period: Period | None = None
    window: WindowRef | None = None
    several_credits: bool = False
    terminated: bool = False


def leads_of(sentence: Phrase, items: list[Phrase], ctx: Context) -> Leads:
    """The leads of a sentence; `items` are the list items that follow it ("any of the following is true")."""
    found = Leads()
    for lead in every(sentence, *LEADS):
        match lead.kind:
            case "if_lead":
                _if(lead, items, found, ctx)
            case "unit_lead":
                _for(lead, found, ctx)
            case "during_lead":
                named = first(lead, "named")
                assert named is not None
                found.period = NamedPeriod(ctx.name(word(named, "NAME"), named).text)
            case "window_lead":
                window = first(lead, *WINDOWS)
                assert window is not None
                found.window = window_ref(window, ctx)
            case _:
                raise ctx.refuse("N150", lead, f'"{text_of(lead)}" cannot stand here')
    return found


def _if(lead: Phrase, items: list[Phrase], found: Leads, ctx: Context) -> None:
    inner = first(lead, "joined_tests", *TESTS)
    assert inner is not None
    if inner.kind == "test_fails":
        found.misses = duty_before(inner, ctx)
        return
    if inner.kind == "test_terminates":
        found.terminated = True
        return
    if inner.kind in ("test_several_credits", "test_several_rows"):
        found.several_credits = True
        return
    with ctx.introducing(*found.binds):
        tested = _list(inner, items, ctx) if inner.kind == "test_list" else condition(inner, ctx)
    found.condition = AllOf((found.condition, tested.condition)) if found.condition else tested.condition
    found.spec = found.spec or tested.spec
    found.binds += tested.binds
    found.groups += tested.groups


def _list(inner: Phrase, items: list[Phrase], ctx: Context) -> Tested:
    """ "If any of the following is true": the conditions are the items of the list."""
    tests = []
    for item in items:
        said = first(item, *TESTS)
        assert said is not None
        tests.append(test(said, ctx))
    any_of = any(getattr(part, "text", "") == "any" for part in inner.parts)
    return joined(tests, any_of=any_of)


def duty_before(node: Phrase, ctx: Context) -> str:
    """The one duty that "does not" refers to."""
    who = first(node, *PARTIES)
    assert who is not None
    named = party(who, ctx)
    before = [duty for duty in ctx.duties_before if duty.who == named]
    if not before:
        raise ctx.refuse(
            "N151",
            node,
            f'"{text_of(node)}": no duty of {named} stands before this sentence',
            label="does not what?",
            hint="Let the consequence follow its duty.",
        )
    if len({duty.text for duty in before}) > 1:
        raise ctx.refuse(
            "N152",
            node,
            f'"{text_of(node)}" can refer to {len(before)} duties',
            label="which of them?",
            hint='Write "If Provider misses clause …", or put each duty in a clause of its own.',
        )
    return before[-1].name


def _for(lead: Phrase, found: Leads, ctx: Context) -> None:
    inner = first(lead, *UNITS)
    assert inner is not None
    told: PerUnit = unit(inner, ctx)
    found.unit = told.trigger
    found.binds += told.binds
    found.groups += told.groups
    match told.trigger:
        case ForEachItem(selection=selection):
            found.each = selection
            ctx.unit = ctx.unit or WindowUnit.MONTH
        case UnitTrigger(quantity=Exceeds(spec=spec)) | ForEachUnit(spec=spec):
            ctx.unit = spec.unit
        case _:
            ctx.unit = ctx.unit or WindowUnit.MONTH
