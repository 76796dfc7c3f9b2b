"""What an amount is a share of: fees, named amounts, fields of money, and the parts that tell one fee apart."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Period
from sladsl.model.consequences import (
    AllFees,
    Amount,
    Fee,
    FeeForPeriod,
    FeeForTime,
    ItemAmount,
    Less,
    NamedAmount,
    ThatAmount,
)
from sladsl.model.quantities import Dimension
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, it_with, record_behind, subject_of
from sladsl.model.resolve.periods import totalled
from sladsl.model.resolve.phrases import every, first, has, text_of, with_article, word
from sladsl.model.resolve.points import that_one
from sladsl.model.resolve.precise import open_or_wrong
from sladsl.model.resolve.windows import WINDOWS, window_ref
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
    answers = (plain, *measures_of_money(phrase, ctx))
    return open_or_wrong(ctx, "E002", phrase, "Is it a share of the fees, or of what was paid?", answers, hint)


def measures_of_money(phrase: Phrase, ctx: Context) -> list[str]:
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
                runs(found.service, part, ctx)
                of = word(part, "NAME")
                meant = that_one(of, part, ctx) if has(part, "that") else subject_of(of, part, ctx)
                result = FeeForTime(found.service, meant)
            case "for_time_measured":
                if not isinstance(result, Fee):
                    raise _of_one_service(part, ctx)
                runs(result.service, part, ctx)
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


def runs(service: str, part: Phrase, ctx: Context) -> None:
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
