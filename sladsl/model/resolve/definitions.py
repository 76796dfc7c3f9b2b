"""Definitions: what a name means, resolved when it is first needed. A name that rests on itself is a finding."""

from __future__ import annotations

from sladsl.model.agreement import Definition, FormValue, NameKind, Service
from sladsl.model.algebra import Constant, Measure, NamedPeriod, OnlyPieces, Period, Quantifier, Rounded, Selection
from sladsl.model.consequences import Amount, NamedAmount, ShareOf
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS, Dimension, Quantity, Unit
from sladsl.model.resolve.amending import amended_measure, amended_period
from sladsl.model.resolve.bases import BASES, base
from sladsl.model.resolve.calendars import weekly_hours, yearly_season
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.loosely import only_longer
from sladsl.model.resolve.measures import measure
from sladsl.model.resolve.parties import party
from sladsl.model.resolve.periods import MODIFIERS, modified, period, period_of, together, told_apart
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, tidy, with_article, word
from sladsl.model.resolve.quantities import QUANTITIES, ROUNDINGS, money, quantity, rounding, singular_unit, unit_word
from sladsl.model.resolve.selections import meant
from sladsl.model.resolve.units import unit_of
from sladsl.model.resolve.windows import WINDOWS, window_ref
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
        self.values: dict[str, FormValue] = {}
        """The order-form values that have a meaning, in the order in which they were needed."""

    def __call__(self, name: str, node: Phrase) -> Definition:
        if name in self._done:
            return self._done[name]
        if name in self._failed:
            raise Unresolved(name)
        if name not in self._phrases:
            raise self._ctx.refuse(
                "N014", node, f"{name} has no value that could be computed", hint=f'Define it: `"{name}" means …`.'
            )
        if name in self._open:
            circle = " rests on ".join([*self._open[self._open.index(name) :], name])
            self._failed.update(self._open)
            raise self._ctx.refuse(
                "N010",
                node,
                f"a definition rests on itself: {circle}",
                label="a circle",
                hint="Define one of them without the others.",
            )
        self._open.append(name)
        outer = (self._ctx.bound, self._ctx.unit, self._ctx.clause)
        self._ctx.bound, self._ctx.unit = [], None
        try:
            phrase = self._phrases[name]
            if phrase.kind == "order_value":
                self.values[name] = form_value(name, phrase, self._ctx)
                self._done[name] = _of_form(name, self.values[name], phrase, self._ctx)
            else:
                self._done[name] = _define(name, phrase, self._ctx)
        except Unresolved:
            self._failed.add(name)
            self._ctx.unread_names.add(name)
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
            return Definition(name, weekly_hours(the(phrase, "week"), ctx), None, place, text)
        case "yearly_calendar":
            return Definition(name, yearly_season(phrase, ctx), None, place, text)
        case _:
            meaning = next(part for part in every(phrase) if part.kind != "plural")
            found, unit = _meaning(name, meaning, phrase, ctx)
            return Definition(name, found, unit, place, text)


def _of_form(name: str, value: FormValue, phrase: Phrase, ctx: Context) -> Definition:
    """As a definition: a constant; the plan puts a value from outside in its place."""
    body: Measure = Constant(value.value if value.value is not None else Quantity(number("0"), value.unit))
    return Definition(name, body, value.unit, ctx.place(phrase), tidy(text_of(phrase)) + ".")


def _meaning(
    name: str, meaning: Phrase, phrase: Phrase, ctx: Context
) -> tuple[Selection | Period | Measure | Amount, Unit | None]:
    changes = every(phrase, *MODIFIERS, *ROUNDINGS, "in_unit")
    longer = first(phrase, "if_longer")
    if longer is not None:
        raise only_longer(phrase, longer, name, ctx)
    declared = ctx.names.find(name)
    # a name that another has as its plural is found fault with already
    kind = declared.kind if declared is not None and declared.text == name else NameKind.MEASURE
    if kind is NameKind.PERIOD:
        return amended_period(name, _period(name, meaning, changes, ctx), ctx), None
    if kind is NameKind.MEASURE:
        found, unit = _measured(meaning, changes, ctx)
        return amended_measure(name, found, ctx), unit
    if changes:
        raise ctx.refuse(
            "N011",
            changes[0],
            f'"{text_of(changes[0])}" belongs to a stretch of time or a measure',
            hint="Put it where it belongs, or leave it out.",
        )
    if kind is NameKind.SELECTION:
        return _filtered(meaning, ctx), None
    money_unit = Unit(Dimension.MONEY, ctx.currency)
    if meaning.kind == "share":
        return ShareOf(number(word(meaning, "PERCENT")) / 100, base(the(meaning, *BASES), ctx)), money_unit
    named = the(meaning, "named")
    window = first(meaning, *WINDOWS)
    ref = window_ref(window, ctx) if window is not None else Supplied()
    return NamedAmount(ctx.name(word(named, "NAME"), named).text, ref), money_unit


