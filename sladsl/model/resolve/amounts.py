"""Amounts, from their phrases: a share of a base, money, time of a fee, a limit on them."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Measure, NamedMeasure
from sladsl.model.consequences import (
    Amount,
    AtLeastAmount,
    Bands,
    DeclaredUnits,
    ExtremeAmount,
    Fee,
    FeeDays,
    FixedAmount,
    FromTable,
    MeasuredAmount,
    ShareOf,
    ThatAmount,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.node import nodes
from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.resolve.bases import BASES, base, measures_of_money, runs
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.levels import LEVELS, item_field, level
from sladsl.model.resolve.loose_words import increased
from sladsl.model.resolve.loosely import loose_amount, paid_service
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, word
from sladsl.model.resolve.precise import fees, open_or_wrong
from sladsl.model.resolve.quantities import money, plain_length, unit_word
from sladsl.model.resolve.units import said, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase

AMOUNTS = (
    "amount_up_to",
    "amount_at_least",
    "amount_besides",
    "amount_unlimited",
    "amount_money",
    "amount_open_percent",
    "amount_open_number",
    "amount_percent",
    "amount_fraction",
    "amount_percent_of_part",
    "amount_percent_of_two",
    "amount_of_two",
    "amount_called",
    "amount_times",
    "amount_twice",
    "amount_times_more",
    "amount_at_most",
    "amount_at_discretion",
    "amount_chosen",
    "amount_share",
    "amount_multiplied",
    "amount_divided",
    "amount_increased",
    "amount_units",
    "amount_following",
    "amount_following_units",
    "amount_following_time",
    "amount_time_of",
    "amount_paid_service",
    *BASES,
)


def amount(phrase: Phrase, ctx: Context, table: Bands | None = None) -> Amount:
    """An amount; `table` is the credit table that follows the sentence, where "a share of" takes its share from."""
    match phrase.kind:
        case "amount_up_to":
            inner, limit = every(phrase)
            return up_to(amount(inner, ctx, table), limit, ctx)
        case "amount_at_least":
            inner, limit = every(phrase)
            return at_least(amount(inner, ctx, table), limit, ctx)
        case "amount_besides" | "amount_called" | "amount_unlimited":
            # "a credit of 10% of the fee" is 10% of the fee: the verb says what becomes of it
            return amount(the(phrase, *AMOUNTS), ctx, table)
        case "amount_money":
            return FixedAmount(in_currency(word(phrase, "MONEY"), phrase, ctx))
        case "amount_open_percent":
            raise no_base(phrase, ctx)
        case "amount_open_number":
            raise no_unit(phrase, ctx)
        case "amount_percent" | "amount_percent_of_two":
            return ShareOf(number(word(phrase, "PERCENT")) / 100, _base_in(phrase, ctx))
        case "amount_fraction":
            return ShareOf(_fraction(phrase, ctx), _base_in(phrase, ctx))
        case "amount_percent_of_part":
            return ShareOf(number(word(phrase, "PERCENT")) / 100 * _fraction(phrase, ctx), _base_in(phrase, ctx))
        case "amount_of_two":
            left, right = every(phrase, *AMOUNTS)
            return ExtremeAmount(has(phrase, "greater"), amount(left, ctx), amount(right, ctx))
        case "amount_times":
            return ShareOf(number(word(phrase, "NUMBER")), _base_in(phrase, ctx))
        case "amount_twice":
            return ShareOf(Fraction(2), _base_in(phrase, ctx))
        case "amount_chosen":
            # what its payer chooses to give is not owed
            party(the(phrase, *PARTIES), ctx)
            return FixedAmount(Quantity(Fraction(0), Unit(Dimension.MONEY, ctx.currency)))
        case "amount_at_most" | "amount_at_discretion" | "amount_times_more":
            raise loose_amount(phrase, ctx.actor, ctx)
        case "amount_increased":
            raise increased(phrase, ctx)
        case "amount_share":
            return FromTable(_needed(table, phrase, ctx), _base_in(phrase, ctx))
        case "amount_multiplied":
            price = word(phrase, "MONEY")
            of_what = FixedAmount(in_currency(price, phrase, ctx)) if price else _base_in(phrase, ctx)
            return MeasuredAmount(of_what, _factor(phrase, ctx))
        case "amount_divided":
            message = f'"{text_of(phrase)}" is no amount of money: it is time, divided by money'
            hint = 'Write "For each full hour of … in a month, … shall credit …", or a share of the fee.'
            raise ctx.refuse("D012", phrase, message, label="not money", hint=hint)
        case "amount_units":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.UNIT).text
            return DeclaredUnits(number(word(phrase, "NUMBER")), name)
        case "amount_following" | "amount_following_units":
            return FromTable(_needed(table, phrase, ctx), None)
        case "amount_following_time":
            return FromTable(_needed(table, phrase, ctx), _base_in(phrase, ctx))
        case "amount_paid_service":
            raise paid_service(phrase, measures_of_money(phrase, ctx), ctx)
        case "amount_time_of":
            found, of = part_of_fee(phrase, ctx), _base_in(phrase, ctx)
            if isinstance(of, Fee):
                runs(of.service, phrase, ctx)
            return FeeDays(found, of)
        case _:
            return base(phrase, ctx)


def _fraction(phrase: Phrase, ctx: Context) -> Fraction:
    above, below = word(phrase, "FRACTION").split("/")
    if not int(below):
        raise ctx.refuse("N118", phrase, f'"{text_of(phrase)}" divides by nothing', hint='Write "1/30 of the … fee".')
    return Fraction(int(above), int(below))


def named_share(name: str, node: Phrase, of: Amount, ctx: Context) -> MeasuredAmount:
    """ "Credit Rate of the Support fee": a percentage of the order form, or one that is measured, of a base."""
    value = ctx.name(name, node, NameKind.FORM_VALUE, NameKind.MEASURE).text
    unit = ctx.definition(value, node).unit
    if unit is None or unit.dimension is not Dimension.PERCENT:
        raise ctx.refuse(
            "D012", node, f"{value} is no percentage, and a share is one", label="no share",
            hint=f'Introduce it as one: "{value}" is a percentage of 10%.',
        )  # fmt: skip
    return MeasuredAmount(of, NamedMeasure(value))


def part_of_fee(phrase: Phrase, ctx: Context) -> Length:
    """ "10 days", "6 hours": in days of a fee."""
    found, unit = plain_length(number(word(phrase, "NUMBER")), unit_word(phrase)), unit_word(phrase)
    if unit == "hour":
        return Length(found.amount / SECONDS_IN["day"], LengthBasis.DAYS, "hour")
    if unit not in ("day", "week"):
        message = f'"{text_of(phrase)}": a fee is divided into days and hours'
        raise ctx.refuse("N118", phrase, message, hint="Count it in days or hours.")
    return found


def _factor(phrase: Phrase, ctx: Context) -> Measure:
    """What a price or a base is multiplied by: a number or a percentage, of the row that is meant or measured. Money times minutes is no money."""
    own = first(phrase, "its_figure")
    found = item_field(own, word(own, "NAME"), ctx) if own is not None else level(the(phrase, *LEVELS), ctx)
    unit = unit_of(found.measure, phrase, ctx)
    if unit is not None and unit.dimension in (Dimension.TIME, Dimension.MONEY):
        message = f'"{text_of(phrase)}" is no amount of money: {found.name} is {said(unit)}'
        hint = 'Multiply by a percentage or a number; or write "For each full hour of … in a month, …".'
        raise ctx.refuse("D012", phrase, message, label="not money", hint=hint)
    return found.measure


def no_base(phrase: Phrase, ctx: Context) -> Exception:
    """ "credit Customer 10%": of which fee, and of which month or year?"""
    said = text_of(phrase)
    return ctx.leave_open("A003", phrase, f"{said} of what?", (f"{said} of {fee}" for fee in fees(ctx)))


def no_unit(phrase: Phrase, ctx: Context) -> Exception:
    """ "credit Customer 500": money, or units that the contract declares?"""
    said, money_of = text_of(phrase), ctx.currency or "EUR"
    units = [name.text for name in ctx.names.all() if name.kind is NameKind.UNIT]
    answers = [f"{money_of} {said}", *(f"{said} {unit}" for unit in units)]
    return open_or_wrong(
        ctx, "A007", phrase, f"{said} of which unit?", answers, f'Write "{money_of} {said}".', label="no unit"
    )


def _needed(table: Bands | None, phrase: Phrase, ctx: Context) -> Bands:
    if table is None:
        raise ctx.refuse(
            "N111", phrase, f'"{text_of(phrase)}" is given by a table', hint="Let the table follow after a colon."
        )
    return table


def in_currency(text: str, node: Phrase, ctx: Context) -> Quantity:
    """An amount of money, with a finding where it is not in the currency of the agreement."""
    found = money(text)
    if ctx.currency and found.unit.name != ctx.currency:
        ctx.refuse(
            "D023",
            node,
            f"{found.unit.name} stands beside {ctx.currency}, the currency of this agreement",
            label="another currency",
            hint=f"Write the amount in {ctx.currency}.",
        )
    return found


def at_least(found: Amount, limit: Phrase, ctx: Context) -> Amount:
    """ "EUR 16.00, at least EUR 75.00": of what is counted, or of a share."""
    return AtLeastAmount(found, amount(limit, ctx))


def up_to(found: Amount, limit: Phrase, ctx: Context) -> Amount:
    match limit.kind:
        case "limit_credits":
            return UpToCount(found, int(number(word(limit, "NUMBER"))), window_spec(the(limit, *WINDOWS), ctx))
        case "limit_money":
            most = FixedAmount(in_currency(word(limit, "MONEY"), limit, ctx))
            return UpToAmount(found, most, window_spec(the(limit, *WINDOWS), ctx))
        case "limit_share":
            share = ShareOf(number(word(limit, "PERCENT")) / 100, ThatAmount())
            return UpToAmount(found, share, window_spec(the(limit, *WINDOWS), ctx))
        case "limit_time_of_fee" | "limit_duration" if limit.kind == "limit_time_of_fee" or _in_days(found):
            most_days = FeeDays(part_of_fee(limit, ctx), ThatAmount())
            return UpToAmount(found, most_days, window_spec(the(limit, *WINDOWS), ctx))
        case "limit_duration":
            raise ctx.refuse(
                "N113",
                limit,
                f'"{text_of(limit)}" cannot limit an amount of money',
                hint='Write "up to 10 days of that fee in a month", "up to 50% of that fee" or "up to 1 credit in a month".',
            )
        case _:
            return UpToAmount(found, amount(limit, ctx))


def _in_days(found: Amount) -> bool:
    """Whether it is counted in days of a fee, so that a number of days can limit it."""
    return any(isinstance(one, FeeDays) for one in nodes(found))


def _base_in(phrase: Phrase, ctx: Context) -> Amount:
    return amount(the(phrase, *BASES, "amount_of_two"), ctx)
