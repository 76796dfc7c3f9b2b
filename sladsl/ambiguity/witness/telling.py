"""A witness as a dispute: what happened, and what each reader makes of it, in one line of arithmetic, for whose good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sladsl.ambiguity.witness.events_told import background_told, events_told
from sladsl.ambiguity.witness.outcomes import Outcome, Stake
from sladsl.ambiguity.witness.search import Search, Searched, Side, Witness
from sladsl.checks.figures import figure, plural
from sladsl.checks.plan import Plan
from sladsl.checks.statement import DutyResult, State, Statement, WindowStatement
from sladsl.findings import Claimed, Dispute
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.dates import day_label

_MOST_PARTS = 4


def dispute_of(
    witness: Witness | None, searched: Searched, sides: Sequence[Side], sentences: Sequence[str], search: Search
) -> Dispute:
    """Without a witness: how far was searched, and nothing else."""
    if witness is None:
        return Dispute((), (), Fraction(0), "", _how_far(searched))
    plan = sides[0].plan
    statements = [search.statement(one, witness) for one in sides]
    lines = _arithmetic(statements, witness)
    amounts = [_amount(one, witness, plan) for one in witness.outcomes]
    favours = _favours(witness, plan)
    claims = tuple(
        Claimed(sentence, amount, line, party)
        for sentence, amount, line, party in zip(sentences, amounts, lines, favours, strict=True)
    )
    seen, behind = witness.events[: witness.seen], witness.events[witness.seen :]
    currency = plan.currency if witness.stake is Stake.MONEY else ""
    return Dispute(
        (*events_told(seen, plan), *background_told(behind, plan)),
        claims,
        witness.spread,
        currency,
        _how_far(searched),
    )


def _how_far(searched: Searched) -> str:
    if searched.exhaustive:
        return (
            f"a value at each limit of the table and between each two, which are all: {plural(searched.cases, 'case')}"
        )
    if searched.cases == 0:
        return "nothing that records show hangs on it"
    return f"{plural(searched.cases, 'case')} of up to {plural(max(searched.events, 1), 'event')} in {plural(searched.months, 'month')}"


# --- amounts ---------------------------------------------------------------------------------------------------------------------


def _amount(outcome: Outcome | None, witness: Witness, plan: Plan) -> str:
    if outcome is None:
        return "cannot be settled"
    match witness.stake:
        case Stake.MONEY:
            pairs = _pairs(witness)
            sums = [(outcome.paid_to(a, b), a, b) for a, b in pairs]
            if len(sums) == 1:
                return figure(sums[0][0], Unit(Dimension.MONEY, plan.currency))
            told = [f"{figure(sum_, Unit(Dimension.MONEY, plan.currency))} to {b}" for sum_, _, b in sums if sum_]
            return " and ".join(told) if told else figure(Fraction(0), Unit(Dimension.MONEY, plan.currency))
        case Stake.RIGHTS:
            told = [
                f"a right to {what} from {since}" + (f" until {until}" if until else "")
                for _, _, what, since, until in outcome.rights
            ]
            return "; ".join(dict.fromkeys(told)) or "no right"
        case Stake.UNITS:
            told = [figure(count, Unit(Dimension.UNIT, unit.removesuffix("s"))) for unit, _, count in outcome.units]
            return " and ".join(told) if told else "none"
        case Stake.CARRIED:
            told = [f"{figure(amount, None)} of {name} from {origin}" for name, origin, amount in outcome.carried]
            return "; ".join(told) or "nothing is carried over"
        case _:
            missed = [(who, clause) for clause, who, _, _, state in outcome.states if state == "missed"]
            mine = [one for one in missed if one[1] in witness.clauses] or missed
            told = [
                f'{who} misses "{clause}"'
                + (f", {mine.count((who, clause))} times" if mine.count((who, clause)) > 1 else "")
                for who, clause in dict.fromkeys(mine)
            ]
            return " and ".join(told) or "nothing is missed"


def _pairs(witness: Witness) -> tuple[tuple[str, str], ...]:
    """Who pays whom: the pairs between which some reading finds an amount that another does not."""
    known = [one for one in witness.outcomes if one is not None]
    found = dict.fromkeys((a, b) for one in known for a, b, _ in one.paid)
    return tuple(pair for pair in found if len({one.paid_to(*pair) for one in known}) > 1)


# --- whose good ------------------------------------------------------------------------------------------------------------------


def _favours(witness: Witness, plan: Plan) -> list[str]:
    """Of money the payee under the greatest amount and the payer under the least; between them nobody."""
    match witness.stake:
        case Stake.MONEY:
            payer, payee = max(_pairs(witness), key=lambda pair: _width(witness, *pair))
            found = [one.paid_to(payer, payee) if one is not None else None for one in witness.outcomes]
            return _by_size(found, most=payee, least=payer)
        case Stake.RIGHTS:
            party = next((r[1] for one in witness.outcomes if one for r in one.rights), "")
            counts = [Fraction(len(one.rights)) if one is not None else None for one in witness.outcomes]
            if len(set(counts)) == 1:
                # the same right, for longer or shorter
                days = [
                    one.rights[-1][4] or "9999" if one is not None and one.rights else "" for one in witness.outcomes
                ]
                ranks = sorted(set(days))
                return _by_size([Fraction(ranks.index(one)) for one in days], most=party, least=_other(party, plan))
            return _by_size(counts, most=party, least=_other(party, plan))
        case Stake.UNITS:
            party = next((u[1] for one in witness.outcomes if one for u in one.units), "")
            counts = [
                sum((u[2] for u in one.units), Fraction(0)) if one is not None else None for one in witness.outcomes
            ]
            return _by_size(counts, most=_other(party, plan), least=party)
        case Stake.STATES:
            changing = _changing(witness)
            party = changing[0] if changing else ""
            counts = [
                Fraction(sum(state == "missed" and who == party for _, who, _, _, state in one.states))
                if one is not None
                else None
                for one in witness.outcomes
            ]
            return _by_size(counts, most=_other(party, plan), least=party)
        case _:
            return ["" for _ in witness.outcomes]


def _width(witness: Witness, payer: str, payee: str) -> Fraction:
    sums = [one.paid_to(payer, payee) for one in witness.outcomes if one is not None]
    return max(sums) - min(sums)


def _by_size(found: Sequence[Fraction | None], *, most: str, least: str) -> list[str]:
    known = [one for one in found if one is not None]
    high, low = max(known), min(known)
    if high == low:
        return ["" for _ in found]
    return [most if one == high else least if one == low else "" for one in found]


def _other(party: str, plan: Plan) -> str:
    others = [one for one in plan.parties if one != party]
    return others[0] if party and len(others) == 1 else ""


def _changing(witness: Witness) -> list[str]:
    """The parties whose duties stand otherwise under some answer."""
    known = [one for one in witness.outcomes if one is not None]
    parties = dict.fromkeys(who for one in known for _, who, _, _, _ in one.states)
    counts = {
        who: {sum(state == "missed" and of == who for _, of, _, _, state in one.states) for one in known}
        for who in parties
    }
    return [who for who in parties if len(counts[who]) > 1]


# --- arithmetic ------------------------------------------------------------------------------------------------------------------


def _arithmetic(statements: Sequence[Statement | None], witness: Witness) -> list[str]:
    """What the statement says of the windows and clauses in which the readers differ."""
    told = [_parts(one, witness) if one is not None else ["no window can be settled"] for one in statements]
    shared = set(told[0]).intersection(*told[1:]) if told else set()
    lines = []
    for parts in told:
        own = [part for part in parts if part not in shared] or parts or ["nothing falls due in the term"]
        # what is met is told only where nothing else is to tell
        own = [part for part in own if " is met" not in part] or own
        lines.append("; ".join(own[:_MOST_PARTS]) + ("; …" if len(own) > _MOST_PARTS else ""))
    return lines


def _parts(statement: Statement, witness: Witness) -> list[str]:
    found: list[str] = []
    for window in statement.windows:
        found += _of_window(window, witness)
    if witness.stake is Stake.RIGHTS:
        for right in statement.rights:
            until = f", until {right.lapses}" if right.lapses else ""
            found.append(f"{right.party} may {right.what}: arisen on {right.arisen}{until}")
    if witness.stake is Stake.CARRIED:
        found += [f"{figure(one.amount, one.unit)} of {one.ledger} from {one.origin}" for one in statement.carried_over]
    return list(dict.fromkeys(found))


def _of_window(window: WindowStatement, witness: Witness) -> list[str]:
    found: list[str] = []
    credited = set()
    for credit in window.credits:
        credited.add(credit.clause)
        because = [one for one in credit.because if not one.startswith('clause "')]
        of = f" ({credit.group})" if credit.group else ""
        found.append(f"{window.label}{of}: {'; '.join(because)}")
    for duty in window.duties:
        if duty.clause in credited or duty.because == "nothing in the example speaks of it":
            continue
        if duty.clause in witness.clauses or duty.state is not State.MET:
            found.append(_duty(duty, window))
    found += [f"{one.party} incurs {figure(one.count, Unit(Dimension.UNIT, one.unit))}" for one in window.points]
    found += [
        note.rstrip(".") for note in window.notes if any(note.startswith(f"{clause} (") for clause in witness.clauses)
    ]
    return found


def _duty(duty: DutyResult, window: WindowStatement) -> str:
    of = f" of {duty.group}" if duty.group else ""
    if duty.value is not None and duty.measure:
        value = figure(duty.value, duty.unit)
        return f"{duty.measure}{of} {_when(duty, window)} is {value}: {duty.target} is {duty.state}"
    reason = f", {duty.because}" if duty.because else ""
    return f'"{duty.clause}"{of} is {duty.state} {_when(duty, window)}{reason}'


def _when(duty: DutyResult, window: WindowStatement) -> str:
    """Of a duty on quarters or on days the stretch is its own, and not the month in which it is told."""
    if not duty.first or (duty.first, duty.last) == (window.first, window.last):
        return f"in {window.label}"
    first, last = date.fromisoformat(duty.first), date.fromisoformat(duty.last)
    return f"on {day_label(first)}" if first == last else f"from {day_label(first)} to {day_label(last)}"
