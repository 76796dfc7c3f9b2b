"""Consequences: on what occasions they follow, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.fees import Money
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.world import Scope


@dataclass(frozen=True)
class Effect:
    """What follows on one occasion. `kind`: pay, incur, extend, excuse, counts as missed, right, credit lapses, clause lapses,
    greatest, note."""

    kind: str
    scope: Scope
    verb: str = ""
    payer: str = ""
    payee: str = ""
    amount: Money = None
    unit: str = ""
    clause: str = ""
    subject: str = ""
    services: tuple[str, ...] = ()
    text: str = ""
    limit: Fraction | None = None
    spec: Spec | None = None
    twice: bool = False
    daily: bool = False
    exercise: Callable[[Scope], Limit | None] | None = None
    of_group: str = ""
    because: tuple[str, ...] = ()


# --- effects ---------------------------------------------------------------------------------------------------------------------


def _because(s: Scope) -> tuple[str, ...]:
    trail, s.world.trail = tuple(s.world.trail), []
    return (*s.because, *trail)


def pay(s: Scope, verb: str, payer: str, payee: str, amount: Money, services: tuple[str, ...] = ()) -> Effect:
    """`verb`: credit, refund or pay; the amount falls due for the window of the occasion."""
    return Effect("pay", s, verb, payer, payee, amount, services=services, because=_because(s))


def incur(s: Scope, party: str, unit: str, count: Money, twice: bool = False) -> Effect:
    return Effect("incur", s, payer=party, unit=unit, amount=count, twice=twice, because=_because(s))


def extend(
    s: Scope,
    party: str,
    subject: str,
    amount: Fraction,
    unit: str,
    limit: Fraction | None = None,
    spec: Spec | None = None,
) -> Effect:
    """The term ("") or a service is extended by so much for each step, up to the limit in each window of `spec`."""
    return Effect(
        "extend",
        s,
        payer=party,
        subject=subject,
        amount=amount * s.count,
        unit=unit,
        limit=limit,
        spec=spec,
        because=_because(s),
    )


def excuse(s: Scope, party: str, clause: str) -> Effect:
    return Effect("excuse", s, payer=party, clause=clause)


def counts_as_missed(s: Scope, clause: str) -> Effect:
    return Effect("counts as missed", s, clause=clause)


def right(
    s: Scope,
    party: str,
    what: str,
    notice: str = "",
    of_group: str = "",
    exercise: Callable[[Scope], Limit | None] | None = None,
) -> Effect:
    """A right arises: to terminate something by notice."""
    return Effect(
        "right", s, payer=party, subject=what, text=notice, exercise=exercise, of_group=of_group, because=_because(s)
    )


def credit_lapses(s: Scope) -> Effect:
    return Effect("credit lapses", s)


def only_greatest(s: Scope, item: str, chooser: str = "", daily: bool = False) -> Effect:
    """Of the credits to which one item of that name leads only the greatest (`daily`: of each day) is due; `chooser` is taken to choose it."""
    return Effect("greatest", s, payer=chooser, subject=item, daily=daily)


def clause_lapses(s: Scope, clause: str) -> Effect:
    """A clause applies no more in windows that end later than that of the occasion."""
    return Effect("clause lapses", s, clause=clause)


def note(s: Scope, text: str) -> Effect:
    """What follows changes no amount of this window."""
    return Effect("note", s, text=text)
