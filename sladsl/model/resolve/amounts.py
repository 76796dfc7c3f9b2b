"""Amounts and their bases, from their phrases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Measure, Period
from sladsl.model.consequences import (
    AllFees,
    Amount,
    Bands,
    DeclaredUnits,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForPeriod,
    FeeForTime,
    FixedAmount,
    FromTable,
    ItemAmount,
    Less,
    MeasuredAmount,
    NamedAmount,
    ShareOf,
    ThatAmount,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import Length, LengthBasis
from sladsl.model.node import nodes
from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, it_with, record_behind, subject_of
from sladsl.model.resolve.levels import LEVELS, level
from sladsl.model.resolve.loose_words import increased
from sladsl.model.resolve.loosely import loose_amount, paid_service
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.periods import totalled
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, with_article, word
from sladsl.model.resolve.points import that_one
from sladsl.model.resolve.precise import fees, open_or_wrong
from sladsl.model.resolve.quantities import money, plain_length, unit_word
from sladsl.model.resolve.units import said, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec
from sladsl.model.schema import FieldKind
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
    "base_next_invoice",
    "fees_paid",
)
AMOUNTS = (
    "amount_up_to",
    "amount_besides",
    "amount_unlimited",
    "amount_money",
    "amount_open_percent",
    "amount_open_number",
    "amount_percent",
    "amount_fraction",
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
    "amount_time_of",
    "amount_paid_service",
    *BASES,
)


def amount(phrase: Phrase, ctx: Context, table: Bands | None = None) -> Amount:
    """An amount; `table` is the credit table that follows the sentence, where "a share of" takes its share from."""
    match phrase.kind:
        case "amount_up_to":
            return _up_to(phrase, ctx, table)
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
            above, below = word(phrase, "FRACTION").split("/")
            if not int(below):
                raise ctx.refuse(
                    "N118", phrase, f'"{text_of(phrase)}" divides by nothing', hint='Write "1/30 of the … fee".'
                )
            return ShareOf(Fraction(int(above), int(below)), _base_in(phrase, ctx))
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
            return MeasuredAmount(_base_in(phrase, ctx), _factor(phrase, ctx))
        case "amount_divided":
            message = f'"{text_of(phrase)}" is no amount of money: it is time, divided by money'
            hint = 'Write "For each full hour of … in a month, … shall credit …", or a share of the fee.'
            raise ctx.refuse("D012", phrase, message, label="not money", hint=hint)
        case "amount_units":
            name = ctx.name(word(phrase, "NAME"), phrase, NameKind.UNIT).text
            return DeclaredUnits(number(word(phrase, "NUMBER")), name)
        case "amount_following" | "amount_following_units":
            return FromTable(_needed(table, phrase, ctx), None)
        case "amount_paid_service":
            raise paid_service(phrase, _measures_of_money(phrase, ctx), ctx)
        case "amount_time_of":
            found, of = _part_of_fee(phrase, ctx), _base_in(phrase, ctx)
            if isinstance(of, Fee):
                _runs(of.service, phrase, ctx)
            return FeeDays(found, of)
        case _:
            return base(phrase, ctx)


def _part_of_fee(phrase: Phrase, ctx: Context) -> Length:
    """ "10 days", "6 hours": in days of a fee."""
    found, unit = plain_length(number(word(phrase, "NUMBER")), unit_word(phrase)), unit_word(phrase)
    if unit == "hour":
        return Length(found.amount / SECONDS_IN["day"], LengthBasis.DAYS, "hour")
    if unit not in ("day", "week"):
        message = f'"{text_of(phrase)}": a fee is divided into days and hours'
        raise ctx.refuse("N118", phrase, message, hint="Count it in days or hours.")
    return found


def _factor(phrase: Phrase, ctx: Context) -> Measure:
    """What a base is multiplied by: a number or a percentage. Money times minutes is no money."""
    found = level(the(phrase, *LEVELS), ctx)
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


def _up_to(phrase: Phrase, ctx: Context, table: Bands | None) -> Amount:
    inner, limit = every(phrase)
    found = amount(inner, ctx, table)
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
            most_days = FeeDays(_part_of_fee(limit, ctx), ThatAmount())
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


def base(phrase: Phrase, ctx: Context) -> Amount:
    match phrase.kind:
        case "fee":
            return _with_parts(_fee(word(phrase, "NAME"), phrase, ctx), phrase, ctx)
        case "all_fees":
            return _with_parts(AllFees(), phrase, ctx)
        case "base_named":
            named = ctx.name(word(phrase, "NAME"), phrase, NameKind.AMOUNT, NameKind.FORM_VALUE, NameKind.MEASURE)
            return _with_parts(NamedAmount(named.text), phrase, ctx)
        case "base_its_field" | "base_that_named":
            text = word(phrase, "NAME")
            declared = ctx.names.find(text)
            if declared is not None and declared.kind in (NameKind.AMOUNT, NameKind.FORM_VALUE):
                ctx.used.add(declared.text)
                return NamedAmount(declared.text)
            record = record_behind(it_with(text, phrase, ctx), phrase, ctx)
            field = field_of(record, text, phrase, ctx, "amount")
            if field.kind is not FieldKind.MONEY:
                raise ctx.refuse(
                    "N119",
                    phrase,
                    f"the {field.name} of {with_article(record)} is no amount of money",
                    hint=f'Give the record a field of money: "- {field.name}: amount".',
                )
            return ItemAmount(record, field.name)
        case "base_that" | "base_those":
            # an invoice carries the fees of its window
            return AllFees() if has(phrase, "invoice") else ThatAmount()
        case "base_next_invoice":
            question = "Is it a share of the fees of that month, or of the month that is invoiced next?"
            months = ("that month", "the following month")
            raise ctx.leave_open("E003", phrase, question, (f"the fees for {month}" for month in months))
        case "fees_paid":
            raise _paid(phrase, ctx)
        case "base_following_invoices" | "base_invoice":
            return AllFees()
        case _:
            raise ctx.refuse(
                "N114",
                phrase,
                f'"{text_of(phrase)}" cannot be told from the records and fees here',
                hint='Write "the fees for that month", "the Support fee for that month" or "its Price".',
            )


def _paid(phrase: Phrase, ctx: Context) -> Exception:
    """ "the fees paid for that month": those that are due, or what was paid of them, which only a record tells?"""
    plain = text_of(phrase).replace(" paid", "", 1)
    hint = 'Write "the fees for that month", or introduce what is paid: `"Paid Fees" means the total Amount of the Payments in a month.`'
    answers = (plain, *_measures_of_money(phrase, ctx))
    return open_or_wrong(ctx, "E002", phrase, "Is it a share of the fees, or of what was paid?", answers, hint)


def _measures_of_money(phrase: Phrase, ctx: Context) -> list[str]:
    """What a contract can tell of what is paid."""
    measures = [name.text for name in ctx.names.all() if name.kind is NameKind.MEASURE]
    return [f"the {name}" for name in measures if _is_money(name, phrase, ctx)]


def _is_money(name: str, node: Phrase, ctx: Context) -> bool:
    unit = ctx.definition(name, node).unit
    return unit is not None and unit.dimension is Dimension.MONEY


def _fee(name: str, phrase: Phrase, ctx: Context) -> Fee:
    """ "the Support fee"; or "the Port fee", of the one service that is priced for each Port, for the Port that is meant."""
    declared = ctx.name(name, phrase, NameKind.SERVICE, NameKind.RECORD)
    if declared.kind is NameKind.SERVICE:
        return Fee(declared.text)
    priced = [service.name for service in ctx.services if service.each == declared.text]
    if len(priced) != 1:
        raise ctx.refuse(
            "N106",
            phrase,
            f"{'several services are' if priced else 'no service is'} priced for each {declared.text}",
            label="whose fee?",
            hint="Name the service: " + " or ".join(f'"the {service} fee"' for service in priced or ["Hosting"]) + ".",
        )
    return Fee(priced[0], of_group=that_one(name, phrase, ctx, referred=True))


def _with_parts(found: Fee | AllFees | NamedAmount, phrase: Phrase, ctx: Context) -> Amount:
    """The parts after a base: for which window, for whom, for the time of what, not counting what."""
    result: Amount = found
    timed: Period | None = None
    for part in every(phrase):
        window = first(part, *WINDOWS)
        match part.kind:
            case "for_time_of":
                if not isinstance(found, Fee):
                    raise _of_one_service(part, ctx)
                _runs(found.service, part, ctx)
                of = word(part, "NAME")
                meant = that_one(of, part, ctx) if has(part, "that") else subject_of(of, part, ctx)
                result = FeeForTime(found.service, meant)
            case "for_time_measured":
                if not isinstance(result, Fee):
                    raise _of_one_service(part, ctx)
                _runs(result.service, part, ctx)
                timed = totalled(part, ctx)
            case "without_part":
                taken = ctx.name(
                    word(part, "NAME"), part, NameKind.SERVICE, NameKind.AMOUNT, NameKind.FORM_VALUE, NameKind.MEASURE
                )
                result = Less(result, taken.text)
            case "for_selected" | "for_selected_and_window" | "of_that":
                if not isinstance(result, Fee):
                    raise ctx.refuse(
                        "N117",
                        part,
                        "only the fee of one service is told apart by what it is for",
                        hint='Write "the … fee for that …".',
                    )
                points_back = has(part, "that") or has(part, "those")
                name = word(part, "NAME")
                group = that_one(name, part, ctx, referred=True) if points_back else subject_of(name, part, ctx)
                _check_priced(result.service, group, part, ctx)
                result = replace(result, of_group=group)
        if window is not None and isinstance(result, Fee | AllFees | NamedAmount):
            result = replace(result, window=window_ref(window, ctx))
    if timed is None or not isinstance(result, Fee):
        return result
    each = next((one.each for one in ctx.services if one.name == result.service), "")
    if each and not result.of_group:
        message = f"the price of {result.service} is for each {each}, and the fee for a time is that of one of them"
        hint = f'Write "the {result.service} fee for that {each} for the total … of that {each} in that month".'
        raise ctx.refuse("N117", phrase, message, label=f"of which {each}?", hint=hint)
    return FeeForPeriod(result.service, timed, result.window, result.of_group)


def _of_one_service(part: Phrase, ctx: Context) -> Exception:
    return ctx.refuse("N117", part, "only the fee of one service has a part for a time", hint='Write "the … fee".')


def _runs(service: str, part: Phrase, ctx: Context) -> None:
    """A price that is due once has no part for a time."""
    if any(one.name == service and one.price is not None and one.unit is None for one in ctx.services):
        raise ctx.refuse(
            "N117", part, f"the {service} fee is due once, and has no part for a time", label="part of a single price",
            hint=f'Write a share of it: "10% of the {service} fee".',
        )  # fmt: skip


def _check_priced(service: str, group: str, part: Phrase, ctx: Context) -> None:
    """The price is for each such row, or for each of another record whose rows belong to one."""
    each = next((one.each for one in ctx.services if one.name == service), "")
    record = record_behind(group, part, ctx)
    if each and (each == record or _belongs_to(each, record, ctx)):
        return
    raise ctx.refuse(
        "N117",
        part,
        f"the price of {service} is {f'for each {each}' if each else 'one for all'}, and says nothing of {with_article(record)}",
        label="whose part of the fee?",
        hint=f'Write "for each {record}" where the price stands'
        + (f', or add the field "- {record}: {with_article(record)}" to {with_article(each)}.' if each else "."),
    )


def _belongs_to(record: str, group: str, ctx: Context) -> bool:
    fields = ctx.records[record].fields if record in ctx.records else ()
    return any(
        f.record == group or (f.record and f.record != record and _belongs_to(f.record, group, ctx)) for f in fields
    )
