"""What an amount is due for: "for each full hour by which …", "for each Ticket …", "for each Point in a month"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.consequences import (
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    OfLedger,
    Steps,
    UnitTrigger,
)
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import NUMBER, Quantity
from sladsl.model.resolve.conditions import condition
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import Told
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, number, ordinal, text_of, the, word
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.selections import meant, selected
from sladsl.model.resolve.steps import PerUnit, overused, step
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase

UNITS = ("per_unit_in_which", "per_step", "per_record", "per_record_beyond", "per_overuse", "per_batch", "per_clause")


def unit(phrase: Phrase, ctx: Context, it: Told | None = None) -> PerUnit:
    """What follows "For": `it` is the measure that "it" means, where one does."""
    match phrase.kind:
        case "per_record":
            return _per_record(phrase, ctx)
        case "per_record_beyond":
            return _after_others(phrase, ctx)
        case "per_overuse":
            of = OfLedger(overused(phrase, ctx), "overused")
            return PerUnit(UnitTrigger(Quantity(Fraction(1), NUMBER), Steps.FULL, of), ())
        case "per_batch":
            spec = window_spec(the(phrase, *WINDOWS), ctx)
            selection = selected(word(phrase, "NAME"), phrase, ctx)
            if not word(phrase, "COMMA_COUNTED_ONCE"):
                raise ctx.refuse(
                    "N107",
                    phrase,
                    f'can one {selection.name} count in two batches, when "{text_of(the(phrase, *WINDOWS))}" slides?',
                    label="two readings",
                    hint=f'Write "{text_of(phrase)}, each counted once".',
                )
            return PerUnit(ForEachItem(selection, int(number(word(phrase, "NUMBER"))), spec), ())
        case "per_clause":
            who, window = the(phrase, *PARTIES), the(phrase, *WINDOWS)
            return PerUnit(ForEachMissedClause(party(who, ctx), window_spec(window, ctx)), ())
        case "per_unit_in_which":
            spec = WindowSpec(WindowUnit(unit_word(phrase)))
            ctx.unit = spec.unit
            tested = condition(the(the(phrase, "in_which")), ctx)
            return PerUnit(
                ForEachWindow(spec, tested.condition, next(iter(tested.each), None)), tested.binds, tested.groups
            )
        case _:
            return step(the(phrase, "step"), ctx, pro_rata=bool(word(phrase, "COMMA_PRO_RATA")), it=it)


def _after_others(phrase: Phrase, ctx: Context) -> PerUnit:
    """ "for each Fault after the third in a month", "for each Fault of each Circuit in a month after the first 3"."""
    windows = every(phrase, *WINDOWS)
    if len(windows) != 1:
        raise ctx.refuse(
            "N138" if not windows else "N140",
            phrase,
            f"in which window are the {word(phrase, 'NAME')}s counted?",
            label="no window" if not windows else "two windows",
            hint=f'Write "{text_of(phrase)} in a month".'
            if not windows
            else "Keep the window in which they are counted.",
        )
    spec = window_spec(windows[0], ctx)
    declared = ctx.names.find(word(phrase, "NAME"))
    if declared is not None and declared.kind is NameKind.UNIT:
        ctx.used.add(declared.text)
        return PerUnit(ForEachUnit(declared.text, spec, ordinal(phrase)), ())
    chosen = meant(phrase, ctx)
    if len(chosen.groups) > 1:
        raise ctx.refuse(
            "N087",
            phrase,
            f"the {chosen.selection.name}s are counted for each of one kind of thing",
            hint="Define a record whose rows stand for both.",
        )
    group = chosen.groups[0] if chosen.groups else None
    selection = replace(chosen.selection, window=None)
    return PerUnit(
        ForEachItem(selection, spec=spec, after=ordinal(phrase), group=group),
        (*(one.name for one in chosen.groups), selection.name),
        chosen.groups,
    )


def _per_record(phrase: Phrase, ctx: Context) -> PerUnit:
    declared = ctx.names.find(word(phrase, "NAME"))
    if declared is None or declared.kind is not NameKind.UNIT:
        chosen = meant(phrase, ctx)
        binds = (*(group.name for group in chosen.groups), chosen.selection.name)
        return PerUnit(ForEachItem(chosen.selection), binds, chosen.groups)
    window = first(phrase, *WINDOWS)
    ctx.used.add(declared.text)
    rest = [part for part in every(phrase) if part is not window]
    if window is None or rest:
        raise ctx.refuse(
            "N138", phrase, f"in which window are the {declared.plural} counted?", hint='Write "in a month".'
        )
    return PerUnit(ForEachUnit(declared.text, window_spec(window, ctx)), ())
