from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from sladsl.commands import watch as command
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


ORDERED = (
    SHARE.replace("- Outcome: good or bad", "- Sent: time, if any").partition("## Service levels")[0]
    + """## Service levels

### Delivery

Translator shall ensure that each Order is Sent within 4 hours after it is Placed.
"""
)


@pytest.fixture
def ordered(tmp_path):
    """An order placed at 10:00 on 5 March 2026, due at 14:00, and not sent."""
    contract, folder = tmp_path / "ordered.sla", tmp_path / "exports"
    contract.write_text(ORDERED, "utf-8")
    folder.mkdir()
    (folder / "orders.csv").write_text("Placed,Sent\n2026-03-05 10:00,\n", "utf-8")
    return contract, folder


def test_it_looks_again_when_a_deadline_or_the_day_has_passed(ordered, capsys, monkeypatch):
    """A clock that goes on at each pause: at 14:00 the order is late, at midnight it is another day; in between there is nothing to tell."""
    contract, folder = ordered
    times = iter(["11:00", "13:59:59", "14:00:01", "20:00", "23:59:59"])
    now = [date_time("2026-03-05 10:30")]
    monkeypatch.setattr(command, "_clock", lambda: now[0])

    def pause(seconds):
        after = next(times, None)
        if after is None:
            if now[0] > date_time("2026-03-06 00:00"):
                raise KeyboardInterrupt
            now[0] = date_time("2026-03-06 00:00") + 1
        else:
            now[0] = date_time(f"2026-03-05 {after}")

    asked = Asked(contract, folder, None, {}, {}, Fraction(1, 10), False, Format.TEXT)
    assert run_watch(asked, 60, False, pause) == 0
    told = capsys.readouterr().out
    looked = [line.partition("as of ")[2] for line in told.splitlines() if ", as of " in line]
    assert [one[:16] for one in looked] == ["2026-03-05 10:30", "2026-03-05 14:00", "2026-03-06 00:00"]
    assert [line.split()[0] for line in told.splitlines() if 'clause "Delivery"' in line] == [
        "pending",
        "missed",
        "missed",
    ]


def date_time(text):
    """Microseconds; in March London keeps UTC until the 29th."""
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp()) * 1_000_000


def test_what_is_left_open_is_told_with_what_is_due(sladsl, ordered):
    """From 14:00 on 5 March to the end of the month, which has an hour less, are 633 full hours."""
    contract, folder = ordered
    text = ORDERED.replace("This agreement follows the Standard Interpretation Rules, edition 1.\n", "")
    contract.write_text(
        f"{text}For each hour by which an Order is late, Translator shall credit Publisher GBP 10.00.\n", "utf-8"
    )
    others = [
        word for code in ("A010", "A015", "B008", "B009", "B026", "A009", "D011") for word in ("--choose", f"{code}=A")
    ]
    because = ("--until", "2026-12-31", "--because", "it has not come up yet", "--as-of", "2026-01-10")
    ended = sladsl("resolve", contract, *others, "--leave-open", "D007", *because)
    assert ended.code == 0, ended.err
    words = ("watch", contract, "--records", folder, "--once", "--as-of", "2026-03-05")
    told = sladsl(*words).out
    found = sladsl(*words, "--format", "json").json
    [point] = found["left_open"]
    assert point["until"] == "2026-12-31"
    assert "Left open, and settled under the readings under which the least is due:\n" in told
    assert f"  {point['question']}" in told
    assert [one["amount"] for one in found["due_if_nothing_else_happens"]] == ["6330"]
