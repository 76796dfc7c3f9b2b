"""Several clauses in a few words: neighbours as a range."""

from __future__ import annotations

from collections.abc import Sequence

from sladsl.documents.wording import Words


def clause_ranges(labels: Sequence[str], words: Words) -> str:
    """ "clauses 4.1 to 4.5, 4.7": neighbours as a range."""
    pieces: list[list[str]] = []
    for label in labels:
        if pieces and _follows(pieces[-1][-1], label):
            pieces[-1].append(label)
        else:
            pieces.append([label])
    told = [words.plain_to.format(one[0], one[-1]) if len(one) > 2 else ", ".join(one) for one in pieces]
    pattern = words.plain_clause if len(labels) == 1 else words.plain_clauses
    return pattern.format(", ".join(told))


def _follows(one: str, other: str) -> bool:
    """Whether 4.6 is behind 4.5, 4.5(c) behind 4.5(b)."""
    if one.endswith(")") and other.endswith(")"):
        before, _, last = one[:-1].rpartition("(")
        after, _, next_ = other[:-1].rpartition("(")
        return before == after and len(last) == len(next_) == 1 and ord(next_) == ord(last) + 1
    head, _, last = one.rpartition(".")
    after, _, next_ = other.rpartition(".")
    return head == after and last.isdigit() and next_.isdigit() and int(next_) == int(last) + 1
