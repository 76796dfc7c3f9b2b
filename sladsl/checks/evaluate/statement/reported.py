"""Verdicts and payments as the statement shows them: duties on many rows as one line, amounts of many items as one amount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.explain import bound_words, items_words, target_words
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.duties import spec_of
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.figures import plural
from sladsl.checks.reasons import Figure, joined, money, told
from sladsl.checks.statement import Credit, DutyResult, Evidence, State
from sladsl.model.algebra import Records
from sladsl.model.duties import Act, Duty, EachRecord, Repeated
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import PERCENT
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.payments import Line
    from sladsl.checks.evaluate.settling.settlement import Settlement

_MOST = 20
_WORST_FIRST = (State.MISSED, State.PENDING, State.UNDETERMINED)


def results_of(month: Window, settlement: Settlement) -> tuple[DutyResult, ...]:
    """In the order of the text, then by group, then by window."""
    out: list[DutyResult] = []
    for duty in settlement.world.plan.duties:
        found = settlement.verdicts_in(duty, month)
        spec = spec_of(duty)
        if spec is None:
            continue
        if spec.sliding or spec.unit in (WindowUnit.MINUTE, WindowUnit.HOUR):
            out += _of_many(duty, [one for _, verdicts in found for one in verdicts], spec)
        else:
            for window, verdicts in found:
                first, last = window.first.isoformat(), window.last.isoformat()
                told = _of_window(duty, window, verdicts, settlement)
                out += [replace(one, first=first, last=last) for one in told]
    return tuple(out)


def _of_window(duty: Duty, window: Window, verdicts: Sequence[Verdict], settlement: Settlement) -> list[DutyResult]:
    """A duty on rows without any is kept, unless its clause is not in force in the window: then it is left out, as others are."""
    world = settlement.world
    # An act that a condition on the month calls for once is no share of anything.
    kind = duty.kind
    of_rows = isinstance(kind, EachRecord | Repeated) or (
        isinstance(kind, Act) and (kind.each is not None or isinstance(kind.condition, Records))
    )
    rows = [one for one in verdicts if of_rows and (one.item is not None or not one.because)]
    out = [_single(duty, one, one.group) for one in verdicts if not any(one is row for row in rows)]
    empty = not verdicts and isinstance(duty.kind, EachRecord | Repeated)
    if rows or (empty and settlement.in_force(duty.clause, Scope(world, window), None) is not Truth.FALSE):
        out.append(_of_rows(duty, rows, world))
    return out


def _single(duty: Duty, one: Verdict, group: str) -> DutyResult:
    return DutyResult(
        duty.name, duty.clause, duty.who, one.measure, group, one.value, one.unit, one.target, one.state, one.because,
        one.evidence, duty.place.line,
    )  # fmt: skip


def _of_rows(duty: Duty, rows: Sequence[Verdict], world: World) -> DutyResult:
    """One line for all rows: the value is the share that is in time; the reasons name those that are not."""
    states = [one.state for one in rows]
    decided = [state for state in states if state in (State.MET, State.MISSED)]
    value = Fraction(decided.count(State.MET), len(decided)) if decided else None
    state = next((state for state in _WORST_FIRST if state in states), State.MET)
    if state is State.MET and states and all(one is State.EXCUSED for one in states):
        state = State.EXCUSED
    named = []
    for one in (*_WORST_FIRST, State.EXCUSED):
        those = [row for row in rows if row.state is one]
        if those:
            named.append(f"{one}: {items_words([row.item for row in those], those[0].scope)}")
    return DutyResult(
        duty.name, duty.clause, duty.who, "", "", value, PERCENT, rows[0].target if rows else target_words(duty), state,
        "; ".join(named), evidence_of((row.item for row in rows if row.state is State.MISSED), world), duty.place.line,
    )  # fmt: skip


def _of_many(duty: Duty, verdicts: Sequence[Verdict], spec: WindowSpec) -> list[DutyResult]:
    """Windows by the dozen in a month: those that are met in one line; of windows that slide, misses that overlap in one."""
    out: list[DutyResult] = []
    for group in dict.fromkeys(one.group for one in verdicts):
        mine = [one for one in verdicts if one.group == group]
        met = [one for one in mine if one.state is State.MET]
        named = f"{group}, " if group else ""
        runs: list[list[Verdict]] = []
        for one in mine:
            if one.state is State.MET:
                continue
            last = runs[-1][-1] if runs else None
            if spec.sliding and last is not None and last.state is one.state and one.window.start <= last.window.end:
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            why = (
                f"in {plural(len(run), 'window')}, from that of {run[0].window.label} to that of {run[-1].window.label}"
            )
            by_clock = spec.unit in (WindowUnit.MINUTE, WindowUnit.HOUR)
            shown = _single(duty, run[0], f"{named}{run[0].window.label}" if by_clock else group)
            told = shown if len(run) == 1 else _with_reason(shown, why)
            since, until = run[0].window.first, run[-1].window.last
            out.append(replace(told, first=since.isoformat(), last=until.isoformat()))
        if met and not runs:
            out.append(_with_reason(_single(duty, met[-1], group), f"in all of {plural(len(met), 'window')}"))
        elif met:
            shown = _with_reason(_single(duty, met[-1], group), f"in {len(met)} of {plural(len(mine), 'window')}")
            out.append(shown)
    return out


def _with_reason(result: DutyResult, why: str) -> DutyResult:
    return replace(result, because=f"{result.because}; {why}" if result.because else why)


def credits_of(lines: Sequence[Line], world: World) -> tuple[Credit, ...]:
    """Amounts of one consequence for many items of one group and window stand as one, with each item named."""
    together: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        key = (
            id(line.consequence.effect),
            line.consequence.name,
            line.window.start,
            line.window.end,
            line.firing.group,
            line.origin,
        )
        together.setdefault(key if line.firing.item is not None else (*key, id(line)), []).append(line)
    return tuple(_credit(several, world) for several in together.values())


def _credit(lines: Sequence[Line], world: World) -> Credit:
    first = lines[0]
    consequence, effect = first.consequence, first.effect
    because = first.because
    evidence = first.evidence or evidence_of((line.firing.item for line in lines), world)
    if len(lines) > 1:
        same = len({line.amount for line in lines}) == 1 and len({line.because[-1] for line in lines}) == 1
        each = [_item_words(line) for line in lines]
        if same:
            named = items_words([line.firing.item for line in lines], first.firing.scope)
            count = Figure(Fraction(len(lines)))
            because = (
                because[0],
                told("{count} times: {items}", count=count, items=named),
                told("each {what}", what=because[-1]),
            )
        else:
            because = (
                because[0],
                *(
                    told(
                        "{item}: {why}: {amount}",
                        item=name,
                        why=_why(line, name),
                        amount=money(line.amount, world.plan.currency),
                    )
                    for name, line in zip(each, lines, strict=True)
                ),
            )
        evidence = evidence_of((line.firing.item for line in lines), world)
    return Credit(
        consequence.name, consequence.clause, effect.verb, effect.payer, effect.payee,
        sum((line.amount for line in lines), Fraction(0)), world.plan.currency, because, first.firing.group, evidence,
        consequence.place.line,
    )  # fmt: skip


def _why(line: Line, name: str) -> str:
    return joined(tuple(one for one in line.because[1:] if one != name), "{one}; {other}")


def _item_words(line: Line) -> str:
    return bound_words(line.firing.item, line.firing.scope) if line.firing.item is not None else line.window.label


def evidence_of(items: Iterable[Bound | None], world: World) -> tuple[Evidence, ...]:
    """The rows behind items, by record, in the order in which they stand."""
    rows: dict[str, list[str]] = {}
    for one in items:
        item = one.item if isinstance(one, Piece) else one
        table = world.table(item.record) if isinstance(item, Item) else None
        if isinstance(item, Item) and table is not None and item.row >= 0:
            rows.setdefault(item.record, []).append(table.where(item.row))
    return tuple(Evidence(record, len(found), tuple(found[:_MOST])) for record, found in rows.items())
