"""`sladsl resolve`: questions answered by options or at the terminal, and the sentences written into the contract."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Command

COMPARISON = "A measure is compared without rounding.\n"
LIMIT = "A limit of time is used from the earliest.\n"


@pytest.fixture
def contract(tmp_path: Path, hosting: Path) -> Path:
    """With a comment, and two readings left open."""
    text = (hosting / "contract.sla").read_text("utf-8")
    text = text.replace(COMPARISON, "").replace(LIMIT, "// agreed by phone\n")
    path = tmp_path / "contract.sla"
    path.write_text(text, "utf-8")
    return path


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_choice_is_written_under_interpretation_and_nothing_else_changes(sladsl: Command, contract: Path) -> None:
    before = contract.read_text("utf-8")
    ended = sladsl("resolve", contract, "--choose", "C008=A", "--choose", "a019=a")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("nothing is left open.\n")
    after = contract.read_text("utf-8")
    assert after == before.replace("// agreed by phone\n", f"// agreed by phone\n{COMPARISON}{LIMIT}")
    assert sladsl("check", contract, "--strict").code == 0
    assert sladsl("fmt", "--check", contract).code == 0


def test_what_is_written_by_one_choice_only_leaves_the_rest_open(sladsl: Command, contract: Path) -> None:
    ended = sladsl("resolve", contract, "--choose", "C008=B")
    assert ended.code == 1
    assert ended.out.endswith("1 question is open.\n")


def test_line_ends_and_the_byte_order_mark_stay(sladsl: Command, contract: Path) -> None:
    text = contract.read_text("utf-8")
    contract.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert sladsl("resolve", contract, "--choose", "C008=A").code == 1
    after = contract.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") == text.count("\n") + 1


def test_in_clause_writes_it_where_it_bears(sladsl: Command, contract: Path) -> None:
    assert sladsl("resolve", contract, "--choose", "C008=A", "--in-clause").code == 1
    lines = contract.read_text("utf-8").splitlines()
    assert "### Availability" in lines[: lines.index(COMPARISON.strip())]


def test_loose_words_are_replaced_and_their_comment_stays(sladsl: Command, contract: Path) -> None:
    text = contract.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("Provider shall keep Monthly Uptime"))
    loose = "Provider shall keep Monthly Uptime // for now\nat or above 99.9%."
    contract.write_text(text.replace(line, loose), "utf-8")
    ended = sladsl("resolve", contract, "--choose", "A001=A")
    assert ended.code == 1
    after = contract.read_text("utf-8")
    assert "// for now\nProvider shall keep Monthly Uptime at or above 99.9% in each month.\n" in after


def test_a_part_that_is_also_about_interpretation_serves(sladsl: Command, first: Path) -> None:
    text = first.read_text("utf-8")
    follows = "This agreement follows the Standard Interpretation Rules, edition 1. "
    first.write_text(text.replace(follows, ""), "utf-8")
    assert sladsl("resolve", first, "--choose", "B009=A").code == 1
    assert "counts as a failure.\nA month is a calendar month.\n\n## Services\n" in first.read_text("utf-8")


def test_a_part_is_made_where_there_is_none(sladsl: Command, tmp_path: Path) -> None:
    path = tmp_path / "new.sla"
    assert sladsl("new", path).code == 0
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if "Standard Interpretation Rules" not in line]
    text = "\n".join(lines).replace("## Term and interpretation", "## Term") + "\n"
    path.write_text(text, "utf-8")
    assert sladsl("resolve", path, "--choose", "B009=A").code == 1
    assert "\n## Interpretation\n\nA month is a calendar month.\n\n## Services\n" in path.read_text("utf-8")


def test_dry_run_shows_and_writes_nothing(sladsl: Command, contract: Path) -> None:
    before = contract.read_bytes()
    ended = sladsl("resolve", contract, "--choose", "C008=A", "--dry-run")
    assert f"\n+{COMPARISON}" in ended.out
    assert contract.read_bytes() == before


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("C010=A", "C010 is not open. Open are C008@Availability."),
        ("C008=Z", 'C008 has no answer "Z". It has A: A measure is compared without rounding.; B:'),
        ("C008@Nowhere=A", 'No open question is "C008@Nowhere".'),
        ("C008", '"C008" has not the form CODE=LETTER'),
    ],
)
def test_what_cannot_be_chosen_is_a_sentence_and_nothing_is_written(
    sladsl: Command, contract: Path, said: str, told: str
) -> None:
    before = contract.read_bytes()
    ended = sladsl("resolve", contract, "--choose", "A019=A", "--choose", said)
    assert ended.code == 2
    assert told in ended.err
    assert contract.read_bytes() == before


def test_a_contract_with_errors_is_refused(sladsl: Command, broken: Path) -> None:
    ended = sladsl("resolve", broken, "--choose", "C008=A")
    assert ended.code == 2
    assert "has errors; they come first" in ended.err


def test_at_the_terminal_each_answer_is_written_at_once(
    sladsl: Command, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "z", "b", "q")
    ended = sladsl("resolve", contract)
    assert ended.code == 1
    assert '"z" is none of A, B.' in ended.out
    text = contract.read_text("utf-8")
    assert ("latest" in text) != ("half up to 2 decimal places" in text)


def test_at_the_terminal_a_question_is_passed_over_and_the_end_of_input_stops(
    sladsl: Command, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contract.read_bytes()
    types(monkeypatch, "")
    ended = sladsl("resolve", contract)
    assert ended.out.endswith("2 questions are open.\n")
    assert ended.out.count("Enter to pass over") == 2
    assert contract.read_bytes() == before


def test_a_reason_makes_it_an_agreed_reading(sladsl: Command, contract: Path) -> None:
    assert sladsl("resolve", contract, "--choose", "C008=A", "--because", "the desk\ncounts so").code == 1
    because = COMPARISON.replace(".\n", ', because "the desk counts so".\n')
    assert because in contract.read_text("utf-8")


def test_loose_words_stay_where_a_reading_of_them_is_agreed(sladsl: Command, contract: Path) -> None:
    text = contract.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("Provider shall keep Monthly Uptime"))
    contract.write_text(text.replace(line, "Provider shall keep Monthly Uptime at or above 99.9%."), "utf-8")
    assert sladsl("resolve", contract, "--choose", "A001=A", "--because", "the reports are monthly").code == 1
    after = contract.read_text("utf-8")
    assert "Provider shall keep Monthly Uptime at or above 99.9%.\n" in after
    said = '"keep Monthly Uptime at or above 99.9%" is read as "keep Monthly Uptime at or above 99.9% in each month"'
    assert f'In clause "Availability", {said}, because "the reports are monthly".\n' in after


def test_a_point_is_left_open_until_a_day_with_a_reason(sladsl: Command, contract: Path) -> None:
    options = ("--until", "2026-12-31", "--because", "it is rare", "--as-of", "2026-01-10")
    ended = sladsl("resolve", contract, "--leave-open", "C008", "--choose", "A019=A", *options)
    assert (ended.code, ended.out.splitlines()[-1]) == (0, f"{contract}: 1 question is open on purpose.")
    checked = sladsl("check", contract, "--strict", "--as-of", "2026-12-31")
    assert checked.code == 0
    assert "Left open on purpose: 1 point" in checked.out
    assert sladsl("check", contract, "--strict", "--as-of", "2027-01-01").code == 1


def test_leaving_open_needs_a_day_and_a_reason(sladsl: Command, contract: Path) -> None:
    ended = sladsl("resolve", contract, "--leave-open", "C008", "--until", "2026-12-31")
    assert ended.code == 2
    assert "--leave-open needs the day with --until and the reason with --because." in ended.err


def test_at_the_terminal_a_question_is_agreed_or_left_open(
    sladsl: Command, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "+a", "we count so", "o", "31 December", "no", "o", "2026-12-31", "it is rare")
    ended = sladsl("resolve", contract, "--as-of", "2026-01-10")
    assert ended.code == 0
    assert '"31 December" is no day.' in ended.out
    text = contract.read_text("utf-8")
    assert ', because "we count so".\n' in text
    assert 'until 31 December 2026, because "it is rare".\n' in text
