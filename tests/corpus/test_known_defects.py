"""Defects of published agreements: each is refused here, or found, with the value at which it goes wrong.

Restated in our own words. Each test names the kind of defect and where it was seen; it is silent where the text is mended.
"""

from __future__ import annotations

import pytest

import sladsl
from sladsl.findings import Finding, Severity
from sladsl.worked_examples import run_examples
from tests.checks import said

HEAD = said.text_of("""## Services and records

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

An "Incident" is a record that Provider keeps in "Desk", with:

- Number: text
- Start: time
- End: time, if any

## Definitions

"Downtime" means the time from Start to End of each Incident.
"Monthly Uptime" means the percentage of the time in a month that is not Downtime.

## Service levels

### Availability

""")
SHARE = "If Provider does not, Provider shall credit Customer a share of the Hosting fee for that month:"
TENTH = "If Provider does not, Provider shall credit Customer 10% of the Hosting fee for that month."
POINTS = '\n## Other\n\nA "Point" is a unit.\n'


def keep(level: str) -> str:
    return f"Provider shall keep Monthly Uptime {level} in each month.\n"


def table(*rows: str, lead: str = SHARE, head: str = "Monthly Uptime | Credit") -> str:
    """Rows as "below 99% | 10%"."""
    return "\n".join([lead, "", *(f"| {row} |" for row in (head, *rows))]) + "\n"


def found(text: str) -> list[Finding]:
    checked = sladsl.check(HEAD + text, file="defect.sla")
    findings = list(checked.findings)
    if not any(one.severity is Severity.ERROR for one in findings):
        findings += run_examples(checked)[1]
    return findings


def says(text: str, code: str) -> list[str]:
    return [one.message for one in found(text) if one.code == code]


# --- holes -----------------------------------------------------------------------------------------------------------

HOLES = {
    "Host Europe: bands printed with one decimal": (
        keep("at or above 98%")
        + table(
            "at least 95.0% but at most 97.9% | 5%", "at least 90.0% but at most 94.9% | 10%", "at most 89.9% | 15%"
        ),
        ["97.95%", "94.95%", "89.95%"],
    ),
    "Factobyte: a month at 99.85% earns nothing": (
        keep("at or above 99.9%")
        + table("at least 90% but below 99.8% | 5%", "at least 80% but below 89.9% | 10%", "below 79.9% | 20%"),
        ["99.85%", "89.9%", "79.9%"],
    ),
    "github_enterprise_2020: exactly 99.0% pays nothing": (
        keep("above 99.9%") + table("above 99.0% but at most 99.9% | 10%", "below 99.0% | 25%"),
        ["99%"],
    ),
    "uk_model_services_contract: 98.95% is in no band": (
        keep("at or above 99%")
        + table("at least 98.0% but at most 98.9% | 1%", "at least 97.0% but at most 97.9% | 2%", "below 97.0% | 4%"),
        ["98.95%", "97.95%"],
    ),
    "telus_wavelength: a whole point lacks between two bands": (
        keep("at or above 99.7%")
        + table(
            "at least 97.9% but at most 99.69% | 10%", "at least 95.9% but at most 96.89% | 20%", "below 95.9% | 30%"
        ),
        ["99.695%", "97.395%"],
    ),
    "subscription_integer_ladder: rows that are points": (
        keep("at or above 99%") + table("98% | 10%", "97% | 20%", "below 97% | 30%"),
        ["98.5%", "97.5%"],
    ),
    "Urgent: a miss at exactly 95% earns nothing": (
        keep("above 95%") + table("at least 90% but below 95% | 5%", "below 90% | 10%"),
        ["95%"],
    ),
    "fuuz: a dead band between the target and the first row": (
        keep("at or above 99.99%") + table("at least 99% but below 99.9% | 10%", "below 99% | 25%"),
        ["99.945%"],
    ),
}


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_in_a_table_is_shown_with_a_value_in_it(name: str) -> None:
    text, values = HOLES[name]
    said = says(text, "D001") + says(text, "A013")
    for value in values:
        assert any(f"at {value} " in message for message in said), (value, said)


def test_rows_that_are_points_have_no_hole_where_the_measure_is_rounded_to_them() -> None:
    head = "Monthly Uptime, rounded down to 0 decimal places | Credit"
    rows = ("98% | 10%", "97% | 20%", "below 97% | 30%")
    assert says(keep("at or above 99%") + table(*rows, head=head), "D001") == []


# --- overlaps --------------------------------------------------------------------------------------------------------

