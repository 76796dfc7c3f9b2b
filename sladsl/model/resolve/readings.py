"""Reading sentences: which slot each closes, and with which value."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.moments import MONTH_NAMES
from sladsl.model.resolve.phrases import first, has, quoted, text_of, tidy, word
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.selections import CHOICES
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

FIXED = {
    "first_day_not_counted": ("day count", "start not counted"),
    "first_day_counted": ("day count", "start counted"),
    "limit_includes_last": ("limit end", "included"),
    "calendar_limit_ends": ("calendar limit", "as soon as"),
    "end_belongs_to_last_day": ("window end", "last day"),
    "term_counts_first_day": ("term start", "counted"),
    "stretch_half_open": ("stretch ends", "start only"),
    "no_value_kept": ("no value", "kept"),
    "without_record_kept": ("no value", "kept"),
    "allowance_earliest": ("allowance order", "earliest"),
    "any_day_may_end": ("last day", "that day"),
    "early_claim": ("early claim", "allowed"),
    "months_end_on_number": ("months length", "same number"),
    "months_are_days": ("months length", "30 days"),
    "straddling_split": ("straddling", "part in each"),
    "straddling_start": ("straddling", "where it starts"),
    "days_before": ("days before", "full days"),
    "compared_exactly": ("comparison", "exact"),
    "percentile_nearest": ("percentile", "nearest rank"),
    "percentile_linear": ("percentile", "linear"),
    "partial_window": ("partial window", "part"),
    "partly_down": ("partial minute", "touched"),
    "value_between_rows": ("between rows", "row below"),
    "value_in_two_rows": ("several rows", "higher"),
}
"""Sentences that say one thing only."""

TOLD = (
    "window_is",
    "run_restarts",
    "window_restarts",
    "limit_ends_off",
    "period_ends_off",
    "notice_effect",
    "compared_rounded",
    "missing_counts_as",
    "missing_left_out",
    "no_claim",
)
"""Sentences whose value depends on their words."""


def read(phrase: Phrase, ctx: Context) -> bool:
    """Whether the phrase is a reading sentence; its slot is then closed."""
    sentence = tidy(text_of(phrase)) + "."
    if phrase.kind in FIXED:
        slot, value = FIXED[phrase.kind]
        ctx.choose(slot, value, phrase, sentence)
        return True
    if phrase.kind not in TOLD:
        return False
    match phrase.kind:
        case "window_is":
            _window_is(phrase, sentence, ctx)
        case "run_restarts" | "window_restarts":
            ctx.choose(f"restart/{ctx.clause}", "not again", phrase, sentence)
        case "limit_ends_off" | "period_ends_off":
            value = "next business day" if has(phrase, "next") else "that day"
            ctx.choose("last day", value, phrase, sentence)
        case "notice_effect":
            ctx.choose("notice", "received" if has(phrase, "received") else "sent", phrase, sentence)
        case "compared_rounded":
            ctx.choose("comparison", _rounded(phrase), phrase, sentence)
        case "no_claim":
            _no_claim(phrase, sentence, ctx)
        case _:
            _missing(phrase, sentence, ctx)
    return True


def _window_is(phrase: Phrase, sentence: str, ctx: Context) -> None:
    unit = unit_word(phrase)
    kind = next(k for k in ("calendar", "billing", "contract", "fiscal", "business") if has(phrase, k))
    start = first(phrase, "starting_on_day", "starting_on_date")
    if kind == "billing":
        day = word(start, "NUMBER") if start is not None else ""
        if not day or not 1 <= int(day) <= 31:
            raise ctx.refuse(
                "N170", phrase, "on which day does a billing month start?", hint='Write "that starts on day 15".'
            )
        ctx.choose(unit, f"billing:{day}", phrase, sentence)
    elif kind == "fiscal":
        if start is None:
            raise ctx.refuse(
                "N170",
                phrase,
                "when does the fiscal year start?",
                hint='Write ", and the fiscal year starts on 1 February".',
            )
        day, month = word(start, "DAY_OF_YEAR").split(" ")
        ctx.choose(unit, f"fiscal:{MONTH_NAMES.index(month) + 1}-{int(day)}", phrase, sentence)
    else:
        ctx.choose(unit, kind, phrase, sentence)


def _rounded(phrase: Phrase) -> str:
    """ "half up:2 decimal places": the step stays in words, since it is told in the measure's own unit."""
    mode = "half up" if has(phrase, "half") else "up" if has(phrase, "up") else "down"
    step = first(phrase, "to_places", "to_cent", "to_full_unit")
    assert step is not None
    return f"{mode}:{tidy(text_of(step)).removeprefix('to ')}"


def _missing(phrase: Phrase, sentence: str, ctx: Context) -> None:
    record = ctx.name(word(phrase, "NAME"), phrase, NameKind.RECORD).text
    slot = f"missing record/{record}"
    if phrase.kind == "missing_left_out":
        ctx.choose(slot, "left out", phrase, sentence)
        return
    said = first(phrase, *CHOICES)
    assert said is not None
    choice = quoted(text_of(said))
    for field in ctx.records[record].fields:
        if field.kind is FieldKind.CHOICE and choice in field.choices:
            ctx.choose(slot, f"{field.name}={choice}", phrase, sentence)
            return
    raise ctx.refuse("N042", phrase, f'no field of a {record} has the choice "{choice}"', label="unknown choice")


def _no_claim(phrase: Phrase, sentence: str, ctx: Context) -> None:
    """ "Credits are due without a claim, add up, and are due whatever the cause of the failure."""
    ctx.choose("claim", "automatic", phrase, sentence)
    if first(phrase, "adds_up") is not None:
        ctx.choose("stacking", "add up", phrase, sentence)
