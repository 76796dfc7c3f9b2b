"""Whole sentences that can be read in several ways, and the sentences that may take their place."""

from __future__ import annotations

from sladsl.model.algebra import NamedMeasure
from sladsl.model.duties import Level
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, record_behind, subject_of
from sladsl.model.resolve.parties import PARTIES, party
from sladsl.model.resolve.phrases import first, has, text_of, the, tidy, word, words
from sladsl.model.resolve.precise import fees, open_or_wrong, parties
from sladsl.model.resolve.quantities import DURATIONS
from sladsl.syntax.tree import Phrase


def check_sentence(statement: Phrase, ctx: Context) -> None:
    """Raises where the sentence as a whole leaves open what it says."""
    match statement.kind:
        case "renewal_unless_terminated":
            raise _renewal(statement, ctx)
        case "a_remedy":
            raise _remedy(statement, ctx)
        case "earned_back":
            raise _earned_back(statement, ctx)
        case "parties_agree":
            raise _prevailing(statement, ctx)
        case "payout" if has(statement, "future") and first(statement, "or_paid", "or_lost") is None:
            raise _paid_out(statement, ctx)
        case "shall" if (act := first(statement, "report")) is not None:
            raise _reported(statement, act, ctx)
        case "shall" if (act := first(statement, "pay_service")) is not None:
            raise _service(act, ctx)
        case "shall" if (act := first(statement, "deliver_bi_periodic")) is not None:
            raise _bi_periodic(act, ctx)
        case _:
            pass


def _renewal(statement: Phrase, ctx: Context) -> Exception:
    """ "for further periods of 60 months unless terminated by 12 months' notice": at any time, or for the end of a period?"""
    periods = text_of(the(statement, *DURATIONS))
    given = the(statement, "notice")
    length = f"{word(given, 'NUMBER')} {word(given, 'UNIT_OF_NOTICE').rstrip(chr(39) + '’')}"
    renewed = f"It renews for further periods of {periods}"
    answers = (
        f"{renewed}, unless a party gives notice at least {length} before the period ends",
        f"{renewed}, unless a party gives notice at least {length} before the period ends. "
        f"Each party may terminate this agreement by {text_of(given)}",
    )
    question = "Can the agreement be ended within a period, or only at its end?"
    return ctx.leave_open("I008", statement, question, answers)


def _remedy(statement: Phrase, ctx: Context) -> Exception:
    """ "Credits are a remedy of Customer": the only one, one beside damages, or a part of them?"""
    who = party(the(statement, *PARTIES), ctx)
    answers = (
        f"Credits are the only remedy of {who} for a missed service level",
        "Credits are due besides damages, and are deducted from them",
        "Credits adjust the price and do not limit other remedies",
    )
    return ctx.leave_open("E004", statement, f"May {who} claim damages as well?", answers)


def _earned_back(statement: Phrase, ctx: Context) -> Exception:
    """ "Credits may be earned back": by how many good months? Those of the level that the clause keeps."""
    for duty in (*reversed(ctx.duties_before), *reversed(ctx.levels)):
        match duty.kind:
            case Level(measure=NamedMeasure(name=name), comparison=comparison) if comparison is not None:
                kept = duty.text.split(f" {name} ", 1)[-1].split(" in ", 1)[0]
                answers = (
                    f"If {name} in {months} is {kept}, the credit for that month lapses"
                    for months in ("the following month", "each of the following 3 months")
                )
                return ctx.leave_open("E009", statement, "How long must the level be kept again?", answers)
            case _:
                pass
    hint = 'Write "If … in each of the following 3 months is at or above …, the credit for that month lapses."'
    return ctx.refuse("E009", statement, "by what are credits earned back?", label="by what?", hint=hint)


def _prevailing(statement: Phrase, ctx: Context) -> Exception:
    """ "Where the Probes and the Checks conflict, the parties agree": until they do, which of them counts?"""
    one, other = words(statement, "NAME")
    answers = (f"Where the {one} and the {other} conflict, the {name} prevail" for name in (one, other))
    return ctx.leave_open("I013", statement, "Which records count until the parties agree?", answers)


def _paid_out(statement: Phrase, ctx: Context) -> Exception:
    """ "set off against future invoices": and if there is none?"""
    said = tidy(text_of(statement))
    answers = (
        f"{said}, or paid within 30 days if no further invoice falls due",
        f"{said}, and lapse if no further invoice falls due",
    )
    question = "What becomes of a credit where no further invoice falls due? (The 30 days are an example.)"
    return ctx.leave_open("A011", statement, question, answers)


def _reported(statement: Phrase, act: Phrase, ctx: Context) -> Exception:
    """ "Customer shall report each Ticket within 5 days": a duty, or a condition of the credit?"""
    who, name = party(the(statement, *PARTIES), ctx), word(act, "NAME")
    record = record_behind(subject_of(name, act, ctx), act, ctx)
    act_field(record, "Reported", act, ctx)
    deadline = tidy(text_of(act)).split(f" {name} ", 1)[-1]
    answers = (
        f"Each {name} is due to be Reported {deadline}. No credit is due for a {name} that is late",
        f"{who} shall ensure that each {name} is Reported {deadline}",
    )
    question = f"Is a credit lost where {who} reports late?"
    return ctx.leave_open("I004", statement, question, answers)


