"""What sentences about claims, small credits and the base of a credit mean."""

from __future__ import annotations

from typing import TypeVar

from sladsl.model.algebra import Done, Records
from sladsl.model.consequences import ClaimRule, LeastCredit, Rule
from sladsl.model.moments import Limit, LimitKind, Neighbour, WindowEdge, WindowUnit
from tests.model.small import codes, told

Kind = TypeVar("Kind", bound=Rule)


def rules(kind: type[Kind], said: str) -> list[Kind]:
    agreement, errors = told(said)
    assert [one.message for one in errors] == []
    return [one for one in agreement.rules if isinstance(one, kind)]


def test_claims_of_a_clause_and_of_the_others() -> None:
    first, second, third = rules(
        ClaimRule,
        'Credits under clause "Other" are due without a claim.\n'
        'Credits under clause "Clause" for a month are due only if Customer claims them within 30 days after the end of that month.\n'
        "Other credits are due only if Customer claims them in writing by the end of the second month after the month for which they are due.",
    )
    assert (first.clause, first.conditions, first.others) == ("Other", (), False)
    assert (second.clause, len(second.conditions), second.others) == ("Clause", 1, False)
    assert (third.clause, third.others) == ("", True)
    (made,) = third.conditions
    assert isinstance(made, Records)
    assert isinstance(made.that, Done)
    assert made.that.limit == Limit(LimitKind.BY, WindowEdge(Neighbour(2, 1, WindowUnit.MONTH), end=True))


def test_only_a_claim_for_all_credits_answers_whether_one_is_needed() -> None:
    def chosen(said: str) -> list[str]:
        return [one.value for one in told(said)[0].chosen if one.slot == "claim"]

    within = "claims them within 30 days after the end of the month for which they are due."
    assert chosen(f'Credits under clause "Clause" are due only if Customer {within}') == []
    assert chosen(f"Credits are due only if Customer {within}") == ["claimed"]


def test_a_least_credit_that_is_due_or_not() -> None:
    said = "A credit below GBP 1.00 is not due.\nA credit of less than GBP 2.00 is not due.\nCredits of GBP 3.00 or less are not due."
    found = rules(LeastCredit, said)
    assert [(one.limit.value, one.included) for one in found] == [(1, False), (2, False), (3, True)]


def test_the_fee_of_what_belongs_to_a_group() -> None:
    assert codes(
        "For each Ticket, Provider shall credit Customer 1% of the Transport fees for that Ticket for that month."
    ) == ["N117"]
