"""Definitions: what a name means, resolved when it is first needed. A name that rests on itself is a finding."""

from __future__ import annotations

from sladsl.model.agreement import Definition, FormValue, NameKind, Service
from sladsl.model.algebra import Constant, Measure, NamedPeriod, Period, Rounded, Selection, UnionOf
from sladsl.model.consequences import Amount, ShareOf
from sladsl.model.moments import WindowUnit
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS, Dimension, Quantity, Unit
from sladsl.model.resolve.amounts import AMOUNTS, BASES, base
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.measures import measure
from sladsl.model.resolve.parties import party
from sladsl.model.resolve.periods import (
    MODIFIERS,
    PERIODS,
    modified,
    named_period,
    run_period,
    weekly_hours,
    yearly_season,
)
from sladsl.model.resolve.phrases import every, first, has, number, text_of, tidy, word
from sladsl.model.resolve.quantities import QUANTITIES, ROUNDINGS, money, quantity, rounding, unit_word
from sladsl.model.resolve.selections import meant
from sladsl.model.resolve.units import unit_of
from sladsl.syntax.tree import Phrase

_ORDER_UNITS = {"percentage": PERCENT, "duration": SECONDS, "number": NUMBER}


class Definitions:
    """The defined names of one text (and of those above it), resolved at first need."""

    def __init__(self, phrases: dict[str, Phrase], inherited: dict[str, Definition], ctx: Context) -> None:
        self._phrases = {
            name: p
            for name, p in phrases.items()
            if p.kind in ("term", "weekly_calendar", "yearly_calendar", "order_value")
        }
        self._done: dict[str, Definition] = dict(inherited)
        self._failed: set[str] = set()
        self._open: list[str] = []
        self._ctx = ctx

    def __call__(self, name: str, node: Phrase) -> Definition:
        if name in self._done:
            return self._done[name]
        if name in self._failed or name not in self._phrases:
            raise Unresolved(name)
        if name in self._open:
            circle = " rests on ".join([*self._open[self._open.index(name) :], name])
            self._failed.update(self._open)
            raise self._ctx.refuse("N010", node, f"a definition rests on itself: {circle}", label="a circle")
        self._open.append(name)
        outer = (self._ctx.bound, self._ctx.unit, self._ctx.clause)
        self._ctx.bound, self._ctx.unit = [], None
        try:
            self._done[name] = _define(name, self._phrases[name], self._ctx)
        except Unresolved:
            self._failed.add(name)
            raise
        finally:
            self._open.pop()
            self._ctx.bound, self._ctx.unit, self._ctx.clause = outer
        return self._done[name]

    def all(self) -> tuple[Definition, ...]:
        """Every definition that has a meaning, in the order of the text; the findings of the others are noted."""
        for name, phrase in self._phrases.items():
            try:
                self(name, phrase)
            except Unresolved:
                continue
        order = [*[n for n in self._done if n not in self._phrases], *self._phrases]
        return tuple(self._done[name] for name in order if name in self._done)


def _define(name: str, phrase: Phrase, ctx: Context) -> Definition:
    place, text = ctx.place(phrase), tidy(text_of(phrase)) + "."
    match phrase.kind:
        case "weekly_calendar":
            week = first(phrase, "week")
            assert week is not None
            return Definition(name, weekly_hours(week, ctx), None, place, text)
        case "yearly_calendar":
            return Definition(name, yearly_season(phrase), None, place, text)
        case "order_value":
            value = form_value(name, phrase, ctx)
            body: Measure = Constant(value.value if value.value is not None else Quantity(number("0"), value.unit))
            return Definition(name, body, value.unit, place, text)
        case _:
            meaning = next(part for part in every(phrase) if part.kind != "plural")
            found, unit = _meaning(name, meaning, phrase, ctx)
            return Definition(name, found, unit, place, text)


