"""Payments and extensions: what a party shall credit, refund, pay, extend or release."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.consequences import (
    Amount,
    ByLateness,
    Effect,
    Extend,
    ForEachUnit,
    Incur,
    Pay,
    RefundPrepaid,
    Release,
    Trigger,
    UnitTrigger,
)
from sladsl.model.quantities import Dimension
from sladsl.model.resolve.amounts import AMOUNTS, amount, at_least, named_share, up_to
from sladsl.model.resolve.bases import BASES
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.loose_sentences import note_unlimited
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import every, first, text_of, the, tidy, word
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.quantities import DURATIONS, length
from sladsl.model.resolve.tables import Paying, credit_table
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.syntax.tree import Phrase, Word

PAYMENTS = (
    "pay_amount",
    "pay_named",
    "pay_named_share",
    "pay_back_fees",
    "pay_for_each",
    "release",
    "extend",
    "extend_by_table",
)


def payment(act: Phrase, who: str, table: Phrase | None, leads: Leads, ctx: Context) -> Effect:
    """credit, refund, pay, extend, release."""
    with ctx.introducing(*leads.binds):
        match act.kind:
            case "pay_amount":
                if _grows(leads.unit):
                    note_unlimited(the(act, *AMOUNTS), ctx)
                to, due = payee(act, ctx), paid_amount(act, table, leads, ctx)
                unit = _unit(act, table, ctx)
                return Incur(who, due, unit) if unit else Pay(_verb(act), who, to, due)
            case "pay_named":
                act, named = _apart(act, ctx)
                told = Phrase("pay_amount", (*act.parts, Phrase("base_named", (named,))))
                return Pay(_verb(told), who, payee(told, ctx), paid_amount(told, table, leads, ctx))
            case "pay_named_share":
                act, share = _apart(act, ctx)
                of = amount(the(act, *BASES), ctx)
                return Pay(_verb(act), who, payee(act, ctx), named_share(share.text, act, of, ctx))
            case "pay_for_each":
                # "GBP 100.00 for each Ticket …": the unit has been taken as a lead
                said = next(leaf for leaf in act.parts if getattr(leaf, "kind", "") == "MONEY")
                due = amount(Phrase("amount_money", (said,)), ctx)
                for limit in every(act, "for_each_up_to", "for_each_at_least"):
                    due = (up_to if limit.kind == "for_each_up_to" else at_least)(due, every(limit)[0], ctx)
                return Pay(_verb(act), who, payee(act, ctx), due)
            case "pay_back_fees":
                return RefundPrepaid(who, payee(act, ctx), point(the(act, *POINTS), ctx))
            case "extend":
                return _extend(act, who, ctx)
            case _:
                return Release(who)


def _grows(unit: Trigger | None) -> bool:
    """Whether it is counted in what has no end, as hours and points have none; a shortfall of a percentage is at most the whole, and nobody
    is earlier than at once."""
    match unit:
        case UnitTrigger(quantity=ByLateness(early=True)):
            return False
        case UnitTrigger(first=most) if most:
            return False
        case UnitTrigger(step=step):
            return step.unit.dimension is not Dimension.PERCENT
        case _:
            return isinstance(unit, ForEachUnit)


def _apart(act: Phrase, ctx: Context) -> tuple[Phrase, Word]:
    """ "pay Provider Hourly Rate": two names that were read as one, a party and a named amount."""
    who = the(act, *PARTIES)
    named = next(leaf for leaf in who.parts if isinstance(leaf, Word))
    found = ctx.names.longest(tidy(named.text))
    if who.kind != "party_named" or found is None or not found[1]:
        raise ctx.refuse(
            "N141",
            act,
            f'"{text_of(act)}": how much?',
            label="no amount",
            hint='Write "GBP 100.00", or "10% of the …".',
        )
    split = len(named.text) - len(named.text.split(found[1].split(" ")[0], 1)[-1]) - len(found[1].split(" ")[0])
    first_word = Word("NAME", named.text[:split].rstrip(), named.start, named.start + len(named.text[:split].rstrip()))
    rest = Word("NAME", named.text[split:], named.start + split, named.end)
    parts = tuple(part for part in act.parts if part is not who)
    return Phrase(act.kind, (*parts, Phrase("party_named", (first_word,)))), rest


def _verb(act: Phrase) -> str:
    return next(leaf.text for leaf in act.words() if leaf.text in ("credit", "refund", "pay"))


def payee(act: Phrase, ctx: Context) -> str:
    return party(the(act, *PARTIES), ctx)


def paid_amount(act: Phrase, table: Phrase | None, leads: Leads, ctx: Context) -> Amount:
    found = the(act, *AMOUNTS)
    if table is None:
        return amount(found, ctx)
    kinds = {part.kind for part in found.walk()}
    if not kinds & {"amount_share", "amount_following", "amount_following_units", "amount_following_time"}:
        raise ctx.refuse(
            "N111",
            found,
            f'the table gives the amount, and so does "{text_of(found)}"',
            label="two amounts",
            hint='Write "a share of the … fee" or "the following amounts".',
        )
    paying = Paying(share="amount_share" in kinds, time="amount_following_time" in kinds)
    return amount(found, ctx, credit_table(table, paying, leads.binds[-1] if leads.binds else "", ctx))


def _unit(act: Phrase, table: Phrase | None, ctx: Context) -> str:
    """The declared unit in which it is paid ("10 Gin Credits"), which is no money and adds to none; "" for money."""
    cells = [part for part in table.walk() if part.kind.startswith("cell_")] if table is not None else []
    counted = [*(cell for cell in cells if cell.kind == "cell_units"), *every(act, "amount_units")]
    names = {ctx.name(word(part, "NAME"), part, NameKind.UNIT).text for part in counted}
    money = [cell for cell in cells if cell.kind in ("cell_quantity", "cell_share", "cell_formula")]
    if len(names) > 1 or (names and money):
        raise ctx.refuse(
            "N144",
            counted[0],
            f'"{text_of(counted[0])}" stands beside what is counted otherwise, and the two do not add up',
            hint="Give each kind a sentence of its own.",
        )
    return names.pop() if names else ""


def extended(act: Phrase, ctx: Context) -> str:
    """The service that is extended; "" for the term."""
    return ctx.name(word(act, "NAME"), act, NameKind.SERVICE).text if word(act, "NAME") else ""


def _extend(act: Phrase, who: str, ctx: Context) -> Extend:
    limited = first(act, "allowance_of")
    most, spec = None, None
    if limited is not None:
        most = length(the(limited, *DURATIONS), ctx)
        window = first(limited, *WINDOWS)
        spec = window_spec(window, ctx) if window is not None else None
    return Extend(who, extended(act, ctx), length(the(act, *DURATIONS), ctx), most, spec)