def _service(act: Phrase, ctx: Context) -> Exception:
    """ "credit Customer 3 days of service": money, or time without a charge?"""
    count, unit = word(act, "NUMBER"), next(one.text for one in act.words() if one.kind == "UNIT")
    verb = f"{next(act.words()).text} {party(the(act, *PARTIES), ctx)}"
    paid = [f"{verb} {count} {unit} of {fee}" for fee in fees(ctx) if fee.endswith("month")]
    answers = (*paid, f"extend the term by {count} {unit} at no charge")
    return ctx.leave_open("E005", act, f"Is {count} {unit} of service money, or time at no charge?", answers)


_EVERY_OTHER = {"week": "2 consecutive weeks", "month": "2 consecutive months", "year": "2 consecutive years"}


def _bi_periodic(act: Phrase, ctx: Context) -> Exception:
    """ "bi-weekly": twice a week, or every other week?"""
    said = word(act, "BI_PERIODIC")
    unit = "week" if "week" in said else "month" if "month" in said else "year"
    name, to = word(act, "NAME"), party(the(act, *PARTIES), ctx)
    declared = ctx.names.find(name)
    plural = declared.plural if declared is not None and declared.plural else f"{name}s"
    singular = declared.text if declared is not None else name
    answers = (
        f"deliver at least 2 {plural} to {to} in each {unit}",
        f"deliver a {singular} to {to} in any {_EVERY_OTHER[unit]}",
    )
    return ctx.leave_open("B018", act, f'Is "{said}" twice a {unit}, or once in two {unit}s?', answers)


def not_cured(test: Phrase, ctx: Context) -> Exception:
    """ "If a breach is not cured within 30 days": a month that was missed stays missed, unless a good one cures it."""
    owed = ctx.levels[-1] if ctx.levels else None
    hint = 'Write "If Provider misses clause "…" in 2 consecutive months, …".'
    answers: tuple[str, ...] = ()
    if owed is not None:
        answers = tuple(
            f'{owed.who} misses clause "{owed.clause}" in {months}' for months in ("a month", "2 consecutive months")
        )
    question = "Can a month that was missed be cured by the next one?"
    return open_or_wrong(ctx, "I012", test, question, answers, hint, label="which breach?")


def unkept(phrase: Phrase, name: str, ctx: Context) -> Exception:
    """ "A "Probe" is a record, with:": whose measurements count?"""
    answers = (f'record that {who} keeps in "the records of {who}"' for who in parties(ctx))
    hint = 'Write "is a record that Provider keeps in "…", with:".'
    return open_or_wrong(ctx, "A005", phrase, f"Whose records of each {name} count?", answers, hint, label="whose?")


def availability(phrase: Phrase, ctx: Context) -> Exception:
    """ "the availability of Web Hosting": the shares that the contract's own samples and periods give."""
    service = ctx.name(word(phrase, "NAME"), phrase).text
    window = tidy(text_of(phrase)).partition(" in ")[2] or "a month"
    answers = []
    for record in ctx.records.values():
        each = record.cadence.each if record.cadence is not None else ()
        told = [field for field in record.fields if field.choices and record.cadence is not None]
        for good in (f"{field.name} {field.choices[0]}" for field in told if field.name not in each):
            answers.append(f"the percentage of the {record.plural} in {window} that have {good}")
            answers.append(f"the percentage of the minutes in {window} in which every {record.name} has {good}")
    answers += [f"the percentage of the time in {window} that is not {name}" for name in ctx.periods]
    hint = 'Write "the percentage of the time in a month that is not Downtime", and define Downtime by a record.'
    question = f"When is {service} available?"
    return open_or_wrong(ctx, "A006", phrase, question, answers, hint, label="told by what?")


def note_unlimited(amount: Phrase, ctx: Context) -> None:
    """A share of a fee that is due for each hour or the like, and says nothing of a limit: a question, unless a cap holds."""
    if amount.kind in ("amount_percent", "amount_called"):
        own = next((part for part in amount.walk() if part.kind in ("base_its_field", "base_that_named")), None)
        said, most = tidy(text_of(amount)), tidy(text_of(own)) if own is not None else fees(ctx)[0]
        ctx.unlimited.append((amount, ctx.clause, (f"{said}, without limit", f"{said}, up to {most}")))


def ask_limits(ctx: Context) -> None:
    """Where no sentence caps credits, each amount that grows with time."""
    for amount, clause, answers in ctx.unlimited:
        ctx.clause = clause
        ctx.leave_open("A008", amount, f"How much may {answers[0].removesuffix(', without limit')} add up to?", answers)
    ctx.clause = ""
