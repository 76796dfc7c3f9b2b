"""Ledgers: what becomes of a shortfall, an excess, an unused part, a credit above the cap."""

from __future__ import annotations

from dataclasses import replace

from sladsl.findings import error
from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    NamedMeasure,
)
from sladsl.model.consequences import Consequence, Ledger, LedgerKind, OfLedger, UnitTrigger
from sladsl.model.duties import Duty, Level, Quota
from sladsl.model.moments import Limit, LimitKind, Point, Supplied, TermWindow, WindowEdge
from sladsl.model.quantities import NUMBER, PERCENT, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, tidy, word, words
from sladsl.model.resolve.points import POINTS, point
from sladsl.model.resolve.quantities import DURATIONS, QUANTITIES, length, quantity
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_spec, window_unit
from sladsl.syntax.tree import Phrase

LEDGERS = ("balance", "unused_part", "credit_above_cap", "credit_not_set_off")


def ledger_name(phrase: Phrase, duties: list[Duty], quotas: list[Quota], ctx: Context) -> tuple[str, LedgerKind, str]:
    """The ledger's name, kind, and the duty or quota whose windows fill it."""
    match phrase.kind:
        case "unused_part":
            name = ctx.name(word(phrase, "NAME"), phrase).text
            if all(quota.name != name for quota in quotas):
                raise ctx.refuse(
                    "N167",
                    phrase,
                    f"nobody may use {name} up to a limit, so no part of it is unused",
                    hint=f'Write first: "Customer may use up to 10 hours of {name} in each month."',
                )
            return f"unused part of {name}", LedgerKind.UNUSED, name
        case "credit_above_cap":
            return "credit above the cap", LedgerKind.ABOVE_CAP, ""
        case "balance":
            kind = LedgerKind.SHORTFALL if has(phrase, "shortfall") else LedgerKind.EXCESS
            said = first(phrase, "in_measure")
            if said is None:
                name = ctx.ledger_of(kind.value, phrase)
                return name, kind, _duty_on(name.removeprefix(f"{kind.value} in "), duties, phrase, ctx)
            kinds = () if word(said, "NAME") in ctx.delivered else (NameKind.MEASURE,)
            measure = ctx.name(word(said, "NAME"), said, *kinds).text
            return f"{kind.value} in {measure}", kind, _duty_on(measure, duties, said, ctx)
        case _:
            raise ctx.refuse(
                "N161",
                phrase,
                f'"{text_of(phrase)}" is set off by the payment itself, and no ledger tells it',
                hint='Say it of "a credit above the cap".',
            )


def _duty_on(measure: str, duties: list[Duty], node: Phrase, ctx: Context) -> str:
    for duty in reversed(duties):
        match duty.kind:
            case Level(measure=NamedMeasure(name=name)) if name == measure:
                return duty.name
            case Level(measure=found) if found == ctx.delivered.get(measure):
                return duty.name
            case _:
                continue
    raise ctx.refuse(
        "N162",
        node,
        f"no duty before this keeps {measure} at a level, so nothing falls short of it or exceeds it",
        hint=f'Write first: "… shall keep {measure} at or above … in each month."',
    )


