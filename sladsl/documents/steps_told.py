"""The figure beside a credit table: what is due against the measure, and the same in words."""

from __future__ import annotations

from fractions import Fraction

from sladsl.digest.facts import Steps
from sladsl.documents.charts import Staircase, drawn
from sladsl.documents.telling import Teller
from sladsl.documents.tree import Figure


def figure_of(steps: Steps, anchor: str, teller: Teller) -> Figure:
    """Limits stand at equal distances, credits to scale: most tables have their limits between 95% and 100% and nothing below."""
    words, measure = teller.words, teller.writer.told(steps.measure)
    pattern = words.chart_title_for if steps.choices else words.chart_title
    title = pattern.format(credit=_due(steps, teller), measure=measure, choice=teller.listed(steps.choices))
    sizes = sorted({one for one in (*steps.at, *steps.between) if one is not None})
    below, above = steps.between[0], steps.between[-1]
    staircase = Staircase(
        title=title,
        about=_described(steps, teller),
        across=measure,
        limits=tuple(teller.figure(one, steps.unit) for one in steps.limits),
        at=steps.at,
        between=steps.between,
        low_said=teller.figure(steps.low, steps.unit) if steps.low is not None and below is not None else "",
        high_said=teller.figure(steps.high, steps.unit) if steps.high is not None and above is not None else "",
        heights=tuple((size, _credit(size, steps, teller)) for size in sizes),
    )
    return Figure(drawn(staircase), f"{title}. {words.chart_not_to_scale.format(measure=measure)}", anchor)


def _described(steps: Steps, teller: Teller) -> str:
    """The figure in words, from the highest value of the measure to the lowest, for those who do not see it."""
    words = teller.words
    told = [teller.figure(v, steps.unit) for v in steps.limits]
    pieces: list[str] = []

    def say(pattern: str, size: Fraction | None, **named: str) -> None:
        if size is not None:
            pieces.append(pattern.format(credit=_credit(size, steps, teller), **named))

    say(words.chart_above, steps.between[-1], limit=told[-1])
    for n in range(len(told) - 1, -1, -1):
        say(words.chart_at, steps.at[n], limit=told[n])
        if n:
            say(words.chart_between, steps.between[n], low=told[n - 1], high=told[n])
    say(words.chart_below, steps.between[0], limit=told[0])
    return f"{_due(steps, teller)}: {'; '.join(pieces)}."


def _due(steps: Steps, teller: Teller) -> str:
    """What the table gives: credits, or units by their name."""
    if not steps.counted:
        return teller.words.chart_credit
    _, _, units = teller.counted(Fraction(2), steps.counted).partition(" ")
    return units[:1].upper() + units[1:]


def _credit(size: Fraction, steps: Steps, teller: Teller) -> str:
    if size == 0:
        return teller.words.chart_none
    if steps.money:
        return teller.money(size, steps.money)
    return teller.counted(size, steps.counted) if steps.counted else teller.share(size)
