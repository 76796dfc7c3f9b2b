"""Sentences that say of a name, apart from its definition, what counts of it: they change what the definition gives."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AnyHolds,
    CountedBeyond,
    Except,
    InPeriod,
    Lasts,
    Measure,
    NamedPeriod,
    NotSo,
    OnlyPieces,
    Period,
    Rounded,
    ShareOfRecords,
    ShareOfTime,
)
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.parties import PARTIES
from sladsl.model.resolve.phrases import first, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.quantities import COMPARISONS, DURATIONS, comparison, length, unit_word
from sladsl.model.resolve.selections import both
from sladsl.syntax.tree import Phrase

OF_A_PERIOD = ("counts_if_it_lasts", "counts_only_beyond", "only_longer_count")
OF_A_MEASURE = ("excluded_from", "counts_without_failure", "counts_neither")
OF_COUNTING = ("is_added", "is_counted_in")
AMENDING = (*OF_A_PERIOD, *OF_A_MEASURE, *OF_COUNTING)


def note_amendment(phrase: Phrase, ctx: Context) -> None:
    """Before names have their meaning: of which of them the sentence speaks."""
    if phrase.kind in OF_A_PERIOD:
        of = first(phrase, "selection") or phrase
        ctx.amendments.setdefault(_declared(word(of, "NAME"), ctx), []).append(phrase)
    elif phrase.kind in OF_A_MEASURE:
        ctx.amendments.setdefault(_declared(words(phrase, "NAME")[-1], ctx), []).append(phrase)


def _declared(text: str, ctx: Context) -> str:
    found = ctx.names.find(text)
    return found.text if found is not None else text


def amend(name: str, phrase: Phrase, ctx: Context) -> None:
    """Checks that its names are what they must be. Raises where the sentence leaves open what counts."""
    match phrase.kind:
        case "is_added":
            raise _added(phrase, ctx)
        case "is_counted_in":
            text = ctx.name(word(the(phrase, *PARTIES), "NAME"), phrase, NameKind.PERIOD).text
            if unit_word(phrase) == "minute":
                ctx.by_minutes.append((ctx.place(phrase), text))
        case "counts_if_it_lasts" | "only_longer_count":
            item = ctx.name(name, phrase, NameKind.PERIOD).text
            if first(phrase, "then_in_full") is None:
                raise _longer(item, phrase, ctx)
        case "counts_only_beyond":
            ctx.name(name, phrase, NameKind.PERIOD)
        case _:
            measure = ctx.name(words(phrase, "NAME")[-1], phrase, NameKind.MEASURE).text
            out = ctx.name(word(the(phrase, *PARTIES), "NAME"), phrase, NameKind.PERIOD).text
            if phrase.kind == "excluded_from":
                raise _excluded(out, measure, phrase, ctx)


def _longer(item: str, phrase: Phrase, ctx: Context) -> Unresolved:
    """ "Only Outages longer than 5 minutes count": in full, or what is longer?"""
    how = first(phrase, *COMPARISONS)
    least = text_of(the(phrase, *DURATIONS)) if how is None else text_of(how)
    told = f"more than {least}" if how is None else least
    figure = least if how is None else " ".join(least.split()[-2:])
    a = with_article(item)
    subject = a[:1].upper() + a[1:]
    answers = (
        f"{subject} counts only if it lasts {told}, and then in full",
        f"{subject} counts only beyond its first {figure}",
    )
    return ctx.leave_open("C010", phrase, f"Do the first {figure} of {a} count where it lasts longer?", answers)


def _added(phrase: Phrase, ctx: Context) -> Unresolved:
    text = word(the(phrase, "selection"), "NAME")
    ctx.name(text, phrase, NameKind.PERIOD)
    verb = "count" if text.endswith("s") else "counts"
    answers = tuple(f"Overlapping {text} {verb} {how}" for how in ("once", "for each"))
    return ctx.leave_open("C014", phrase, f"Does {text} count once where several of them overlap?", answers)


def _excluded(out: str, measure: str, phrase: Phrase, ctx: Context) -> Unresolved:
    answers = (
        f"{out} counts as time without failure in {measure}",
        f"{out} counts neither as failure nor as time in {measure}",
    )
    return ctx.leave_open("C002", phrase, f"Is {out} still part of the time of which {measure} is a share?", answers)


# --- what they change ------------------------------------------------------------------------------------------------


def amended_period(name: str, found: Period, ctx: Context) -> Period:
    for phrase in ctx.amendments.get(name, ()):
        if phrase.kind == "counts_only_beyond":
            found = CountedBeyond(found, length(the(phrase, *DURATIONS), ctx))
        elif first(phrase, "then_in_full") is not None:
            found = OnlyPieces(found, name, Lasts(name, comparison(the(phrase, *COMPARISONS), ctx)))
    return found


def amended_measure(name: str, found: Measure, ctx: Context) -> Measure:
    for phrase in ctx.amendments.get(name, ()):
        if phrase.kind in ("counts_without_failure", "counts_neither"):
            out = NamedPeriod(ctx.name(word(the(phrase, *PARTIES), "NAME"), phrase, NameKind.PERIOD).text)
            found = _without(found, out, phrase, ctx)
    return found


def _without(found: Measure, out: Period, phrase: Phrase, ctx: Context) -> Measure:
    neither = phrase.kind == "counts_neither"
    match found:
        case Rounded():
            return replace(found, measure=_without(found.measure, out, phrase, ctx))
        case ShareOfTime(outside=True) if neither:
            return replace(found, left_out=(*found.left_out, out))
        case ShareOfTime(outside=True):
            return replace(found, period=Except(found.period, (out,)))
        case ShareOfRecords() if neither:
            kept = [*([found.selection.where] if found.selection.where else []), NotSo(InPeriod(out))]
            return replace(found, selection=replace(found.selection, where=both(kept)))
        case ShareOfRecords():
            return replace(found, that=AnyHolds((found.that, InPeriod(out))))
        case _:
            raise ctx.refuse(
                "N097",
                phrase,
                f'"{tidy(text_of(phrase))}" speaks of a share of time or of rows, and that is none',
                hint='Leave the time out in its definition: "the percentage of the time in a month, except …, that is not …".',
            )
