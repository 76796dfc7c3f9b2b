"""What rows stand for, belong to, and are taken for."""

from __future__ import annotations

from dataclasses import replace

from sladsl.model.agreement import NameKind, ServiceLife
from sladsl.model.algebra import FromTo
from sladsl.model.duties import Deemed, Due
from sladsl.model.quantities import SECONDS_IN
from sladsl.model.resolve.amending import AMENDING, amend
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import act_field, field_of, record_behind, source_of, subject_of
from sladsl.model.resolve.limits import LIMITS, limit
from sladsl.model.resolve.loosely import binds
from sladsl.model.resolve.phrases import every, first, opening, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.resolve.selections import meant
from sladsl.model.resolve.windows import participle
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

KINDS = (
    "counts_as",
    "belongs_to",
    "runs_to",
    "gives_one",
    "value_on_day",
    "stands_for",
    "stands_until_next",
    "stands_since_preceding",
    "rows_left_out",
    "counts_for_whole",
    "counts_not_in_window",
    "due_to_be",
    "counts_for_part",
    "time_before_counts",
    "time_before_left_out",
    "empty_interval",
    *AMENDING,
)


def record_rule(
    phrase: Phrase, dues: list[Due], deemed: list[Deemed], lives: dict[str, ServiceLife], ctx: Context
) -> None:
    sentence = tidy(text_of(phrase)) + "."
    subject = first(phrase, "selection")
    if phrase.kind in AMENDING:
        amend(word(subject or phrase, "NAME"), phrase, ctx)
        return
    name = subject_name(subject, ctx) if subject is not None else ""
    match phrase.kind:
        case "counts_as":
            _counts_as(phrase, deemed, ctx)
        case "belongs_to":
            belongs(phrase, name, sentence, ctx)
        case "runs_to":
            _runs_to(phrase, name, sentence, ctx)
        case "gives_one":
            given = _given(phrase, ctx)
            if first(phrase, "once_in_total") is not None:
                ctx.choose(f"overlap/{given}", "once", phrase, sentence)
        case "value_on_day":
            _value_on_day(phrase, ctx)
        case "stands_for" | "stands_until_next" | "stands_since_preceding":
            ctx.choose(f"sample speaks/{name}", _speaks(phrase, name, ctx), phrase, sentence)
        case "rows_left_out":
            _left_out(phrase, name, sentence, ctx)
        case "due_to_be":
            _due(phrase, dues, ctx)
        case "counts_for_part" | "counts_for_whole" | "counts_not_in_window":
            _check_part(phrase, name, ctx)
            values = {"counts_for_part": "part", "counts_for_whole": "whole", "counts_not_in_window": "left out"}
            ctx.choose(f"group part/{name}", values[phrase.kind], phrase, sentence)
            lives[name] = life_of(name, ctx)
        case "time_before_counts" | "time_before_left_out":
            _time_before(phrase, sentence, lives, ctx)
        case _:
            measured = words(phrase, "NAME")[-1]
            value = text_of(every(phrase)[-1])
            ctx.choose(f"idle interval/{ctx.name(measured, phrase, NameKind.MEASURE).text}", value, phrase, sentence)


def _runs_to(phrase: Phrase, name: str, sentence: str, ctx: Context) -> None:
    """ "An Interruption that has not ended runs to the end of the month that is settled"."""
    edge = the(phrase, "edge_of_stretch")
    unended = any(phrase.walk("has_not_ended"))
    if not unended or not word(edge, "END") or first(edge, "window_settled") is None:
        raise ctx.refuse(
            "N204",
            phrase,
            "only what has not ended runs on, and only to the end of what is settled",
            hint=f'Write "{opening(with_article(name))} that has not ended runs to the end of the month that is settled."',
        )
    ctx.choose(f"open period/{name}", "window end", phrase, sentence)


def _value_on_day(phrase: Phrase, ctx: Context) -> None:
    """ "The Class of a Circuit in a month is the one that it has on its first day in that month": a rule of the records themselves."""
    if first(phrase, "window_its_first", "window_first_day") is None:
        raise ctx.refuse(
            "N207",
            phrase,
            "a row counts in a month with what it has when the month begins",
            hint='Write "… is the one that it has on its first day in that month".',
        )


def _speaks(phrase: Phrase, name: str, ctx: Context) -> str:
    """For which time a sample stands: its own clock stretch, or the time until the next one."""
    if phrase.kind == "stands_until_next":
        return "until next"
    if phrase.kind == "stands_since_preceding":
        return "since preceding"
    cadence = ctx.records[name].cadence if name in ctx.records else None
    window = first(phrase, "window_in_which_it_is")
    unit = unit_word(window) if window is not None else ""
    own = cadence is not None and (unit == "minute" or cadence.seconds == SECONDS_IN.get(unit))
    if not own:
        raise ctx.refuse(
            "N206",
            phrase,
            f"{with_article(name)} cannot stand for {text_of(phrase).split(' stands for ')[-1]}",
            hint=f'Write "{opening(with_article(name))} stands for the time until the next {name}."',
        )
    return "clock minute"


def _check_part(phrase: Phrase, name: str, ctx: Context) -> None:
    """These rules speak of what is in service for part of a window, and of nothing else."""
    if name not in ctx.records or not any(phrase.walk("is_partly_in_service")):
        raise ctx.refuse(
            "N208",
            phrase,
            "for which part does it count?",
            hint=f'Write "{opening(with_article(name))} that is in service for part of a month …".',
        )


