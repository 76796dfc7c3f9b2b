"""The stage of a search: a cone, the months in which its cases play, and what can happen there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.finding_levers import levers_of
from sladsl.ambiguity.witness.lengths import DAY, HOUR, limits_in, marks
from sladsl.ambiguity.witness.levers import Acts, Changes, Counted, Figures, Lever, Pieces, Samples, Series
from sladsl.ambiguity.witness.rows import roughly
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.model.algebra import InWindows
from sladsl.model.consequences import Terminate
from sladsl.model.duties import Level
from sladsl.model.moments import Limit, WindowSpec, WindowUnit
from sladsl.model.worked import Event
from sladsl.records.table import OPEN_END
from sladsl.time.dates import ONE_DAY
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, instant_of, start_of_day

_MOST_MONTHS = 14
_EARLIEST = date(2026, 1, 1)
_DAYS = {WindowUnit.MINUTE: 1, WindowUnit.HOUR: 1, WindowUnit.DAY: 1, WindowUnit.WEEK: 7, WindowUnit.MONTH: 31, WindowUnit.QUARTER: 92, WindowUnit.YEAR: 366}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Some events, and the instants between which the months lie that are settled; `now` comes after every time limit. `topic`: the kind
    of boundary that the events are at."""

    events: tuple[Event, ...]
    first: int
    last: int
    now: int
    topic: str
    background: tuple[Event, ...] = ()
    """What stands behind the events so that nothing else is out of order."""

    @property
    def all_events(self) -> tuple[Event, ...]:
        return self.events + self.background


