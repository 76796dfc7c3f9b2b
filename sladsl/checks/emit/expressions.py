"""From the algebra to Python expressions: every node becomes one call that reads like the phrase that it stands for.

Each method takes the name of the scope variable, `s` in definitions and duties, `at` where a consequence follows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.nodes import Facts, unit_text, walk
from sladsl.checks.emit.source import Call, Code, Function, call, decimal, dict_of, fraction, text, texts, tuple_of
from sladsl.checks.plan import Plan
from sladsl.model import algebra as a
from sladsl.model import moments as m
from sladsl.model.quantities import Bound, Comparator, Comparison, Dimension, Quantity, Rounding

COMPARATORS = {
    Comparator.AT_LEAST: "at_least",
    Comparator.AT_MOST: "at_most",
    Comparator.MORE_THAN: "more_than",
    Comparator.LESS_THAN: "less_than",
    Comparator.EXACTLY: "exactly",
}
TIMES = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


def number(value: Fraction) -> str:
    digits = decimal(value)
    return f'number("{digits}")' if digits is not None else fraction(value)


def ratio(value: Fraction) -> str:
    """A share as a percentage, a multiple as a number."""
    digits = decimal(value * 100)
    return f'percent("{digits}")' if digits is not None and value <= 1 else number(value)


def time(value: Fraction, unit: str = "") -> str:
    """A length of time in the unit in which it is written, or in the largest that divides it."""
    names = [unit] if unit in TIMES else [one for one in ("hour", "minute", "second") if value % TIMES[one] == 0]
    for name in names:
        digits = decimal(value / TIMES[name])
        if digits is not None:
            return f'{"full_days" if name == "day" else name + "s"}("{digits}")'
    digits = decimal(value)
    return f'seconds("{digits}")' if digits is not None else fraction(value)


def quantity(given: Quantity) -> str:
    match given.unit.dimension:
        case Dimension.PERCENT:
            digits = decimal(given.value * 100)
            return f'percent("{digits}")' if digits is not None else fraction(given.value)
        case Dimension.TIME:
            return time(given.value, given.unit.name)
        case Dimension.NUMBER | Dimension.MONEY | Dimension.PHYSICAL | Dimension.UNIT:
            return number(given.value)
        case _:
            assert_never(given.unit.dimension)


def rounding(given: Rounding) -> tuple[str, str]:
    return text(given.mode.value), fraction(given.step)


def spec(given: m.WindowSpec) -> Call:
    return call(
        "Spec",
        text(given.unit.value),
        kind=text(given.kind.value) if given.kind is not m.WindowKind.PLAIN else None,
        count=str(given.count) if given.count != 1 else None,
        sliding="True" if given.sliding else None,
    )


class Expressions:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.facts = Facts(plan)
        self.clause = ""
        self.documents = {duty.kind.record for duty in plan.duties if type(duty.kind).__name__ == "Document"}  # type: ignore[union-attr]

    # --- comparisons ---------------------------------------------------------------------------------------------------

    def bound(self, given: Bound, s: str) -> Code:
        limit = (
            quantity(given.limit) if isinstance(given.limit, Quantity) else call("limit_named", s, text(given.limit))
        )
        return call(COMPARATORS[given.comparator], limit)

    def test(self, given: Comparison, s: str) -> Code:
        bounds = [self.bound(one, s) for one in given.bounds]
        return bounds[0] if len(bounds) == 1 else call("both", *bounds)

    def percentage(self, measure: a.Measure) -> str | None:
        return "True" if unit_text(self.facts.unit_of(measure)) == "%" else None

    # --- windows, points, lengths, limits --------------------------------------------------------------------------------

    def window(self, ref: m.WindowRef, s: str) -> Code:
        match ref:
            case m.Supplied():
                return f"{s}.window"
            case m.Neighbour(offset=offset, count=count, unit=unit):
                return call("neighbour", s, text(unit.value), str(offset), count=str(count) if count != 1 else None)
            case m.MonthOf(year=year, month=month):
                return call("month_of", s, str(year), str(month))
            case m.TermWindow(count=count, unit=unit):
                return call("term", s) if unit is None else call("term", s, text(unit.value), str(count))
            case m.Before(length=length, point=point):
                return call("before", s, self.length(length), self.point(point, s))
            case m.Around(unit=unit, point=point):
                if point is None:
                    return call("around", s, text(unit.value))
                return call("around", s, text(unit.value), self.point(point, s), own="False")
            case _:
                assert_never(ref)

    def point(self, point: m.Point, s: str) -> Code:
        match point:
            case m.FieldPoint(record=record, field=field):
                return call("field_time", s, text(record), text(field))
            case m.ItemEdge(name=name, end=end):
                return call("end_of_item" if end else "start_of_item", s, text(name))
            case m.WindowEdge(window=window, end=end):
                return call("end_of_window" if end else "start_of_window", s, self.window(window, s))
            case m.DuePoint(record=record):
                return call("due_time", s, text(record))
            case m.ExtremePoint(later=later, points=points):
                return call("later_of" if later else "earlier_of", *(self.point(one, s) for one in points))
            case m.NthEvent(nth=nth, end=end):
                return call("nth_event", s, str(nth), end=str(end))
            case m.RecordPoint(record=record, field=field, nth=nth, after=after):
                if after is None:
                    return call("nth_record", s, text(record), text(field), str(nth))
                return call(
                    "nth_record", s, text(record), text(field), str(nth), after=self.point(after, s), counted="True"
                )
            case m.FixedPoint(year=year, month=month, day=day, minute=minute):
                return call(
                    "fixed_time", s, str(year), str(month), str(day), minute=None if minute is None else str(minute)
                )
            case m.RequestPoint():
                return "None"
            case _:
                assert_never(point)

    def length(self, length: m.Length) -> Code:
        match length.basis:
            case m.LengthBasis.ELAPSED:
                return call("elapsed", time(length.amount, length.unit))
            case m.LengthBasis.DAYS:
                return call("days", str(length.amount))
            case m.LengthBasis.BUSINESS_DAYS:
                return call("business_days", str(length.amount))
            case m.LengthBasis.MONTHS:
                return call("months", str(length.amount))
            case m.LengthBasis.CALENDAR:
                return call(
                    "hours_of", time(length.amount, length.unit), Function(call("the", "s", text(length.period)))
                )
            case _:
                assert_never(length.basis)

    def limit(self, limit: m.Limit, s: str) -> Code:
        if isinstance(limit.anchor, m.RequestPoint):
            return call("on_request")
        anchor = self.point(limit.anchor, s)
        if limit.kind is m.LimitKind.BY:
            return call("by", s, anchor)
        if limit.by_field:
            choices = dict_of((text(choice), self.length(length)) for choice, length in limit.lengths)
            return call(
                "by_choice",
                s,
                text(limit.by_field),
                choices,
                Function(self._measured_limit(limit, "length", anchor, s), "length"),
            )
        if limit.length is None:
            return call("by", s, anchor)
        return self._measured_limit(limit, self.length(limit.length), anchor, s)

    def _measured_limit(self, limit: m.Limit, length: Code, anchor: Code, s: str) -> Code:
        match limit.kind:
            case m.LimitKind.WITHIN:
                pauses = None if limit.pauses is None else self.period(limit.pauses, s)  # type: ignore[arg-type]
                return call("within", s, length, anchor, pauses=pauses)
            case m.LimitKind.AT_LEAST_BEFORE:
                return call("at_least_before", s, length, anchor)
            case m.LimitKind.AT_MOST_BEFORE:
                return call("at_most_before", s, length, anchor)
            case m.LimitKind.AT_LEAST_AFTER:
                return call("at_least_after", s, length, anchor)
            case m.LimitKind.BY:
                return call("by", s, anchor)
            case _:
                assert_never(limit.kind)

    # --- selections and predicates ---------------------------------------------------------------------------------------

    def scoped(self, scopes: tuple[a.Scope, ...], s: str) -> Code:
        found: Code = s
        for scope in scopes:
            found = call("of", found, text(scope.name), *([texts(scope.via)] if scope.via else []))
        return found

    def selection(self, chosen: a.Selection, s: str, window: str = "") -> Code:
        """`window`: the one that applies where the selection names none."""
        if any(scope.via for scope in chosen.scopes) or any(scope.name not in chosen.name for scope in chosen.scopes):
            inner = self._selected(chosen, "s", window.replace(s + ".", "s.") if window else "")
            if chosen.scopes:
                return call("scoped", self.scoped(chosen.scopes, s), Function(inner))
        return self._selected(chosen, s, window)

    def _selected(self, chosen: a.Selection, s: str, window: str) -> Code:
        ref = chosen.window
        where: Code | None = None if chosen.where is None else Function(self.predicate(chosen.where, "s", chosen.name))
        inside: Code | None = window or None
        fleeting = False
        if ref is not None:
            inside = self.window(ref, s)
            fleeting = isinstance(ref, m.Neighbour | m.Before | m.Around)
        name = chosen.name
        choices = self._choices(name)
        return call(
            "select",
            s,
            text(name),
            where=where,
            window=None if choices is not None else inside,
            always="False" if fleeting else None,
            missing_documents="True"
            if name in self.documents and chosen.where is not None and _asks_late(chosen.where)
            else None,
            choices=choices,
        )

    def _choices(self, name: str) -> Code | None:
        if name in self.facts.records or name in self.facts.definitions:
            return None
        return texts(self.facts.choice_fields.get(name, ()))

    def predicate(self, node: a.Predicate, s: str, item: str) -> Code:
        """`item`: the name under which the row or piece that is asked is bound."""
        match node:
            case a.FieldIs(field=field, bound=bound) if bound:
                return call("field_names", s, text(field), text(bound))
            case a.FieldIs(field=field, values=values):
                return call("field_is", s, text(field), *(text(value) for value in values))
            case a.InBoundWindow(field=field, window=window):
                return call("in_window", s, f"{s}.row()", text(field), self.window(window, s))
            case a.FieldCompares(field=field, comparison=comparison):
                return call("field_compares", s, text(field), self.test(comparison, s))
            case a.Done(record=record, field=field, limit=limit):
                return call("done", s, text(record), text(field), *([] if limit is None else [self.limit(limit, s)]))
            case a.InTime(record=record, field=field):
                return call("done_in_time", s, text(record), *([text(field)] if field else []))
            case a.Late(record=record, field=field, by=by):
                more = None if by is None else self.test(by, s)
                return call("late", s, text(record), *([text(field)] if field else []), by_more=more)
            case a.Lasts(name=name, comparison=comparison):
                return call("lasts", s, text(name), self.test(comparison, s))
            case a.HasCount(selection=selection, comparison=comparison, spec=given):
                return call(
                    "has_count",
                    s,
                    Function(self.selection(selection, "s", "s.window" if given is not None else "")),
                    self.test(comparison, s),
                    spec=None if given is None else spec(given),
                    clause=text(self.clause) if self.clause and given is not None else None,
                )
            case a.InPeriod(period=period, point=point):
                at = call("start_of_item", s, text(item)) if point is None else self.point(point, s)
                return call("in_period", s, self.period(period, s), at)
            case a.AllHold(parts=parts):
                return call("all_of", *(self.predicate(one, s, item) for one in parts))
            case a.AnyHolds(parts=parts):
                return call("any_of", *(self.predicate(one, s, item) for one in parts))
            case a.NotSo(part=part):
                return call("is_not", self.predicate(part, s, item))
            case _:
                assert_never(node)

    # --- periods -------------------------------------------------------------------------------------------------------

    def period(self, node: a.Period, s: str, named: str = "") -> Code:
        """`named`: the definition that the period is, for the readings that carry its name."""
        match node:
            case a.FromTo(selection=selection, start=start, end=end):
                return call(
                    "from_to",
                    s,
                    self.selection(selection, s),
                    text(selection.name),
                    start=Function(self.point(start, "s")),
                    end=Function(self.point(end, "s")),
                    period=text(named) if named else None,
                )
            case a.Runs(state=state, shortest=shortest):
                return call(
                    "runs",
                    s,
                    self.state(state, s),
                    shortest=None if shortest is None else self.length(shortest),
                    unit=_run_unit(shortest) if isinstance(state, a.MeasureState) else None,
                )
            case a.Intervals(length=length, state=state):
                return call("intervals", s, time(length.amount, length.unit), self.state(state, s))
            case a.Hysteresis(record=record, fails=fails, failing=failing, passes=passes, passing=passing, by=by):
                return call(
                    "hysteresis",
                    s,
                    call("select", s, text(record)),
                    text(record),
                    str(fails),
                    Function(self.predicate(failing, "s", record)),
                    str(passes),
                    Function(self.predicate(passing, "s", record)),
                    by=text(by) if by else None,
                    period=text(named) if named else None,
                )
            case a.WeeklyHours(entries=entries, except_holidays=except_holidays):
                hours = tuple_of(
                    tuple_of([tuple_of([str(d) for d in days]), str(start), str(end)]) for days, start, end in entries
                )
                return call("weekly", s, hours, except_holidays="True" if except_holidays else None)
            case a.YearlySeason(first=first, last=last):
                return call("yearly", s, first=f"({first[0]}, {first[1]})", last=f"({last[0]}, {last[1]})")
            case a.NamedPeriod(name=name, scopes=scopes):
                return call("the", self.scoped(scopes, s), text(name))
            case a.FieldPeriods(record=record, field=field):
                return call("field_periods", s, text(record), text(field))
            case a.WindowPeriod(window=window):
                return call("whole_window", s, self.window(window, s))
            case a.UnionOf(parts=parts):
                return call("united", *(self.period(one, s, named) for one in parts))
            case a.Within(base=base, inside=inside):
                start_ = self.period(base, s, named)
                if self.facts.of_its_row(inside):
                    return call("inside_its", s, start_, Function(self.period(inside, "s")))
                return call("inside", start_, self.period(inside, s))
            case a.Except(base=base, removed=removed):
                found = self.period(base, s, named)
                plain = [one for one in removed if not self.facts.of_its_row(one)]
                if plain:
                    found = call("except_for", found, *(self.period(one, s) for one in plain))
                for one in removed:
                    if one not in plain:
                        found = call("except_its", s, found, Function(self.period(one, "s")))
                return found
            case a.OnlyPieces(base=base, name=name, where=where):
                return call(
                    "only", s, self.period(base, s, named), text(name), Function(self.predicate(where, "s", name))
                )
            case a.UpTo(base=base, length=length, spec=given):
                return call("up_to_length", s, self.period(base, s, named), self.length(length), spec(given))
            case a.CountedBeyond(base=base, length=length):
                return call("beyond_first", self.period(base, s, named), self.length(length))
            case a.AcrossGroup(group=group, quorum=quorum, period=period, bound=bound):
                return call(
                    "across",
                    s,
                    self.selection(group, s),
                    text(group.name),
                    text(quorum.value),
                    Function(self.period(period, "s")),
                    bound=None if bound is None else self.bound(bound, s),
                )
            case _:
                assert_never(node)

    def state(self, node: a.State, s: str) -> Code:
        match node:
            case a.SamplesShow(selection=selection, quorum=quorum, shows=shows, across=across, bound=bound):
                return call(
                    "Samples",
                    text(selection.name),
                    Function(self.selection(selection, "s")),
                    text(quorum.value),
                    Function(self.predicate(shows, "s", selection.name)),
                    across=text(across) if across else None,
                    bound=None if bound is None else self.bound(bound, s),
                )
            case a.MeasureState(measure=measure, comparison=comparison):
                return call("Measured", Function(self._compared(measure, comparison, "s")))
            case _:
                assert_never(node)

    def _compared(self, measure: a.Measure, comparison: Comparison, s: str) -> Code:
        return call(
            "is_",
            s,
            Function(self.measure(measure, "s")),
            self.test(comparison, s),
            percentage=self.percentage(measure),
        )

    # --- measures ------------------------------------------------------------------------------------------------------

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
            case a.OfPeriod(aggregate=aggregate, period=period, window=window):
                name = period.name if isinstance(period, a.NamedPeriod) else ""
                return self._in(
                    window,
                    s,
                    lambda s: call(
                        "of_period", s, text(aggregate.value), self.period(period, s), *([text(name)] if name else [])
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
                return self._in(window, s, lambda s: call("the", self.scoped(scopes, s), text(name)))
            case a.Rounded(measure=measure, rounding=given):
                return call("rounded", self.measure(measure, s), *rounding(given))
            case a.ExtremeOf(greater=greater, left=left, right=right):
                return call("greater" if greater else "lesser", self.measure(left, s), self.measure(right, s))
            case a.ItemValue(record=record, field=field):
                return call("field_value", s, text(record), text(field))
            case a.ItemLength(name=name):
                return call("item_length", s, text(name))
            case a.LedgerBalance(ledger=ledger):
                return call("ledger_balance", s, text(ledger))
            case _:
                assert_never(node)

    def _in(self, window: m.WindowRef, s: str, inner: object) -> Code:
        assert callable(inner)
        if isinstance(window, m.Supplied):
            here: Code = inner(s)
            return here
        return call("in_", s, self.window(window, s), Function(inner("s")))

    # --- conditions ----------------------------------------------------------------------------------------------------

    def condition(self, node: a.Condition, s: str) -> Code:
        match node:
            case a.MeasureIs(measure=measure, comparison=comparison, window=window):
                if isinstance(window, m.Supplied):
                    return self._compared(measure, comparison, s)
                return call("asked_in", s, self.window(window, s), Function(self._compared(measure, comparison, "s")))
            case a.Records(quantifier=quantifier, selection=selection, that=that, bound=bound):
                documents = selection.name in self.documents and that is not None and _asks_late(that)
                rows = self.selection(selection, s, f"{s}.window" if documents else "")
                if documents and isinstance(rows, Call):
                    rows = Call(rows.function, (*rows.arguments, ("missing_documents", "True")))
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
                    clause=text(self.clause) if self.clause else None,
                )
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


def _run_unit(shortest: m.Length | None) -> str | None:
    return (
        None
        if shortest is None or shortest.unit not in TIMES or shortest.unit == "minute"
        else time(Fraction(TIMES[shortest.unit]))
    )


def _asks_late(node: object) -> bool:
    return any(isinstance(one, a.Late | a.InTime) for one in walk(node))