def _meaning(
    name: str, meaning: Phrase, phrase: Phrase, ctx: Context
) -> tuple[Selection | Period | Measure | Amount, Unit | None]:
    changes = every(phrase, *MODIFIERS)
    if meaning.kind == "selection":
        return meant(meaning, ctx).selection, None
    if meaning.kind == "share":
        of = first(meaning, *BASES, *AMOUNTS)
        assert of is not None
        return ShareOf(number(word(meaning, "PERCENT")) / 100, base(of, ctx)), Unit(Dimension.MONEY, ctx.currency)
    kind = ctx.names.find(name)
    if kind is not None and kind.kind is NameKind.PERIOD:
        if meaning.kind == "periods_together":
            parts = tuple(named_period(part, ctx) for part in every(meaning, "named"))
            made: Period = UnionOf(parts)
        else:
            made = run_period(meaning, ctx) if meaning.kind in PERIODS else _period_named(meaning, ctx)
        with ctx.introducing(name):
            for change in changes:
                made = modified(made, change, name, ctx)
        return made, None
    return _measured(meaning, phrase, changes, ctx)


def _period_named(meaning: Phrase, ctx: Context) -> NamedPeriod:
    named = first(meaning, "named")
    assert named is not None
    return named_period(named, ctx)


def _measured(
    meaning: Phrase, phrase: Phrase, changes: list[Phrase], ctx: Context
) -> tuple[Measure | Amount, Unit | None]:
    if changes:
        raise ctx.refuse(
            "N011", changes[0], f'"{text_of(changes[0])}" belongs to a stretch of time, and this is a measure'
        )
    found = measure(meaning, ctx)
    unit = unit_of(found, meaning, ctx)
    for how in every(phrase, *ROUNDINGS):
        found = Rounded(found, rounding(how, unit))
    if unit is not None and unit.dimension is Dimension.TIME and (shown := word(phrase, "COMMA_IN_UNIT")):
        unit = Unit(Dimension.TIME, shown.split()[-1].removesuffix("s"))
    return found, unit


# --- services and order-form values ----------------------------------------------------------------------------------


def form_value(name: str, phrase: Phrase, ctx: Context) -> FormValue:
    """An order-form value with what the text gives for it; a value from outside is put in its place by the plan."""
    kind = next((k for k in _ORDER_UNITS if has(phrase, k)), "")
    unit = _ORDER_UNITS.get(kind, Unit(Dimension.MONEY, ctx.currency))
    given = first(phrase, "given_quantity")
    value = None
    if given is not None:
        said = first(given, *QUANTITIES)
        assert said is not None
        value = quantity(said, ctx)
        if not value.unit.agrees_with(unit):
            ctx.refuse("N012", said, f"{name} is a {kind or 'an amount'}, and {text_of(said)} is none")
        unit = value.unit
    return FormValue(name, unit, value, ctx.place(phrase))


def service(name: str, phrase: Phrase, ctx: Context) -> Service:
    supplier, customer = (party(part, ctx) for part in every(phrase) if part.kind.startswith("party_"))
    fee = first(phrase, "fee_per_window", "fee_of_each")
    assert fee is not None
    if fee.kind == "fee_of_each":
        each = ctx.name(word(fee, "NAME"), fee, NameKind.RECORD).text
        return Service(name, supplier, customer, None, None, each)
    price = money(word(fee, "MONEY"))
    if ctx.currency and price.unit.name != ctx.currency:
        ctx.refuse(
            "N112",
            fee,
            f"{price.unit.name} stands beside {ctx.currency}, the currency of this agreement",
            label="another currency",
        )
    unit = unit_word(fee)
    if unit not in set(WindowUnit):
        raise ctx.refuse("N013", fee, f'a fee cannot be due for each "{unit}"')
    each = ""
    for_each = first(fee, "for_each_record")
    if for_each is not None:
        each = ctx.name(word(for_each, "NAME"), for_each, NameKind.RECORD).text
    return Service(name, supplier, customer, price, WindowUnit(unit), each)
