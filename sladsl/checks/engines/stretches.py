"""Sets of moments in queries that stand alone: rows with `starts` and `ends` in microseconds since the epoch, by thing where they differ.

They are what `sladsl.time.stretches` makes of the same stretches: half open, merged where they overlap or touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sqlglot
from sqlglot import exp

from sladsl.records.table import OPEN_END

MICROS = "MICROS_OF"
"""Of a time, its microseconds since the epoch: each dialect has its own words for them, see `written`."""
_NEVER = -1
"""Before every moment of a record."""


@cache
def _read(text: str) -> exp.Expr:
    return sqlglot.parse_one(text)


def made(text: str, **of: exp.Query) -> exp.Select:
    """A query in the words of SQL, with these queries for the tables of their names."""
    tree = _read(text).copy()
    for table in list(tree.find_all(exp.Table)):
        if table.name in of:
            table.replace(of[table.name].copy().subquery(table.alias or table.name, copy=False))
    assert isinstance(tree, exp.Select)
    return tree


def micros(cell: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=MICROS, expressions=[cell])


def keys(of: Sequence[str], alias: str) -> str:
    """The columns by which sets differ, at the head of a list."""
    return "".join(f"{alias}.{key}, " for key in of)


def _partition(of: Sequence[str]) -> str:
    return f"PARTITION BY {', '.join(of)} " if of else ""


def merged(stretches: exp.Query, of: Sequence[str]) -> exp.Select:
    """Islands: a stretch opens one where none before it reaches it. Of equal ones the first does, and the sum, which takes equals together,
    counts all of them to it."""
    each, groups = keys(of, "p"), ", ".join([*(f"p.{key}" for key in of), "p.island"])
    by = _partition(of)
    return made(
        f"""SELECT {each}MIN(p.starts) AS starts, MAX(p.ends) AS ends FROM (
            SELECT {each}p.starts, p.ends, SUM(p.opens_one) OVER ({by}ORDER BY p.starts, p.ends) AS island FROM (
                SELECT {each}p.starts, p.ends, CASE WHEN p.starts <= MAX(p.ends) OVER ({by}ORDER BY p.starts, p.ends
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS opens_one
                FROM stretches AS p WHERE p.starts < p.ends) AS p) AS p GROUP BY {groups}""",
        stretches=stretches,
    )


def between(merged_: exp.Query, of: Sequence[str], things: exp.Query | None) -> exp.Select:
    """The moments of all time that are in none; `things`: of which each has a set, even where it is empty."""
    first = f"SELECT {keys(of, 't')}{_NEVER} AS starts, {_NEVER} AS ends" + (" FROM things AS t" if of else "")
    text = f"""SELECT {keys(of, "p")}p.ends AS starts, COALESCE(LEAD(p.starts) OVER ({_partition(of)}ORDER BY p.starts),
            {OPEN_END + 1}) AS ends FROM (
            SELECT {keys(of, "p")}p.starts, p.ends FROM merged AS p UNION ALL {first}) AS p"""
    return made(text, merged=merged_, **({"things": things} if things is not None else {}))


def all_rows(parts: Sequence[exp.Select]) -> exp.Select:
    """The rows of each."""
    if len(parts) == 1:
        return parts[0]
    names = [f"part_{number}" for number, _ in enumerate(parts)]
    text = " UNION ALL ".join(f"SELECT * FROM {name} AS p" for name in names)
    return made(f"SELECT * FROM ({text}) AS p", **dict(zip(names, parts, strict=True)))
