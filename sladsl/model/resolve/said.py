"""What the sentences of one text have said so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from sladsl.model.agreement import Calendar, LeftOpen, ReadAs, ServiceLife, Term
from sladsl.model.algebra import Condition, Selection
from sladsl.model.consequences import Consequence, Ledger, Rule
from sladsl.model.duties import Deemed, Due, Duty, Quota
from sladsl.model.quantities import Rounding
from sladsl.model.worked import Example
from sladsl.syntax.tree import Phrase


@dataclass
class Said:
    """Filled sentence by sentence. `only_if` and `only_to` hold for a clause as a whole."""

    duties: list[Duty] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    deemed: list[Deemed] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    lives: dict[str, ServiceLife] = field(default_factory=dict)
    read_as: list[ReadAs] = field(default_factory=list)
    left_open: list[LeftOpen] = field(default_factory=list)
    term: Term = Term(None, None)
    rounding: Rounding | None = None
    calendar: Calendar | None = None
    without_credits: list[Phrase] = field(default_factory=list)
    only_if: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    only_to: dict[str, Selection] = field(default_factory=dict)
