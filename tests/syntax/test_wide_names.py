"""Names with small words in them are read as one word where the text introduces them, and nowhere else."""

from __future__ import annotations

import pytest

import sladsl
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.worked_examples import run_examples
from tests.checks import said

HEAD = said.text_of("""## Services and records

"Support" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Statement of Work" is a record that Provider keeps in "Jira", with:

- Number: text
- Signed: time
- Date of Delivery: date
- Delivered: time, if any

"Amount at Risk" is an amount of GBP 200.00, unless otherwise agreed.

""")


def names(text: str) -> list[str]:
    tree, findings = parse(Source("names.sla", text))
    assert tree is not None
    assert [one.message for one in findings] == []
    return [" ".join(word.text.split()) for word in tree.words() if word.kind == "NAME"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Provider shall retain each Statement of Work for 30 days after it is Signed.", "Statement of Work"),
        ('"Work Count" means the number of Statements of Work in a month.', "Statements of Work"),
        ("For each Statement of Work, Provider shall credit Customer Amount at Risk.", "Customer Amount at Risk"),
        ("For each Statement\nof Work, Provider shall credit Customer GBP 1.00.", "Statement of Work"),
    ],
)
def test_a_name_with_small_words_is_one_word(sentence: str, found: str) -> None:
    assert found in names(f"{HEAD}## Clause\n\n{sentence}\n")


def test_what_follows_such_a_name_belongs_to_the_run() -> None:
    """ "a Statement of Work Signed on …": the declared names tell where it divides, as for any other name."""
    text = f"{HEAD}## Clause\n\n### On time\n\nProvider shall ensure that each Statement of Work is Delivered before its Date of Delivery.\n"
    text += "For each Statement of Work not Delivered in time, Provider shall credit Customer Amount at Risk.\n\n## Worked examples\n\n"
    text += "### Late\n\nGiven a Statement of Work Signed on 2 March 2026 10:00 with Date of Delivery 5 March 2026 and Delivered on 6 March 2026:\n"
    text += "Provider shall credit Customer GBP 200.00 for March 2026.\n"
    checked = sladsl.check(text, file="names.sla")
    assert [one.message for one in checked.findings] == []
    assert sladsl.format(text, file="names.sla")[0].count("Statement of Work") == 4
    assert run_examples(checked)[1] == ()


def test_a_text_that_introduces_no_such_name_reads_as_before() -> None:
    """ "of" and "at" stay words of the language."""
    said = names(
        f'{HEAD}## Clause\n\n"Work Share" means the percentage of the Statements of Work in a month that are Delivered.\n'
    )
    assert said[-2:] == ["Statements of Work", "Delivered"]
    plain = (
        HEAD.replace("Statement of Work", "Order")
        .replace("Amount at Risk", "Stake")
        .replace("Date of Delivery", "Due Date")
    )
    assert "Number of Order" not in names(
        f"{plain}## Clause\n\nProvider shall retain each Order for 30 days after it is Signed.\n"
    )
