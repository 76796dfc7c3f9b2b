"""What an amount comes to, where it stands, and what "that fee" means in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.reasons import Figure, Span, Told, money, told
from sladsl.checks.statement import Evidence
from sladsl.model.consequences import (
    AllFees,
    Amount,
    AtLeastAmount,
    DeclaredUnits,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForPeriod,
    FeeForTime,
    FixedAmount,
    FromTable,
    ItemAmount,
    Less,
    MeasuredAmount,
    NamedAmount,
    ShareOf,
    SumAmount,
    ThatAmount,
    UpToAmount,
    UpToCount,
)
from sladsl.model.node import node
from sladsl.time.windows import Window


@node
class Sum:
    """`value` None: nothing is payable (no row of the table applies) or, where `truth` is not true, it cannot be told yet. `words` is a noun
    phrase: "10% of the Web Hosting fee for March 2026 (GBP 4,000.00)"; `because` are whole reasons."""

    value: Fraction | None
    words: str = ""
    because: tuple[str, ...] = ()
    truth: Truth = Truth.TRUE
    evidence: tuple[Evidence, ...] = ()


@node
class Setting:
    """Where an amount stands: its clause, the base of its sentence ("that fee"), and the missed clause for which a table is read."""

    clause: str
    that: Amount | None = None
    missed: str = ""


def base_of(amount: Amount) -> Amount | None:
    """What "that fee" means in the sentence of the amount: its first fee, field or named amount."""
    match amount:
        case Fee() | AllFees() | FeeForTime() | FeeForPeriod() | ItemAmount() | NamedAmount():
            return amount
        case FixedAmount() | ExtremeAmount() | Less():
            return amount
        case ShareOf(base=base) | FeeDays(base=base) | MeasuredAmount(base=base):
            return base_of(base)
        case FromTable(base=base):
            return base_of(base) if base is not None else None
        case UpToAmount(amount=inner) | AtLeastAmount(amount=inner) | UpToCount(amount=inner):
            return base_of(inner)
        case SumAmount(left=left, right=right):
            return base_of(left) or base_of(right)
        case ThatAmount() | DeclaredUnits():
            return None
        case _:
            assert_never(amount)


def sum_of_fees(value: Fraction | None, words: str, window: Window, currency: str) -> Sum:
    """Of a service in a window, in words; unknown where there is no value."""
    return sum_of_money(value, for_window(words, window), currency)


def sum_of_money(value: Fraction | None, words: str, currency: str) -> Sum:
    """The words with the amount; unknown where there is no value."""
    if value is None:
        return unknown(words)
    return Sum(value, with_amount(words, money(value, currency)))


def for_window(words: str, window: Window) -> Told:
    return told("{what} for {span}", what=words, span=Span(window.label))


def with_amount(words: str, amount: Figure) -> Told:
    return told("{what} ({amount})", what=words, amount=amount)


def unknown(words: str) -> Sum:
    """What no record and no price tells."""
    return Sum(None, words, (told("{what} is not known", what=words),), Truth.UNDETERMINED)


def derived(inner: Sum, make: Callable[[Fraction], Fraction], words: str) -> Sum:
    """What follows from another sum, in words of its own."""
    return inner if inner.value is None else replace(inner, value=make(inner.value), words=words)
