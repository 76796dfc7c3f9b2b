"""Facts of the agreement: its term, time zone, currency, business days and public holidays."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from sladsl.model.agreement import Calendar, NameKind
from sladsl.model.quantities import Rounding, RoundingMode
from sladsl.model.resolve.calendars import day_of_year, weekly_hours
from sladsl.model.resolve.clause_names import clause_title
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.leads import Leads
from sladsl.model.resolve.limits import check_payout
from sladsl.model.resolve.phrases import every, first, has, quoted, text_of, the, tidy, word, words
from sladsl.model.resolve.points import read_date
from sladsl.model.resolve.quantities import DURATIONS, ROUNDING_STEPS, length, rounding_step, unit_word
from sladsl.model.resolve.said import Said
from sladsl.model.resolve.windows import WINDOWS
from sladsl.syntax.tree import Phrase
from sladsl.time.places import near_names, place_named
from sladsl.time.zones import is_zone

PRINTED = (
    "governing_law",
    "statutory_basis",
    "amended_in_writing",
    "upper_agreement",
    "follows_rules",
    "follows_time_limits",
    "other_agreement",
    "payout",
    "only_remedy",
    "besides_damages",
    "adjust_price",
    "notices_to",
    "signature",
    "this_prevails",
    "language_prevails",
    "translation",
    "records_prevail",
    "table_prevails",
    "indexed",
    "renewal",
    "party_acts_for",
    "term",
    "party_definition",
    "role_definition",
    "weekly_calendar",
    "yearly_calendar",
    "service",
    "order_value",
    "unit_definition",
)
"""Sentences that nothing settles from records, or that an earlier pass has read: they are printed."""


def printed(statement: Phrase, leads: Leads, said: Said, ctx: Context) -> None:
    """What a printed sentence names exists; what it changes in a settlement that no record shows is said."""
    match statement.kind:
        case "indexed":
            _indexed(statement, leads, ctx)
        case "renewal":
            lengths = [length(one, ctx) for one in every(statement, *DURATIONS)]
            said.term = replace(said.term, renews_by=lengths[0], notice=lengths[1] if len(lengths) > 1 else None)
        case "records_prevail":
            for name in words(statement, "NAME"):
                ctx.name(name, statement, NameKind.RECORD)
        case "party_acts_for":
            for name in words(statement, "NAME"):
                ctx.name(name, statement, NameKind.PARTY, NameKind.ROLE)
            ctx.warn(
                "N205",
                statement,
                "who acts for whom is printed, and credits are settled in the name of the party that they name",
                label="not settled",
            )
        case "other_agreement":
            ctx.name(word(statement, "NAME"), statement, NameKind.SERVICE)
        case "payout":
            check_payout(statement, ctx)
        case _:
            apart = first(statement, "apart_from")
            if apart is not None:
                clause_title(the(apart, "clause_name"), ctx)
    allowed = {"indexed": ("day_lead",), "party_acts_for": ("unit_lead",)}.get(statement.kind, ())
    kinds = tuple(node.kind for node in leads.nodes if node.kind not in allowed)
    leads.refused(kinds, "the sentence holds for the whole agreement", "Leave it out.", ctx)


def _indexed(statement: Phrase, leads: Leads, ctx: Context) -> None:
    """ "On 1 April of each year, the amounts of clause "Repair" change in proportion to the "UK CPI"."""
    clause_title(the(statement, "clause_name"), ctx)
    day = next((the(node, "yearly_day") for node in leads.nodes if node.kind == "day_lead"), None)
    if day is None:
        raise ctx.refuse(
            "N153", statement, "when do the amounts change?", hint='Begin with "On 1 April of each year,".'
        )
    day_of_year(word(day, "DAY_OF_YEAR"), day, ctx)
    if unit_word(the(day, *WINDOWS)) != "year":
        raise ctx.refuse("N068", day, "a day of the year comes round each year", hint='Write "of each year".')
    ctx.warn(
        "N154",
        statement,
        f"no record here shows {word(statement, 'TEXT')}, so amounts are settled as they are written",
        label="not settled",
        hint="State the changed amounts in a new version when the index is known.",
    )


