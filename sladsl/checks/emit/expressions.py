"""From the algebra to Python expressions: every node becomes one call that reads like the phrase that it stands for.

Each method takes the name of the scope variable, `s` in definitions and duties, `at` where a consequence follows.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.literals import number, quantity, rounding, spec, time
from sladsl.checks.emit.periods import Periods
from sladsl.checks.emit.selections import asks_late
from sladsl.checks.emit.source import Call, Code, Function, call, text, tuple_of
from sladsl.model import algebra as a
from sladsl.model import moments as m


class Expressions(Periods):
    """How much, and whether."""

    def measure(self, node: a.Measure, s: str) -> Code:
        match node:
            case a.OfField(aggregate=aggregate, fields=fields, selection=selection, percentile=percentile):
                return call(
                    "of_field",
                    s,
                    text(aggregate.value),
                    self.selection(selection, s),
                    *(text(field) for field in fields),
                    percentile=None if percentile is None else number(percentile),
                )
            case a.CountOf(selection=selection):
                return call("number_of", self.selection(selection, s))
            case a.OfPeriod(aggregate=aggregate, period=period, window=window, percentile=percentile):
                name = period.name if isinstance(period, a.NamedPeriod) else ""
                return self._in(
                    window,
                    s,
                    lambda s: call(
                        "of_period",
                        s,
                        text(aggregate.value),
                        self.period(period, s),
                        *([text(name)] if name else []),
                        percentile=None if percentile is None else number(percentile),
                    ),
                )
            case a.OverWindows(
                aggregate=aggregate,
                measure=measure,
                spec=given,
                interval=interval,
                windows=windows,
                percentile=percentile,
            ):
                return call(
                    "over_windows",
                    s,
                    text(aggregate.value),
                    Function(self.measure(measure, "s")),
                    spec=None if given is None else spec(given),
                    interval=time(Fraction(interval)) if interval else None,
                    windows=tuple_of(self.window(one, s) for one in windows) if windows else None,
                    name=text(measure.name) if isinstance(measure, a.NamedMeasure) else None,
                    percentile=None if percentile is None else number(percentile),
                )
            case a.OverThings(
                aggregate=aggregate, measure=measure, selection=selection, window=window, percentile=percentile
            ):
                return self._in(
                    window,
                    s,
                    lambda s: call(
                        "over_things",
                        s,
                        text(aggregate.value),
                        text(selection.name),
                        self.selection(selection, s),
                        Function(self.measure(measure, "s")),
                        percentile=None if percentile is None else number(percentile),
                    ),
                )
            case a.ShareOfRecords(selection=selection, that=that):
                return call(
                    "share_of",
                    s,
                    text(selection.name),
                    self.selection(selection, s),
                    Function(self.predicate(that, "s", selection.name)),
                )
            case a.ShareOfTime(period=period, outside=outside, left_out=left_out, window=window):
                return self._in(
                    window,
                    s,
                    lambda s: Call(
                        "share_of_time",
                        (
                            ("", s),
                            ("", self.period(period, s)),
                            ("", "NOT_IN" if outside else "IN"),
                            *(("", self.period(one, s)) for one in left_out),
                        ),
                    ),
                )
            case a.ShareOfUnits(unit=unit, state=state, left_out=left_out, window=window):
                return self._in(
                    window,
                    s,
                    lambda s: call(
                        "share_of_units",
                        s,
                        time(unit.amount, unit.unit),
                        self.state(state, s),
                        *(self.period(one, s) for one in left_out),
                    ),
                )
            case a.Arithmetic(operator=operator, left=left, right=right):
                names = {
                    a.Operator.PLUS: "plus",
                    a.Operator.MINUS: "minus",
                    a.Operator.TIMES: "times",
                    a.Operator.OVER: "over",
                }
                return call(names[operator], self.measure(left, s), self.measure(right, s))
            case a.Constant(quantity=given):
                return quantity(given)
            case a.NamedMeasure(name=name, scopes=scopes, window=window):
                if name not in self.facts.definitions:
                    return call("agreed_value", s, text(name))
                if not isinstance(window, m.Supplied):
                    return call(
                        "in_", s, self.window(window, s), Function(call("the", self.scoped(scopes, "s"), text(name)))
                    )
                return call("the", self._along(scopes, self.scoped(scopes, s)), text(name))
            case a.Rounded(measure=measure, rounding=given):
                return call("rounded", self.measure(measure, s), *rounding(given))
            case a.ExtremeOf(greater=greater, left=left, right=right):
                return call("greater" if greater else "lesser", self.measure(left, s), self.measure(right, s))
            case a.ItemValue(record=record, field=field):
                return call("field_value", s, text(record), text(field))
            case a.ItemLength(name=name):
                return call("item_length", s, text(name))
            case a.UnitsIncurred(unit=counted, party=party, window=window):
                of = text(party) if party else None
                return self._in(window, s, lambda s: call("units_incurred", s, text(counted), party=of))
            case a.LedgerBalance(ledger=ledger):
                return call("ledger_balance", s, text(ledger))
            case _:
                assert_never(node)

    def _along(self, scopes: tuple[a.Scope, ...], scoped: Code) -> Code:
        """A stretch of time of which a measure is told."""
        periods = (one.name for one in scopes if one.name in self.facts.definitions and one.via is None)
        return next((call("along", scoped, text(name)) for name in periods if self._is_period(name)), scoped)

    def _is_period(self, name: str) -> bool:
        return isinstance(self.facts.definitions[name].body, a.Period)

    def _in(self, window: m.WindowRef, s: str, inner: Callable[[str], Code]) -> Code:
        if isinstance(window, m.Supplied):
            return inner(s)
        return call("in_", s, self.window(window, s), Function(inner("s")))

    def condition(self, node: a.Condition, s: str) -> Code:
        match node:
            case a.MeasureIs(measure=measure, comparison=comparison, window=window):
                needed = self.facts.sampled(measure)
                if isinstance(window, m.Supplied):
                    return self._compared(measure, comparison, s, needed, over=True)
                compared = self._compared(measure, comparison, "s", needed)
                return call("asked_in", s, self.window(window, s), Function(compared))
            case a.Records(quantifier=quantifier, selection=selection, that=that, bound=bound):
                late = selection.name in self.documents and that is not None and asks_late(that)
                rows = self.selection(selection, s, f"{s}.window" if late else "", late=late)
                return call(
                    "there_are",
                    s,
                    text(quantifier.value),
                    text(selection.name),
                    Function(rows, ""),
                    *([] if that is None else [Function(self.predicate(that, "s", selection.name))]),
                    bound=None if bound is None else self.bound(bound, s),
                )
            case a.Misses(clause=clause, party=party, window=window):
                return call("misses", s, text(clause), text(party), self.window(window, s))
            case a.IsAgreed(name=name):
                return call("is_agreed", s, text(name))
            case a.InWindows(condition=condition, least=least, of=of, unit=unit):
                return call(
                    "so_many",
                    s,
                    Function(self.condition(condition, "s")),
                    least=str(least),
                    of_=str(of),
                    unit=text(str(unit)),
                    right=text(self.right) if self.right else None,
                )
            case a.Ever(condition=condition, unit=unit):
                return call("ever", s, Function(self.condition(condition, "s")), text(unit))
            case a.CreditsReachCap(window=window):
                return call("cap_reached", s, self.window(window, s))
            case a.AllOf(parts=parts):
                return call("all_of", *(self.condition(one, s) for one in parts))
            case a.AnyOf(parts=parts):
                return call("any_of", *(self.condition(one, s) for one in parts))
            case a.Not(part=part):
                return call("is_not", self.condition(part, s))
            case _:
                assert_never(node)
