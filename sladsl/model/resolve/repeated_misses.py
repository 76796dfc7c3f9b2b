"""More that follows from misses in a row, beside what else follows from a miss that is worse: does it hold there, too?

Looked at as phrases, since the sentence may leave open something else as well.
"""

from __future__ import annotations

import re

from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import first, has, text_of, the, tidy
from sladsl.model.resolve.quantities import COMPARISONS
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase

_REPEATED = ("test_misses", "test_has_missed")
_BEYOND = (
    (r"(?:at or below|at most|no more than|not more than) ", "above "),
    (r"(?:at or above|at least|no less than|not less than) ", "below "),
    (r"(?:below|less than) ", "at or above "),
    (r"(?:above|more than) ", "at or below "),
)
"""How a comparison starts, and how the opposite one does."""


def note_repeated(block: Phrase, statement: Phrase, ctx: Context) -> None:
    """ "If Supplier misses clause … in consecutive months, Supplier incurs twice those Points instead"; and "If Uptime in a month is below
    95%, …", from which something follows for itself."""
    lead = first(block, "if_lead")
    inner = lead.parts[-1] if lead is not None and len(lead.parts) == 1 else None
    test = inner if isinstance(inner, Phrase) else (the(lead) if lead is not None else None)
    if test is None:
        return
    if test.kind in _REPEATED and has(statement, "instead") and first(statement, "whatever_else") is None:
        without_stop = Phrase(block.kind, tuple(part for part in block.parts if isinstance(part, Phrase)))
        ctx.more_for_repeated.append((without_stop, test, ctx.clause))
    elif test.kind == "test_level" and not has(statement, "instead") and first(test, *COMPARISONS) is not None:
        ctx.more_for_worse.setdefault(ctx.clause, test)


def ask_repeated(ctx: Context) -> None:
    """For each such sentence that has the other beside it in its clause."""
    for block, test, clause in ctx.more_for_repeated:
        worse = ctx.more_for_worse.get(clause)
        better = _opposite(worse) if worse is not None else ""
        if worse is None or not better or _is_loose(block, ctx):
            continue
        ctx.clause = clause
        said, condition = tidy(text_of(block)), tidy(text_of(test))
        answers = (f"{said}, whatever else follows", said.replace(condition, f"{condition}, and {better}", 1))
        question = f'Does it also hold where "{tidy(text_of(worse))}", from which something else follows?'
        ctx.leave_open("A040", block, question, answers)
    ctx.clause = ""


def _is_loose(block: Phrase, ctx: Context) -> bool:
    """Whether words within it are open: they come first, and then it is asked of the text with their first answer."""
    whole = ctx.place(block)
    starts, ends = (whole.line, whole.column), (whole.end_line, whole.end_column)
    return any(starts <= (one.place.line, one.place.column) < ends for one in ctx.wordings)


def _opposite(test: Phrase) -> str:
    """ "Uptime in a month is below 95%" → "Uptime in that month is at or above 95%"; "" where it cannot be told so."""
    compared, window = first(test, *COMPARISONS), first(test, *WINDOWS)
    if compared is None or window is None:
        return ""
    how, when = tidy(text_of(compared)), tidy(text_of(window))
    for start, other in _BEYOND:
        found = re.match(start, how)
        if found is not None:
            told = tidy(text_of(test)).replace(how, other + how[found.end() :], 1)
            return re.sub(rf"\b(in|on|for) {re.escape(when)}", rf"\1 that {when.split()[-1]}", told, count=1)
    return ""
