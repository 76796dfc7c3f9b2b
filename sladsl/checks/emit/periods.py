"""Periods and states as Python expressions."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from typing import assert_never

from sladsl.checks.emit.literals import TIMES, spec, time
from sladsl.checks.emit.selections import Selections
from sladsl.checks.emit.source import Code, Function, call, text, texts, tuple_of
from sladsl.model import algebra as a
from sladsl.model import moments as m
from sladsl.model.quantities import Comparison


class Periods(Selections):
    """When."""

    @abstractmethod
    def measure(self, node: a.Measure, s: str) -> Code:
        """States compare measures; see `expressions`."""

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
                hours = tuple_of(_hours(entry) for entry in entries)
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
                apart = "True" if self.facts.of_intervals(node) else None
                return call("united", *(self.period(one, s, named) for one in parts), apart=apart)
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
            case a.AcrossGroup(group=group, quorum=quorum, period=period, bound=bound, of_all=of_all):
                of = f"{s}.without({group.name!r})" if of_all else s
                return call(
                    "across",
                    of,
                    self.selection(group, of),
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
                if not isinstance(measure, a.NamedMeasure):
                    return call("Measured", Function(self._compared(measure, comparison, "s")))
                value, test = Function(self.measure(measure, "s")), Function(self.test(comparison, "s"))
                return call(
                    "Measured", Function(self._compared(measure, comparison, "s")), text(measure.name), value, test
                )
            case _:
                assert_never(node)

    def _compared(
        self, measure: a.Measure, comparison: Comparison, s: str, needed: tuple[str, ...] = (), over: bool = False
    ) -> Code:
        """`needed`: the records that have to reach over the window, which (`over`) has to be over; of a state, which is asked of each
        interval, none, and it need not."""
        return call(
            "is_",
            s,
            Function(self.measure(measure, "s")),
            self.test(comparison, s),
            percentage=self.percentage(measure),
            records=texts(needed) if needed else None,
            over="True" if over else None,
            ends="True" if self.facts.has_ends(measure) else None,
        )


def _hours(entry: a.DayHours) -> Code:
    return call(
        "Hours",
        tuple_of([str(day) for day in entry.days]),
        str(entry.start),
        str(entry.until),
        numbers=tuple_of([str(number) for number in entry.numbers]) if entry.numbers else None,
        day_after="True" if entry.day_after else None,
    )


def _run_unit(shortest: m.Length | None) -> str | None:
    return (
        None
        if shortest is None or shortest.unit not in TIMES or shortest.unit == "minute"
        else time(Fraction(TIMES[shortest.unit]))
    )