def ledger_rule(
    statement: Phrase,
    sentence: Phrase,
    leads: Leads,
    ledgers: dict[str, Ledger],
    duties: list[Duty],
    quotas: list[Quota],
    ctx: Context,
) -> None:
    """Adds what the sentence says to the ledger of which it speaks."""
    subject, *others = every(statement, *LEDGERS)
    lapses = statement.kind == "ledger_lapses"
    if subject.kind == "credit_not_set_off" and lapses:
        return  # an invoice that is never written is no record: the sentence is printed
    allowed = ("if_lead", "window_lead") if lapses else ()
    kinds = tuple(node.kind for node in leads.nodes if node.kind not in allowed)
    leads.refused(kinds, "the life of a ledger is told once", "Leave it out.", ctx)
    name, kind, of = ledger_name(subject, duties, quotas, ctx)
    if name not in ctx.balances:
        ctx.balances.append(name)
    old = ledgers.get(name, Ledger(name, kind, of, text=tidy(text_of(sentence)), place=ctx.place(sentence)))
    oldest = True if word(statement, "COMMA_OLDEST_FIRST") else old.oldest_first
    match statement.kind:
        case "carried_over":
            carried = old if has(statement, "not") else _carried(old, statement, ctx)
            ledgers[name] = replace(_at_most(carried, statement, duties, quotas, ctx), oldest_first=oldest)
        case "set_off":
            against = ledger_name(others[0], duties, quotas, ctx)[0]
            ledgers[name] = replace(old, set_off_against=(*old.set_off_against, against), oldest_first=oldest)
        case "ledger_stays_due":
            if not _at_end_of_term(subject, ctx):
                raise ctx.refuse(
                    "N166", subject, "what stays due, and when?", hint='Write "that is open at the end of the term".'
                )
            ledgers[name] = replace(old, lapses_at_end=False)
        case _ if _at_end_of_term(subject, ctx):
            ledgers[name] = replace(old, lapses_at_end=True)
        case _ if (at := first(statement, *POINTS)) is not None and leads.condition is None:
            _lapses_at(at, of, quotas, ctx)
            ledgers[name] = replace(old, carried_windows=0, oldest_first=oldest)
        case _:
            ledgers[name] = replace(old, lapses_if=leads.condition)


def _lapses_at(at: Phrase, of: str, quotas: list[Quota], ctx: Context) -> None:
    """ "lapses at the end of each month": of the window that leaves it over, so that nothing of it is carried over."""
    window = first(at, *WINDOWS)
    spec = next((quota.window for quota in quotas if quota.name == of), None)
    if window is None or not word(at, "END") or (spec is not None and window_spec(window, ctx) != spec):
        raise ctx.refuse(
            "N166",
            at,
            "what is left over lapses with the window that leaves it, or is carried over",
            hint='Write "lapses at the end of each month", or "is carried over to the following 3 months".',
        )


def _at_end_of_term(subject: Phrase, ctx: Context) -> bool:
    """ "that is open at the end of the term"; at any other time a ledger is told by the windows to which it is carried."""
    open_at = first(subject, "that_is_open")
    if open_at is None:
        return False
    if point(the(open_at, *POINTS), ctx) != WindowEdge(TermWindow(), end=True):
        raise ctx.refuse(
            "N166",
            open_at,
            "what is open is told by how long it is carried over",
            hint='Write "to the following 3 months", or "that is open at the end of the term".',
        )
    return True


def _carried(ledger: Ledger, statement: Phrase, ctx: Context) -> Ledger:
    to = first(statement, "carried_to_window", "carried_for", "carried_for_after", "carried_until_used")
    if to is not None and to.kind == "carried_until_used":
        return replace(ledger, carried_until_used=True)
    window = first(to, *WINDOWS) if to is not None else None
    if to is None or (window is not None and (window.kind != "window_beside" or not has(window, "following"))):
        raise ctx.refuse(
            "N163",
            window or statement,
            "carried over to when?",
            hint='Write "to the following 3 months", or "until it is used".',
        )
    if window is not None:
        count = int(number(word(window, "NUMBER") or "1"))
        return replace(ledger, carried_windows=count, carried_unit=window_unit(window, ctx))
    anchor = first(to, *POINTS)
    start: Point = WindowEdge(Supplied(), end=True)
    if anchor is not None:
        with ctx.introducing(_record_with(words(anchor, "NAME"), ctx)):
            start = point(anchor, ctx)
    return replace(ledger, carried_for=Limit(LimitKind.WITHIN, start, length(the(to, *DURATIONS), ctx)))


