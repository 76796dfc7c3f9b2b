"""Readings: the places where honest readers could count in two ways, each a slot with a short list of admissible values.

A slot is closed by one sentence, in the clause or under Interpretation, or stays open. Slots that speak of one record, period or
measure carry its name after a slash: "missing record/Probe". The evaluator asks `Readings` for the value at the place where it
matters; there is no default.
"""

from __future__ import annotations

from collections.abc import Mapping

from sladsl.findings import Place
from sladsl.node import node


@node
class Admissible:
    """One value of a slot: `sentence` is what the author can write, what a finding proposes and what the document prints."""

    value: str
    sentence: str


@node
class Slot:
    """`name` with its subject ("missing record/Probe"), the question that it answers, and the ways to answer it."""

    name: str
    question: str
    admissible: tuple[Admissible, ...]


@node
class Reading:
    """A slot of this contract: chosen (`value`, with the sentence that says so) or open (`value` None).

    `origin`: "contract", the name of the upper agreement, or the interpretation rules from which the sentence comes. A value may carry
    parameters after a colon: "billing:15", "rounded half up:1/10000".
    """

    slot: Slot
    value: str | None
    sentence: str = ""
    origin: str = ""
    place: Place | None = None


class OpenReading(Exception):
    """Raised by `Readings.value` where the contract leaves the slot open and no value was given; caught where statements are made."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(slot.name)
        self.slot = slot


class Readings:
    """The readings in force for one evaluation: those of the contract, overridden by those given. Notes which slots were asked."""

    def __init__(self, readings: tuple[Reading, ...], given: Mapping[str, str]) -> None:
        self._by_name = {reading.slot.name: reading for reading in readings}
        self._given = dict(given)
        self.asked: set[str] = set()

    def value(self, name: str) -> str:
        """The value of the slot; raises OpenReading where it is open, KeyError where the plan has no such slot (a bug)."""
        self.asked.add(name)
        if name in self._given:
            return self._given[name]
        reading = self._by_name[name]
        if reading.value is None:
            raise OpenReading(reading.slot)
        return reading.value