def _period(name: str, meaning: Phrase, changes: list[Phrase], ctx: Context) -> Period:
    """A stretch of time with its modifiers, from left to right. They, too, speak of the one group ("within Downtime of its Backup Port")."""
    groups: tuple[Selection, ...] = ()
    if meaning.kind == "periods_together":
        made: Period = together(meaning, ctx)
    elif meaning.kind == "measure_named":
        placed = first(meaning, *WINDOWS, "placed_during", "placed_outside")
        if placed is not None:
            raise ctx.refuse(
                "N016",
                placed,
                "a stretch of time is cut by a comma and within or outside",
                hint=f'Write ", within …" instead of "{text_of(placed)}".',
            )
        made, groups = period_of(the(meaning, "named"), ctx)
    elif meaning.kind == "selection":
        made = _pieces(meaning, ctx)
    else:
        made = period(meaning, name, ctx)
    with ctx.introducing(*(group.name for group in groups)):
        for change in changes:
            if change.kind not in MODIFIERS:
                raise ctx.refuse(
                    "N011",
                    change,
                    f'"{text_of(change)}" belongs to a measure, and this is a stretch of time',
                    hint="Put it where it belongs, or leave it out.",
                )
            made = modified(made, change, name, ctx)
    return told_apart(made, groups)


def _pieces(meaning: Phrase, ctx: Context) -> Period:
    """ "each Failure that lasts more than 5 minutes": the pieces of a period that are so."""
    chosen = _filtered(meaning, ctx)
    base = NamedPeriod(chosen.name, chosen.scopes)
    return OnlyPieces(base, chosen.name, chosen.where) if chosen.where is not None else base


def _filtered(meaning: Phrase, ctx: Context) -> Selection:
    """Which rows of a record, or pieces of a period, a name stands for."""
    chosen = meant(meaning, ctx)
    name = chosen.selection.name
    what, parts = ("record", "rows") if name in ctx.records else ("period", "pieces")
    if chosen.quantifier in (Quantifier.NO, Quantifier.COUNT, Quantifier.SHARE):
        raise ctx.refuse(
            "N015",
            meaning,
            f"a filtered {what} names {parts}, and not how many",
            hint=f'Write "means {with_article(name)} …".',
        )
    if chosen.groups or chosen.scoped.across:
        raise ctx.refuse(
            "N015",
            meaning,
            f"a filtered {what} is told by what its {parts} have",
            hint='Say of which group where the name is used: "of each Circuit".',
        )
    return chosen.selection


def _measured(meaning: Phrase, changes: list[Phrase], ctx: Context) -> tuple[Measure, Unit | None]:
    found = measure(meaning, ctx)
    unit = unit_of(found, meaning, ctx)
    for change in changes:
        if change.kind in MODIFIERS:
            raise ctx.refuse(
                "N011",
                change,
                f'"{text_of(change)}" belongs to a stretch of time, and this is a measure',
                hint="Put it where it belongs, or leave it out.",
            )
        if change.kind == "in_unit":
            if unit is None or unit.dimension is not Dimension.TIME:
                raise ctx.refuse(
                    "N011",
                    change,
                    f'"{text_of(change)}" belongs to a length of time',
                    hint="Put it where it belongs, or leave it out.",
                )
            unit = Unit(Dimension.TIME, singular_unit(word(change, "COMMA_IN_UNIT").split()[-1]))
        else:
            found = Rounded(found, rounding(change, unit))
    return found, unit


# --- services and order-form values ----------------------------------------------------------------------------------


def form_value(name: str, phrase: Phrase, ctx: Context) -> FormValue:
    """An order-form value with what the text gives for it; a value from outside is put in its place by the plan."""
    kind = next((k for k in _ORDER_UNITS if has(phrase, k)), "")
    unit = _ORDER_UNITS.get(kind, Unit(Dimension.MONEY, ctx.currency))
    given = first(phrase, "given_quantity")
    value = None
    if given is not None:
        said = the(given, *QUANTITIES)
        if said.kind == "kind_duration" and has(said, "business"):
            ctx.refuse(
                "N025",
                said,
                f"{text_of(said)} are counted by a calendar, and {name} is a fixed length of time",
                hint="Write it in days or hours, or state the business days in the time limit itself.",
            )
        value = quantity(said, ctx)
        if kind == "number" and value.unit.dimension is Dimension.PHYSICAL:
            unit = value.unit
        if not value.unit.agrees_with(unit):
            what = with_article(kind) if kind else f"an amount of {ctx.currency}"
            ctx.refuse(
                "N012", said, f"{name} is {what}, and {text_of(said)} is none", hint="Write a value of the same kind."
            )
        unit = value.unit
    return FormValue(name, unit, value, ctx.place(phrase))


def service(name: str, phrase: Phrase, ctx: Context) -> Service:
    supplier, customer = (party(part, ctx) for part in every(phrase) if part.kind.startswith("party_"))
    fee = the(phrase, "fee_per_window", "fee_once", "fee_of_each")
    if fee.kind == "fee_of_each":
        each = ctx.name(word(fee, "NAME"), fee, NameKind.RECORD).text
        return Service(name, supplier, customer, None, None, each)
    price = money(word(fee, "MONEY"))
    if ctx.currency and price.unit.name != ctx.currency:
        ctx.refuse(
            "D023",
            fee,
            f"{price.unit.name} stands beside {ctx.currency}, the currency of this agreement",
            label="another currency",
            hint=f"Write the fee in {ctx.currency}.",
        )
    each = ""
    for_each = first(fee, "for_each_record")
    if for_each is not None:
        each = ctx.name(word(for_each, "NAME"), for_each, NameKind.RECORD).text
    if fee.kind == "fee_once":
        return Service(name, supplier, customer, price, None, each)
    unit = unit_word(fee)
    if unit not in set(WindowUnit):
        raise ctx.refuse(
            "N013",
            fee,
            f'a fee cannot be due for each "{unit}"',
            hint='Write "a month", "a quarter", "a year", "a day" or "an hour".',
        )
    return Service(name, supplier, customer, price, WindowUnit(unit), each)