@dataclass(frozen=True, eq=False)
class Stage:
    cone: Cone
    ground: Ground
    least_horizon: int = 0
    """How long a case has consequences under the other answers to the same question."""

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        return levers_of(self.cone)

    @cached_property
    def failing(self) -> tuple[Samples | Changes | Pieces, ...]:
        """What lasts for a time; last what takes many rows to tell."""
        found = (one for one in self.levers if isinstance(one, Samples | Changes | Pieces))
        return tuple(sorted(found, key=lambda one: isinstance(one, Changes) and one.interval > 0))

    @cached_property
    def acts(self) -> tuple[Acts, ...]:
        return tuple(one for one in self.levers if isinstance(one, Acts))

    @cached_property
    def again(self) -> tuple[Series, ...]:
        return tuple(one for one in self.levers if isinstance(one, Series))

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        return tuple(one for one in self.levers if isinstance(one, Figures))

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        return tuple(one for one in self.levers if isinstance(one, Counted))

    @cached_property
    def exercised(self) -> bool:
        """Whether the cone has a right that must be exercised in a time."""
        return self.cone.rights and any(
            isinstance(node, Terminate) and node.exercise is not None for node in self.cone.nodes
        )

    @cached_property
    def steady(self) -> tuple[tuple[Figures | Counted, Fraction], ...]:
        return tuple(steady_levers(self))

    @cached_property
    def _topics(self) -> dict[Topic, tuple[Iterator[Case], list[Case]]]:
        return {}

    def cases(self, topic: Topic, most: int) -> Iterator[Case]:
        """So many of a topic at the most, made once for all questions."""
        if topic not in self._topics:
            self._topics[topic] = (topic(self), [])
        rest, made = self._topics[topic]
        for number in range(most):
            if number == len(made):
                case = next(rest, None)
                if case is None:
                    return
                made.append(case)
            yield made[number]

    # --- time ---

    @property
    def zone(self) -> str:
        return self.cone.plan.zone

    @cached_property
    def term(self) -> Window:
        return self.ground.world((), {}, 0).term

    @cached_property
    def months(self) -> tuple[Window, ...]:
        """The first months of the term that lie wholly in it; of an agreement without a day of effect, those from 2026 on."""
        start = (
            max(self.term.start, start_of_day(_EARLIEST, self.zone))
            if self.cone.plan.term.start is None
            else self.term.start
        )
        found = self.ground.months(start, min(start + _MOST_MONTHS * 31 * DAY, self.term.end))
        whole = tuple(one for one in found if one.days >= 28)
        return whole[: _MOST_MONTHS - 1] or found

    @cached_property
    def plain(self) -> Window:
        """A month of 30 days with one before it, where there is one."""
        for one in self.months[1:]:
            if one.days == 30 and not self._clock_changes(one):
                return one
        return self.months[min(1, len(self.months) - 1)]

    def _clock_changes(self, window: Window) -> bool:
        return window.length != window.days * DAY

    def month_after(self, window: Window) -> Window:
        following = [one for one in self.months if one.start >= window.end]
        return following[0] if following else window

    def at(self, day: date, hour: int = 10, minute: int = 0, second: int = 0) -> int:
        return instant_of(datetime.combine(day, time(hour, minute, second)), self.zone)

    def day_in(self, window: Window, day: int) -> date:
        """The day of that number in the window, counted from its first."""
        return min(window.first + timedelta(days=day - 1), window.last)

    def workday(self, day: date) -> date:
        """The day, or the Monday after it."""
        while day.weekday() > 4:
            day += ONE_DAY
        return day

    # --- limits ---

    @cached_property
    def window_lengths(self) -> tuple[int, ...]:
        """Of the windows in which something is measured, in microseconds; the plain month first. Of quarters and years that one in which
        the plain month lies: a level is reached to the minute only where the length is exact."""
        found = [self.plain.length]
        for node in self.cone.nodes:
            spec = node.window if isinstance(node, Level) else node if isinstance(node, WindowSpec) else None
            if spec is None or (spec.unit is WindowUnit.MONTH and spec.count == 1):
                continue
            unit = {WindowUnit.MINUTE: HOUR // 60, WindowUnit.HOUR: HOUR}.get(spec.unit, _DAYS[spec.unit] * DAY)
            found.append(self._of_plain(spec) or unit * spec.count)
        return tuple(dict.fromkeys(found))

    def _of_plain(self, spec: WindowSpec) -> int:
        """How long the window of this kind is in which the plain month starts; 0 where it is no single quarter or year."""
        if spec.unit not in (WindowUnit.QUARTER, WindowUnit.YEAR) or spec.count > 1:
            return 0
        held = self.ground.windows(spec, self.plain.start, self.plain.start + 1)
        return held[0].length if held else 0

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The lengths of time at which a measure of the cone comes to a limit."""
        limits = limits_in(self.cone)
        return tuple(sorted({one for length in self.window_lengths for one in marks(limits, length)}))[:12]

    @cached_property
    def horizon(self) -> int:
        """How long after its last event a case still has consequences: windows that end later, and time limits that run."""
        windows = max(self.window_lengths)
        for node in self.cone.nodes:
            if isinstance(node, InWindows):
                windows = max(windows, node.of * 31 * DAY)
        for ledger in self.cone.plan.ledgers:
            windows = max(windows, (ledger.carried_windows + 1) * 31 * DAY)
        return max(windows if windows > 32 * DAY else 0, self.least_horizon)

    @cached_property
    def patience(self) -> int:
        """The longest time limit, in microseconds."""
        lengths = [
            roughly(length)
            for node in self.cone.nodes
            if isinstance(node, Limit)
            for length in (*((node.length,) if node.length else ()), *(one for _, one in node.lengths))
        ]
        return max([40 * DAY, *(one + 10 * DAY for one in lengths)])

    def case(self, topic: str, events: tuple[Event, ...], first: int, last: int) -> Case:
        """Settled from the month of the first moment to that of the last, and as far as it has consequences."""
        end = min(last + self.horizon, self.term.end if self.term.end != OPEN_END else last + self.horizon)
        end = max(end, first + 1)
        months = self.ground.months(first, end)
        # a moment after the term, too: under another answer the term may hold it
        start, until = (months[0].start, max(months[-1].end, last + 1)) if months else (first, end)
        now = start_of_day(date_of(until + self.patience, self.zone), self.zone)
        return self.with_events(Case(events, start, until, now, topic), events)

    def without_claims(self, case: Case) -> Case:
        """For a case on which no money hangs."""
        return replace(case, background=background(self, case.events, case.first, case.last, claimed=False))

    def with_events(self, case: Case, events: tuple[Event, ...]) -> Case:
        """The case with other events, and what these need behind them."""
        behind = background(self, events, case.first, case.last, claimed=case.topic != "claims")
        return replace(case, events=events, background=behind)

    def day_of(self, instant: int) -> date:
        return date_of(instant, self.zone)


Topic = Callable[[Stage], Iterator[Case]]

from sladsl.ambiguity.witness.seeds.background import background, steady_levers  # noqa: E402 - a stage makes its backgrounds, which look at it