def _at_most(ledger: Ledger, statement: Phrase, duties: list[Duty], quotas: list[Quota], ctx: Context) -> Ledger:
    """ "up to 20 hours": of each window, or of all that is open. Where a part can be used in the next window only, the two are one."""
    said = first(statement, "carried_most")
    if said is None:
        return ledger
    told = tidy(text_of(said).removeprefix(","))
    window = first(said, *WINDOWS)
    quota = next((quota for quota in quotas if quota.name == ledger.of), None)
    if ledger.kind is LedgerKind.ABOVE_CAP or (has(said, "allowance") and quota is None):
        raise ctx.refuse(
            "N163",
            said,
            f'"{told}" has no allowance of which it is a part',
            hint="Name the quantity, and say it of a shortfall, an excess or an unused part.",
        )
    if window is not None and quota is not None and window_spec(window, ctx) != quota.window:
        raise ctx.refuse(
            "N163", window, "what is carried over arises in the windows of the allowance", hint="Name its window."
        )
    one = ledger.carried_windows == 1 and (quota is None or quota.window.unit is ledger.carried_unit)
    if window is None and not has(said, "all") and not one:
        raise ctx.refuse(
            "N163",
            said,
            f'"{told}" of what each window leaves, or of all that is open together?',
            label="two readings",
            hint=f'Write "{told} in each month" or "{told} in all".',
        )
    part = first(said, *QUANTITIES)
    if part is None:
        count = number(word(said, "PERCENT") or word(said, "NUMBER"))
        most = Quantity(count / 100, PERCENT) if word(said, "PERCENT") else Quantity(count, NUMBER)
    else:
        most = quantity(part, ctx)
        level = next((duty.kind for duty in duties if duty.name == ledger.of and isinstance(duty.kind, Level)), None)
        measure = quota.used if quota is not None else level.measure if level is not None else None
        check_unit(most.unit, unit_of(measure, said, ctx) if measure is not None else None, ledger.name, part, ctx)
    return replace(ledger, most=most, most_in_all=has(said, "all"))


def _record_with(fields: list[str], ctx: Context) -> str:
    """What a part is carried over stands in no record; "after it is Paid" means the one record that can be paid. "" if there is no one such."""
    found = [r.name for r in ctx.records.values() if all(r.field(name) is not None for name in fields)]
    return found[0] if fields and len(found) == 1 else ""


def overused_ledgers(
    consequences: list[Consequence], ledgers: dict[str, Ledger], quotas: list[Quota], ctx: Context
) -> None:
    """An allowance of which nothing is carried over has a ledger all the same, where what is used beyond it is paid for."""
    for one in consequences:
        trigger = one.trigger
        if not isinstance(trigger, UnitTrigger) or not isinstance(trigger.quantity, OfLedger):
            continue
        if trigger.quantity.state != "overused":
            continue
        name = trigger.quantity.ledger.removeprefix("unused part of ")
        quota = next((quota for quota in quotas if quota.name == name), None)
        limit = quota.limit.limit if quota is not None else None
        unit = limit.unit if isinstance(limit, Quantity) else None
        if quota is None:
            ctx.findings.append(
                error(
                    "N167",
                    f"nobody may use {name} up to a limit, so nothing is used beyond it",
                    one.place,
                    hint=f'Write first: "Customer may use up to 10 hours of {name} in each month."',
                    clause=one.clause,
                )
            )
        elif unit is not None and unit.dimension is not trigger.step.unit.dimension:
            ctx.findings.append(
                error(
                    "N115",
                    f"the allowance of {name} is not counted in this unit",
                    one.place,
                    hint="Count what is beyond the allowance in the unit of the allowance.",
                    clause=one.clause,
                )
            )
        elif f"unused part of {name}" not in ledgers:
            full = f"unused part of {name}"
            ledgers[full] = Ledger(full, LedgerKind.UNUSED, name, text=quota.text, place=quota.place)
