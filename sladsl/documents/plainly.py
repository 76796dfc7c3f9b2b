"""Amounts, lengths and payments in plain words."""

from __future__ import annotations

from fractions import Fraction

from sladsl.digest.plain import Allows, Ceiling, Gets, Plain, Rung, Rungs
from sladsl.documents.telling import Teller
from sladsl.model.consequences import (
    AllFees,
    Amount,
    AtLeastAmount,
    Fee,
    FeeDays,
    FixedAmount,
    FromTable,
    ItemAmount,
    NamedAmount,
    ShareOf,
    ThatAmount,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import Supplied, WindowUnit

_SIZES = (86_400, 3600, 60)


class Plainly:
    """Tells the facts of one plan. What it has no words for is None: the sentence of the agreement stands for it then."""

    def __init__(self, plain: Plain, teller: Teller) -> None:
        self.plain = plain
        self.teller = teller
        self.words = teller.words
        self.foreign = teller.words.language != "en"
        """In another language than that of the contract: its names are told as the author says them there, and amounts only in the forms that
        the words of the language have."""

    def _name(self, text: str) -> str:
        return self.teller.writer.name(text)

    # --- payments ----------------------------------------------------------------------------------------------------

    def gets(self, fact: Gets, window: str = "") -> str | None:
        """ "you get 10% of the Web Hosting fee for that month back". `window`: the unit of the window for which it is due, "" if none."""
        amount = self.amount(fact.amount, window)
        return None if amount is None else self.paid(fact.payer, fact.payee, fact.verb, amount)

    def paid(self, payer: str, payee: str, verb: str, amount: str) -> str:
        """ "Back" stands behind an amount, and before one that goes on behind a comma."""
        words, back = self.words, verb in ("credit", "refund")
        long = ", " in amount and not self.foreign
        if payee == self.plain.you:
            pattern = (
                words.plain_you_get_back_long
                if back and long
                else words.plain_you_get_back
                if back
                else words.plain_you_get
            )
            return pattern.format(amount=amount)
        if payer == self.plain.you:
            return (words.plain_you_pay_back if back else words.plain_you_pay).format(
                amount=amount, other=self._name(payee)
            )
        pattern = words.plain_gets_back if back else words.plain_gets
        return pattern.format(amount=amount, payer=self._name(payer), payee=self._name(payee))

    def amount(self, amount: Amount, window: str) -> str | None:
        words, teller = self.words, self.teller
        match amount:
            case FixedAmount(quantity=given):
                return teller.figure(given.value, given.unit)
            case ShareOf(ratio=ratio, base=base):
                of = self._base(base, window)
                return None if of is None else words.plain_share.format(share=teller.share(ratio), base=of)
            case Fee(service=service, window=Supplied(), of_group=thing):
                pattern = {
                    (False, False): words.plain_fee,
                    (False, True): words.plain_fee_for,
                    (True, False): words.plain_fee_of,
                    (True, True): words.plain_fee_of_for,
                }[bool(thing), bool(window)]
                return pattern.format(
                    service=self._name(service), thing=self._name(thing), window=self._for_that(window)
                )
            case AllFees(window=Supplied()):
                return words.plain_fees_for.format(window=self._for_that(window)) if window else words.plain_fees
            case NamedAmount(name=name, window=Supplied()):
                return words.plain_named.format(name=self._name(name))
            case FeeDays(length=length, base=base):
                of = self._base(base, window)
                days = teller.counted(length.amount, "day")
                return None if of is None else words.plain_days.format(length=days, base=of)
            case UpToAmount(amount=inner, limit=limit, spec=None):
                of, most = self.amount(inner, window), self.amount(limit, window)
                return None if of is None or most is None else words.plain_at_most.format(amount=of, limit=most)
            case AtLeastAmount(amount=inner, limit=limit):
                of, least = self.amount(inner, window), self.amount(limit, window)
                return None if of is None or least is None else words.plain_no_less.format(amount=of, limit=least)
            case UpToCount(amount=inner, count=count, spec=spec):
                of = self.amount(inner, window)
                pattern = words.plain_once_in if count == 1 else words.plain_times_in
                return None if of is None else pattern.format(amount=of, count=count, window=spec.unit.value)
            case ItemAmount(field=name):
                return words.plain_its.format(field=name)
            case ThatAmount():
                return words.plain_that_amount
            case FromTable(base=base) if base is not None:
                of = self._base(base, window)
                return None if of is None else words.plain_some_share.format(base=of)
            case _:
                return None

    def _base(self, base: Amount, window: str) -> str | None:
        """What a share is taken of."""
        known = isinstance(base, Fee | AllFees | NamedAmount | FeeDays | ThatAmount)
        return self.amount(base, window) if known or not self.foreign else None

    def _for_that(self, window: str) -> str:
        return self._of_windows(self.words.plain_for_that, window) if window else ""

    @staticmethod
    def _of_windows(told: str, window: str) -> str:
        return told.split("|")[list(WindowUnit).index(WindowUnit(window))]

    # --- ladders -----------------------------------------------------------------------------------------------------

    def rungs(self, fact: Rungs, window: str) -> tuple[str, ...] | None:
        """A sentence for each rung: the first whole, the others for what changes."""
        base = self._base(fact.base, window) if fact.base is not None else ""
        if base is None or (self.foreign and not fact.period and not self.teller.writer.terms.target(fact.measure)):
            return None
        found = []
        for n, rung in enumerate(fact.rungs):
            size = self._size(rung.size, fact)
            if n == 0:
                whole = self.words.plain_share.format(share=size, base=base) if base else size
                paid = self.paid(fact.payer, fact.payee, fact.verb, whole)
                found.append(self._rung(rung, fact, paid=paid))
            else:
                found.append(self._next_rung(rung, fact, amount=size))
        return tuple(found)

    def _size(self, size: Fraction, fact: Rungs) -> str:
        return self.teller.money(size, fact.money) if fact.money else self.teller.share(size)

    def _rung(self, rung: Rung, fact: Rungs, paid: str) -> str:
        words = self.words
        if fact.period and rung.seconds is not None and fact.outside is fact.falling:
            beyond, time = self._beyond_time(rung)
            return words.plain_rung_time.format(
                period=self._name(fact.period), beyond=beyond, time=time, paid=paid
            ).replace("  ", " ")
        limit = self.teller.figure(rung.limit, fact.unit)
        return words.plain_rung.format(
            measure=self._name(fact.measure), beyond=self._beyond(rung, fact), limit=limit, paid=paid
        )

    def _next_rung(self, rung: Rung, fact: Rungs, amount: str) -> str:
        words = self.words
        if fact.period and rung.seconds is not None and fact.outside is fact.falling:
            beyond, time = self._beyond_time(rung)
            return words.plain_rung_time_next.format(beyond=beyond, time=time, amount=amount)
        limit = self.teller.figure(rung.limit, fact.unit)
        return words.plain_rung_next.format(beyond=self._beyond(rung, fact), limit=limit, amount=amount)

    def _beyond(self, rung: Rung, fact: Rungs) -> str:
        words = self.words
        if fact.falling:
            return words.plain_or_below if rung.included else words.plain_below
        return words.plain_or_above if rung.included else words.plain_above

    def _beyond_time(self, rung: Rung) -> tuple[str, str]:
        words = self.words
        assert rung.seconds is not None
        if rung.seconds == 0 and not rung.included:
            return "", words.plain_rung_any
        return words.plain_at_least if rung.included else words.plain_more_than, self.time(rung.seconds)

    # --- levels and limits -------------------------------------------------------------------------------------------

    def allows(self, fact: Allows) -> str:
        words = self.words
        if len(fact.seconds) > 1:
            told = [
                words.plain_allows_one.format(
                    time=self.time(seconds) if seconds else words.plain_none, choice=self._name(choice)
                )
                for choice, seconds in fact.seconds
            ]
            return words.plain_allows_each.format(period=self._name(fact.period), list=self.teller.listed(told))
        ((_, seconds),) = fact.seconds
        if not seconds:
            return words.plain_allows_none.format(period=self._name(fact.period))
        return words.plain_allows.format(time=self.time(seconds), period=self._name(fact.period))

    def ceiling(self, fact: Ceiling) -> str | None:
        words = self.words
        if fact.spec is not None and (fact.spec.count != 1 or fact.spec.sliding):
            return None
        unit = fact.spec.unit.value if fact.spec is not None else ""
        stands_alone = isinstance(fact.limit, FixedAmount | ShareOf) or not self.foreign
        limit = self.amount(fact.limit, unit) if stands_alone else None
        if limit is None:
            return None
        if fact.spec is None:
            return words.plain_ceiling_term.format(limit=limit)
        return words.plain_ceiling.format(window=self._of_windows(words.plain_for_a, unit), limit=limit)

    def time(self, seconds: Fraction) -> str:
        """ "43 minutes 12 seconds"; exact."""
        names = self.words.plain_units.split()
        parts = []
        for n, size in enumerate(_SIZES):
            count, seconds = divmod(seconds, size)
            if count:
                parts.append(f"{count} {names[2 * n] if count == 1 else names[2 * n + 1]}")
        if seconds or not parts:
            parts.append(f"{self.teller.number(seconds)} {names[6] if seconds == 1 else names[7]}")
        return " ".join(parts)
