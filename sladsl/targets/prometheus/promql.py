"""Expressions of PromQL that give 1 where something is so and 0 where it is not, with the labels by which they are told apart."""

from __future__ import annotations

import re
from fractions import Fraction

from sladsl.checks.figures import exact
from sladsl.model.quantities import Comparator
from sladsl.node import node


class CannotBeSaid(Exception):
    """PromQL has no exact or near expression for it; the words say why."""


@node
class Query:
    """`by`: the labels of the result, in order; `near`: how it differs from what the contract says; `series`: the recorded series that it
    reads, if it is nothing else."""

    text: str
    by: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    series: str = ""


SIGNS = {
    Comparator.AT_LEAST: ">=",
    Comparator.AT_MOST: "<=",
    Comparator.MORE_THAN: ">",
    Comparator.LESS_THAN: "<",
    Comparator.EXACTLY: "==",
}


def snake(name: str) -> str:
    """A name as that of a metric or a label: "maintenance_notice"."""
    found = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    return found if found and not found[0].isdigit() else f"_{found}"


def text(value: str) -> str:
    """A string literal."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def number(value: Fraction) -> str:
    """A decimal literal or, where none is finite, a quotient of integers."""
    return exact(value) if "/" not in exact(value) else f"({exact(value)})"


def matching(labels: dict[str, str]) -> str:
    return "{" + ",".join(f"{name}={text(value)}" for name, value in labels.items()) + "}"


def aggregated(how: str, query: str, by: tuple[str, ...]) -> str:
    return f"{how} by ({', '.join(by)}) ({query})" if by else f"{how}({query})"


def recorded(series: str, by: tuple[str, ...], near: tuple[str, ...]) -> Query:
    return Query(aggregated("max", series, by), by, near, series)


def earlier(query: Query, seconds: int, step: int) -> Query:
    """What was so these seconds ago."""
    if not seconds:
        return query
    if query.series:
        return Query(aggregated("max", f"{query.series} offset {seconds}s", query.by), query.by, query.near)
    return Query(f"last_over_time(({query.text})[{step - 1}s:{step}s] offset {seconds}s)", query.by, query.near)


def both(a: Query, b: Query) -> Query:
    """Both are so; the labels of one are among those of the other."""
    wide, narrow = (a, b) if len(a.by) >= len(b.by) else (b, a)
    if not set(narrow.by) <= set(wide.by):
        raise CannotBeSaid("it joins things that have no label in common")
    near = tuple(dict.fromkeys((*a.near, *b.near)))
    if set(wide.by) == set(narrow.by):
        return Query(f"({wide.text}) * ({narrow.text})", wide.by, near)
    return Query(f"({wide.text}) * on ({', '.join(narrow.by)}) group_left () ({narrow.text})", wide.by, near)


def either(a: Query, b: Query) -> Query:
    return negated(both(negated(a), negated(b)))


def negated(a: Query) -> Query:
    return Query(f"1 - ({a.text})", a.by, a.near)


def without(a: Query, removed: Query) -> Query:
    """`a` where `removed` is not so, or nobody says so."""
    if not set(removed.by) <= set(a.by):
        raise CannotBeSaid("what is left out is told apart by other labels")
    near = tuple(dict.fromkeys((*a.near, *removed.near)))
    return Query(
        f"(({a.text}) unless on ({', '.join(removed.by)}) (({removed.text}) == 1)) or ({a.text}) * 0", a.by, near
    )
