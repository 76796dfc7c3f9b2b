"""Conditions: what must hold for a consequence or a right, from their phrases."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AllOf,
    AnyOf,
    Condition,
    CreditsReachCap,
    Ever,
    HasCount,
    InBoundWindow,
    InWindows,
    IsAgreed,
    ItemValue,
    MeasureIs,
    Misses,
    Predicate,
    Quantifier,
    Records,
    Selection,
    UnitsIncurred,
)
from sladsl.model.moments import Neighbour, Supplied, WindowRef, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparison
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import LEVELS, Told, level
from sladsl.model.resolve.loose_sentences import not_cured
from sladsl.model.resolve.loose_words import in_a_row
from sladsl.model.resolve.loosely import joined_loosely
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, with_article, word, words
from sladsl.model.resolve.predicates import denied, done, predicate
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import both, counted, meant
from sladsl.model.resolve.units import check_measure
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec, window_unit
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase, Word

TESTS = (
    "test_level",
    "test_incurs",
    "test_agreed",
    "test_record",
    "test_record_not",
    "test_misses",
    "test_has_missed",
    "test_fails",
    "test_several_credits",
    "test_several_rows",
    "test_terminates",
    "test_reach_cap",
    "test_list",
    "test_not_cured",
)


CONDITIONS = ("joined_tests", "test_for_each", "either_of", "both_of", *TESTS)
IN_WINDOWS = ("window_some_of_any", "window_run")


@dataclass(frozen=True)
class Tested:
    """A condition, the windows in which it is tested, the groups and items that it binds for what follows, and the measure that "it" means.

    `alternatives`: of conditions of which one is enough, each with its words, where all are tested in windows of their own.
    `each`: what the condition is told of one by one: "Uptime of a Rack", "misses clause … for a Rack".
    """

    condition: Condition
    spec: WindowSpec | None
    binds: tuple[str, ...] = ()
    groups: tuple[Selection, ...] = ()
    it: Told | None = None
    alternatives: tuple[tuple[str, Tested], ...] = ()
    each: tuple[Selection, ...] = ()


def condition(phrase: Phrase, ctx: Context) -> Tested:
    """A test, tests joined by one connective, or two groups of such."""
    if phrase.kind == "test_for_each":
        return _for_each(phrase, ctx)
    if phrase.kind in ("either_of", "both_of"):
        return joined(every(phrase), any_of=phrase.kind == "either_of", node=phrase, ctx=ctx)
    if phrase.kind != "joined_tests":
        return test(phrase, ctx)
    commas = {part.text.split()[-1] for part in phrase.parts if isinstance(part, Word)}
    if len(commas) > 1 or "and/or" in commas:
        unit = ctx.unit
        for one in every(phrase):
            condition(one, ctx)  # what is loose within it is asked, too
        ctx.unit = unit
        joined_loosely(phrase, ctx)
    return joined(every(phrase), any_of="or" in commas, node=phrase, ctx=ctx)


def joined(tests: list[Phrase], *, any_of: bool, node: Phrase, ctx: Context) -> Tested:
    """All or any of them, in the one kind of window of which they speak."""
    unit = ctx.unit
    parts = []
    for one in tests:
        # "a month" in one of several conditions that may hold alone says nothing about the windows of the next.
        ctx.unit = unit if any_of else ctx.unit
        parts.append(condition(one, ctx))
    conditions = tuple(part.condition for part in parts)
    specs = tuple(dict.fromkeys(part.spec for part in parts if part.spec is not None))
    binds = tuple(dict.fromkeys(name for part in parts for name in part.binds))
    groups = tuple(dict.fromkeys(group for part in parts for group in part.groups))
    shortest = min(specs, key=lambda spec: (tuple(WindowUnit).index(spec.unit), spec.count), default=None)
    if len(specs) > 1 and not any_of:
        raise ctx.refuse(
            "N103",
            node,
            "the conditions are tested in different kinds of windows, so nobody can say when both hold",
            label="which windows?",
            hint="Let both speak of the same window, or make each a sentence of its own.",
        )
    each = tuple(dict.fromkeys(one for part in parts for one in part.each))
    if len(conditions) == 1:
        return Tested(conditions[0], shortest, binds, groups, each=each)
    if not any_of:
        return Tested(AllOf(conditions), shortest, binds, groups, each=each)
    alternatives = tuple((text_of(phrase), part) for phrase, part in zip(tests, parts, strict=True))
    return Tested(AnyOf(conditions), shortest, binds, groups, None, alternatives, each)


def test(phrase: Phrase, ctx: Context) -> Tested:
    match phrase.kind:
        case "test_not_cured":
            raise not_cured(phrase, ctx)
        case "test_level":
            return _level(phrase, ctx)
        case "test_incurs":
            return _incurs(phrase, ctx)
        case "test_agreed":
            found = the(phrase, *LEVELS)
            if found.kind != "named":
                raise ctx.refuse(
                    "N100",
                    phrase,
                    f"{text_of(found)} is measured, and not agreed",
                    hint='Name an order-form value: "If Uptime Target is agreed".',
                )
            return Tested(IsAgreed(ctx.name(word(found, "NAME"), found, NameKind.FORM_VALUE).text), None)
        case "test_record" | "test_record_not":
            return _records(phrase, ctx)
        case "test_misses":
            return _misses(phrase, ctx)
        case "test_has_missed":
            missed = _misses(phrase, ctx)
            unit = missed.spec.unit if missed.spec is not None else ctx.unit or WindowUnit.MONTH
            return replace(missed, condition=Ever(missed.condition, unit.value), spec=WindowSpec(unit))
        case "test_reach_cap":
            _, last = every(phrase, *WINDOWS)
            if last.kind in IN_WINDOWS:
                return _in_windows(CreditsReachCap(), last, ctx)
            spec, ref = spec_and_ref(last, ctx)
            return Tested(CreditsReachCap(ref), spec)
        case _:
            raise ctx.refuse(
                "N100",
                phrase,
                f'"{text_of(phrase)}" cannot stand as a condition here',
                hint="It can stand alone after If, before the sentence that says what follows.",
            )


def _level(phrase: Phrase, ctx: Context) -> Tested:
    found, how = the(phrase, *LEVELS), the(phrase, *COMPARISONS)
    told = level(found, ctx)
    compared = comparison(how, ctx)
    check_measure(compared, told.measure, told.name, how, found, ctx)
    return _compared(phrase, told, compared, ctx)


def _incurs(phrase: Phrase, ctx: Context) -> Tested:
    """ "Provider incurs more than 10 Points in a month": their number, compared."""
    who = party(the(phrase, *PARTIES), ctx)
    unit = ctx.name(word(phrase, "NAME"), phrase, NameKind.UNIT).text
    _, bound = counted(the(phrase, "count"), word(phrase, "NAME"), ctx)
    told = Told(UnitsIncurred(unit, who), (), f"the number of {unit}s")
    return _compared(phrase, told, Comparison((bound,)), ctx)


def _compared(phrase: Phrase, told: Told, compared: Comparison, ctx: Context) -> Tested:
    window = first(phrase, *WINDOWS)
    binds = tuple(group.name for group in told.groups)
    measured = MeasureIs(told.measure, compared)
    each = () if isinstance(told.measure, ItemValue) else told.groups
    if window is None:
        return Tested(measured, None, binds, told.groups, told, each=each)
    if window.kind in IN_WINDOWS:
        return replace(_in_windows(measured, window, ctx), binds=binds, groups=told.groups, each=each)
    if window.kind == "window_each_beside":
        return Tested(AllOf(_each_beside(measured, window, ctx)), None, binds, told.groups, each=each)
    spec, ref = spec_and_ref(window, ctx)
    it = replace(told, spec=spec) if spec is not None else None
    return Tested(replace(measured, window=ref), spec, binds, told.groups, it, each=each)


def _each_beside(measured: MeasureIs, window: Phrase, ctx: Context) -> tuple[Condition, ...]:
    """ "in each of the following 3 months": the same of each of them."""
    if has(window, "first"):
        raise ctx.refuse(
            "N104",
            window,
            "the first months of the term are not told from the month that is settled",
            hint='Write "In the first 3 months of the term, …" before the sentence.',
        )
    step = 1 if has(window, "following") else -1
    count, unit = int(number(word(window, "NUMBER"))), window_unit(window, ctx)
    return tuple(replace(measured, window=Neighbour(step * n, 1, unit)) for n in range(1, count + 1))


def spec_and_ref(window: Phrase, ctx: Context) -> tuple[WindowSpec | None, WindowRef]:
    """A window in a condition: "in a month" ranges over months, "in that month" and "in the preceding month" are told from the one supplied."""
    back = has(window, "that") or has(window, "those") or first(window, "the_same") is not None
    if window.kind in ("window_any", "window_interval") or (window.kind == "window_unit" and not back):
        spec = window_spec(window, ctx)
        ctx.unit = spec.unit
        return spec, Supplied()
    return None, window_ref(window, ctx)


def _in_windows(inner: Condition, window: Phrase, ctx: Context) -> Tested:
    """ "3 of any 6 consecutive months", "3 consecutive months"."""
    counts = [int(number(text)) for text in words(window, "NUMBER")]
    least, of = counts[0], counts[-1]
    unit = window_unit(window, ctx)
    if least > of or least == 0:
        raise ctx.refuse(
            "N101",
            window,
            f"there are no {least} {unit.value}s in {of}",
            label="never",
            hint='Write a smaller number first: "3 of any 6 consecutive months".',
        )
    ctx.unit = ctx.unit or unit
    return Tested(InWindows(inner, least, of, unit.value), WindowSpec(unit))


def _for_each(phrase: Phrase, ctx: Context) -> Tested:
    """ "in 2 of any 3 consecutive months, for each of which a Claim is Received …": only months count of which both hold."""
    counted, told = every(phrase)
    runs = test(counted, ctx)
    inner = runs.condition
    if not isinstance(inner, InWindows):
        raise ctx.refuse(
            "N109",
            counted,
            f'"{text_of(counted)}" does not speak of several months',
            hint='Write "in 2 of any 3 consecutive months, for each of which …", or ", and" before a second condition.',
        )
    also = test(told, ctx).condition
    if isinstance(also, Records) and also.selection.window is None:
        also = replace(also, selection=_of_window(also.selection, ctx))
    return replace(runs, condition=replace(inner, condition=AllOf((inner.condition, also))))


def _of_window(selection: Selection, ctx: Context) -> Selection:
    """Its rows that are for the window: by the field that names it or, where there is none, those that belong to it."""
    month = next((one.name for one in ctx.records[selection.name].fields if one.kind is FieldKind.MONTH), None)
    if month is None:
        return replace(selection, window=Supplied())
    return replace(selection, where=both([*([selection.where] if selection.where else []), InBoundWindow(month)]))


def _records(phrase: Phrase, ctx: Context) -> Tested:
    subject = the(phrase, "subject")
    chosen = meant(subject, ctx)
    item = chosen.selection.name
    if chosen.before:
        raise ctx.refuse(
            "N105",
            subject,
            f'"{text_of(subject)}" is told apart where it is introduced',
            hint=f'Say so there: "For each {item} that …", "{with_article(item)} that …".',
        )
    with ctx.introducing(*(group.name for group in chosen.groups), item):
        if phrase.kind == "test_record_not":
            that: Predicate = denied(done(phrase, item, ctx))
        else:
            that = predicate(the(phrase, "predicates"), item, ctx)
    binds = (*(group.name for group in chosen.groups), item)
    found = Records(chosen.quantifier, chosen.selection, that, chosen.bound)
    if isinstance(that, HasCount) and that.spec is not None:
        ctx.unit = that.spec.unit
        return Tested(found, that.spec, (*binds, that.selection.name), (chosen.selection,))
    if chosen.spec is not None:
        ctx.unit = chosen.spec.unit
    return Tested(found, chosen.spec, binds, chosen.groups)


def _misses(phrase: Phrase, ctx: Context) -> Tested:
    misses = Misses(clause_title(the(phrase, "clause_name", "this_clause"), ctx), party(the(phrase, *PARTIES), ctx))
    missed = replace(_missed_in(misses, phrase, ctx), each=missed_for(phrase, ctx))
    return replace(missed, binds=tuple(one.name for one in missed.each), groups=missed.each)


def missed_for(phrase: Phrase, ctx: Context) -> tuple[Selection, ...]:
    """ "misses clause … for a Rack", "for each Rack": each of them by itself; "for that Rack": the one that is meant."""
    named = first(phrase, "for_record")
    if named is None:
        return ()
    chosen = meant(named, ctx)
    if chosen.quantifier not in (Quantifier.SOME, Quantifier.EACH):
        name = word(named, "NAME")
        raise ctx.refuse(
            "N053", named, f'no clause is missed "{text_of(named)}"', hint=f'Write "for {with_article(name)}".'
        )
    return () if chosen.before else (chosen.selection,)


def _missed_in(misses: Misses, phrase: Phrase, ctx: Context) -> Tested:
    window = first(phrase, *WINDOWS)
    if window is None:
        return Tested(misses, None)
    if window.kind in IN_WINDOWS:
        return _in_windows(misses, window, ctx)
    if window.kind == "window_in_a_row":
        raise in_a_row(phrase, ctx)
    if window.kind == "window_first_of_term":
        raise ctx.refuse(
            "N100",
            window,
            f"each month of the term would ask again about {text_of(window)}",
            label="when does this follow?",
            hint='Write "in a month"; what holds at the start of the term only is prose, or a clause that does not apply later.',
        )
    spec, ref = spec_and_ref(window, ctx)
    there = replace(misses, window=ref)
    # "also misses it in the preceding month": in this one and in that one
    return Tested(AllOf((misses, there)) if has(phrase, "also") else there, spec)


def months(spec: WindowSpec | None) -> WindowSpec:
    """Where a sentence names no window, it speaks of the month that is settled."""
    return spec or WindowSpec(WindowUnit.MONTH)
