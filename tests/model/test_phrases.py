"""Every sentence of the phrase files has a meaning in a world in which its names exist, or the finding that is listed for it."""

from __future__ import annotations

import pytest

from sladsl.checks.lower import lower
from sladsl.findings import Finding, Severity, error
from sladsl.model.resolve import resolve
from sladsl.syntax.source import Source
from tests.model.phrase_texts import FILES, Tried, phrases, tree_of, world

SENTENCES = [tried for path in FILES for tried in phrases(path)]

WORLDS = {
    # what the sentence speaks of is another thing here than in the other sentences
    '"Counted Outage" means': {
        '"Outage" means each period of at least 5 consecutive minutes in which every Probe has Outcome failure.': (
            '"Outage" means the time from Reported to Restored of each Ticket.'
        ),
    },
    "Provider shall keep Monthly Uptime of each Database": {
        '"Database" is a service that Provider supplies to Customer for GBP 100.00 a month for each Cluster.\n': "",
        'A "Region" is': (
            'A "Database" is a record that Provider keeps in "Inventory", with:\n\n- Name: text\n- Plan: enterprise or team\n\nA "Region" is'
        ),
        "- Region: a Region, if any\n": "- Region: a Region, if any\n- Database: a Database, if any\n",
    },
    'A "Probe" is a record that Provider collects from': {
        "the average Latency of the Probes": "the average Latency of the Samples"
    },
    "If Provider does not, Provider shall credit Customer 10% of the Database fee": {
        "## The clause\n\n### The clause itself\n\nProvider shall keep Monthly Uptime": (
            "## The clause\n\n### The clause itself\n\nProvider shall keep Monthly Uptime of each Cluster"
        ),
    },
    "If Provider does not, Provider shall credit Customer 10% of the greater of": {
        "## The clause\n\n### The clause itself\n\nProvider shall keep Monthly Uptime": (
            "## The clause\n\n### The clause itself\n\nProvider shall keep Monthly Uptime of each Port"
        ),
    },
}
"""Changes to the universe, by the beginning of the sentence for which they are made."""

ASKED = {
    "If the total Downtime in a month is more than 30 minutes, Provider shall notify Customer within 2 hours.": "N038",
    '"Bad Time" means Outage and Degradation of each Circuit.': "N058",
    "This agreement follows the Standard Interpretation Rules, edition 1.": "N210",
    "Customer shall pay Provider a bonus of 5% of the Web Hosting fee for that month.": "N143",
    "Provider shall send a Service Report to Customer by the 15th day of each month.": "N048",
    "Provider shall send a Service Report to Customer by the last business day of each quarter.": "N048",
    "Provider shall notify Customer promptly.": "N145",
    "Provider shall notify Customer within 5 days.": "N145",
    "Provider shall keep 99.9% Monthly Uptime in each month.": "D003",
    "Provider shall credit Customer a credit of 10%.": "A003",
    "Provider shall credit Customer 10%.": "A003",
    "Provider will keep Monthly Uptime between 95% and 99% in each month.": "G001",
    "Monthly Uptime shall be at least 99.9%.": "A004",
    "Monthly Uptime shall be at least 99.9% in each month.": "A004",
    "Each Ticket shall be Answered within 4 hours.": "A004",
    "Provider shall ensure that each Ticket is Answered and/or is Resolved within 4 hours after it is Opened.": "D014",
    "Provider shall ensure that each Defect is Resolved within 30 minutes to 1 hour after it is Opened.": "N024",
    "Customer is eligible to receive a credit of 10%.": "A004",
    "Customer is entitled to a credit of 10% of the Web Hosting fee for that month.": "A004",
    "Provider shall ensure that no Invoice is late.": "N130",
    "Provider shall keep Monthly Uptime at the following level in each month: "
    "| Plan | Monthly Uptime | | gold | Uptime Target |": "N128",
    "Provider shall keep the average Latency at or below 300 milliseconds in each month.": "N084",
    "Given that every Probe of Frankfurt has Latency 500 milliseconds from 5 March 2026 10:00 to 5 March 2026 11:30: "
    'Provider misses clause "Latency" in March 2026.': "N195",
}
"""Bad or unsettled wordings, with the finding that asks about them."""


def _errors(text: str, line: int) -> tuple[list[Finding], list[Finding]]:
    source = Source("phrase.sla", text)
    tree, read = tree_of(source)
    agreement, told = resolve(tree, source, lambda name: None)
    lower(agreement, {})
    errors = [f for f in (*read, *told) if f.severity is Severity.ERROR]
    loose = [one for one in agreement.wordings if one.code != "A008"]  # no cap stands around a sentence alone
    errors += [error(one.code, one.question, one.place, hint=" ".join(one.answers)) for one in loose]
    own = [f for f in errors if f.place is not None and f.place.line >= line]
    return own, [f for f in errors if f not in own]


def _changes(tried: Tried) -> dict[str, str]:
    return next((changes for start, changes in WORLDS.items() if tried.short.startswith(start)), {})


@pytest.mark.parametrize("tried", SENTENCES, ids=lambda tried: f"{tried.group.split(' ')[0]}: {tried.short[:70]}")
def test_has_a_meaning(tried: Tried) -> None:
    """Alone in the last clause of the universe, or else after the sentences of its group."""
    expected = ASKED.get(tried.short)
    own, elsewhere = _errors(*world(tried, _changes(tried), with_group=False))
    if expected is None and own:
        own, _ = _errors(*world(tried, _changes(tried), with_group=True))
        elsewhere = []
    assert [f"{f.code} {f.message}" for f in elsewhere] == []
    if expected is None:
        assert [f"{f.code} {f.message}" for f in own] == []
    else:
        assert [f.code for f in own] == [expected]


@pytest.mark.parametrize("sentence", ASKED, ids=lambda sentence: str(sentence)[:70])
def test_a_finding_says_what_to_write(sentence: str) -> None:
    tried = next(tried for tried in SENTENCES if tried.short == sentence)
    own, _ = _errors(*world(tried, _changes(tried), with_group=False))
    assert all(f.hint or f.readings for f in own)


def test_the_universe_is_in_order() -> None:
    text, _ = world(Tried("", "Credits are due without a claim.", ()), {}, with_group=False)
    own, elsewhere = _errors(text, 1)
    assert [f"{f.code} {f.message}" for f in (*own, *elsewhere)] == []
