"""The emitted module of a plan, run on the same rows as the evaluator, and how two statements are compared."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from types import CodeType, ModuleType
from typing import Any

from sladsl.checks.emit import emit
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.checks.statement_json import as_json
from sladsl.model.schema import FieldKind
from sladsl.records.table import Records

Json = dict[str, Any]


@lru_cache(maxsize=64)
def module_of(text: str) -> ModuleType:
    """The program, imported under a name of its own."""
    module = ModuleType(f"emitted_{abs(hash(text))}")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    front, mark, runtime = text.partition("# THE RUNTIME")
    assert mark
    for code in (compile(front, "checks.py", "exec"), _compiled(runtime)):
        exec(code, module.__dict__)
    return module


@cache
def _compiled(runtime: str) -> CodeType:
    """The second half, which is long and the same in each program."""
    return compile(f"from __future__ import annotations\n{runtime}", "runtime of checks.py", "exec")


def settle(
    plan: Plan,
    records: Records,
    given: Mapping[str, str],
    *,
    first: date | None = None,
    last: date | None = None,
    as_of: date | int | None = None,
) -> Json:
    """The statement of the emitted module, its rows made from the evaluator's tables."""
    module = module_of(emit(plan))
    contract = module.the_contract()
    clock = module.Clock(plan.zone)
    rows: dict[str, list[Any] | None] = {}
    for record in plan.records:
        table = records.get(record.name)
        if table is None:
            rows[record.name] = None
            continue
        spec = contract.record(record.name)
        found: list[Any] = []
        for number in range(len(table)):
            values = {}
            for field in record.fields:
                value = table.value(field.name, number)
                if value is not None:
                    exact = isinstance(value, int) and not isinstance(value, bool) and field.kind is not FieldKind.TIME
                    values[field.name] = Fraction(value) if exact else value  # type: ignore[arg-type]
            found.append(module.make_row(clock, spec, values, f"{table.file}:{table.lines[number]}"))
        rows[record.name] = found
    statement: Json = module.settle_rows(contract, rows, given, first, last, as_of)
    return statement


def facts(statement: Json) -> dict[tuple[str, ...], Any]:
    """What two statements must have in common: values, states, amounts, rights, what is carried over; not their words."""
    found: dict[tuple[str, ...], Any] = {}
    for window in statement["windows"]:
        stretch = f"{window['from']} to {window['to']}"
        for duty in window["duties"]:
            key = (stretch, "duty", duty["duty"], duty["group"], duty["from"], duty["to"])
            value = None if duty["value"] is None else (Fraction(duty["value"]), duty["unit"])
            found.setdefault(key, []).append((value, duty["state"]))
        for credit in window["credits"]:
            key = (stretch, "credit", credit["consequence"], credit["group"])
            found.setdefault(key, []).append(
                (credit["verb"], credit["payer"], credit["payee"], Fraction(credit["amount"]))
            )
        for points in window["points"]:
            key = (stretch, "points", points["clause"], points["party"], points["unit"])
            found[key] = found.get(key, Fraction(0)) + Fraction(points["count"])
        for extension in window["extensions"]:
            key = (stretch, "extension", extension["clause"], extension["subject"], extension["unit"])
            found[key] = found.get(key, Fraction(0)) + Fraction(extension["amount"])
        found[stretch, "total"] = Fraction(window["total"])
    for right in statement["rights"]:
        key = ("right", right["clause"], right["group"], right["what"])
        found.setdefault(key, []).append((right["party"], right["arisen"], right["lapses"], right["state"]))
    for entry in statement["carried_over"]:
        key = ("carried over", entry["ledger"], entry["origin"], entry["unit"])
        amount, until = found.get(key, (Fraction(0), None))
        found[key] = amount + Fraction(entry["amount"]), entry["usable_until"] or until
    return {key: sorted(value, key=str) if isinstance(value, list) else value for key, value in found.items()}


def differences(statement: Statement, other: Json) -> list[str]:
    """Where the evaluator's statement and the emitted module's disagree."""
    left, right = facts(as_json(statement)), facts(other)
    return [
        f"{' / '.join(key)}: evaluator {left.get(key)}, emitted {right.get(key)}"
        for key in sorted(left.keys() | right.keys())
        if left.get(key) != right.get(key)
    ]
