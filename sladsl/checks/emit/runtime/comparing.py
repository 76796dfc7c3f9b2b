"""Comparisons with limits, and in which window they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Answer, Undecided, all_of, answered
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.named import agreed_value, not_covered, the
from sladsl.checks.emit.runtime.numbers import round_to, rounding_of
from sladsl.checks.emit.runtime.world import Scope, reading

# --- comparisons -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """One comparison with a limit. `side`: "low" keeps values from below out, "high" from above, "exact" both."""

    side: str
    limit: Fraction
    inclusive: bool

    def __call__(self, value: Fraction) -> bool:
        return self.beyond(value) == 0

    def beyond(self, value: Fraction) -> int:
        """-1: the value lies below what the bound admits, 1: above, 0: it is admitted."""
        if value == self.limit and self.inclusive:
            return 0
        if self.side in ("low", "exact") and value <= self.limit:
            return -1
        return 1 if self.side in ("high", "exact") and value >= self.limit else 0


@dataclass(frozen=True)
class Both:
    """All bounds hold."""

    bounds: tuple[Bound, ...]

    def __call__(self, value: Fraction) -> bool:
        return all(bound(value) for bound in self.bounds)

    def beyond(self, value: Fraction) -> int:
        return next((side for bound in self.bounds if (side := bound.beyond(value))), 0)


Test = Bound | Both


def at_least(limit: Fraction) -> Test:
    return Bound("low", limit, True)


def at_most(limit: Fraction) -> Test:
    return Bound("high", limit, True)


def more_than(limit: Fraction) -> Test:
    return Bound("low", limit, False)


def less_than(limit: Fraction) -> Test:
    return Bound("high", limit, False)


def exactly(limit: Fraction) -> Test:
    return Bound("exact", limit, True)


def both(*tests: Test) -> Test:
    return Both(tuple(bound for test in tests for bound in (test.bounds if isinstance(test, Both) else (test,))))


def limit_of(test: Test) -> Fraction:
    """The limit from which a shortfall or an excess is counted: the first."""
    return test.limit if isinstance(test, Bound) else test.bounds[0].limit


def compared(s: Scope, value: Fraction, percentage: bool) -> Fraction:
    """The value as it is compared (reading "comparison")."""
    rounding = rounding_of(reading(s, "comparison", otherwise="exact"), percentage)
    return value if rounding is None else round_to(value, *rounding)


def between(test: Test, least: Fraction, most: Fraction) -> Answer:
    """Whether the test holds of a value that lies somewhere between the two ends: pending where it holds of some of them."""
    answers = []
    for bound in test.bounds if isinstance(test, Both) else (test,):
        low, high = bound.beyond(least), bound.beyond(most)
        answers.append(low == 0 if low == high else PENDING)
    return all_of(*answers)


def so_far(
    s: Scope, measure: Callable[[Scope], Fraction | None], test: Test, percentage: bool, ends: bool
) -> tuple[Fraction | None, Answer]:
    """While rows are pending: the value without them, and the answer where no outcome of theirs can change it. `ends`: whether what they can
    make of the measure at the least and at the most can be worked out."""
    if s.window.end > s.world.now:
        return None, PENDING  # what is not over yet changes by more than these rows
    found: dict[str, Fraction | None] = {}
    for assumed in ("none", "least", "most") if ends else ("none",):
        s.world.assume = assumed
        s.world.memory, kept = {}, s.world.memory
        try:
            found[assumed] = measure(s)
        except Undecided as undecided:
            return None, undecided.state
        finally:
            s.world.assume, s.world.memory = "", kept
    least, most = found.get("least"), found.get("most")
    if least is None or most is None:
        return found["none"], PENDING
    return found["none"], between(test, compared(s, least, percentage), compared(s, most, percentage))


def is_(
    s: Scope,
    measure: Callable[[Scope], Fraction | None],
    test: Test,
    percentage: bool = False,
    records: tuple[str, ...] = (),
    over: bool = False,
    ends: bool = False,
) -> Answer:
    """The measure compares so; one without a value does not. `records`: which it needs to reach over the window, which (`over`) has to
    be over; `ends`: see `so_far`."""

    def ask() -> Answer:
        if over and s.window.end > s.world.now:
            raise Undecided(PENDING, "the window is not over")
        short = not_covered(s, records)
        if short:
            raise Undecided(UNDETERMINED, short)
        try:
            value = measure(s)
        except Undecided as undecided:
            if undecided.state == PENDING and not s.world.assume:
                return so_far(s, measure, test, percentage, ends)[1]
            raise
        return value is not None and test(compared(s, value, percentage))

    return answered(ask)


# --- other windows -----------------------------------------------------------------------------------------------------------------


def in_(s: Scope, window: Window | None, measure: Callable[[Scope], Fraction | None]) -> Fraction | None:
    """The measure in another window; none where there is no such window, pending where it is not over."""
    if window is None:
        return None
    if window.end > s.world.now:
        raise Undecided(PENDING, "a window is not over")
    return measure(s.within(window))


def asked_in(s: Scope, window: Window | None, ask: Callable[[Scope], Answer]) -> Answer:
    """The condition in another window."""
    if window is None:
        return False
    if window.end > s.world.now:
        return PENDING
    return ask(s.within(window))


def limit_named(s: Scope, name: str) -> Fraction:
    """A limit that is an order-form value or a measure."""
    value: Fraction | None = the(s, name) if name in s.world.contract.definitions else agreed_value(s, name)
    if value is None:
        raise Undecided(UNDETERMINED, f"{name} has no value")
    return value
