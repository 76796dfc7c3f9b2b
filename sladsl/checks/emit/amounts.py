"""Amounts and credit tables as Python expressions."""

from __future__ import annotations

from collections.abc import Collection
from typing import assert_never

from sladsl.checks.emit.expressions import Expressions
from sladsl.checks.emit.literals import number, quantity, ratio, spec
from sladsl.checks.emit.nodes import unit_text
from sladsl.checks.emit.source import Code, Function, call, text, texts, tuple_of
from sladsl.checks.figures import comparison
from sladsl.checks.tiers import levels_that_may_be_met
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import moments as m
from sladsl.model.node import nodes_and_values

_BASES = (c.Fee, c.AllFees, c.FeeForTime, c.FeeForPeriod, c.ItemAmount, c.NamedAmount, c.Less, c.FixedAmount)


def base_of(amount: c.Amount) -> c.Amount | None:
    """What "that fee" means in a sentence: its first base."""
    return next((one for one in nodes_and_values(amount) if isinstance(one, _BASES)), None)


def services_of(amount: c.Amount, known: Collection[str]) -> tuple[str, ...]:
    """The services of whose fees the amount speaks, for caps on a service."""
    named = (
        one.name if isinstance(one, c.Less) else one.service
        for one in nodes_and_values(amount)
        if isinstance(one, c.Fee | c.FeeForTime | c.FeeForPeriod | c.Less)
    )
    return tuple(dict.fromkeys(name for name in named if name in known))


def per_item(amount: c.Amount) -> bool:
    """Whether the amount stems from the bound row itself: a limit on it holds for each row."""
    return any(isinstance(one, c.ItemAmount | c.FeeForTime) for one in nodes_and_values(amount))


def _by_item(amount: c.Amount, limit: c.Amount) -> bool:
    return per_item(limit if not isinstance(limit, c.ThatAmount) else amount) or per_item(amount)


def band_of(node: c.UnitTrigger) -> Code | None:
    """Which of the steps are meant: those after the first so many, and of these only so many; None: all."""
    return tuple_of((str(node.after), str(node.first))) if node.after or node.first else None


