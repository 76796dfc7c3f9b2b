"""Answers: a condition is true, false, pending (a time limit still runs) or undetermined (a record that it needs is absent).

A fifth answer, "undefined", says that the question does not arise (is a Ticket in time on which no time limit stands?); it counts
as not fulfilled, and so does its opposite.
"""

from __future__ import annotations

from collections.abc import Callable

PENDING = "pending"
UNDETERMINED = "undetermined"
UNDEFINED = "undefined"

Answer = bool | str


class Undecided(Exception):
    """A value cannot be had: `state` is pending or undetermined."""

    def __init__(self, state: str, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


class MissingSentence(Exception):
    """The contract leaves a reading open that changes the result, and no value was given for it."""

    def __init__(self, name: str, question: str = "", sentences: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.question = question
        self.sentences = sentences


def answered(ask: Callable[[], Answer]) -> Answer:
    """The answer, or the state in which a value that it needs stands."""
    try:
        return ask()
    except Undecided as undecided:
        return undecided.state


def all_of(*answers: Answer) -> Answer:
    """False as soon as one is; what is not known stands before what time will decide."""
    if any(one is False for one in answers):
        return False
    for state in (UNDEFINED, UNDETERMINED, PENDING):
        if state in answers:
            return state
    return True


def any_of(*answers: Answer) -> Answer:
    if any(one is True for one in answers):
        return True
    for state in (UNDETERMINED, PENDING, UNDEFINED):
        if state in answers:
            return state
    return False


def is_not(answer: Answer) -> Answer:
    return (not answer) if isinstance(answer, bool) else answer
