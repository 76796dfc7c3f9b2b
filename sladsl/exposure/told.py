"""The exposure in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from textwrap import wrap

from sladsl.ambiguity.left_open import told as told_left
from sladsl.checks.combinations import Amounts
from sladsl.checks.figures import figure
from sladsl.exposure import Answers, Bounds, Exposure, Priced, is_of
from sladsl.model.quantities import Dimension, Unit

_WIDTH = 100
_SHOWN = 8
"""Combinations of one group that are told for a month; JSON has them all."""


def exposure_text(found: Exposure) -> str:
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Exposure) -> Iterator[str]:
    count = len(found.priced)
    if not count:
        yield "Nothing is left open."
    else:
        yield f"{count} open question{'s' if count > 1 else ''}, that on which most money hangs first:"
    for one in found.priced:
        yield ""
        yield from _question(one, found)
    if count:
        yield ""
        yield f"Taken one by one, up to {_money(found.in_one_window(), found)} hang on them in one window."
    left = [one for one in found.priced if one.left is not None]
    if left:
        spread = sum((one.dispute.spread for one in left if one.dispute is not None), Fraction(0))
        yield f"Left open on purpose: {len(left)} of them, with up to {_money(spread, found)}."
    if found.tried is not None:
        yield ""
        yield from _on_records(found)


def _question(one: Priced, found: Exposure) -> Iterator[str]:
    question = one.question
    where = f' (clause "{question.clause}")' if question.clause else ""
    yield from _wrapped(f"{question.code}  {question.question}{where}", 0, 6)
    dispute = one.dispute
    if dispute is None:
        yield "      No events were found on which the answers differ."
    elif dispute.currency:
        yield f"      up to {_money(dispute.spread, found)} in one window"
    else:
        yield "      the answers come to different results, and no money hangs on it"
    claims = dispute.claims if dispute is not None else ()
    for number, answer in enumerate(question.answers):
        claim = claims[number] if number < len(claims) else None
        what = f": {claim.amount}" + (f", favours {claim.favours}" if claim.favours else "") if claim else ""
        yield from _wrapped(f"{one.letters[answer.value]}  {answer.sentence.rstrip('.')}{what}", 6, 9)
    if one.left is not None:
        yield from _wrapped(told_left(one.left), 6, 6)


def _on_records(found: Exposure) -> Iterator[str]:
    tried = found.tried
    assert tried is not None
    if not found.months:
        yield "No month is over and covered by the records."
        return
    runs = "1 settlement" if tried.runs == 1 else f"{tried.runs} settlements"
    yield f"On the records, {found.months[0]} to {found.months[-1]} ({runs}):"
    yield ""
    for one in found.by_month():
        yield f"  {one.month}  {_between(one, found)}"
        if one.lowest != one.highest:
            yield from _ways(one, found)
    yield ""
    for one in found.in_all():
        yield f"  in all   {_between(one, found)}"
    yield ""
    for one in found.by_party():
        best, worst = _money(one.highest, found), _money(one.lowest, found)
        yield f"  {one.payer}: best {best}, worst {worst}, {_money(one.highest - one.lowest, found)} apart"
    names = [_code(name, found) for name in tried.silent]
    unheard = [
        p for p in found.priced if p.question.name not in {*tried.silent, *(n for g in tried.groups for n in g.names)}
    ]
    silent = dict.fromkeys([*names, *(_code(p.question.name, found) for p in unheard)])
    if silent:
        yield ""
        yield from _wrapped(f"On these records no amount hangs on {', '.join(silent)}.", 2, 2)
    if not tried.whole:
        yield ""
        yield "  Not all combinations were tried: the bound was reached, and the range may be wider."


def _ways(bounds: Bounds, found: Exposure) -> Iterator[str]:
    """For each group of questions that bear on the month, what each combination makes of it; groups add up."""
    tried = found.tried
    assert tried is not None
    groups: list[dict[Fraction, list[str]]] = []
    for group in tried.groups:
        changes = {way.answers: _of_month(way.change, bounds) for way in group.ways}
        matter = [n for n in range(len(group.names)) if _matters(n, changes)]
        sums: dict[Fraction, dict[str, None]] = {}
        for answers, change in changes.items():
            sums.setdefault(change, {})[_letters(tuple(answers[n] for n in matter), found)] = None
        if len(sums) > 1:
            groups.append({change: list(ways) for change, ways in sums.items()})
    usual = _of_month(tried.base, bounds)
    if len(groups) > 1:
        first = ", ".join(_letters(group.ways[0].answers, found) for group in tried.groups)
        yield from _wrapped(f"{_money(usual, found)}: {first}", 11, 13)
    for told in groups:
        for change, ways in sorted(told.items()):
            if len(groups) > 1 and not change:
                continue
            more = f" and {len(ways) - _SHOWN} more" if len(ways) > _SHOWN else ""
            amount = _money(usual + change, found) if len(groups) == 1 else _changed(change, found)
            yield from _wrapped(f"{amount}: {'; '.join(ways[:_SHOWN])}{more}", 11, 13)


def _of_month(amounts: Amounts, bounds: Bounds) -> Fraction:
    return sum((d for i, d in amounts.items() if is_of(i, bounds.month, bounds.payer, bounds.payee)), Fraction(0))


def _matters(number: int, changes: Mapping[Answers, Fraction]) -> bool:
    """Whether two combinations that differ in this question alone differ in the amount."""
    by_rest: dict[Answers, Fraction] = {}
    for answers, change in changes.items():
        rest = (*answers[:number], *answers[number + 1 :])
        if by_rest.setdefault(rest, change) != change:
            return True
    return False


def _changed(change: Fraction, found: Exposure) -> str:
    return f"{_money(abs(change), found)} {'more' if change > 0 else 'less'}"


def _letters(answers: Answers, found: Exposure) -> str:
    return ", ".join(_code(name, found) + "=" + _letter(name, value, found) for name, value in answers)


def _code(name: str, found: Exposure) -> str:
    question = next(one.question for one in found.priced if one.question.name == name)
    several = sum(1 for one in found.priced if one.question.code == question.code) > 1
    place = ("" if question.is_wording else name.partition("/")[2]) or question.clause
    return f"{question.code}@{place}" if several and place else question.code


def _letter(name: str, value: str, found: Exposure) -> str:
    return next(one.letters[value] for one in found.priced if one.question.name == name)


def _between(one: Bounds, found: Exposure) -> str:
    least, most = _money(one.lowest, found), _money(one.highest, found)
    return f"{one.payer} to {one.payee}: {least}" + (f" to {most}" if most != least else "")


def _money(amount: Fraction, found: Exposure) -> str:
    return figure(amount, Unit(Dimension.MONEY, found.currency))


def _wrapped(text: str, indent: int, hanging: int) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * hanging, break_long_words=False)
