"""Amounts, their bases, and what they are due for ("for each full hour by which …"), from their phrases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Selection
from sladsl.model.consequences import (
    AllFees,
    Amount,
    Bands,
    ByLateness,
    DeclaredUnits,
    Exceeds,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForTime,
    FixedAmount,
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    FromTable,
    ItemAmount,
    Less,
    MeasuredAmount,
    NamedAmount,
    OfItem,
    OfLedger,
    ShareOf,
    Steps,
    ThatAmount,
    Trigger,
    UnitTrigger,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import Supplied, WindowRef, WindowSpec, WindowUnit
from sladsl.model.quantities import PERCENT, SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.resolve.conditions import condition, months, spec_and_ref
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, record_behind, subject_of
from sladsl.model.resolve.levels import LEVELS, Told, level
from sladsl.model.resolve.moments import WINDOWS, window_ref, window_spec
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, text_of, word
from sladsl.model.resolve.quantities import QUANTITIES, money, plain_length, quantity, singular_unit, unit_word
from sladsl.model.resolve.selections import meant
from sladsl.syntax.tree import Phrase

BASES = (
    "fee",
    "all_fees",
    "base_named",
    "base_its_field",
    "base_that",
    "base_those",
    "base_those_named",
    "base_that_named",
    "base_following_invoices",
    "base_invoice",
)
AMOUNTS = (
    "amount_up_to",
    "amount_besides",
    "amount_money",
    "amount_open_percent",
    "amount_percent",
    "amount_percent_of_two",
    "amount_of_two",
    "amount_times",
    "amount_twice",
    "amount_share",
    "amount_multiplied",
    "amount_units",
    "amount_following_units",
    "amount_time_of",
    *BASES,
)
UNITS = ("per_unit_in_which", "per_step", "per_record", "per_batch", "per_clause")


def amount(phrase: Phrase, ctx: Context, table: Bands | None = None) -> Amount:
    """An amount; `table` is the credit table that follows the sentence, where "a share of" takes its share from."""
    match phrase.kind:
        case "amount_up_to":
            return _up_to(phrase, ctx, table)
        case "amount_besides":
            inner = first(phrase, *AMOUNTS)
            assert inner is not None
            return amount(inner, ctx, table)
        case "amount_money":
            return FixedAmount(_in_currency(word(phrase, "MONEY"), phrase, ctx))
        case "amount_open_percent":
            raise ctx.refuse(
                "N110",
                phrase,
                f"{text_of(phrase)} of what?",
                label="no base",
                hint=f'Write "{text_of(phrase)} of the fees for that month".',
            )
        case "amount_percent" | "amount_percent_of_two":
            return ShareOf(number(word(phrase, "PERCENT")) / 100, _base_in(phrase, ctx))
        case "amount_of_two":
            left, right = every(phrase, *AMOUNTS)
            return ExtremeAmount(has(phrase, "greater"), amount(left, ctx), amount(right, ctx))
        case "amount_times":
            return ShareOf(number(word(phrase, "NUMBER")), _base_in(phrase, ctx))
        case "amount_twice":
            return ShareOf(Fraction(2), _base_in(phrase, ctx))
        case "amount_share":
            if table is None:
                raise ctx.refuse(
                    "N111", phrase, "a share is given by a table", hint="Let the table follow after a colon."
                )
            return FromTable(table, _base_in(phrase, ctx))
        case "amount_multiplied":
            told = first(phrase, *LEVELS)
            assert told is not None
            return MeasuredAmount(_base_in(phrase, ctx), level(told, ctx).measure)
        case "amount_units":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.UNIT).text
            return DeclaredUnits(number(word(phrase, "NUMBER")), name)
        case "amount_following_units":
            if table is None:
                raise ctx.refuse(
                    "N111", phrase, "the following ones stand in a table", hint="Let the table follow after a colon."
                )
            return FromTable(table, None)
        case "amount_time_of":
            found = plain_length(number(word(phrase, "NUMBER")), unit_word(phrase))
            return FeeDays(found, _base_in(phrase, ctx))
        case _:
            return base(phrase, ctx)


def _in_currency(text: str, node: Phrase, ctx: Context) -> Quantity:
    found = money(text)
    if ctx.currency and found.unit.name != ctx.currency:
        ctx.refuse(
            "N112",
            node,
            f"{found.unit.name} stands beside {ctx.currency}, the currency of this agreement",
            label="another currency",
            hint=f"Write the amount in {ctx.currency}.",
        )
    return found


def _up_to(phrase: Phrase, ctx: Context, table: Bands | None) -> Amount:
    inner, *limits = every(phrase)
    found = amount(inner, ctx, table)
    limit = limits[0]
    match limit.kind:
        case "limit_credits":
            window = first(limit, *WINDOWS)
            assert window is not None
            return UpToCount(found, int(number(word(limit, "NUMBER"))), window_spec(window, ctx))
        case "limit_duration":
            raise ctx.refuse("N113", limit, f'"{text_of(limit)}" cannot limit an amount of money')
        case _:
            return UpToAmount(found, amount(limit, ctx))


def _base_in(phrase: Phrase, ctx: Context) -> Amount:
    found = first(phrase, *BASES, "amount_of_two")
    assert found is not None
    return amount(found, ctx) if found.kind == "amount_of_two" else base(found, ctx)


def base(phrase: Phrase, ctx: Context) -> Amount:
    match phrase.kind:
        case "fee":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.SERVICE).text
            return _with_parts(Fee(name), phrase, ctx)
        case "all_fees":
            return _with_parts(AllFees(), phrase, ctx)
        case "base_named":
            named = ctx.name(word(phrase, "NAME"), phrase, NameKind.AMOUNT, NameKind.FORM_VALUE, NameKind.MEASURE)
            return _with_parts(NamedAmount(named.text), phrase, ctx)
        case "base_its_field" | "base_that_named":
            record = record_behind(ctx.it, phrase, ctx) if ctx.it else ""
            if not record:
                raise ctx.refuse("N033", phrase, f'nothing before "{text_of(phrase)}" says what is meant')
            field = field_of(record, word(phrase, "NAME"), phrase, ctx)
            return ItemAmount(record, field.name)
        case "base_that" | "base_those":
            return ThatAmount()
        case _:
            raise ctx.refuse("N114", phrase, f'"{text_of(phrase)}" cannot be told from the records and fees here')


def _with_parts(found: Fee | AllFees | NamedAmount, phrase: Phrase, ctx: Context) -> Amount:
    """The parts after a base: for which window, for whom, for the time of what, not counting what."""
    result: Amount = found
    for part in every(phrase):
        window = _window_of(part, ctx)
        match part.kind:
            case "for_time_of":
                item = subject_of(word(part, "NAME"), part, ctx)
                result = FeeForTime(found.service if isinstance(found, Fee) else "", item)
            case "without_part":
                result = Less(result, ctx.name(word(part, "NAME"), part).text)
            case "for_selected" | "for_selected_and_window" | "of_that":
                group = subject_of(word(part, "NAME"), part, ctx)
                if isinstance(result, Fee):
                    result = replace(result, of_group=group)
        if window is not None and isinstance(result, Fee | AllFees | NamedAmount):
            result = replace(result, window=window)
    return result


def _window_of(part: Phrase, ctx: Context) -> WindowRef | None:
    window = first(part, *WINDOWS)
    return window_ref(window, ctx) if window is not None else None


# --- what an amount is due for ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PerUnit:
    """A trigger with the names that it binds for what follows, and the level that it speaks of."""

    trigger: Trigger
    binds: tuple[str, ...]
    groups: tuple[Selection, ...] = ()


def unit(phrase: Phrase, ctx: Context, it: Told | None = None) -> PerUnit:
    """What follows "For": `it` is the measure that "it" means, where one does."""
    match phrase.kind:
        case "per_record":
            declared = ctx.names.find(word(phrase, "NAME"))
            if declared is not None and declared.kind is NameKind.UNIT:
                window = first(phrase, *WINDOWS)
                ctx.used.add(declared.text)
                return PerUnit(ForEachUnit(declared.text, months(window_spec(window, ctx) if window else None)), ())
            chosen = meant(phrase, ctx)
            return PerUnit(ForEachItem(chosen.selection), (chosen.selection.name,), chosen.groups)
        case "per_batch":
            window = first(phrase, *WINDOWS)
            assert window is not None
            item = subject_of(word(phrase, "NAME"), phrase, ctx)
            spec = window_spec(window, ctx)
            return PerUnit(ForEachItem(Selection(item), int(word(phrase, "NUMBER")), spec), ())
        case "per_clause":
            who, window = first(phrase, *PARTIES), first(phrase, *WINDOWS)
            assert who is not None
            assert window is not None
            return PerUnit(ForEachMissedClause(party(who, ctx), window_spec(window, ctx)), ())
        case "per_unit_in_which":
            return _per_window(phrase, ctx)
        case _:
            found = first(phrase, "step")
            assert found is not None
            return step(found, ctx, pro_rata=bool(word(phrase, "COMMA_PRO_RATA")), it=it)


def _per_window(phrase: Phrase, ctx: Context) -> PerUnit:
    which = first(phrase, "in_which")
    assert which is not None
    inner = first(which)
    assert inner is not None
    spec = WindowSpec(WindowUnit(unit_word(phrase)))
    ctx.unit = spec.unit
    tested = condition(inner, ctx)
    return PerUnit(ForEachWindow(spec, tested.condition), tested.binds, tested.groups)


def step(phrase: Phrase, ctx: Context, *, pro_rata: bool, it: Told | None = None) -> PerUnit:
    """ "full hour by which the total Interruption of a Circuit in a month exceeds 4 hours"."""
    size = number(word(phrase, "NUMBER") or "1")
    named = unit_word(phrase)
    of = next(part for part in every(phrase) if part.kind.startswith("step_"))
    steps = _steps(phrase, pro_rata)
    if named in SECONDS_IN:
        one = Quantity(size * SECONDS_IN[named], Unit(Dimension.TIME, named))
    elif word(phrase, "PERCENTAGE_POINTS"):
        one = Quantity(size / 100, PERCENT)
    elif word(phrase, "WORD"):
        one = Quantity(size, Unit(Dimension.PHYSICAL, singular_unit(word(phrase, "WORD"))))
    else:
        raise ctx.refuse(
            "N115", phrase, f'"{text_of(phrase)}" has no fixed length', hint="Count in days, hours or minutes."
        )
    business = has(phrase, "business")
    match of.kind:
        case "step_of_record" | "step_of_named":
            item = subject_of(word(of, "NAME"), of, ctx)
            chosen = meant(Phrase("subject", of.parts), ctx) if of.kind == "step_of_record" else None
            selection = chosen.selection if chosen else Selection(item)
            return PerUnit(UnitTrigger(one, steps, OfItem(selection)), (item,), chosen.groups if chosen else ())
        case "step_of_lapsed" | "step_of_unset":
            kind = "shortfall" if has(of, "shortfall") else "excess"
            state = "lapses" if of.kind == "step_of_lapsed" else "not set off"
            return PerUnit(UnitTrigger(one, steps, OfLedger(ctx.ledger_of(kind, of), state)), ())
        case "step_late":
            chosen = meant(Phrase("subject", of.parts), ctx)
            late = ByLateness(chosen.selection)
            days = named in ("day", "week")
            return PerUnit(UnitTrigger(one, steps, late, days and not business, business), (chosen.selection.name,))
        case _:
            return _beyond(of, one, steps, ctx, it)


def _steps(phrase: Phrase, pro_rata: bool) -> Steps:
    if pro_rata:
        return Steps.PRO_RATA
    if has(phrase, "full"):
        return Steps.FULL
    return Steps.STARTED if has(phrase, "started") else Steps.OPEN


def _beyond(of: Phrase, one: Quantity, steps: Steps, ctx: Context, it: Told | None) -> PerUnit:
    limit = first(of, *QUANTITIES)
    assert limit is not None
    beyond = quantity(limit, ctx)
    if of.kind == "step_it_beyond":
        if it is None:
            raise ctx.refuse("N033", of, 'nothing before "it" says which measure is meant')
        told = it
    else:
        found = first(of, *LEVELS)
        assert found is not None
        told = level(found, ctx)
    window = first(of, *WINDOWS)
    spec, _ = spec_and_ref(window, ctx) if window is not None else (None, Supplied())
    group = told.groups[0] if told.groups else None
    exceeds = Exceeds(told.measure, beyond, has(of, "falls"), months(spec), group)
    return PerUnit(UnitTrigger(one, steps, exceeds), tuple(g.name for g in told.groups), told.groups)
