"""The statement as JSON and as text. Amounts and values are exact decimals, or fractions where no finite decimal exists."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.caps import Claimable, Settled
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import LedgerSpec
from sladsl.checks.emit.runtime.ledgers import Entry
from sladsl.checks.emit.runtime.numbers import exact, figure, in_unit, money
from sladsl.checks.emit.runtime.results import Result
from sladsl.checks.emit.runtime.rows import Piece, Row
from sladsl.checks.emit.runtime.settlement import Right, Settlement, group_label
from sladsl.checks.emit.runtime.world import Scope, World

Json = dict[str, Any]


def statement_of(settlement: Settlement, shown: list[Settled], set_aside: list[str]) -> Json:
    world = settlement.world
    latest = shown[-1].window.end if shown else None
    carried = [
        _carried(settlement, spec, entry)
        for spec in world.contract.ledgers
        for entry in settlement.ledgers.open[spec.name]
        if latest is not None
    ]
    return {
        "agreement": world.contract.agreement,
        "currency": world.contract.currency,
        "as_of": str(world.clock.day_of(world.now - 1)),
        "windows": [_window(settlement, one) for one in shown],
        "rights": rights_of(settlement),
        "carried_over": carried,
        "set_aside": set_aside,
        "missing": [f"there is no file of {name}" for name, rows in world.rows.items() if rows is None],
        "readings_asked": [],
    }


def rights_of(settlement: Settlement) -> list[Json]:
    """Those that have arisen by now."""
    return [_right(settlement.world, one) for one in settlement.rights if one.arisen < settlement.world.now]


def _window(settlement: Settlement, here: Settled) -> Json:
    clock = settlement.world.clock
    totals: dict[tuple[str, str], Fraction] = {}
    for one in here.due:
        pair = one.effect.payer, one.effect.payee
        totals[pair] = totals.get(pair, Fraction(0)) + one.amount
    return {
        "from": str(clock.day_of(here.window.start)),
        "to": str(clock.day_of(here.window.end - 1)),
        "label": settlement.label(here.window),
        "duties": [_duty(settlement, one, here.window) for one in _in_order(settlement, here)],
        "credits": _credits(settlement, here.due),
        "points": [
            {
                "clause": about.clause,
                "party": effect.payer,
                "unit": effect.unit,
                "count": exact(count),
                "because": [about.text, *effect.because],
            }
            for about, effect, count in here.points
        ],
        "extensions": [
            {
                "clause": about.clause,
                "subject": effect.subject,
                "amount": exact(amount),
                "unit": effect.unit,
                "because": [about.text, *effect.because],
            }
            for about, effect, amount in here.extensions
        ],
        "total": money(sum((one.amount for one in here.due), Fraction(0))),
        "totals": [{"payer": payer, "payee": payee, "amount": money(sum_)} for (payer, payee), sum_ in totals.items()],
        "notes": here.notes,
    }


def _in_order(settlement: Settlement, here: Settled) -> list[Result]:
    """A duty on rows without any is kept, unless its clause is not in force."""
    found: list[Result] = []
    month = Scope(settlement.world, here.window, {}, whole=here.whole)
    for spec in settlement.contract.duties:
        mine = [one for one in here.results if one.duty == spec.name]
        if not mine and spec.of_rows and settlement.applies(spec.clause, month):
            found.append(Result(month, "", "met", "", "no rows", duty=spec.name, of_row=True))
        found += reported(mine) + _of_many(settlement, [one for one in mine if one.many])
    return found


def reported(results: list[Result]) -> list[Result]:
    """Duties on many rows as one line: the value is the share of the rows that are in time, the reason names those that are not."""
    found: list[Result] = []
    of_rows: dict[str, list[Result]] = {}
    for result in results:
        if result.many:
            continue
        if not result.of_row:
            found.append(result)
        elif result.duty in of_rows:
            of_rows[result.duty].append(result)
        else:
            of_rows[result.duty] = [result]
            found.append(result)
    return [_of_rows(of_rows[one.duty]) if one.of_row else one for one in found]


def _of_rows(results: list[Result]) -> Result:
    states = [one.state for one in results]
    state = next((one for one in ("missed", "undetermined", "pending", "excused") if one in states), "met")
    decided = [one for one in states if one in ("met", "missed")]
    value = Fraction(states.count("met"), len(decided)) if decided else None
    because = ", ".join(one.group for one in results if one.state not in ("met", "excused"))
    unit = "%" if decided else ""
    return replace(results[0], group="", state=state, value=value, unit=unit, because=because)


def _of_many(settlement: Settlement, results: list[Result]) -> list[Result]:
    """Windows by the dozen in a month: those that are met in one line; of windows that slide, misses that overlap in one."""
    found: list[Result] = []
    for group in dict.fromkeys(one.group for one in results):
        mine = [one for one in results if one.group == group]
        met = [one for one in mine if one.state == "met"]
        runs: list[list[Result]] = []
        for one in mine:
            if one.state == "met":
                continue
            last = runs[-1][-1] if runs else None
            overlaps = last is not None and last.state == one.state and one.scope.window.start <= last.scope.window.end
            if one.slides and overlaps:
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            window = Window(run[0].scope.window.start, run[-1].scope.window.end)
            named = settlement.label(run[0].scope.window) if run[0].by_clock else ""
            words = ", ".join(part for part in (group, named) if part)
            because = f"in {len(run)} windows" if len(run) > 1 else run[0].because
            found.append(replace(run[0], group=words, because=because, days=window))
        if met:
            found.append(replace(met[-1], because=f"in {len(met)} of {len(mine)} windows", days=None, whole_month=True))
    return found


def _credits(settlement: Settlement, credits: list[Claimable]) -> list[Json]:
    """Amounts of one consequence for many items of one group and window stand as one, with each item named."""
    found: dict[object, Json] = {}
    for number, one in enumerate(credits):
        s = one.effect.scope
        key = (
            one.consequence.name,
            s.window.start,
            s.group_key(),
            one.entry is None,
            0 if isinstance(s.it, Row | Piece) else number,
        )
        line = found.get(key)
        if line is None:
            found[key] = _credit(settlement, one)
        else:
            line["amount"] = money(Fraction(line["amount"]) + one.amount)
            line["because"] += [because for because in one.because if because not in line["because"]]
    return list(found.values())


def _duty(settlement: Settlement, result: Result, month: Window) -> Json:
    spec = next(one for one in settlement.contract.duties if one.name == result.duty)
    s = result.scope
    # A group that is in service only in part is told under the whole window.
    own = (s.world.almanac.in_term(s.whole) if s.whole is not None else None) or s.window
    window = month if result.of_row or result.whole_month else result.days or own
    return {
        "duty": result.duty,
        "clause": spec.clause,
        "line": spec.line,
        "from": str(settlement.world.clock.day_of(window.start)),
        "to": str(settlement.world.clock.day_of(window.end - 1)),
        "who": spec.who,
        "measure": result.measure,
        "group": result.group,
        "value": None if result.value is None else exact(in_unit(result.value, result.unit)),
        "unit": result.unit,
        "target": result.target,
        "state": result.state,
        "because": result.because,
        "evidence": [],
    }


def _credit(settlement: Settlement, one: Claimable) -> Json:
    return {
        "consequence": one.consequence.name,
        "clause": one.consequence.clause,
        "line": one.consequence.line,
        "verb": one.effect.verb,
        "payer": one.effect.payer,
        "payee": one.effect.payee,
        "group": one.effect.scope.group_key(),
        "amount": money(one.amount),
        "currency": settlement.contract.currency,
        "because": one.because,
        "evidence": [],
    }


def _right(world: World, one: Right) -> Json:
    return {
        "clause": one.consequence.clause,
        "line": one.consequence.line,
        "party": one.effect.payer,
        "what": one.effect.subject + (f" for {group_label(one.effect.scope)}" if one.effect.of_group else ""),
        "group": one.effect.scope.group_key(),
        "arisen": str(world.clock.day_of(one.arisen)),
        "lapses": one.lapses or None,
        "state": one.state,
        "notice": one.effect.text,
        "because": [one.consequence.text, *one.effect.because],
    }


def _carried(settlement: Settlement, spec: LedgerSpec, entry: Entry) -> Json:
    usable = entry.until if entry.until < 10**17 else None
    return {
        "ledger": spec.name,
        "origin": settlement.label(_counted_window(settlement, entry)),
        "amount": exact(in_unit(entry.amount, spec.unit)),
        "unit": spec.unit,
        "usable_until": None if usable is None else str(settlement.world.clock.day_of(usable - 1)),
    }


def _counted_window(settlement: Settlement, entry: Entry) -> Window:
    scope: Scope = entry.scope
    return scope.window if scope.window.end <= entry.origin.end else entry.origin


# --- text ------------------------------------------------------------------------------------------------------------------------


def statement_text(statement: Json) -> str:
    currency = statement["currency"]
    lines = [statement["agreement"], f"As of {statement['as_of']}", ""]
    for window in statement["windows"]:
        lines.append(f"{window['label']} ({window['from']} to {window['to']})")
        for duty in window["duties"]:
            about = " ".join(part for part in (duty["measure"], duty["group"]) if part)
            value = "" if duty["value"] is None else f" {_shown(duty['value'], duty['unit'])}"
            lines.append(f"  {duty['state']:<12} {duty['clause']}: {about}{value} ({duty['target']})")
        for credit in window["credits"]:
            lines.append(f"  {credit['payer']} to {credit['payee']}: {currency} {credit['amount']} ({credit['verb']})")
            lines += [f"      {line}" for line in credit["because"]]
        for points in window["points"]:
            lines.append(f"  {points['party']}: {points['count']} {points['unit']} ({points['clause']})")
        for extension in window["extensions"]:
            subject = extension["subject"] or "the term"
            lines.append(f"  {subject} is extended by {extension['amount']} {extension['unit']}(s)")
        lines += [f"  note: {note}" for note in window["notes"]]
        lines += [
            f"  total {one['payer']} to {one['payee']}: {currency} {one['amount']}" for one in window["totals"]
        ] or ["  no credit is due"]
        lines.append("")
    for right in statement["rights"]:
        lapses = f", until {right['lapses']}" if right["lapses"] else ""
        lines.append(f"{right['party']} may {right['what']} ({right['state']}): since {right['arisen']}{lapses}")
    for entry in statement["carried_over"]:
        until = f", until {entry['usable_until']}" if entry["usable_until"] else ""
        lines.append(f"{entry['ledger']} of {entry['origin']}: {_shown(entry['amount'], entry['unit'])}{until}")
    lines += [f"missing: {line}" for line in statement["missing"]]
    lines += [f"set aside: {line}" for line in statement["set_aside"]]
    return "\n".join(lines).rstrip() + "\n"


def _shown(text: str, unit: str) -> str:
    value = Fraction(text)
    return figure(value / 100, unit) if unit == "%" else figure(value, "") + (f" {unit}" if unit else "")