class Amounts(Expressions):
    def amount(self, node: c.Amount, s: str, that: c.Amount | None) -> Code:
        """`that`: the base of the sentence, for "that fee"."""
        match node:
            case c.Fee(service=service, window=window, of_group=of_group):
                return call(
                    "fee", s, text(service), self.window(window, s), of_group=text(of_group) if of_group else None
                )
            case c.AllFees(window=window):
                return call("all_fees", s, self.window(window, s))
            case c.FeeForTime(service=service, piece=piece):
                return call("fee_for_time", s, text(service), text(piece))
            case c.FeeForPeriod(service=service, period=period, window=window):
                return self._in(window, s, lambda s: call("fee_for_period", s, text(service), self.period(period, s)))
            case c.ItemAmount(record=record, field=field):
                return call("field_value", s, text(record), text(field))
            case c.NamedAmount(name=name, window=window):
                return call("named_amount", s, text(name), self.window(window, s))
            case c.ThatAmount():
                return "None" if that is None else self.amount(that, s, None)
            case c.Less(base=base, name=name):
                part: Code = (
                    call("fee", s, text(name), f"{s}.window")
                    if name in self.facts.services
                    else call("named_amount", s, text(name), f"{s}.window")
                )
                return call("less", s, self.amount(base, s, that), part)
            case c.FixedAmount(quantity=given):
                return quantity(given)
            case c.ShareOf(ratio=share, base=base):
                return call("share", s, ratio(share), self.amount(base, s, that))
            case c.FromTable(table=table, base=base):
                return self.table(table, s, base if not isinstance(base, c.ThatAmount) else that)
            case c.DeclaredUnits(count=count):
                return number(count)
            case c.FeeDays(length=length, base=base):
                return call("days_of_fee", s, number(length.amount), self.amount(base, s, that))
            case c.MeasuredAmount(base=base, measure=measure):
                return call("multiplied", s, self.amount(base, s, that), self.measure(measure, s))
            case c.ExtremeAmount(greater=greater, left=left, right=right):
                return call("greater" if greater else "lesser", self.amount(left, s, that), self.amount(right, s, that))
            case c.SumAmount(left=left, right=right, unit=unit):
                more = self.amount(right, s, that)
                if unit is not None:
                    more = call("counted", s, self._count(unit, s), more)
                return call("added", s, self.amount(left, s, that), more)
            case c.UpToAmount(amount=amount, limit=limit, spec=given):
                return self._limited(amount, limit, given, s, that, self.amount(amount, s, that))
            case c.AtLeastAmount(amount=amount, limit=limit):
                return self._raised(amount, limit, s, that, self.amount(amount, s, that))
            case c.UpToCount(amount=amount, count=count, spec=given):
                return call("at_most_times", s, self.amount(amount, s, that), str(count), spec(given), text(self.owner))
            case _:
                assert_never(node)

    of_items = False
    """Whether the consequence that is written counts the units of single items."""

    owner = ""
    """The name of the consequence that is written: limits in a window add up over what it has given."""

    def counted(self, node: c.Amount, s: str, that: c.Amount | None) -> Code:
        """The amount for each unit that the trigger counts; a limit around it holds for all of them together."""
        match node:
            case c.UpToAmount(amount=amount, limit=limit, spec=given):
                return self._limited(amount, limit, given, s, that, self.counted(amount, s, that), together=True)
            case c.AtLeastAmount(amount=amount, limit=limit):
                return self._raised(amount, limit, s, that, self.counted(amount, s, that), together=True)
            case c.UpToCount(amount=amount, count=count, spec=given):
                return call(
                    "at_most_times", s, self.counted(amount, s, that), str(count), spec(given), text(self.owner)
                )
            case _:
                return call("for_each", s, self.amount(node, s, that))

    def _limited(
        self,
        amount: c.Amount,
        limit: c.Amount,
        given: m.WindowSpec | None,
        s: str,
        that: c.Amount | None,
        inner: Code,
        together: bool = False,
    ) -> Code:
        that = base_of(amount) or that
        of = self._apart(amount, limit)
        if given is not None:
            within = Function(self.amount(limit, "s", that))
            return call("up_to_in", s, inner, within, spec(given), text(self.owner), of=of)
        if together and not _by_item(amount, limit):
            of_item = "True" if self.of_items else None
            most = self.amount(limit, s, that)
            return call("up_to_here", s, inner, most, text(self.owner), of_item=of_item, of=of)
        return call("up_to", s, inner, self.amount(limit, s, that))

    def _raised(
        self, amount: c.Amount, limit: c.Amount, s: str, that: c.Amount | None, inner: Code, together: bool = False
    ) -> Code:
        that = base_of(amount) or that
        least = self.amount(limit, s, that)
        if together and not _by_item(amount, limit):
            of_item = "True" if self.of_items else None
            return call(
                "raised_here", s, inner, least, text(self.owner), of_item=of_item, of=self._apart(amount, limit)
            )
        return call("raised", s, inner, least)

    def _apart(self, amount: c.Amount, limit: c.Amount) -> Code | None:
        """The records for each row of which a limit is apart: those for which the fees are."""
        fees = [
            one
            for one in nodes_and_values((amount, limit))
            if isinstance(one, c.Fee) and one.service in self.facts.services
        ]
        names = dict.fromkeys(fee.of_group or self.facts.services[fee.service].each for fee in fees)
        return texts(name for name in names if name) if any(names) else None

    def table(self, table: c.Bands, s: str, base: c.Amount | None) -> Code:
        rows = []
        for row in table.rows:
            cells: list[Code] = [
                "None" if cell is None or not owed else Function(self.amount(cell, "s", base))
                for cell, owed in zip(row.cells, row.applicable, strict=True)
            ]
            choice = row.choice.strip('"')
            words = comparison(row.comparison) if row.comparison is not None else choice
            rows.append(
                call(
                    "TableRow",
                    text(words),
                    tuple_of(cells),
                    test=None if row.comparison is None else self.test(row.comparison, s),
                    choice=text(choice) if row.comparison is None else None,
                )
            )
        unit = unit_text(self.facts.unit_of(table.measure)) if table.measure is not None else ""
        owner = next((one for one in self.plan.consequences if one.name == self.owner), None)
        levels = levels_that_may_be_met(owner, table, self.plan) if owner is not None else ()
        return call(
            "from_table",
            s,
            tuple_of(rows),
            measure=None if table.measure is None else Function(self.measure(table.measure, "s")),
            named=text(table.measure.name) if isinstance(table.measure, a.NamedMeasure) else None,
            unit=text(unit) if unit else None,
            field=text(table.field or "Clause") if table.measure is None else None,
            columns=texts(table.columns) if table.column_field else None,
            column_field=text(table.column_field) if table.column_field else None,
            met=tuple_of(self.test(level, s) for level in levels) if levels else None,
        )

    def _count(self, unit: c.UnitTrigger, s: str) -> Code:
        """How many units a formula within a cell counts."""
        size, steps = quantity(unit.step), text(unit.steps.value)
        match unit.quantity:
            case c.Exceeds():
                return call("steps_in", s, self.excess(unit.quantity, s), size, steps, band=band_of(unit))
            case c.OfItem(selection=selection):
                return call("steps_in", s, call("item_length", s, text(selection.name)), size, steps)
            case c.ByLateness(selection=selection, clause=clause):
                late = call("seconds_late", s, text(selection.name), *([text(clause)] if clause else []))
                return call("steps_in", s, late, size, steps)
            case c.OfLedger(ledger=ledger):
                return call("steps_in", s, call("ledger_balance", s, text(ledger)), size, steps)
            case _:
                assert_never(unit.quantity)

    def excess(self, node: c.Exceeds, s: str) -> Code:
        limit: Code = call("limit_named", s, text(node.limit)) if isinstance(node.limit, str) else quantity(node.limit)
        return call("short_of" if node.short else "beyond", self.measure(node.measure, s), limit)
