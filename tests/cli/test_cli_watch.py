from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sladsl.commands.showing import Format
from sladsl.commands.watch import Asked, run_watch
from tests.cli.conftest import EXAMPLES, write_probes

SO_FAR = ("--once", "--as-of", "2026-03-05")
SHARE = """# Translation Agreement

## Parties

"Translator" means "Babel Ltd", of "1 Dock Street, Leeds, England".
"Publisher" means "Salt Press Ltd", of "2 Mill Lane, York, England".

## Term and interpretation

This agreement takes effect on 1 January 2026 and continues for 12 months.
This agreement follows the Standard Interpretation Rules, edition 1.
Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.

## Services and records

"Translation" is a service that Translator supplies to Publisher for GBP 3,000.00 a month.

An "Order" is a record that Translator keeps in "Plunet", with:

- Placed: time
- Outcome: good or bad

## Service levels

"Quality" means the percentage of the Orders in a month that have Outcome good.

Translator shall keep Quality at or above 80% in each month.
"""


@pytest.fixture
def some(probes):
    """Probes until 5 March; `some(43)` has them fail for 43 minutes on the 5th."""

    def write(failing):
        write_probes(probes, failing)
        path = probes / "probes.csv"
        head, *rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([head, *(row for row in rows if row[:10] <= "2026-03-05")]), "utf-8")
        return probes

    return write


@pytest.mark.parametrize(("failing", "code", "later"), [(20, 0, []), (43, 3, []), (45, 4, ["50"])])
def test_minutes_and_money_of_a_month_that_runs(sladsl, first, some, failing, code, later):
    ended = sladsl("watch", first, "--records", some(failing), "--format", "json", *SO_FAR)
    assert ended.code == ended.json["exit_code"] == code
    [duty] = ended.json["duties"]
    allowed = Fraction((31 * 24 - 1) * 60, 1000)  # March has an hour less
    assert duty["state"] == "pending"
    assert Fraction(duty["budget"]["allowed"]) == allowed
    assert Fraction(duty["budget"]["left"]) == allowed - failing
    assert Fraction(duty["value"]) == 100 - Fraction(100 * failing, (31 * 24 - 1) * 60)
    assert [one["amount"] for one in ended.json["due_if_nothing_else_happens"]] == later
    assert ended.json["due"] == []


def test_the_warning_and_the_next_step(sladsl, first, some):
    folder = some(20)
    ended = sladsl("watch", first, "--records", folder, *SO_FAR)
    assert "budget left: 24.58 minutes (20 minutes of 44.58 minutes used)\n" in ended.out
    assert "next step: 99.9%, 24.58 minutes away" in ended.out
    assert sladsl("watch", first, "--records", folder, "--warn", "60", *SO_FAR).code == 3


def test_rows_that_may_still_be_bad(sladsl, tmp_path):
    contract, folder = tmp_path / "share.sla", tmp_path / "exports"
    contract.write_text(SHARE, "utf-8")
    folder.mkdir()

    def looked(good, bad):
        rows = ["good"] * good + ["bad"] * bad
        lines = [f"2026-03-02 10:{n:02d},{outcome}\n" for n, outcome in enumerate(rows)]
        (folder / "orders.csv").write_text("".join(["Placed,Outcome\n", *lines]), "utf-8")
        return sladsl("watch", contract, "--records", folder, "--format", "json", *SO_FAR)

    ended = looked(18, 2)
    [duty] = ended.json["duties"]
    # 18 of 22 are above 80%, 18 of 23 are not.
    assert (ended.code, duty["budget"]) == (0, {"unit": "rows", "allowed": "4", "used": "2", "left": "2"})
    ended = looked(7, 3)  # three good ones would mend it: it is no miss yet
    assert (ended.code, ended.json["duties"][0]["state"]) == (3, "pending")


def test_each_group_and_what_has_no_budget(sladsl):
    folder = EXAMPLES / "uptime-probes"
    words = ("--records", folder / "records", "--format", "json", "--once", "--as-of", "2026-03-20")
    duties = sladsl("watch", folder / "contract.sla", *words).json["duties"]
    uptime = [one for one in duties if one["clause"] == "Availability"]
    assert len({one["group"] for one in uptime}) == len(uptime) > 1
    assert all(one["budget"]["unit"] == "minutes" for one in uptime)
    assert all(one["budget"] is None and one["why"] for one in duties if one["clause"] == "Latency")


def test_codes_of_findings_and_of_what_cannot_be_read(sladsl, broken, first, tmp_path, probes):
    assert sladsl("watch", first, "--records", tmp_path / "none", "--once").code == 2
    assert sladsl("watch", first, "--records", probes, "--once", "--as-of", "2031-01-01").code == 1
    assert sladsl("watch", broken, "--records", probes, "--once").code == 1


def test_it_looks_again_when_a_file_has_changed(first, some, capsys):
    folder = some(20)
    asked = Asked(first, folder, date(2026, 3, 5), {}, {}, Fraction(1, 10), False, Format.TEXT)
    waited = []

    def pause(seconds):
        waited.append(seconds)
        if len(waited) == 2:
            some(43)
        if len(waited) == 4:
            raise KeyboardInterrupt

    assert run_watch(asked, 7, False, pause) == 0
    told = capsys.readouterr().out
    assert waited == [7] * 4
    assert (told.count("as of"), told.count("24.58 minutes away"), told.count("1.58 minutes away")) == (2, 1, 1)
