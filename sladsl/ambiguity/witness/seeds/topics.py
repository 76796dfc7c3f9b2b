"""Which boundaries are tried for which kind of question, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sladsl.ambiguity.witness.seeds import figures, lasting, limits
from sladsl.ambiguity.witness.seeds.stage import Case, Stage, Topic

_ACTS: tuple[Topic, ...] = (limits.claims, limits.acts, limits.exercised)
_MISSES: tuple[Topic, ...] = (
    lasting.level,
    figures.counted,
    figures.single,
    figures.monthly,
    figures.shares,
    limits.acts,
)
_SUMS: tuple[Topic, ...] = (lasting.odd, figures.in_service_for_part, lasting.level, figures.counted, figures.single, figures.monthly)  # fmt: skip

TOPICS: Mapping[str, tuple[Topic, ...]] = {
    "month": (lasting.apart, lasting.straddle, figures.monthly, lasting.level, figures.counted),
    "quarter": (lasting.apart, lasting.straddle, lasting.months_in_a_row, figures.monthly),
    "year": (lasting.months_in_a_row, lasting.apart, lasting.straddle, figures.monthly),
    "partial window": (lasting.at_the_ends, figures.monthly),
    "group part": (figures.in_service_for_part,),
    "day": _ACTS,
    "day count": _ACTS,
    "limit end": _ACTS,
    "window end": _ACTS,
    "months length": (*_ACTS, lasting.at_the_ends),
    "month length": (lasting.near, lasting.level),
    "last day": _ACTS,
    "days before": _ACTS,
    "term start": (lasting.at_the_ends,),
    "holidays": _ACTS,
    "notice": (),
    "early claim": _ACTS,
    "early act": _ACTS,
    "calendar limit": _ACTS,
    "partial minute": (lasting.odd, lasting.near, lasting.short),
    "stretch ends": (lasting.near, lasting.short, lasting.nested, limits.acts),
    "straddling": (lasting.straddle, lasting.still_open, lasting.apart),
    "piece belongs": (lasting.straddle, lasting.months_in_a_row, lasting.short),
    "open period": (lasting.still_open,),
    "overlap": (lasting.overlapping,),
    "allowance order": (lasting.nested,),
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
    "stacking": (figures.together, lasting.in_two_clauses),
    "several rows": (figures.tables,),
    "between rows": (figures.tables,),
    "met rows": (figures.tables, lasting.level),
    "unit step": (lasting.odd, lasting.level, lasting.near, figures.single),
    "item limit": (lasting.in_two_clauses, lasting.short, lasting.apart, figures.counted),
    "cap order": (lasting.whole_month, figures.together),
    "restart": (lasting.months_in_a_row, figures.monthly),
    "ledger order": (figures.monthly,),
    "ledger end": (figures.monthly,),
    "day of fee": _MISSES,
    "efforts": _MISSES,
}

EVERY: tuple[Topic, ...] = (
    lasting.level,
    figures.single,
    figures.counted,
    limits.acts,
    lasting.straddle,
    lasting.near,
    figures.close,
    figures.shares,
    limits.claims,
    lasting.apart,
    lasting.short,
    lasting.nested,
    figures.together,
    lasting.months_in_a_row,
    figures.monthly,
    lasting.whole_month,
    lasting.at_the_ends,
)
"""For words of which nobody knows what hangs on them."""

EXHAUSTIVE = frozenset(("several rows", "between rows"))
"""Kinds whose cases are all that there are: a table knows no other values."""


def cases(kind: str, stage: Stage, most: int) -> Iterator[Case]:
    """So many cases at the most for a kind of question, those of its first topic first; each topic has its share, and what one leaves goes to the next."""
    topics = TOPICS.get(kind, EVERY)
    if stage.cone.rights and limits.exercised in topics:
        topics = (limits.exercised, *(one for one in topics if one is not limits.exercised))
    left = most
    for number, topic in enumerate(topics):
        share = max(left // (len(topics) - number), 1)
        if number == 0 and len(topics) > 1:
            share = max(share, most // 2)
        for case in stage.cases(topic, share):
            left -= 1
            yield case
        if left <= 0:
            return
