"""A consequence's own limits: "up to 50% of that fee", "up to 1 credit in a month"."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.evaluate.measuring.belonging import belongs_at
from sladsl.checks.evaluate.measuring.scope import Item, Piece
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.fees import priced_row, service_named
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.names import names_in
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.reasons import Figure, Span, joined, money, told
from sladsl.model.consequences import (
    Amount,
    AtLeastAmount,
    ByLateness,
    Fee,
    Limited,
    OfItem,
    OfLedger,
    ThatAmount,
    UnitTrigger,
    UpToAmount,
    UpToCount,
)
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes
from sladsl.time.windows import Window

_Key = tuple[object, ...]


class Limits:
    """What has been given under each limit. Firings come in the order in which they fall due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._given: dict[_Key, Fraction] = {}

    def within(
        self, amount: Amount, gross: Fraction, firing: Firing, setting: Setting
    ) -> tuple[Fraction, tuple[str, ...]]:
        """What the limits around an amount make of it, with the words for each that matters; the innermost limit comes first."""
        if not isinstance(amount, Limited):
            return gross, ()
        inner, reasons = self.within(amount.amount, gross, firing, setting)
        if inner == 0:
            return inner, reasons
        if isinstance(amount, UpToCount):
            return self._counted(amount, inner, reasons, firing)
        if isinstance(amount, AtLeastAmount):
            return self._raised(amount, inner, reasons, firing, setting)
        return self._limited(amount, inner, reasons, firing, setting)

    def _raised(
        self, node: AtLeastAmount, amount: Fraction, reasons: tuple[str, ...], firing: Firing, setting: Setting
    ) -> tuple[Fraction, tuple[str, ...]]:
        """Of several that are counted together, the first is raised, and what follows counts towards it."""
        least = amount_of(node.limit, firing.scope, setting)
        if least.value is None:
            return amount, (
                *reasons,
                told("its least amount is not known: {why}", why=joined(least.because, "{one}; {other}")),
            )
        key = (id(node), firing.window.start, firing.window.end, *self._apart(node, firing))
        before = self._given.get(key, Fraction(0))
        self._given[key] = before + amount
        owed = max(before + amount, least.value) - (max(before, least.value) if before else 0)
        if owed == amount:
            return amount, reasons
        currency = self._world.plan.currency
        given, made = money(amount, currency), money(owed, currency)
        form = "at least {limit}: {before} becomes {after}"
        return owed, (*reasons, told(form, limit=least.words, before=given, after=made))

    def _limited(
        self, node: UpToAmount, amount: Fraction, reasons: tuple[str, ...], firing: Firing, setting: Setting
    ) -> tuple[Fraction, tuple[str, ...]]:
        left, words = amount, ""
        keys: list[_Key] = []
        for window in self._windows(node.spec, firing):
            # Unless the limit has a window of its own, the fee that it is a share of is that of the firing's window.
            scope = firing.scope if node.spec is None else firing.scope.over(window)
            limit = amount_of(node.limit, scope, setting)
            if limit.value is None:
                return amount, (
                    *reasons,
                    told("its limit is not known: {why}", why=joined(limit.because, "{one}; {other}")),
                )
            key = (id(node), window.start, window.end, *self._apart(node, firing))
            keys.append(key)
            room = max(limit.value - self._given.get(key, Fraction(0)), Fraction(0))
            if room < left:
                left, words = room, limit.words
        for key in keys:
            self._given[key] = self._given.get(key, Fraction(0)) + left
        if left == amount:
            return amount, reasons
        currency = self._world.plan.currency
        before, after = money(amount, currency), money(left, currency)
        return left, (*reasons, told("up to {limit}: {before} cut to {after}", limit=words, before=before, after=after))

    def _counted(
        self, node: UpToCount, amount: Fraction, reasons: tuple[str, ...], firing: Firing
    ) -> tuple[Fraction, tuple[str, ...]]:
        windows = self._windows(node.spec, firing)
        keys = [(id(node), window.start, window.end, *_groups(firing)) for window in windows]
        if any(self._given.get(key, 0) >= node.count for key in keys):
            form = (
                "not more than {count} credit in {span}"
                if node.count == 1
                else "not more than {count} credits in {span}"
            )
            count = Figure(Fraction(node.count))
            return Fraction(0), (*reasons, told(form, count=count, span=Span(windows[0].label)))
        for key in keys:
            self._given[key] = self._given.get(key, Fraction(0)) + 1
        return amount, reasons

    def _windows(self, spec: WindowSpec | None, firing: Firing) -> tuple[Window, ...]:
        """Those to which the firing belongs: an item by its own time, since the limit may be for each day."""
        if spec is None:
            return (firing.window,)
        at = belongs_at(firing.item, self._world) if isinstance(firing.item, Item | Piece) else None
        moment = at if at is not None else firing.window.end - 1
        return self._world.windows(spec, moment, moment + 1) or (firing.window,)

    def _apart(self, node: UpToAmount | AtLeastAmount, firing: Firing) -> _Key:
        """Without a window of its own a limit holds each time that the amount falls due; of units of items, for each item where it speaks of
        the item itself ("up to 55% of its Price"), else by the reading "item limit"."""
        trigger = firing.consequence.trigger
        units = isinstance(trigger, UnitTrigger) and isinstance(trigger.quantity, OfItem | ByLateness | OfLedger)
        windowed = isinstance(node, UpToAmount) and node.spec is not None
        if not windowed and not units:
            return (id(firing),)
        names = names_in(_spoken_of(node) if windowed else node, self._world)
        item = firing.item.item if isinstance(firing.item, Piece) else firing.item
        of_item = isinstance(item, Item) and item.record in names
        if not windowed and firing.item is not None and not of_item:
            of_item = self._world.reading("item limit", firing.consequence.clause) == "each"
        return (*_groups(firing), *_priced(node, firing), firing.item if of_item else None)


def _spoken_of(node: UpToAmount | AtLeastAmount) -> Amount:
    """In "its Fine, up to EUR 5,000.00 in a year" only the amount is of the item; in "10% of its Price, up to half of that" the limit is, too."""
    return node.amount if any(isinstance(part, ThatAmount) for part in nodes(node.limit)) else node.limit


def _priced(node: UpToAmount | AtLeastAmount, firing: Firing) -> _Key:
    """The rows whose fees the amount is a share of: what is given for one Circuit does not use up the limit of another."""
    world = firing.scope.world
    services = ((fee, service_named(fee.service, world)) for fee in nodes(node) if isinstance(fee, Fee))
    return tuple(priced_row(service, fee.of_group, firing.scope) for fee, service in services if service is not None)


def _groups(firing: Firing) -> _Key:
    return tuple(sorted((name, str(firing.scope.bound[name])) for name in firing.scope.focus))
