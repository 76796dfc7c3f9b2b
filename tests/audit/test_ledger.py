"""The ledger of statements: whatever is changed in it is found, and what contradicts it is said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.audit import Entry, Inputs, contradictions, entry_of, read_chain, repeats
from sladsl.audit.entry import NO_SEAL
from sladsl.checks.statement import Credit, DutyResult, Right, State, Statement, WindowStatement
from sladsl.model.quantities import PERCENT
from sladsl.records.fingerprint import Fingerprint

INPUTS = Inputs(
    {"a/contract.sla": "# Hosting\n"}, {"Level": "99.9%"}, {}, [Fingerprint("Probe", "probes.csv", "ab" * 32, 7)]
)


def month(
    number: int, amount: str | None, state: State = State.MISSED, value: str = "0.99", clause: str = "Uptime"
) -> WindowStatement:
    duty = DutyResult(
        "uptime", clause, "Provider", "Uptime", "", Fraction(value), PERCENT, "at or above 99.9%", state, ""
    )
    credits = (Credit("c", clause, "credit", "Provider", "Customer", Fraction(amount), "EUR", ()),) if amount else ()
    totals = (("Provider", "Customer", Fraction(amount)),) if amount else ()
    return WindowStatement(
        f"2026-0{number}-01", f"2026-0{number}-28", f"Month {number}", (duty,), credits, (), (), totals
    )


def statement(
    *windows: WindowStatement, rights: tuple[Right, ...] = (), agreement: str = "Hösting — \u2028"
) -> Statement:
    return Statement(agreement, "EUR", f"2026-0{len(windows) + 1}-28", windows, rights, (), (), ())


def ledger(*statements: Statement) -> tuple[list[Entry], bytes]:
    entries: list[Entry] = []
    for number, one in enumerate(statements, 1):
        entries.append(entry_of(one, INPUTS, number, entries[-1].seal if entries else NO_SEAL))
    return entries, b"".join(entry.line for entry in entries)


ENTRIES, WHOLE = ledger(
    statement(month(1, "100")), statement(month(1, "100"), month(2, None, State.MET, "1")), statement(month(3, "5.50"))
)


def test_an_untouched_ledger_is_whole() -> None:
    chain = read_chain(WHOLE, "l.jsonl")
    assert chain.faults == ()
    assert [entry.line for entry in chain.entries] == [entry.line for entry in ENTRIES]
    assert chain.last == ENTRIES[-1].seal
    assert read_chain(b"", "l.jsonl").last == NO_SEAL


def test_the_same_settlement_gives_the_same_bytes() -> None:
    again = Inputs(dict(INPUTS.sources), dict(INPUTS.values), {}, list(INPUTS.records))
    assert entry_of(statement(month(1, "100")), again, 1, NO_SEAL).line == ENTRIES[0].line


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_one_byte_that_is_changed_is_found(at: int, by: int) -> None:
    changed = bytearray(WHOLE)
    changed[at] ^= by
    faults = read_chain(bytes(changed), "l.jsonl").faults
    number = WHOLE.count(b"\n", 0, at) + 1
    assert any(fault.code == "S009" and fault.place is not None and fault.place.line >= number for fault in faults)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=1))
def test_any_one_byte_that_is_taken_out_or_put_in_is_found(at: int, put: bytes) -> None:
    assert read_chain(WHOLE[:at] + WHOLE[at + 1 :], "l.jsonl").faults
    assert read_chain(WHOLE[:at] + put + WHOLE[at:], "l.jsonl").faults


@pytest.mark.parametrize("order", [(1, 2), (0, 2), (1, 0, 2), (0, 0, 1, 2), (0, 2, 1)])
def test_entries_that_are_taken_out_repeated_or_moved_are_found(order: tuple[int, ...]) -> None:
    assert read_chain(b"".join(ENTRIES[at].line for at in order), "l.jsonl").faults


def test_a_change_is_told_by_its_entry_and_its_part() -> None:
    changed = WHOLE.replace(b'"amount":"5.50"', b'"amount":"6.50"')
    assert changed != WHOLE
    [fault] = read_chain(changed, "l.jsonl").faults
    assert fault.message == "entry 3 was changed after it was written: what it says of Month 3"
    [first, *_] = read_chain(WHOLE.replace(b'"sha256":"ab', b'"sha256":"cd', 1), "l.jsonl").faults
    assert "entry 1" in first.message
    assert "the fingerprints of the records" in first.message


def test_what_is_no_number_is_a_fault_and_no_bug() -> None:
    for spoilt in (b"NaN\n", b"[" * 5000 + b"\n", b"\xff\n", b'{"entry":1}\n', WHOLE.replace(b"[]", b"NaN", 1)):
        assert read_chain(spoilt, "l.jsonl").faults


# --- contradictions ------------------------------------------------------------------------------------------------------


def told(new: Statement, *earlier: Statement) -> list[str]:
    entries, _ = ledger(*earlier)
    made = entry_of(new, INPUTS, len(entries) + 1, entries[-1].seal)
    return [finding.message for _, finding in contradictions(made, entries, "l.jsonl")]


def test_the_same_and_further_months_contradict_nothing() -> None:
    assert told(statement(month(1, "100"), month(2, "7")), statement(month(1, "100"))) == []
    assert told(statement(month(1, "70"), agreement="Another"), statement(month(1, "100"))) == []


def test_another_amount_is_told() -> None:
    [message] = told(statement(month(1, "70")), statement(month(1, "100")))
    assert 'clause "Uptime" (Provider, Customer): EUR 100.00 then, EUR 70.00 now' in message
    [gone] = told(statement(month(1, None)), statement(month(1, "100")))
    assert "EUR 100.00 then, EUR 0.00 now" in gone
    [come] = told(statement(month(1, "1/3")), statement(month(1, None)))
    assert "EUR 0.00 then, EUR 1/3" in come


def test_another_state_or_value_is_told() -> None:
    [message] = told(statement(month(1, None, State.MET, "1")), statement(month(1, None)))
    assert "missed, at 99 % then, met, at 100 % now" in message


def test_what_was_pending_has_come_to_its_end() -> None:
    pending = statement(month(1, None, State.PENDING))
    assert told(statement(month(1, "100")), pending) == []


def test_a_month_is_compared_with_what_was_last_said_of_it() -> None:
    restated = statement(month(1, "70"))
    assert told(statement(month(1, "70")), statement(month(1, "100")), restated) == []
    assert len(told(statement(month(1, "100")), statement(month(1, "100")), restated)) == 1


def test_a_right_that_is_gone_is_told() -> None:
    right = Right("Chronic failure", "Customer", "terminate this agreement", "", "2026-03-31", "", "open", "", ())
    before = statement(month(1, None), rights=(right,))
    [message] = told(statement(month(1, None)), before)
    assert 'clause "Chronic failure": Customer may terminate this agreement since 2026-03-31' in message


def test_repeating_is_no_new_entry() -> None:
    again = entry_of(statement(month(3, "5.50")), INPUTS, 4, ENTRIES[-1].seal)
    assert repeats(again, ENTRIES[-1])
    other = replace(INPUTS, records=[])
    assert not repeats(entry_of(statement(month(3, "5.50")), other, 4, ENTRIES[-1].seal), ENTRIES[-1])
