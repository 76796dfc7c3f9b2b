"""Open readings as findings: the code of each kind of slot."""

from __future__ import annotations

from types import MappingProxyType

from sladsl.model.readings import Admissible, Slot
from sladsl.model.slots import slot

# Codes are those of the ambiguity catalogue where it has the question; those from A014 on are ours.
CODES = MappingProxyType(
    {
        "month": "B009",
        "quarter": "B012",
        "year": "B011",
        "partial window": "A010",
        "group part": "A010",
        "day": "B015",
        "day count": "B001",
        "limit end": "B026",
        "window end": "A014",
        "months length": "B008",
        "last day": "B007",
        "last day back": "B007",
        "days before": "B024",
        "delay": "A035",
        "repeated act": "A039",
        "term start": "A015",
        "notice": "I002",
        "early claim": "A016",
        "partial minute": "C009",
        "stretch ends": "A017",
        "straddling": "B025",
        "piece belongs": "B025",
        "open period": "A018",
        "allowance order": "A019",
        "sample speaks": "C012",
        "missing record": "C013",
        "comparison": "C008",
        "percentile": "C006",
        "no value": "C024",
        "idle interval": "C025",
        "amount rounding": "D011",
        "several amounts": "D011",
        "claim": "A009",
        "stacking": "H002",
        "several rows": "D002",
        "between rows": "D001",
        "met rows": "H001",
        "unit step": "D007",
        "item limit": "D010",
        "cap order": "D009",
        "restart": "I006",
        "ledger order": "E007",
        "ledger end": "E008",
        "day of fee": "B021",
        "efforts": "G002",
    }
)
"""Kind of slot → its code; why it matters is told in `manual/questions/`. Slots that a general rule of the language closes are never open."""


def code_of(slot: str) -> str:
    """The code of an open slot; `slot` may carry its subject ("missing record/Probe")."""
    return CODES[slot.partition("/")[0]]


ELSEWHERE = (
    "The sentence stands in the clause, or for the whole agreement under Interpretation; or write "
    "`This agreement follows the Standard Interpretation Rules, edition 1.`, which answers most questions of counting."
)

_SUBJECTS = {
    "group part": "Circuit",
    "piece belongs": "Outage",
    "open period": "Outage",
    "sample speaks": "Probe",
    "missing record": "Probe",
    "idle interval": "Error Rate",
    "ledger order": "excess in Hours Worked",
    "ledger end": "shortfall in Hours Worked",
}


def asked(kind: str) -> Slot:
    """The question of a kind of slot as the manual asks it, of a Probe or an Outage where it has a subject."""
    more = (Admissible("Outcome=failure", "A missing Probe counts as a failure."),) if kind == "missing record" else ()
    return slot(f"{kind}/{_SUBJECTS.get(kind, '')}", more)
