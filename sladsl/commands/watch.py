from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from sladsl import check
from sladsl.checks.engines.names import Engine
from sladsl.checks.figures import exact, figure, in_unit, local_time, plural
from sladsl.checks.statement import OpenPoint, Statement
from sladsl.commands.inputs import read_contract, records_folder
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.model.quantities import Dimension, Unit
from sladsl.node import node
from sladsl.settling import settle
from sladsl.time.dates import ONE_DAY
from sladsl.time.zones import date_of, start_of_day
from sladsl.watching import Watch, Watched, watch

LOW, LOST = 3, 4
"""Exit codes beside those of every command: a budget is below the warning; a duty is missed, or something is due."""
_MINUTES = Unit(Dimension.TIME, "minute")


@node
class Asked:
    contract: Path
    records: Path
    as_of: date | None
    values: Mapping[str, str]
    readings: Mapping[str, str]
    warn: Fraction
    strict: bool
    format: Format


def run_watch(asked: Asked, every: int, once: bool, pause: Callable[[float], None] = time.sleep) -> int:
    """With `once` the code of one look; otherwise it looks whenever a file has changed or a deadline or the day has passed, until it is
    interrupted."""
    if once:
        return _look(asked)[0]
    seen: object = None
    until: int | None = None
    try:
        while True:
            there = _files(asked)
            if there != seen or (until is not None and _clock() >= until):
                seen, until = there, None
                try:
                    _, until = _look(asked)
                except (Refusal, OSError) as problem:  # a file that is being written is there at the next look
                    print(f"sladsl: {problem}", file=sys.stderr)
                sys.stdout.flush()
            pause(every)
    except KeyboardInterrupt:
        return 0


def _files(asked: Asked) -> tuple[tuple[str, int, int], ...]:
    """The contract and every file of the folder, by size and time of its last change."""
    found = []
    for path in (asked.contract, *sorted(asked.records.rglob("*"))):
        try:
            told = path.stat()
        except OSError:
            continue
        found.append((str(path), told.st_size, told.st_mtime_ns))
    return tuple(found)


def _clock() -> int:
    return time.time_ns() // 1000


def _look(asked: Asked) -> tuple[int, int | None]:
    """The exit code, and from which instant on it may say otherwise though no file has changed (None: never)."""
    text, folder = read_contract(asked.contract), records_folder(asked.records)
    checked = check(text, file=str(asked.contract), values=asked.values)
    zone = checked.plan.zone if checked.plan is not None else "UTC"
    now = start_of_day(asked.as_of + ONE_DAY, zone) if asked.as_of is not None else _clock()
    day = date_of(now - 1, zone)
    settled = settle(
        checked,
        folder,
        first=day,
        last=day,
        as_of=day,
        readings=asked.readings,
        set_aside=False,
        engine=Engine.EXACT,
    )
    sources = settled.checked.sources
    if settled.statement is None or settled.basis is None or exit_code(settled.findings, asked.strict):
        show(settled.findings, sources, asked.format, sys.stdout if asked.format is Format.JSON else sys.stderr)
        return 1, None
    found = watch(settled.basis, now)
    if found is None:
        raise Refusal(f"{date_of(now, zone).isoformat()} lies outside the term of the agreement.")
    code = _code(found, asked.warn)
    told = local_time(now, zone)
    points = settled.statement.open_points
    if asked.format is Format.JSON:
        sys.stdout.write(json.dumps(_as_json(found, told, code, points), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(found, told, asked.warn, points)) + "\n")
    show_aside(settled.findings, sources, asked.format)
    return code, found.until if asked.as_of is None else None


def _code(found: Watch, warn: Fraction) -> int:
    if any(one.lost for one in found.watched) or any(_due(found.now)):
        return LOST
    return LOW if any(_is_low(one, warn) for one in found.watched) else 0


def _is_low(one: Watched, warn: Fraction) -> bool:
    return one.share is not None and one.share < warn


def _due(statement: Statement) -> Iterator[tuple[str, str, Fraction]]:
    return (total for window in statement.windows for total in window.totals if total[2])


# --- text ------------------------------------------------------------------------------------------------------------------------


