"""Open readings as findings: the code of each kind of slot, and what hangs on it in money."""

from __future__ import annotations

from types import MappingProxyType

from sladsl.model.readings import Admissible, Slot
from sladsl.model.slots import slot

# Codes are those of the ambiguity catalogue where it has the question; those from A014 on are ours.
CODES = MappingProxyType(
    {
        "month": (
            "B009",
            "Forty minutes of downtime on 31 January and on 1 February are one bad billing month, or two good calendar months.",
        ),
        "quarter": (
            "B012",
            "A quarter that starts in February has other months in it, so a bad March counts elsewhere.",
        ),
        "year": (
            "B011",
            "Three misses from November to January give a right in a contract year, and none in a calendar year.",
        ),
        "partial window": (
            "A010",
            "Thirty minutes of downtime in a first month of eleven days are 99.81% of those days and 99.93% of the whole month; "
            "and a credit of 5% is one of the whole fee or of a third of it.",
        ),
        "group part": (
            "A010",
            "A line that is ordered on 20 June and fails for 30 minutes is below 99.9% of its eleven days, and above 99.9% of June.",
        ),
        "day": (
            "B015",
            "A report at 17:00 on Monday that is due within 1 day is due by midnight on Tuesday, or by 17:00.",
        ),
        "day count": (
            "B001",
            "A claim within 5 days after 1 June is in time on 5 June, and on 6 June only if 1 June is not counted.",
        ),
        "limit end": (
            "B026",
            "An answer exactly 15 minutes after the call is in time or late, and each late answer costs its credit.",
        ),
        "window end": (
            "A014",
            "30 days after the end of June run from 30 June or from 1 July: a claim on 31 July is late or in time.",
        ),
        "months length": (
            "B008",
            "A month's notice on 31 January ends on 28 February or on 2 March, and a month's fee hangs on it.",
        ),
        "last day": (
            "B007",
            "A claim that is due on a Sunday is lost on Monday, unless the time ends on the next business day.",
        ),
        "last day back": (
            "B007",
            "Notice at least 10 days before Tuesday 11 September is due on Saturday the 1st, or on Friday 31 August.",
        ),
        "days before": (
            "B024",
            "Maintenance on 10 June at 02:00, told on 5 June at 09:00, is told 5 days before or not.",
        ),
        "term start": (
            "A015",
            "A term of 12 months from 1 January ends on 31 December or on 1 January, and with it the last fee.",
        ),
        "notice": (
            "I002",
            "A notice that is sent on 30 June and arrives on 1 July ends the agreement this year or a year later.",
        ),
        "early claim": (
            "A016",
            "A credit that is claimed before its month has ended is due, or has to be claimed again.",
        ),
        "stretch ends": (
            "A017",
            "A probe at the very minute in which a failure ends belongs to it or not: 59 or 60 minutes of downtime.",
        ),
        "straddling": (
            "B025",
            "An outage from 23:30 to 00:30 at the end of June takes 30 minutes from each month, or 60 from one.",
        ),
        "piece belongs": ("B025", "A failure from 30 June to 1 July is the fourth of June, or the first of July."),
        "open period": (
            "A018",
            "A failure that is still open at the end of the month counts until then, or not at all.",
        ),
        "allowance order": (
            "A019",
            "Of 6 hours of maintenance 4 are allowed: which 2 count as downtime decides in which outage they fall.",
        ),
        "sample speaks": ("C012", "One failed probe every 5 minutes is one minute of downtime, or five."),
        "missing record": (
            "C013",
            "A day without probes is a day of downtime (96.7% in June), a day of uptime, or no day at all.",
        ),
        "comparison": ("C008", "99.895% is below 99.9%, and rounded to two decimal places it is not."),
        "percentile": (
            "C006",
            "Of 10 response times the 95th percentile is the longest, or lies between the two longest.",
        ),
        "no value": ("C024", "A month without a single ticket keeps the promise on tickets, or breaks it."),
        "idle interval": (
            "C025",
            "An interval without requests has no error rate: left out it changes the average, as 0% it dilutes it.",
        ),
        "amount rounding": (
            "D011",
            "A credit of 5% of EUR 20.50 is EUR 1.025; over 300 invoices the half cents add up.",
        ),
        "several amounts": (
            "D011",
            "300 credits of EUR 1.025 each are EUR 309.00 where each is rounded half up, and EUR 307.50 where their sum is.",
        ),
        "claim": ("A009", "A credit that no one claims is due, or is not."),
        "stacking": ("H002", "A month that misses two service levels gives both credits, or the greater one."),
        "several rows": ("D002", "A value that lies in two rows takes the better credit, the smaller one, or both."),
        "between rows": ("D001", "A value that lies in no row takes the credit of a neighbour, or none."),
        "met rows": (
            "H001",
            "At the target itself the service level is met, and the first row of the table gives a credit.",
        ),
        "unit step": ("D007", "1 hour and 59 minutes are one full hour, two started ones, or 1.98."),
        "item limit": (
            "D010",
            'Two outages of 3% and 4% under "up to 5%": 7% where each has its own limit, 5% where they share it.',
        ),
        "cap order": (
            "D009",
            "A cap on a service before the cap on the agreement leaves another sum than the other way round.",
        ),
        "restart": (
            "I006",
            "After misses in January, February and March, a miss in April gives the right again, or is the first of three.",
        ),
        "ledger order": (
            "E007",
            "Hours made good fill the oldest gap or the newest: the other one lapses, and is paid for.",
        ),
        "ledger end": ("E008", "What is still owed on the last day of the term is lost, or has to be paid."),
        "day of fee": (
            "B021",
            "A day of a fee of EUR 3,000 is EUR 107.14 in February, EUR 96.77 in March, or EUR 100.00 always.",
        ),
        "efforts": ("G002", "Efforts that fail are a missed service level with its credit, or no breach at all."),
    }
)
"""Kind of slot → its code, and two readings of one case. Slots that a general rule of the language closes are never open."""


def code_of(slot: str) -> str:
    """The code of an open slot; `slot` may carry its subject ("missing record/Probe")."""
    return CODES[slot.partition("/")[0]][0]


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
