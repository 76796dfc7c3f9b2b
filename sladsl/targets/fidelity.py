"""What a target keeps of an agreement: for each part of it, whether it is said exactly, approximately (how), or not at all (why)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from sladsl.checks.plan import Plan
from sladsl.model.consequences import BesidesOthers, Cap, ClaimRule, Consequence, LeastCredit, Ledger, NotApplying
from sladsl.model.duties import Duty, Quota
from sladsl.model.schema import Record
from sladsl.node import node

Node = Duty | Quota | Consequence | Ledger | Cap | ClaimRule | LeastCredit | BesidesOthers | NotApplying | Record | str
"""A node of the plan; text for what is no node of its own (the term)."""


class Kept(StrEnum):
    EXACT = "exact"
    APPROXIMATED = "approximated"
    LEFT_OUT = "not representable"


@node
class Said:
    """`what` in the words of the text, `line` that of the contract (0: none); `how` it is approximated, or why it cannot be said ("" where
    it is exact)."""

    clause: str
    line: int
    what: str
    kept: Kept
    how: str = ""


class Fidelity:
    """Collects what becomes of each of the parts that a target speaks of; each is told once at least, or `list` refuses."""

    def __init__(self, parts: Iterable[Node]) -> None:
        self._parts = tuple(parts)
        self._said: dict[int, list[Said]] = {}

    def exact(self, part: Node) -> None:
        self._say(part, Kept.EXACT, "")

    def approximated(self, part: Node, how: str) -> None:
        self._say(part, Kept.APPROXIMATED, how)

    def left_out(self, part: Node, why: str) -> None:
        self._say(part, Kept.LEFT_OUT, why)

    def rest(self, why: str) -> None:
        """Of every part of which nothing is told yet: it cannot be said."""
        for part in self._parts:
            if id(part) not in self._said:
                self.left_out(part, why)

    def list(self) -> tuple[Said, ...]:
        """In the order of the parts."""
        silent = [part for part in self._parts if id(part) not in self._said]
        assert not silent, f"nothing is told of {silent[0]}"
        return tuple(dict.fromkeys(said for part in self._parts for said in self._said[id(part)]))

    def _say(self, part: Node, kept: Kept, how: str) -> None:
        clause, line, what = _words(part)
        self._said.setdefault(id(part), []).append(Said(clause, line, what, kept, how))


def whole(plan: Plan) -> tuple[Node, ...]:
    """Every part of an agreement that has consequences for somebody, in the order of the plan."""
    return (*plan.duties, *plan.quotas, *plan.consequences, *plan.ledgers, *plan.rules)


def _words(part: Node) -> tuple[str, int, str]:
    """The clause, the line and what is said there."""
    match part:
        case str():
            return "", 0, part
        case Record():
            return "", 0, f"the records of {part.plural}"
        case Duty() | Quota() | Consequence():
            return part.clause, part.place.line, part.text
        case Ledger():
            return "", part.place.line if part.place is not None else 0, part.text or part.name
        case Cap() | ClaimRule() | LeastCredit():
            return getattr(part, "clause", ""), part.place.line, part.text
        case BesidesOthers():
            return part.clause, part.place.line, f'credits under clause "{part.clause}" are due besides other credits'
        case NotApplying():
            return part.clause, part.place.line, f'when clause "{part.clause}" does not apply'
        case _:
            assert_never(part)
