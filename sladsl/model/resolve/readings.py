"""Reading sentences: which slot each closes, and with which value."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.resolve.calendars import day_of_year
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.limits import check_payout
from sladsl.model.resolve.phrases import every, first, has, quoted, text_of, the, tidy, with_article, word
from sladsl.model.resolve.quantities import DURATIONS, ROUNDING_STEPS, length, rounding_step, singular_unit, unit_word
from sladsl.model.resolve.reading_sentences import FIXED, TOLD
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

_WINDOWS = ("month", "quarter", "year")
_WINDOW_KINDS = {
    "month": ("calendar", "billing", "contract"),
    "quarter": ("calendar", "contract", "fiscal"),
    "year": ("calendar", "contract", "fiscal"),
    "day": ("calendar",),
}


def _of_clause(slot: str, ctx: Context) -> str:
    """Said in a clause, it closes the slot of that clause; said in a part (Interpretation), that of all clauses."""
    return f"{slot}/{ctx.clause}" if ctx.in_clause else slot


def read(phrase: Phrase, ctx: Context) -> bool:
    """Whether the phrase is a reading sentence; its slot is then closed, or a finding says why it is not."""
    sentence = tidy(text_of(phrase)) + "."
    if phrase.kind in FIXED:
        slot, value, wanted = FIXED[phrase.kind]
        _check_units(phrase, wanted, ctx)
        if phrase.kind == "any_runs_to" and not any(phrase.walk("window_settled")):
            raise ctx.refuse(
                "N204", phrase, "what has not ended runs only to the end of what is settled",
                hint='Write "runs to the end of the month that is settled".',
            )  # fmt: skip
        ctx.choose(slot, value, phrase, sentence)
        return True
    if phrase.kind not in TOLD:
        return False
    match phrase.kind:
        case "window_is":
            slot, value = _window_is(phrase, ctx)
        case "without_record_kept":
            _check_units(phrase, "*", ctx)
            ctx.name(word(phrase, "NAME"), phrase, NameKind.RECORD, NameKind.SELECTION)
            slot, value = "no value", "kept"
        case "idle_left_out":
            slot, value = f"idle interval/{_measure(phrase, ctx)}", "left out"
        case "idle_counts_as":
            slot, value = f"idle interval/{_measure(phrase, ctx)}", tidy(text_of(every(phrase)[-1]))
        case "run_restarts" | "window_restarts" | "run_goes_on":
            slot, value = _of_clause("restart", ctx), "again" if phrase.kind == "run_goes_on" else "not again"
        case "missing_counts_as" | "missing_left_out":
            slot, value = _missing(phrase, ctx)
        case "overlapping":
            period = ctx.name(word(phrase, "NAME"), phrase, NameKind.PERIOD).text
            slot, value = f"overlap/{period}", "once" if has(phrase, "once") else "each"
        case "window_counts_as":
            slot, value = _window_length(phrase, ctx)
        case "value_between_rows":
            value = "none" if has(phrase, "no") else f"row {'above' if has(phrase, 'above') else 'below'}"
            slot = _of_clause("between rows", ctx)
        case "value_in_two_rows":
            value = next((v for v in ("higher", "lower") if has(phrase, v)), "add up")
            slot = _of_clause("several rows", ctx)
        case "row_while_met":
            slot, value = _of_clause("met rows", ctx), "unpaid" if has(phrase, "no") else "paid"
        case "unit_steps":
            slot = _of_clause("unit step", ctx)
            value = next((v for v in ("full", "started") if has(phrase, v)), "pro rata")
        case "item_limit_each" | "item_limit_together":
            slot = _of_clause("item limit", ctx)
            value = "each" if phrase.kind == "item_limit_each" else "together"
        case "ledger_order":
            slot, value = _ledger_order(phrase, ctx), f"{'oldest' if has(phrase, 'oldest') else 'newest'} first"
        case "no_claim":
            check_payout(phrase, ctx)
            if first(phrase, "adds_up") is not None:
                ctx.choose("stacking", "add up", phrase, sentence)
            slot, value = "claim", "automatic"
        case _:
            slot, value = _by_words(phrase, ctx)
    ctx.choose(slot, value, phrase, sentence)
    return True


def _by_words(phrase: Phrase, ctx: Context) -> tuple[str, str]:
    """Sentences that one word turns."""
    match phrase.kind:
        case "day_is_hours":
            _check_units(phrase, "day hour", ctx)
            _check_number(phrase, "24", ctx)
            return "day", "24 hours"
        case "days_before_in_hours":
            _check_units(phrase, "hour", ctx)
            _check_number(phrase, "24", ctx)
            return "days before", "24 hours"
        case "months_are_days":
            _check_units(phrase, "month day month", ctx)
            _check_number(the(phrase, *DURATIONS), "30", ctx)
            return "months length", "30 days"
        case "early_act":
            return "early act", "not allowed" if has(phrase, "not") else "allowed"
        case "limit_ends_off" | "period_ends_off" | "back_ends_off":
            _check_units(phrase, "day day day day", ctx)
            kept = next((v for v in ("next", "preceding") if has(phrase, v)), "")
            slot = "last day back" if phrase.kind == "back_ends_off" else "last day"
            return slot, f"{kept} business day" if kept else "that day"
        case "any_ledger_order":
            return "ledger order", f"{'oldest' if has(phrase, 'oldest') else 'newest'} first"
        case "any_ledger_end":
            return "ledger end", "kept" if has(phrase, "stays") else "lapses"
        case "notice_effect":
            return "notice", "received" if has(phrase, "received") else "sent"
        case "compared_rounded":
            # The step stays in words, since it is told in the measure's own unit.
            step = tidy(text_of(the(phrase, *ROUNDING_STEPS))).removeprefix("to ")
            return "comparison", f"{_mode(phrase)}:{step}"
        case "holidays_count":
            _check_units(phrase, "day", ctx)
            return "holidays", "observed" if has(phrase, "observed") else "actual"
        case "amounts_rounded":
            return "amount rounding", f"{_mode(phrase)}:{rounding_step(the(phrase, *ROUNDING_STEPS), None)}"
        case "day_of_fee":
            thirtieth = has(phrase, "thirtieth")
            _check_units(phrase, "day" if thirtieth else "day day month", ctx)
            return "day of fee", "thirtieths" if thirtieth else "calendar days"
        case _:
            return "efforts", "binds" if has(phrase, "binds") else "aim"


def _mode(phrase: Phrase) -> str:
    return "half up" if has(phrase, "half") else "up" if has(phrase, "up") else "down"


def _units(phrase: Phrase) -> list[str]:
    return [singular_unit(leaf.text) for leaf in phrase.words() if leaf.kind == "UNIT" or leaf.text == "second"]


def _check_units(phrase: Phrase, wanted: str, ctx: Context) -> None:
    """The words of a reading are fixed, and the grammar lets any unit stand in them."""
    said, expected = _units(phrase), wanted.split()
    fits = len(said) == len(expected) and all(
        one in _WINDOWS if other == "*" else one == other for one, other in zip(said, expected, strict=True)
    )
    if not fits:
        meant = " … ".join("month" if one == "*" else one for one in expected)
        raise ctx.refuse(
            "N171",
            phrase,
            f'"{text_of(phrase)}" answers no question that a contract leaves open',
            label="other units of time are meant here",
            hint=f"This sentence speaks of: {meant}.",
        )


def _check_number(phrase: Phrase, wanted: str, ctx: Context) -> None:
    if word(phrase, "NUMBER") != wanted:
        raise ctx.refuse(
            "N171",
            phrase,
            f'"{text_of(phrase)}" answers no question that a contract leaves open',
            label=f"not {wanted}",
            hint=f"Write {wanted}.",
        )


def _window_is(phrase: Phrase, ctx: Context) -> tuple[str, str]:
    units = _units(phrase)
    unit = units[0]
    kind = next(k for k in ("calendar", "billing", "contract", "fiscal", "business") if has(phrase, k))
    start = first(phrase, "starting_on_day", "starting_on_date", "starting")
    if units[1] != unit or kind not in _WINDOW_KINDS.get(unit, ()):
        known = ", ".join(f"{k} {unit}" for k in _WINDOW_KINDS.get(unit, ()))
        raise ctx.refuse(
            "N172",
            phrase,
            f'"{text_of(phrase)}" does not say which stretch of time a {unit} is',
            hint=f"There are these: {known}." if known else "Only days, months, quarters and years can be told so.",
        )
    if kind == "billing":
        day = word(start, "NUMBER") if start is not None else ""
        if not day.isdigit() or not 1 <= int(day) <= 31:
            raise ctx.refuse(
                "N170", phrase, "on which day does a billing month start?", hint='Write "that starts on day 15".'
            )
        return unit, f"billing:{day}"
    if kind == "fiscal":
        said = word(start, "DAY_OF_YEAR") if start is not None else ""
        if not said:
            raise ctx.refuse(
                "N170",
                phrase,
                "when does the fiscal year start?",
                hint='Write ", and the fiscal year starts on 1 February".',
            )
        month, of_month = day_of_year(said, phrase, ctx)
        return unit, f"fiscal:{month}-{of_month}"
    return unit, kind


def _window_length(phrase: Phrase, ctx: Context) -> tuple[str, str]:
    """ "A month counts as 43,200 minutes": the denominator of shares of time, in seconds."""
    told = length(the(phrase, *DURATIONS), ctx)
    seconds = told.amount * (86_400 if told.unit in ("day", "week") else 1)
    if unit_word(phrase) != "month" or told.unit in _WINDOWS or told.period or seconds.denominator != 1:
        raise ctx.refuse(
            "N173",
            phrase,
            "only a month can count as so many days, hours or minutes",
            hint='Write "A month counts as 43,200 minutes" or "A month counts as 30 days".',
        )
    return "month length", f"fixed:{seconds}"


def _missing(phrase: Phrase, ctx: Context) -> tuple[str, str]:
    record = ctx.name(word(phrase, "NAME"), phrase, NameKind.RECORD).text
    slot = f"missing record/{record}"
    if phrase.kind == "missing_left_out":
        return slot, "left out"
    choice = quoted(text_of(the(phrase, *CHOICES)))
    for field in ctx.records[record].fields:
        if field.kind is FieldKind.CHOICE and choice in field.choices:
            return slot, f"{field.name}={choice}"
    raise ctx.refuse(
        "N042",
        phrase,
        f'no field of {with_article(record)} has the choice "{choice}"',
        label="unknown choice",
        hint="Write one of the choices of its fields.",
        of=(record,),
    )


def _measure(phrase: Phrase, ctx: Context) -> str:
    return ctx.name(word(phrase, "NAME"), phrase, NameKind.MEASURE).text


def _ledger_order(phrase: Phrase, ctx: Context) -> str:
    if word(phrase, "NAME"):
        return f"ledger order/unused part of {ctx.name(word(phrase, 'NAME'), phrase).text}"
    kind = "shortfall" if has(phrase, "shortfall") else "excess"
    measured = first(phrase, "in_measure")
    if measured is not None:
        return f"ledger order/{kind} in {_measure(measured, ctx)}"
    return f"ledger order/{ctx.ledger_of(kind, phrase)}"
