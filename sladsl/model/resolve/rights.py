"""Rights: to terminate, to withhold, to use; and those that are only printed."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.consequences import Terminate, Withhold
from sladsl.model.moments import Length, Limit, LimitKind, WindowUnit
from sladsl.model.resolve.amounts import AMOUNTS, amount
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.limits import check_unit
from sladsl.model.resolve.phrases import first, number, text_of, the, word
from sladsl.model.resolve.points import POINTS, point, that_one
from sladsl.model.resolve.quantities import DURATIONS, length, plain_length, singular_unit
from sladsl.model.resolve.windows import WINDOWS, window_unit
from sladsl.syntax.tree import Phrase

POWERS = (
    "terminate",
    "amend",
    "withhold",
    "use_quota",
    "change_shares",
    "change_field",
    "reduce",
)
DECLARED = {
    "terminate": "terminate",
    "amend": "amend",
    "change_shares": "change the shares",
    "change_field": "change a field",
    "reduce": "reduce",
}
"""Rights that no record settles, and how they are listed; a right to terminate that hangs on nothing is one of them."""


def check_power(power: Phrase, ctx: Context) -> None:
    """The names of a right that is only printed exist, and its times have a unit."""
    given = first(power, "given")
    if given is not None:
        check_unit(given, ctx)
    title = first(power, "clause_name")
    if title is not None:
        clause_title(title, ctx)
    if power.kind == "reduce":
        for name in (part for part in power.words() if part.kind == "NAME"):
            ctx.name(name.text, name, NameKind.FORM_VALUE, NameKind.MEASURE, NameKind.AMOUNT)
    if power.kind == "terminate" and word(power, "NAME"):
        ctx.name(word(power, "NAME"), power, NameKind.SERVICE)


def terminate(power: Phrase, who: str, leads: Leads, ctx: Context) -> Terminate:
    title = first(power, "clause_name")
    subject = clause_title(title, ctx) if title is not None else ""
    if not subject and word(power, "NAME"):
        subject = ctx.name(word(power, "NAME"), power, NameKind.SERVICE).text
    that = first(power, "for_that")
    notice, end = _notice(power, ctx)
    given = first(power, "given")
    exercise = None
    with ctx.introducing(*leads.binds):
        group = _group(word(that, "NAME"), that, ctx) if that is not None else ""
        if given is not None:
            anchor = point(the(given, *POINTS), ctx)
            check_unit(given, ctx)
            exercise = Limit(LimitKind.WITHIN, anchor, length(the(given, *DURATIONS), ctx))
    return Terminate(who, subject, title is not None, group, notice, end, exercise)


def _group(name: str, node: Phrase, ctx: Context) -> str:
    """ "for that Circuit": bound by the sentence, or the one for which the clause is missed."""
    declared = ctx.name(name, node, NameKind.RECORD, NameKind.SELECTION)
    return that_one(name, node, ctx) if declared.text in ctx.bound else declared.text


def _notice(power: Phrase, ctx: Context) -> tuple[Length | None, WindowUnit | None]:
    notice = the(power, "notice")
    window = first(notice, *WINDOWS)
    end = None
    if window is not None and window.kind != "window_term":
        end = window_unit(window, ctx)
    unit = word(notice, "UNIT_OF_NOTICE")
    if not unit:
        return None, end
    return plain_length(number(word(notice, "NUMBER")), singular_unit(unit.rstrip("s'’"))), end


def withhold(power: Phrase, who: str, leads: Leads, ctx: Context) -> Withhold:
    with ctx.introducing(*leads.binds):
        found = the(power, *AMOUNTS)
        if found.kind == "amount_share":
            raise ctx.refuse("N111", found, f'"{text_of(found)}" is given by a table', hint="Write a percentage.")
        return Withhold(who, amount(found, ctx), point(the(power, *POINTS), ctx))
