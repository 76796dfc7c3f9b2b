"""The slots that a plan can have: what each asks, and the sentences that answer it.

`{}` in a question or sentence stands for the slot's subject: the record, period, measure, ledger or clause after its slash. What a
value makes of the evaluation is said beside it.
"""

from __future__ import annotations

from sladsl.model.readings import Admissible, Slot
from sladsl.model.slots.consequences import CONSEQUENCES
from sladsl.model.slots.counting import COUNTING
from sladsl.model.slots.times import TIMES

_KINDS = TIMES | COUNTING | CONSEQUENCES

GENERAL_RULES = {
    "early act": "allowed",
    "calendar limit": "as soon as",
    "amount rounded": "once",
    "partial minute": "exact",
    "overlap": "once",
    "holidays": "actual",
    "month length": "actual",
}
"""Rules of the language itself, in force unless a sentence says otherwise, and printed as readings. That on minutes is no answer where the
text speaks of minutes that may be down in part (`Agreement.by_minutes`): the question is then open."""

WIDER = {"last day back": "last day"}
"""Kind of slot → the kind whose sentence speaks of it, too, unless one speaks of it alone."""

NAMES = tuple(_KINDS)


def slot(name: str, more: tuple[Admissible, ...] = ()) -> Slot:
    """The slot of this name ("missing record/Probe"), with further admissible values that its subject brings. KeyError: no such slot."""
    kind, _, subject = name.partition("/")
    question, values = _KINDS[kind]
    said = tuple(Admissible(value, _about(sentence, subject)) for value, sentence in values)
    return Slot(name, _about(question, subject), more + said)


def _about(sentence: str, subject: str) -> str:
    if subject.startswith("unused part"):
        sentence = sentence.replace("a {}", "the {}").replace("A {}", "The {}")
    elif subject[:1] in set("AEIOUaeiou"):
        sentence = sentence.replace("A {}", "An {}").replace(" a {}", " an {}")
    return sentence.replace("{}", subject)
