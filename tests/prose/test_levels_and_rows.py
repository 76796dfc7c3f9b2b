"""Rows of credits beside the level that is kept, and rows of whole values only."""

from __future__ import annotations

import pytest

from sladsl.prose import review
from sladsl.prose.read import read


def found(text: str, code: str) -> list[str]:
    return [one.quotation for one in review(read("draft.md", ".md", text.encode())) if one.code == code]


def table(*values: str) -> str:
    rows = "".join(f"| {value} | {10 * n}% |\n" for n, value in enumerate(values, 1))
    return f"| Uptime | Credit of the monthly fee |\n| --- | --- |\n{rows}"


def test_rows_of_whole_values_leave_what_lies_between_them() -> None:
    assert found(table("98%", "97%", "96%"), "D025") == ["98"]


@pytest.mark.parametrize(
    "text",
    [
        table("98%", "97%"),
        table("99%", "97%", "95%"),
        table("98.5%", "97.5%", "96.5%"),
        table("98%", "97%", "96%") + "\nUptime is rounded down to whole per cent.\n",
    ],
    ids=["two rows", "steps of two", "no whole values", "rounded"],
)
def test_other_rows_are_not_meant(text: str) -> None:
    assert found(text, "D025") == []


KEPT = "Provider keeps the availability at or above 99.9% in each calendar month.\n\n"


def test_a_value_that_keeps_the_level_and_has_a_credit() -> None:
    assert found(KEPT + "| 99.9% or less | 10% credit |\n|---|---|\n| less than 99% | 25% credit |\n", "D003")


@pytest.mark.parametrize("first", ["less than 99.9%", "at most 99.8%"])
def test_a_value_that_has_one_of_both_is_clear(first: str) -> None:
    rows = f"| {first} but at least 99% | 10% credit |\n|---|---|\n| less than 99% | 25% credit |\n"
    assert found(KEPT + rows, "D003") == []
