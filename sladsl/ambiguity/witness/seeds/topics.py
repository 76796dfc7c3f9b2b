"""Which boundaries are tried for which kind of question, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from sladsl.ambiguity.witness.seeds import again, figures, lasting, limits, repeating, things
from sladsl.ambiguity.witness.seeds.stage import Case, Stage, Topic

_ACTS: tuple[Topic, ...] = (limits.claims, limits.acts, limits.exercised, again.series)
_MISSES: tuple[Topic, ...] = (
    lasting.level,
    figures.counted,
    figures.single,
    figures.monthly,
    figures.shares,
    limits.acts,
    again.series,
)
_SUMS: tuple[Topic, ...] = (figures.odd_prices, lasting.odd, figures.in_service_for_part, lasting.level, figures.counted, figures.single, figures.monthly, again.series)  # fmt: skip

TOPICS: Mapping[str, tuple[Topic, ...]] = {
    "month": (lasting.apart, lasting.straddle, figures.monthly, lasting.level, figures.counted),
    "quarter": (lasting.apart, lasting.straddle, repeating.months_in_a_row, figures.monthly),
    "year": (repeating.months_in_a_row, lasting.apart, lasting.straddle, figures.monthly),
    "partial window": (lasting.at_the_ends, repeating.rows_at_the_end, figures.monthly),
    "group part": (figures.in_service_for_part,),
    "day": _ACTS,
    "day count": _ACTS,
    "limit end": _ACTS,
    "window end": _ACTS,
    "months length": (*_ACTS, lasting.at_the_ends, repeating.rows_at_the_end),
    "repeated act": (again.series,),
    "month length": (lasting.near, lasting.level),
    "last day": _ACTS,
    "last day back": _ACTS,
    "days before": _ACTS,
    "term start": (lasting.at_the_ends, repeating.rows_at_the_end),
    "holidays": _ACTS,
    "notice": (),
    "early claim": _ACTS,
    "early act": _ACTS,
    "calendar limit": _ACTS,
    "partial minute": (lasting.odd, lasting.near, repeating.short),
    "stretch ends": (repeating.on_the_edge, lasting.near, repeating.short, repeating.nested, limits.acts),
    "straddling": (lasting.straddle, repeating.so_many, lasting.still_open, lasting.apart),
    "piece belongs": (lasting.straddle, repeating.so_many, repeating.months_in_a_row, repeating.short),
    "open period": (lasting.still_open,),
    "overlap": (lasting.overlapping,),
    "allowance order": (repeating.nested,),
    "sample speaks": (lasting.speaking, lasting.level),
    "missing record": (lasting.missing,),
    "comparison": (lasting.near, figures.close, figures.shares, figures.single),
    "percentile": (figures.several,),
    "no value": (figures.elsewhere, lasting.whole_month),
    "idle interval": (figures.elsewhere, lasting.level),
    "amount rounded": _SUMS,
    "amount rounding": _SUMS,
    "several amounts": _SUMS,
    "claim": _MISSES,
    "stacking": (figures.together, repeating.in_two_clauses),
    "several rows": (figures.tables,),
    "between rows": (figures.tables,),
    "met rows": (figures.tables, lasting.level),
    "unit step": (lasting.odd, lasting.level, lasting.near, figures.single),
    "item limit": (repeating.repeated, repeating.in_two_clauses, repeating.short, lasting.apart, figures.counted),
    "cap order": (figures.together, lasting.whole_month),
    "restart": (repeating.months_in_a_row, figures.monthly),
    "ledger order": (figures.monthly,),
    "ledger end": (figures.monthly,),
    "day of fee": (lasting.in_other_months, *_MISSES),
    "efforts": _MISSES,
    "wording/A040": (repeating.months_in_a_row, figures.monthly),
    "wording/A036": (repeating.months_in_a_row, figures.monthly),
    "wording/C021": (things.in_turn, lasting.level, repeating.months_in_a_row, figures.counted),
}

EVERY: tuple[Topic, ...] = (
    lasting.level,
    figures.single,
    figures.counted,
    limits.acts,
    again.series,
    lasting.straddle,
    lasting.near,
    figures.close,
    figures.shares,
    limits.claims,
    lasting.apart,
    repeating.short,
    repeating.nested,
    figures.together,
    repeating.months_in_a_row,
    figures.monthly,
    lasting.whole_month,
    lasting.at_the_ends,
)
"""For words of which nobody knows what hangs on them."""

MOST_ASKED = {"amount rounded": 24, "amount rounding": 24, "several amounts": 24}
"""Kinds that come up in every case with an amount: after so many that show nothing, no other will."""

EXHAUSTIVE = frozenset(("several rows", "between rows"))
"""Kinds whose cases are all that there are: a table knows no other values."""


_IN_TURN = 12
_IN_SHORT_TURN = 4
"""Cases of a topic before those of the next, also where each is much work."""


def cases(kind: str, stage: Stage, most: int) -> Iterator[Case]:
    """So many cases at the most for a kind of question: some of each of its topics in turn, those of the first topic first."""
    topics = TOPICS.get(kind, EVERY)
    if stage.cone.rights and limits.exercised in topics and stage.exercised:
        topics = (limits.exercised,)
    if stage.cone.weight > 1:
        first = () if limits.claims in topics else (repeating.spread_out,)
        topics = (*first, *topics)
    waiting = [stage.cases(topic, most) for topic in topics]
    turn = _IN_TURN if stage.cone.weight == 1 else _IN_SHORT_TURN
    tried = 0
    while waiting and tried < most:
        for topic in tuple(waiting):
            some = tuple(islice(topic, min(turn, most - tried)))
            tried += len(some)
            yield from some
            if len(some) < turn:
                waiting.remove(topic)