def fact(statement: Phrase, said: Said, ctx: Context) -> bool:
    """Whether the sentence is a fact of the agreement; it is then noted."""
    match statement.kind:
        case "effect_for" | "effect_until_notice":
            day = date(*read_date(word(statement, "DATE"), statement, ctx))
            lasts = first(statement, *DURATIONS)
            for name in words(statement, "NAME"):
                ctx.name(name, statement, NameKind.PARTY, NameKind.ROLE)
            term = length(lasts, ctx) if lasts is not None else None
            if lasts is not None and term is not None and term.amount == 0:
                ctx.refuse("N194", lasts, "the term ends when it starts", hint='Write "and continues for 12 months".')
            said.term = replace(said.term, start=day, length=term)
        case "business_day":
            if unit_word(statement) != "day":
                raise ctx.refuse("N193", statement, "only days are business days", hint='Write "A business day is …".')
            hours = weekly_hours(the(statement, "week"), ctx)
            days = tuple(sorted({day for entry in hours.entries for day in entry.days}))
            if any(entry.numbers for entry in hours.entries):
                raise ctx.refuse(
                    "N193", statement, "business days come round each week", hint="Write the days of the week alone."
                )
            old = said.calendar or Calendar((), False, (), False)
            said.calendar = replace(old, business_days=days, business_days_except_holidays=hours.except_holidays)
        case "public_holidays":
            _holidays(statement, said, ctx)
        case "time_zone" | "currency":
            pass  # read by `facts_first`
        case _:
            return False
    return True


def _holidays(statement: Phrase, said: Said, ctx: Context) -> None:
    names = []
    for part in every(statement, "country"):
        name = quoted(text_of(part))
        if place_named(name) is None:
            near = near_names(name)
            hint = (
                f"Did you mean {', '.join(near)}?" if near else 'Name a country ("France") or a subdivision ("DE-BE").'
            )
            ctx.refuse("N191", part, f"no public holidays are known for {name}", label="unknown place", hint=hint)
            continue
        names.append(name)
    observed = bool(word(statement, "COMMA_AS_OBSERVED"))
    old = said.calendar or Calendar((), False, (), False)
    said.calendar = replace(old, holidays=tuple(names), observed=observed)
    if observed:
        ctx.choose("holidays", "observed", statement, tidy(text_of(statement)) + ".")


def facts_first(tree: Phrase, said: Said, ctx: Context) -> None:
    """Zone, currency and rounding are needed by every other sentence, wherever they stand; and the text has a date that there is."""
    for statement in tree.walk("version", "time_zone", "currency", "amounts_rounded"):
        if statement.kind == "version":
            with suppress(Unresolved):
                read_date(word(statement, "DATE"), statement, ctx)
        elif statement.kind == "time_zone":
            zone = word(statement, "ZONE")
            if is_zone(zone):
                ctx.zone = zone
            else:
                ctx.refuse(
                    "N192", statement, f'there is no time zone "{zone}"', hint='Write a zone such as "Europe/London".'
                )
        elif statement.kind == "currency":
            ctx.currency = word(statement, "CURRENCY")
            step = first(statement, *ROUNDING_STEPS)
            if step is not None:
                said.rounding = Rounding(_rounding_mode(statement), rounding_step(step, None))
                sentence = tidy(text_of(statement)) + "."
                ctx.choose("amount rounding", f"{said.rounding.mode}:{said.rounding.step}", statement, sentence)
        else:
            said.rounding = Rounding(_rounding_mode(statement), rounding_step(the(statement, *ROUNDING_STEPS), None))


def _rounding_mode(phrase: Phrase) -> RoundingMode:
    if has(phrase, "half"):
        return RoundingMode.HALF_UP
    return RoundingMode.DOWN if has(phrase, "down") else RoundingMode.UP
