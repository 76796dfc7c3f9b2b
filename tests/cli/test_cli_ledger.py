from __future__ import annotations

import json

from tests.cli.conftest import mend


def test_statements_are_added_and_verified(sladsl, outages, tmp_path):
    ledger = tmp_path / "ledgers" / "hosting.jsonl"
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", ledger)
    added = sladsl(*words)
    assert (added.code, "the statement is entry 1, seal" in added.err) == (0, True)
    assert sladsl("settle", outages[0], "--records", outages[1], "--month", "2026-02").out == added.out
    before = ledger.read_bytes()
    again = sladsl(*words)
    assert (again.code, ledger.read_bytes()) == (0, before)
    assert "entry 1 says the same already" in again.err
    [line] = before.decode().splitlines()
    seal = json.loads(line)["seal"]
    ended = sladsl("ledger", "verify", ledger, "--last", seal[:12])
    assert (ended.code, ended.out) == (0, f"{ledger}: 1 entry, unchanged; the seal of the last is {seal}.\n")


def test_a_contradiction_is_refused_and_restated_with_a_reason(sladsl, outages, tmp_path):
    ledger = tmp_path / "hosting.jsonl"
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", ledger)
    assert sladsl(*words).code == 0
    before = ledger.read_bytes()
    mend(outages[1])
    refused = sladsl(*words)
    assert (refused.code, refused.out, ledger.read_bytes()) == (1, "", before)
    assert "GBP 1,000.00 then, GBP 0.00 now" in refused.err
    assert "outages.csv" in refused.err
    assert "--reason" in refused.err
    restated = sladsl(*words, "--reason", "The pager was wrong on the 3rd")
    assert (restated.code, ledger.read_bytes()[: len(before)]) == (0, before)
    assert "entry 2, restates entry 1" in restated.err
    second = json.loads(ledger.read_text("utf-8").splitlines()[1])
    assert (second["reason"], second["restates"]) == ("The pager was wrong on the 3rd", [1])
    assert sladsl("ledger", "verify", ledger).code == 0


def test_a_changed_ledger_takes_nothing_more(sladsl, outages, tmp_path):
    ledger = tmp_path / "hosting.jsonl"
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", ledger)
    assert sladsl(*words).code == 0
    ledger.write_bytes(ledger.read_bytes().replace(b'"amount":"1000.00"', b'"amount":"10.00"'))
    changed = ledger.read_bytes()
    ended = sladsl("ledger", "verify", ledger)
    assert (ended.code, "what it says of February 2026" in ended.out) == (1, True)
    assert sladsl(*words).code == 1
    assert ledger.read_bytes() == changed


def test_what_was_cut_off_is_found_with_the_seal(sladsl, outages, tmp_path):
    ledger = tmp_path / "hosting.jsonl"
    words = ("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", ledger)
    assert sladsl(*words).code == 0
    cut = ledger.read_bytes()
    mend(outages[1])
    assert sladsl(*words, "--reason", "mended").code == 0
    seals = [json.loads(line)["seal"] for line in ledger.read_text("utf-8").splitlines()]
    assert "1 more were added" in sladsl("ledger", "verify", ledger, "--last", seals[0]).out
    ledger.write_bytes(cut)
    assert sladsl("ledger", "verify", ledger).code == 0
    ended = sladsl("ledger", "verify", ledger, "--last", seals[1], "--format", "json")
    assert (ended.code, ended.json["findings"][0]["code"]) == (1, "S009")


def test_options_that_make_no_sense(sladsl, outages, tmp_path):
    assert sladsl("settle", outages[0], "--records", outages[1], "--month", "2026-02", "--reason", "why").code == 2
    assert sladsl("ledger", "verify", tmp_path / "none.jsonl").code == 2
    assert sladsl("ledger", "verify", tmp_path).code == 2
    assert sladsl("ledger", "verify", outages[1] / "outages.csv", "--last", "xyz").code == 2
    (tmp_path / "file").write_text("")
    ended = sladsl(
        "settle", outages[0], "--records", outages[1], "--month", "2026-02", "--ledger", tmp_path / "file" / "l.jsonl"
    )
    assert (ended.code, ended.out) == (2, "")
