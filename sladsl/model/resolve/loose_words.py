"""More loose words: vague sizes and frequencies, words for acts and failures that no record has, promises to negotiate."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.loosely import decimal
from sladsl.model.resolve.parties import PARTIES
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, tidy, with_article, word, words
from sladsl.model.resolve.precise import fees, open_or_wrong
from sladsl.model.resolve.quantities import unit_word
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase, Word

SIZES = ("30 minutes", "1 hour", "4 hours")
GOOD = ("success", "successful", "good", "ok", "up", "available")


def word_at(phrase: Phrase, kind: str) -> Word | None:
    return next((part for part in phrase.parts if isinstance(part, Word) and part.kind == kind), None)


def vague_size(phrase: Phrase, ctx: Context) -> None:
    """ "each significant Outage": raises, with lengths as examples."""
    vague = word_at(phrase, "VAGUE_SIZE")
    if vague is None:
        return
    said = tidy(text_of(phrase)).replace(f"{tidy(vague.text)} ", "", 1)
    name = word(phrase, "NAME")
    question = f'How long does {with_article(name)} last that is "{tidy(vague.text)}"? (The lengths are examples.)'
    raise ctx.leave_open("G004", phrase, question, [f"{said} that lasts more than {size}" for size in SIZES])


def vague_frequency(act: Phrase, ctx: Context) -> None:
    """ "deliver a Report to Customer regularly"."""
    found = first(act, "vague_frequency")
    if found is not None:
        answers = [f"in each {unit}" for unit in ("month", "quarter", "year")]
        raise ctx.leave_open(
            "G006", found, f'How often is "{tidy(text_of(found))}"? (The answers are examples.)', answers
        )


def negotiate(act: Phrase, ctx: Context) -> Unresolved:
    """ "negotiate a credit with Customer in good faith": nothing, or a credit that somebody else fixes?"""
    party = tidy(text_of(every(act)[0]))
    share = f"5% of {fees(ctx)[0]}"
    answers = (f"credit {party} {share}", f"credit {party} what {ctx.actor} chooses, up to {share}")
    question = "Is anything due where the parties do not agree? (The share is an example.)"
    return ctx.leave_open("G015", act, question, answers)


def aware(point: Phrase, moments: list[str], ctx: Context) -> Exception:
    """ "after Provider becomes aware of it": which of the times of the row is that?"""
    said = tidy(text_of(point))
    hint = 'Write "after it is …", with a time of the record.'
    return open_or_wrong(ctx, "G016", point, f'When is it that "{said}"?', moments, hint, label="known to whom?")


def loose_act(phrase: Phrase, record: str, ctx: Context) -> None:
    """ "is resolved within 4 hours": raises, with the times that the record has."""
    said = word_at(phrase, "LOOSE_DONE")
    if said is None:
        return
    stem = said.text[:5].lower()
    times = [f for f in ctx.records[record].fields if f.kind in (FieldKind.TIME, FieldKind.DATE)]
    ordered = sorted(times, key=lambda f: (not f.name.lower().startswith(stem), not f.optional))
    answers = [field.name for field in ordered if field.optional or len(times) < 3]
    answered = tidy(said.text) in ("responded to", "answered", "acknowledged")
    code = "C017" if answered else "C018"
    question = f'Which time of {with_article(record)} shows that it is "{tidy(said.text)}"?'
    raise open_or_wrong(
        ctx, code, said, question, answers, 'Write "is …", with a time of the record.', label="shown by what?"
    )


def failing(phrase: Phrase, record: str, ctx: Context) -> Exception:
    """ "that fail": which outcomes of the record are failures?"""
    field = next((f for f in ctx.records[record].fields if f.choices), None)
    bad = [one for one in field.choices if one not in GOOD] if field is not None else []
    has_it = "has" if tidy(text_of(phrase)) == "fails" else "have"
    answers = []
    if field is not None:
        answers = [f"{has_it} {field.name} {_listed(bad[:n])}" for n in range(1, len(bad) + 1)]
    hint = f'Write "{answers[0]}".' if answers else "Give the record a choice that tells how it ended."
    question = f"Which {ctx.records[record].plural or record} fail?"
    return open_or_wrong(ctx, "C023", phrase, question, answers, hint, label="what is a failure?")


def unnamed_standard(phrase: Phrase, record: str, ctx: Context) -> Exception:
    """ "that conforms to the back-off requirements": which yes or no of the record tells it? Fields of the same words come first."""
    said = tidy(text_of(phrase))
    has_it = "has" if said.split()[0].endswith("s") else "have"
    fields = [field.name for field in ctx.records[record].fields if field.kind is FieldKind.YES_NO]
    like = sorted(fields, key=lambda name: not set(name.lower().split()) & set(said.split()))
    answers = [f"{has_it} {name} {value}" for name in like for value in ("yes", "no")]
    hint = f"Give the record a field that tells it: - {said.split()[-1].title()} Met: yes or no."
    question = f'What shows that {with_article(record)} "{said}"?'
    return open_or_wrong(ctx, "A037", phrase, question, answers, hint, label="shown by what?")


def in_a_row(test: Phrase, ctx: Context) -> Unresolved:
    """ "misses clause … in consecutive months": only where the month before is missed too, or ever after two in a row?"""
    who, clause = text_of(the(test, *PARTIES)), text_of(the(test, "clause_name"))
    of = f" {text_of(found)}" if (found := first(test, "for_record")) is not None else ""
    unit = unit_word(the(test, "window_in_a_row"))
    answers = (
        f"{who} also misses {clause}{of} in the preceding {unit}",
        f"{who} misses {clause}{of}, and {who} has missed {clause}{of} in 2 consecutive {unit}s",
    )
    return ctx.leave_open(
        "A036", test, f"Does it still follow once a {unit} has been kept that lies between two misses?", answers
    )


def _listed(choices: list[str]) -> str:
    return " or ".join([", ".join(choices[:-1]), choices[-1]] if len(choices) > 1 else choices)


def whole_time(phrase: Phrase, record: str, ctx: Context) -> Exception:
    """ "the time of each Maintenance", of a record with planned and with real times."""
    times = [f.name for f in ctx.records[record].fields if f.kind in (FieldKind.TIME, FieldKind.DATE)]
    pairs = [(times[n], times[n + 1]) for n in range(0, len(times) - 1, 2)]
    if len(times) == 3:
        pairs.append((times[0], times[2]))
    of = tidy(text_of(the(phrase, "selection")))
    answers = [f"the time from {start} to {end} of {of}" for start, end in pairs]
    hint = f'Write "{answers[0]}".' if answers else "Give the record the times from which to which it lasts."
    return open_or_wrong(ctx, "C003", phrase, f"From when to when does {of} last?", answers, hint, label="from when?")


def and_so_on(phrase: Phrase, name: str, ctx: Context) -> Exception:
    """ ", except Scheduled Maintenance and the like": those that are named, or others that stand before, too?"""
    told = [tidy(text_of(part)) for part in every(phrase, "period_name")]
    others = [
        one.text
        for one in ctx.names.all()
        if one.kind is NameKind.PERIOD
        and one.text not in (name, *told, *ctx.calendars)
        and one.place < ctx.place(phrase)
    ]
    said = f", except {' and '.join(told)}"
    answers = [said, *(f"{said} and {other}" for other in others[:2])]
    return open_or_wrong(
        ctx, "G007", phrase, "Is the list closed?", answers, f'Write "{said[2:]}".', label="what else?"
    )


def increased(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "10% of the fee, increased by 50%"."""
    share, more = words(phrase, "PERCENT")
    base = tidy(text_of(every(phrase)[0]))
    one, by = number(share), number(more)
    both = [_percent(one * (1 + by / 100)), _percent(one + by)]
    answers = [f"{told} of {base}" for told in both]
    return ctx.leave_open("D008", phrase, f"Are the {more} a share of the {share}, or percentage points?", answers)


def _percent(value: Fraction) -> str:
    return decimal(value, 2).rstrip("0").rstrip(".") + "%"


def provided(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "Credits are due, provided that Customer claims them …": a condition, or a duty beside it?"""
    test = tidy(text_of(every(phrase)[-1]))
    answers = (f"Credits are due only if {test}", "Credits are due without a claim")
    return ctx.leave_open("G014", phrase, f'Is it a condition of the credit that "{test}"?', answers)


def may_not_claim(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "Customer may not claim credits after 30 days": is such a claim void, or only unlikely?"""
    party, told = (tidy(text_of(part)) for part in every(phrase))
    one = has(phrase, "credit")
    start = "A credit is due only if" if one else "Credits are due only if"
    answers = (
        f"{start} {party} claims {'it' if one else 'them'} within {told} after the end of that month",
        "Credits are due without a claim",
    )
    return ctx.leave_open("G009", phrase, f"Is a claim after {told} void?", answers)
