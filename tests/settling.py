"""How the tests of whole agreements settle one, and how they compare two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

SECONDS = {
    "millisecond": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86_400),
}


def settle(contract: Path, records: Path, as_of: str, replace: Mapping[str, str] | None = None) -> Json:
    """The statement as JSON; `replace` exchanges sentences of the text first."""
    import sladsl
    from sladsl.checks.statement_json import as_json

    text = contract.read_text("utf-8")
    for old, new in (replace or {}).items():
        assert old in text, f"{contract.name} does not say {old!r}"
        text = text.replace(old, new)
    settled = sladsl.settle(text, records, file=str(contract), as_of=date.fromisoformat(as_of))
    assert settled.statement is not None, [finding.message for finding in settled.findings]
    return as_json(settled.statement)


def comparable(statement: Json) -> dict[str, list[Any]]:
    """What two statements must have in common (see reference/README.md), in an order of its own."""
    return {
        "windows": [(window["from"], window["to"]) for window in statement["windows"]],
        "duties": sorted(
            (window["from"], duty["clause"], duty["who"], duty["group"], _value(duty), duty["state"])
            for window in statement["windows"]
            for duty in window["duties"]
        ),
        "credits": sorted(_credits(statement["windows"])),
        "totals": [(window["from"], str(Fraction(window["total"]))) for window in statement["windows"]],
        "extensions": sorted(
            (window["from"], entry["clause"], entry["subject"], entry["amount"], entry["unit"])
            for window in statement["windows"]
            for entry in window.get("extensions", ())
        ),
        "rights": sorted(
            (
                right["clause"],
                right["party"],
                right["group"],
                right["arisen"][:10],
                _last_day(right["lapses"]),
                right["state"],
            )
            for right in statement["rights"]
        ),
        "carried over": sorted(
            (_value({"value": entry["amount"], "unit": entry["unit"]}), _last_day(entry["usable_until"]))
            for entry in statement["carried_over"]
        ),
        "set aside": sorted(statement["set_aside"]),
    }


def _value(figure: Json) -> str:
    """Exact, times in seconds: which unit shows a time is a matter of taste."""
    if figure["value"] is None:
        return "none"
    return str(Fraction(figure["value"]) * SECONDS.get(figure["unit"], Fraction(1)))


def _credits(windows: Sequence[Json]) -> list[tuple[str, ...]]:
    """One sum for each clause, payer and payee: whether records and groups stand apart does not matter here."""
    sums: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for window in windows:
        for credit in window["credits"]:
            sums[window["from"], credit["clause"], credit["payer"], credit["payee"], credit["currency"]] += Fraction(
                credit["amount"]
            )
    return [(*key, str(amount)) for key, amount in sums.items() if amount]


def _last_day(moment: str | None) -> str:
    """The last day on which something is possible; midnight belongs to the day that it ends."""
    if not moment or len(moment) <= 10:
        return moment or ""
    read = datetime.fromisoformat(moment)
    at_midnight = (read.hour, read.minute, read.second, read.microsecond) == (0, 0, 0, 0)
    return (read - timedelta(days=at_midnight)).date().isoformat()