OVERLAPS = {
    "cobrowse: 99% belongs to two rows": (
        keep("above 99.9%")
        + table("at least 99% but at most 99.9% | 10%", "at least 95% but at most 99% | 25%", "below 95% | 50%"),
        ["99%"],
    ),
    "verizon_wavelength: every end is shared": (
        keep("above 99.5%")
        + table(
            "at least 99.0% but at most 99.5% | 40%", "at least 98.5% but at most 99.0% | 70%", "below 98.5% | 100%"
        ),
        ["99%"],
    ),
    "mongodb_atlas_2021: rows within one another": (
        keep("at or above 99.9%") + table("below 99.9% | 10%", "below 99.0% | 25%", "below 95.0% | 100%"),
        ["95%"],
    ),
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_an_overlap_is_shown_with_the_value_and_what_each_row_gives(name: str) -> None:
    text, values = OVERLAPS[name]
    said = says(text, "D005" if "within one another" in name else "D002")
    for value in values:
        assert any(f"at {value} lies in two rows" in message for message in said), (value, said)


def test_whose_the_ends_are_of_a_range_by_between_must_be_said() -> None:
    """cobrowse, "99% - 99.9%": with both ends or with one?"""
    text = keep("at or above 99.9%") + table("between 99% and 99.9% | 10%", "below 99% | 25%")
    assert says(text, "D003") == ['Does "between 99% and 99.9%" include its ends?']


# --- targets that do not agree with what is paid ---------------------------------------------------------------------


def test_a_row_that_pays_at_the_target_itself() -> None:
    """github_enterprise_2020: "at least 99.9%", and a credit at "99.9% or less"."""
    text = keep("at or above 99.9%") + table("at least 99.0% but at most 99.9% | 10%", "below 99.0% | 25%")
    assert says(text, "H001") == ["Monthly Uptime at 99.9% meets the duty, and this row gives a credit for it"]


@pytest.mark.parametrize("lead", [SHARE, SHARE.replace("If Provider does not", "In each month")])
def test_a_credit_while_the_target_is_met(lead: str) -> None:
    """Sandetel: the objective is above 90%, and the rows begin at 95%."""
    text = keep("above 90%") + table("at least 90% but below 95% | 5%", "below 90% | 10%", lead=lead)
    assert says(text, "H001") == ["Monthly Uptime at 92.5% meets the duty, and this row gives a credit for it"]


def test_a_remedy_that_begins_below_the_target() -> None:
    """prowebis, hyperhost: the trigger of the credit is not the target."""
    text = keep("at or above 99.99%") + (
        "If Monthly Uptime in a month is below 99%, Provider shall credit Customer 10% of the Hosting fee for that month.\n"
    )
    assert says(text, "A030") == ["Monthly Uptime at 99.495% misses the duty in line 35, and gives nothing"]


# --- slips of the pen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["at or below 99.9%", "below 99%", "at most 99.95%"])
def test_an_objective_the_wrong_way_round(level: str) -> None:
    """Factobyte, Cloud Lock, Cdmon: "<=" for ">=", so that a month without downtime is a miss."""
    said = says(keep(level) + TENTH, "A032")
    assert said == ["a month without Downtime misses this duty (Monthly Uptime at 100%)"]
    assert says(keep("at or above 99.9%") + TENTH, "A032") == []


def test_an_objective_that_only_one_value_meets() -> None:
    """Host Europe: "== 99.9%"."""
    assert says(keep("at 99.9%") + TENTH, "A033") == ["Monthly Uptime is hardly ever exactly 99.9%"]
    assert says(keep("at 100%") + TENTH, "A033") == []


def test_a_reward_at_one_value_only() -> None:
    """GNWT: a bonus at exactly 80%, where at least 80% is meant."""
    bonus = "If Monthly Uptime in a month is {}, Customer shall pay Provider a bonus of 2% of the Hosting fee for that month."
    exact = keep("at or above 80%") + TENTH + "\n\n### Bonus\n\n" + bonus.format("exactly 99%")
    assert says(exact, "A033") == ["Monthly Uptime is hardly ever exactly 99%"]
    assert says(exact.replace("exactly 99%", "at least 99%"), "A033") == []
    rounded = "A measure is rounded half up to 0 decimal places before it is compared.\n\n"
    assert says(exact.replace("### Bonus\n\n", f"### Bonus\n\n{rounded}"), "A033") == []


def test_a_worked_example_that_contradicts_the_rule() -> None:
    text = (
        keep("at or above 99.9%")
        + TENTH
        + (
            "\n\n## Worked examples\n\n### At the target\n\nGiven that Monthly Uptime is 99.9% in March 2026:\n"
            "Provider shall credit Customer GBP 100.00 for March 2026.\n"
        )
    )
    (said,) = says(text, "W001")
    assert "the text gives Provider shall credit Customer GBP 0.00 for March 2026" in said


def test_a_party_that_credits_itself() -> None:
    """account_able: "Customer will credit Customer"."""
    text = keep("at or above 99.9%") + TENTH.replace("Provider shall credit", "Customer shall credit")
    assert says(text, "A027") == ["Customer shall credit Customer"]


def test_the_parties_of_a_remedy_are_exchanged() -> None:
    """accord_late_delivery 5.3: the wrong party is named."""
    text = keep("at or above 99.9%") + TENTH.replace("Provider shall credit Customer", "Customer shall credit Provider")
    assert says(text, "A034") == ["Provider misses its duty, and Customer pays for it"]
    by_clause = text.replace("If Provider does not", 'If Provider misses clause "Availability" in a month')
    assert says(by_clause, "A034") == ["Provider misses its duty, and Customer pays for it"]
    other = keep("at or above 99.9%") + TENTH.replace("If Provider does not", "If Customer does not")
    assert says(other, "N151") == ['"Customer does not": no duty of Customer stands before this sentence']


def test_a_figure_that_a_redline_has_spoilt() -> None:
    """packet_loss_circuit: "0.10.05%"."""
    assert says(keep("at or above 99.10.05%") + TENTH, "P004") == ["`99.10.05%` has more than one decimal point"]


@pytest.mark.parametrize("cell", ["1 Point", "GBP 10.00"])
def test_a_share_whose_cells_are_units(cell: str) -> None:
    """itu_minitwit, accord annex: the header says per cent of the bill, the cells are units of another kind."""
    rows = (f"at least 99% but below 99.9% | {cell}", "below 99% | 10%")
    text = keep("at or above 99.9%") + table(*rows, head="Monthly Uptime | Share") + POINTS
    assert says(text, "N155") == [f"{cell} is an amount, and the sentence above the table pays a share"]


def test_amounts_whose_cells_are_shares_of_nothing() -> None:
    lead = "If Provider does not, Provider shall credit Customer the following amounts:"
    text = keep("at or above 99.9%") + table("at least 99% but below 99.9% | GBP 5.00", "below 99% | 10%", lead=lead)
    assert says(text, "A003") == ["10% of what?"]
