"""Clauses by their titles, as sentences name them."""

from __future__ import annotations

import difflib

from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import first, quoted, the, word, words
from sladsl.syntax.tree import Phrase


def clause_title(phrase: Phrase, ctx: Context) -> str:
    """The title in `clause "Availability"`, or that of the clause in which "this clause" is said; one that does not exist is a finding."""
    if phrase.kind == "this_clause":
        return existing_clause(ctx.clause, phrase, ctx)
    return existing_clause(quoted(word(phrase, "TEXT")), phrase, ctx)


def clause_titles(phrase: Phrase, ctx: Context) -> list[str]:
    """The titles in `clause "Speed"` or `clauses "Speed", "Quality" and "Cost"`."""
    several = first(phrase, "several_clauses")
    if several is None:
        return [clause_title(the(phrase, "clause_name"), ctx)]
    return [existing_clause(quoted(title), several, ctx) for title in words(several, "TEXT")]


def existing_clause(title: str, node: Phrase, ctx: Context) -> str:
    if title not in ctx.clauses:
        near = difflib.get_close_matches(title, ctx.clauses, n=1, cutoff=0.6)
        hint = f'Did you mean clause "{near[0]}"?' if near else "Clauses are named by their headings (###)."
        raise ctx.refuse("N102", node, f'there is no clause "{title}"', label="no such clause", hint=hint)
    return title
