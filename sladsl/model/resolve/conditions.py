"""Conditions: what must hold for a consequence or a right, from their phrases."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AllOf,
    AnyOf,
    Condition,
    CreditsReachCap,
    HasCount,
    InWindows,
    IsAgreed,
    MeasureIs,
    Misses,
    Predicate,
    Records,
    Selection,
)
from sladsl.model.moments import Neighbour, Supplied, WindowRef, WindowSpec, WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.moments import WINDOWS, window_ref, window_spec, window_unit
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, quoted, text_of, word, words
from sladsl.model.resolve.quantities import COMPARISONS, comparison
from sladsl.model.resolve.selections import denied, done, meant, predicate
from sladsl.model.resolve.units import check_comparison, unit_of
from sladsl.syntax.tree import Phrase, Word

TESTS = (
    "test_level",
    "test_agreed",
    "test_record",
    "test_record_not",
    "test_misses",
    "test_fails",
    "test_several_credits",
    "test_several_rows",
    "test_terminates",
    "test_reach_cap",
    "test_list",
)


@dataclass(frozen=True)
class Tested:
    """A condition, the windows in which it is tested, and the groups and items that it binds for what follows."""

    condition: Condition
    spec: WindowSpec | None
    binds: tuple[str, ...] = ()
    groups: tuple[Selection, ...] = ()


def condition(phrase: Phrase, ctx: Context) -> Tested:
    """A test, or tests joined by one connective."""
    if phrase.kind != "joined_tests":
        return test(phrase, ctx)
    commas = {part.text.split()[-1] for part in phrase.parts if isinstance(part, Word)}
    if len(commas) > 1:
        raise ctx.refuse(
            "N050",
            phrase,
            "and and or stand side by side, and can be grouped in two ways",
            label="two readings",
            hint='Write "If any of the following is true, …" with a list.',
        )
    return joined([test(part, ctx) for part in every(phrase)], any_of="or" in commas)


def joined(parts: list[Tested], *, any_of: bool) -> Tested:
    conditions = tuple(part.condition for part in parts)
    spec = next((part.spec for part in parts if part.spec), None)
    binds = tuple(dict.fromkeys(name for part in parts for name in part.binds))
    groups = tuple(dict.fromkeys(group for part in parts for group in part.groups))
    if len(conditions) == 1:
        return Tested(conditions[0], spec, binds, groups)
    return Tested(AnyOf(conditions) if any_of else AllOf(conditions), spec, binds, groups)


def test(phrase: Phrase, ctx: Context) -> Tested:
    match phrase.kind:
        case "test_level":
            return _level(phrase, ctx)
        case "test_agreed":
            found = first(phrase, "named")
            assert found is not None
            return Tested(IsAgreed(ctx.name(word(found, "NAME"), found, NameKind.FORM_VALUE).text), None)
        case "test_record" | "test_record_not":
            return _records(phrase, ctx)
        case "test_misses":
            return _misses(phrase, ctx)
        case "test_reach_cap":
            _, last = every(phrase, *WINDOWS)
            return _in_windows(CreditsReachCap(), last, ctx)
        case _:
            raise ctx.refuse("N100", phrase, f'"{text_of(phrase)}" cannot stand as a condition here')


def _level(phrase: Phrase, ctx: Context) -> Tested:
    found, how = first(phrase, *LEVELS), first(phrase, *COMPARISONS)
    assert found is not None
    assert how is not None
    told = level(found, ctx)
    compared = comparison(how, ctx)
    check_comparison(compared, unit_of(told.measure, found, ctx), told.name, how, ctx)
    window = first(phrase, *WINDOWS)
    binds = tuple(group.name for group in told.groups)
    if window is None:
        return Tested(MeasureIs(told.measure, compared), None, binds, told.groups)
    if window.kind in ("window_some_of_any", "window_run"):
        return replace(_in_windows(MeasureIs(told.measure, compared), window, ctx), binds=binds, groups=told.groups)
    if window.kind == "window_each_beside":
        parts = _each_beside(MeasureIs(told.measure, compared), window, ctx)
        return Tested(AllOf(parts), None, binds, told.groups)
    spec, ref = spec_and_ref(window, ctx)
    return Tested(MeasureIs(told.measure, compared, ref), spec, binds, told.groups)


def _each_beside(measured: MeasureIs, window: Phrase, ctx: Context) -> tuple[Condition, ...]:
    """ "in each of the following 3 months": the same of each of them."""
    step = 1 if has(window, "following") else -1
    count, unit = int(word(window, "NUMBER")), window_unit(window, ctx)
    return tuple(replace(measured, window=Neighbour(step * n, 1, unit)) for n in range(1, count + 1))


def spec_and_ref(window: Phrase, ctx: Context) -> tuple[WindowSpec | None, WindowRef]:
    """A window in a condition: "in a month" ranges over months, "in that month" and "in the preceding month" are told from the one supplied."""
    if window.kind == "window_any":
        return window_spec(window, ctx), Supplied()
    if window.kind == "window_unit" and not has(window, "that"):
        spec = window_spec(window, ctx)
        ctx.unit = spec.unit
        return spec, Supplied()
    return None, window_ref(window, ctx)


def _in_windows(inner: Condition, window: Phrase, ctx: Context) -> Tested:
    """ "3 of any 6 consecutive months", "3 consecutive months"."""
    counts = [int(number(text)) for text in words(window, "NUMBER")]
    least, of = (counts[0], counts[-1])
    if least > of:
        raise ctx.refuse("N101", window, f"there are no {least} months in {of}", label="never")
    unit = window_unit(window, ctx)
    return Tested(InWindows(inner, least, of, unit.value), WindowSpec(unit))


def _records(phrase: Phrase, ctx: Context) -> Tested:
    subject = first(phrase, "subject")
    assert subject is not None
    chosen = meant(subject, ctx)
    item = chosen.selection.name
    spec = None
    window = first(subject, *WINDOWS)
    if window is not None and not has(window, "that"):
        spec = window_spec(window, ctx) if window.kind in ("window_unit", "window_any") else None
    groups = chosen.groups
    with ctx.introducing(*(group.name for group in groups), item):
        if phrase.kind == "test_record_not":
            that: Predicate = denied(done(phrase, item, ctx))
        else:
            predicates = first(phrase, "predicates")
            assert predicates is not None
            that = predicate(predicates, item, ctx)
    if isinstance(that, HasCount) and that.spec is not None:
        spec = that.spec
        counted = Records(chosen.quantifier, chosen.selection, that, chosen.bound)
        return Tested(counted, spec, (item, that.selection.name), (chosen.selection,))
    return Tested(Records(chosen.quantifier, chosen.selection, that, chosen.bound), spec, (item,), groups)


def _misses(phrase: Phrase, ctx: Context) -> Tested:
    who, named = first(phrase, *PARTIES), first(phrase, "clause_name")
    assert who is not None
    assert named is not None
    misses = Misses(clause_title(named, ctx), party(who, ctx))
    window = first(phrase, *WINDOWS)
    if window is None:
        return Tested(misses, None)
    if window.kind in ("window_some_of_any", "window_run"):
        return _in_windows(misses, window, ctx)
    spec, ref = spec_and_ref(window, ctx)
    return Tested(replace(misses, window=ref), spec)


def clause_title(phrase: Phrase, ctx: Context) -> str:
    """The title in `clause "Availability"`; a clause that does not exist is a finding."""
    title = quoted(word(phrase, "TEXT"))
    return existing_clause(title, phrase, ctx)


def existing_clause(title: str, node: Phrase, ctx: Context) -> str:
    if title not in ctx.clauses:
        near = difflib.get_close_matches(title, ctx.clauses, n=1, cutoff=0.6)
        hint = f'Did you mean clause "{near[0]}"?' if near else "Clauses are named by their headings (###)."
        raise ctx.refuse("N102", node, f'there is no clause "{title}"', label="no such clause", hint=hint)
    return title


def months(spec: WindowSpec | None) -> WindowSpec:
    """Where a sentence names no window, it speaks of the month that is settled."""
    return spec or WindowSpec(WindowUnit.MONTH)