def _lines(found: Watch, now: str, warn: Fraction, points: Sequence[OpenPoint]) -> Iterator[str]:
    window = found.now.windows[0].label
    yield found.now.agreement
    yield f"{window}, as of {now}"
    for one in found.watched:
        yield ""
        group = f" {one.group}" if one.group else ""
        what = f"{one.measure} {one.target}".strip()
        yield f'{one.state}  clause "{one.clause}"{group}, line {one.line}, {one.who}' + (f": {what}" if what else "")
        if one.window != window:
            yield f"  window: {one.window}"
        if one.left is None:
            yield f"  no budget: {one.why}"
            continue
        assert one.used is not None
        assert one.allowed is not None
        low = f", below the warning of {figure(warn, Unit(Dimension.PERCENT, ''))}" if _is_low(one, warn) else ""
        if one.kind == "minutes":
            used, allowed = figure(one.used, _MINUTES), figure(one.allowed, _MINUTES)
            left = figure(one.left, _MINUTES) if one.left >= 0 else f"none, {figure(-one.left, _MINUTES)} too many"
            yield f"  budget left: {left} ({used} of {allowed} used){low}"
            yield f"  if nothing else happens: {figure(one.value or Fraction(0), one.unit)}"
        elif one.left < 0:
            yield f"  budget left: none; bad so far: {plural(int(one.used), 'row')}{low}"
        else:
            yield f"  budget left: {plural(int(one.left), 'row')} more may be bad; bad so far: {plural(int(one.used), 'row')}{low}"
        if one.kind == "rows":
            yield f"  so far: {figure(one.value or Fraction(0), one.unit)}"
        if one.step is not None:
            yield f"  next step: {figure(one.step.limit, one.unit)}, {figure(one.step.distance, _MINUTES)} away"
    yield ""
    if points:
        yield "Left open, and settled under the readings under which the least is due:"
        for point in points:
            where = f' (clause "{point.clause}")' if point.clause else ""
            yield f"  {point.question}{where}"
        yield ""
    yield f"Due so far: {_amounts(found.now)}"
    yield f"Due at the end of {window} if nothing else happens: {_amounts(found.later)}"


def _amounts(statement: Statement) -> str:
    money = Unit(Dimension.MONEY, statement.currency)
    return "; ".join(f"{figure(n, money)} from {payer} to {payee}" for payer, payee, n in _due(statement)) or "nothing"


# --- JSON ------------------------------------------------------------------------------------------------------------------------


def _as_json(found: Watch, now: str, code: int, points: Sequence[OpenPoint]) -> dict[str, Any]:
    return {
        "agreement": found.now.agreement,
        "as_of": now,
        "window": found.now.windows[0].label,
        "exit_code": code,
        "duties": [_duty(one) for one in found.watched],
        "due": _totals(found.now),
        "due_if_nothing_else_happens": _totals(found.later),
    } | ({"left_open": [_open_point(point) for point in points]} if points else {})


def _open_point(point: OpenPoint) -> dict[str, str]:
    """What is due is told under the readings of it under which the least is due."""
    return {"question": point.question, "clause": point.clause, "until": point.until}


def _duty(one: Watched) -> dict[str, Any]:
    told: dict[str, Any] = {
        "duty": one.duty,
        "clause": one.clause,
        "line": one.line,
        "party": one.who,
        "group": one.group,
        "window": one.window,
        "state": str(one.state),
        "measure": one.measure,
        "target": one.target,
    }
    if one.left is None or one.used is None or one.allowed is None:
        return told | {"budget": None, "why": one.why}
    scale = 60 if one.kind == "minutes" else 1
    told["value"] = exact(in_unit(one.value or Fraction(0), one.unit)) if one.unit is not None else None
    told["budget"] = {
        "unit": one.kind,
        "allowed": exact(one.allowed / scale),
        "used": exact(one.used / scale),
        "left": exact(one.left / scale),
    }
    told["next_step"] = one.step and {
        "limit": exact(in_unit(one.step.limit, one.unit)) if one.unit is not None else exact(one.step.limit),
        "minutes_away": exact(one.step.distance / 60),
    }
    return told


def _totals(statement: Statement) -> list[dict[str, str]]:
    return [
        {"payer": payer, "payee": payee, "amount": exact(amount), "currency": statement.currency}
        for payer, payee, amount in _due(statement)
    ]
