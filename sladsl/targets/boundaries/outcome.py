"""What a statement says of one clause, as lines that can be compared; this text stands in each file of boundary tests, too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

SECONDS = {
    "microsecond": Fraction(1, 10**6),
    "millisecond": Fraction(1, 1000),
    "second": Fraction(1),
    "minute": Fraction(60),
    "hour": Fraction(3600),
    "day": Fraction(86400),
}


def outcome(statement: Mapping[str, Any], clauses: tuple[str, ...]) -> list[str]:
    """Of the clauses: their states, the amounts, points and extensions that are due, the rights that have arisen; and what is carried over."""
    lines: list[str] = []
    for window in statement["windows"]:
        for duty in window["duties"]:
            if duty["clause"] in clauses:
                named = f" of {duty['group']}" if duty["group"] and ":" not in duty["group"] else ""
                value = "" if duty["value"] is None else f", {figure(duty['value'], duty['unit'])}"
                said = f"{duty['clause']}{named} is {duty['state']} by {duty['who']}{value}"
                lines.append(f"{duty['from']} to {duty['to']}: {said}")
        due: dict[tuple[str, ...], Fraction] = {}
        for one in (each for each in window["credits"] if each["clause"] in clauses):
            key = (one["clause"], one["payer"], one["verb"], one["payee"], one["currency"])
            due[key] = due.get(key, Fraction(0)) + Fraction(one["amount"])
        for (clause, payer, verb, payee, currency), amount in due.items():
            lines.append(
                f"{window['from']} to {window['to']}: {clause}: {payer} {verb}s {payee} {currency} {figure(amount)}"
            )
        units: dict[tuple[str, ...], Fraction] = {}
        for one in (each for each in window["points"] if each["clause"] in clauses):
            what = (one["clause"], one["party"], one["unit"])
            units[what] = units.get(what, Fraction(0)) + Fraction(one["count"])
        for one in (each for each in window["extensions"] if each["clause"] in clauses):
            what = (one["clause"], one["subject"] or "the term", one["unit"])
            units[what] = units.get(what, Fraction(0)) + Fraction(one["amount"])
        for (clause, party, unit), count in units.items():
            lines.append(f"{window['from']} to {window['to']}: {clause}: {party}: {figure(count)} {unit}")
    for right in (each for each in statement["rights"] if each["clause"] in clauses):
        lines.append(
            f"{right['clause']}: a right of {right['party']} arises on {right['arisen'][:10]}, until {right['lapses'] or 'it is used'}, notice {right['notice'] or 'none'}"
        )
    for entry in statement["carried_over"]:
        lines.append(f"carried over from {entry['origin']}: {figure(entry['amount'], entry['unit'])}")
    return sorted(lines)


def figure(value: Any, unit: str = "") -> str:
    """Exact; times in seconds."""
    exact = Fraction(value) * SECONDS.get(unit, Fraction(1))
    digits = next((n for n in range(13) if 10**n % exact.denominator == 0), None)
    told = str(exact) if digits is None else f"{Decimal(int(exact * 10**digits)).scaleb(-digits):f}"
    shown = "second" if unit in SECONDS else unit
    return f"{told}{shown if shown == '%' else f' {shown}' if shown else ''}"
