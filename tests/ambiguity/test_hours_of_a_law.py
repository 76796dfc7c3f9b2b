"""A time limit in hours under Regulation No 1182/71, and the same time in minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl.compiler import check

HOSTING = Path(__file__).parents[2] / "examples" / "managed-hosting" / "contract.sla"
DUTY = "Provider shall ensure that each Ticket is Answered within {} after it is Opened.\n"
LAW = 'This agreement follows the time limits of "Regulation (EEC, Euratom) No 1182/71".\n'


@pytest.mark.parametrize(
    ("hours", "told", "minutes"),
    [
        ("1 hour", "1 hour runs from", "60"),
        ("1.5 hours", "1.5 hours run from", "90"),
        ("4 hours", "4 hours run from", "240"),
    ],
)
def test_hours_are_told_as_minutes_exactly(hours: str, told: str, minutes: str) -> None:
    text = HOSTING.read_text("utf-8") + "\n### Answers\n\n" + LAW + DUTY.format(hours)
    above = {file.name: file.read_text("utf-8") for file in HOSTING.parent.glob("*.sla")}
    found = [f for f in check(text, "contract.sla", above.get, {}).findings if f.code == "B003" and told in f.message]
    assert [f.hint for f in found] == [f'Write "within {minutes} minutes", which that law leaves alone.']