def subject_name(subject: Phrase, ctx: Context) -> str:
    text = word(subject, "NAME")
    if ctx.names.find(text) is None:
        return text  # a field: "The Class of a Circuit in a month is …"
    return subject_of(text, subject, ctx)


def note_status(phrase: Phrase, ctx: Context) -> None:
    """ "… counts as Approved": the state is known before the sentences that ask for it are read."""
    subject = next(phrase.walk("selection", "subject"))
    declared = ctx.names.find(word(subject, "NAME"))
    if declared is not None:
        state = next(phrase.walk("counts_as", "it_counts_as"))
        ctx.statuses.setdefault(declared.text, set()).add(word(state, "NAME"))


def _counts_as(phrase: Phrase, deemed: list[Deemed], ctx: Context) -> None:
    chosen = meant(the(phrase, "selection"), ctx).selection
    if chosen.where is None:
        raise ctx.refuse(
            "N200",
            phrase,
            "when does it count so?",
            hint='Write "A Timesheet that is not Refused within … counts as Approved".',
        )
    deemed.append(Deemed(chosen.name, word(phrase, "NAME"), chosen.where))


def belongs(phrase: Phrase, name: str, sentence: str, ctx: Context) -> None:
    window = next(part for part in every(phrase) if part.kind.startswith("window_"))
    if name in ctx.records:
        field = field_of(name, participle(window), window, ctx)
        if field.kind not in (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH):
            raise ctx.refuse(
                "N201",
                window,
                f"{field.name} is {with_article(field.kind.value)}, and a time or a date must stand here",
                hint="Name a field of type time, date or month.",
            )
        ctx.records[name] = replace(ctx.records[name], belongs=field.name)
        return
    starts = window.kind == "window_in_which_it_starts" and bool(word(window, "START"))
    ctx.choose(f"piece belongs/{name}", "start" if starts else "end", phrase, sentence)


def _given(phrase: Phrase, ctx: Context) -> str:
    """ "Each Trouble Ticket gives one Interruption": the period."""
    name = ctx.name(words(phrase, "NAME")[-1], phrase, NameKind.PERIOD).text
    if not isinstance(source_of(name, phrase, ctx), FromTo):
        raise ctx.refuse(
            "N202",
            phrase,
            f"{name} does not come from the rows of one record",
            hint='Define it as "the time from Start to End of each …".',
        )
    return name


def _left_out(phrase: Phrase, name: str, sentence: str, ctx: Context) -> None:
    """ "An Outage that has not ended is left out"."""
    if not any(phrase.walk("has_not_ended")):
        raise ctx.refuse(
            "N204",
            phrase,
            "only what has not ended can be left out",
            hint="Filter the record where it is used instead.",
        )
    ctx.choose(f"open period/{name}", "left out", phrase, sentence)


def _due(phrase: Phrase, dues: list[Due], ctx: Context) -> None:
    """ "Each Ticket is due to be Answered within 4 hours after it is Opened": sets a time and owes nothing. One from which nothing
    follows sets none."""
    if not binds(phrase, ctx):
        return
    when = first(phrase, *LIMITS, "vague_time")
    if when is None:
        raise ctx.refuse("N203", phrase, "due by when?", hint='Write "within 4 hours after it is …".')
    chosen = meant(the(phrase, "selection"), ctx).selection
    with ctx.introducing(chosen.name):
        found = limit(when, ctx, next(iter(words(phrase, "NAME"))))
        for act in words(phrase, "NAME"):
            record = record_behind(chosen.name, phrase, ctx)
            dues.append(Due(chosen, act_field(record, act, phrase, ctx), found, ctx.clause if ctx.in_clause else ""))


def _time_before(phrase: Phrase, sentence: str, lives: dict[str, ServiceLife], ctx: Context) -> None:
    """ "The time before a Cluster is Created is left out" or "counts as time that is not Downtime"."""
    record, act = words(phrase, "NAME")[:2]
    name = ctx.name(record, phrase, NameKind.RECORD).text
    lives[name] = replace(life_of(name, ctx, needed=False), start=field_of(name, act, phrase, ctx).name)
    ctx.choose(f"group part/{name}", "part" if phrase.kind == "time_before_left_out" else "whole", phrase, sentence)


_STARTS = ("Start", "From", "Since", "Created", "Opened", "Installed", "Activated", "Commissioned", "Provisioned")
_ENDS = ("End", "Until", "Deleted", "Closed", "Removed", "Deactivated", "Decommissioned", "Terminated", "Cancelled")


def life_of(record: str, ctx: Context, *, needed: bool = True) -> ServiceLife:
    """The fields between which a row is in service, by their names; where it is needed, the first two dates or times."""
    declared = ctx.records[record]
    moments = [f.name for f in declared.fields if f.kind in (FieldKind.DATE, FieldKind.TIME)]
    start = next((name for name in moments if name in _STARTS), "")
    end = next((name for name in moments if name in _ENDS), "")
    if not start and needed:
        start = moments[0] if moments else ""
    if not end and len(moments) > 1 and needed:
        end = moments[1]
    return ServiceLife(record, start, end)
