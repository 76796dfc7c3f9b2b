"""Loose words and the precise ones that may take their place, made of what the contract itself has."""

from __future__ import annotations

import re
from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.resolve.context import Context, Unresolved
from sladsl.model.resolve.phrases import every, first, has, number, text_of, tidy, with_article, word
from sladsl.model.resolve.precise import fees
from sladsl.syntax.tree import Phrase, Word

ROUND_LIMITS = ("15 minutes", "4 hours", "1 day")
USUAL_LEVELS = ("99.9%", "99.5%", "99%")


# --- time limits -----------------------------------------------------------------------------------------------------


def vague_limit(phrase: Phrase, said: str, pause: str, starts: list[str], ctx: Context) -> Unresolved:
    """ "promptly": time limits of the contract, or else round ones. `pause`: ", not counting its Waiting", or ""."""
    question = f'How long may it take where "{tidy(said)}" is said? (The limits are examples.)'
    answers = [f"within {one} after {starts[0]}{pause}" for one in limits_told(ctx)]
    return ctx.leave_open("G005", phrase, question, answers)


def limits_told(ctx: Context) -> tuple[str, ...]:
    """Two time limits that the contract has elsewhere, and a round one; three round ones where it has none."""
    own = re.findall(r"within\s+([0-9]+\s+(?:business\s+)?(?:minutes?|hours?|days?))\s+(?:of|after)\b", ctx.source.text)
    found = list(dict.fromkeys(tidy(one) for one in own))[:2]
    return tuple(dict.fromkeys([*found, *ROUND_LIMITS]))[:3]


# --- periods and measures --------------------------------------------------------------------------------------------


def only_longer(term: Phrase, longer: Phrase, name: str, ctx: Context) -> Unresolved:
    """ "each period in which …, if longer than 5 minutes": the whole of it, or what is longer?"""
    told = tidy(text_of(every(longer)[0]))
    a = with_article(name)
    rest = tidy(text_of(Phrase(term.kind, tuple(part for part in term.parts if part is not longer))))
    answers = (
        f"{rest}. {a[:1].upper()}{a[1:]} counts only if it lasts more than {told}, and then in full",
        f"{rest}, counted beyond its first {told}",
    )
    return ctx.leave_open("C010", term, f"Do the first {told} of {a} count where it lasts longer?", answers)


def share_of_what(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "the percentage of time that is not Downtime": of all the time, or of some hours? Calendars come first, then other periods."""
    that = tidy(text_of(every(phrase)[0]))
    own = next(part.text for part in every(phrase)[0].words() if part.kind == "NAME")
    answers = [f"the percentage of the time in a month {that}"]
    answers += [f"the percentage of {calendar} in a month {that}" for calendar in ctx.calendars]
    others = [
        n.text for n in ctx.names.all() if n.kind is NameKind.PERIOD and n.text not in (*ctx.calendars, tidy(own))
    ]
    if len(answers) < 2:
        answers += [f"the percentage of the time in a month, except {other}, {that}" for other in others]
    if len(answers) < 2:
        return ctx.refuse("N091", phrase, "the percentage of which time?", hint=f'Write "{answers[0]}".')
    return ctx.leave_open("C001", phrase, "Of which time is it the percentage?", answers)


def average_of(name: str, phrase: Phrase, window: str, *, percentile: bool, ctx: Context) -> Unresolved:
    """ "the average Error Rate in a month", of a measure that has a value for any stretch: one value of all, or the average of many?"""
    how = tidy(text_of(phrase)).removeprefix("the ").split(f" {name}")[0]
    answers = [f"{name} in {window}"]
    answers += [f"the {how} {name} of the {parts} in {window}" for parts in ("days", "1-hour intervals")]
    if percentile:
        question = f"Is {name} taken once for all of it, or for parts whose values are then averaged?"
        return ctx.leave_open("C007", phrase, question, answers)
    return ctx.leave_open("C005", phrase, f"Is it one {name} for all of it, or the {how} of many?", answers)


def each_or_total(step_of: Phrase, ctx: Context) -> Unresolved:
    """ "for each 30 minutes of Downtime": of the total in a month, or of each piece?"""
    text = word_of(step_of)
    rest = tidy(text_of(step_of)).removeprefix(f"of {text}")
    answers = (f"of {text}{rest} in a month", f"of {with_article(text)}{rest}")
    return ctx.leave_open(
        "C011", step_of, f"Is it counted over all {text} of the month, or for each one apart?", answers
    )


def word_of(phrase: Phrase) -> str:
    return next(tidy(part.text) for part in phrase.parts if isinstance(part, Word) and part.kind == "NAME")


# --- figures ---------------------------------------------------------------------------------------------------------


def about(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "approximately 99.9%": the figure itself, or half of its last digit off it."""
    said = tidy(text_of(every(phrase)[0]))
    figure = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", said)
    assert figure is not None, said
    digits = figure.group()
    places = len(digits.partition(".")[2])
    half = Fraction(1, 2 * 10**places)
    near = [
        number(digits) + (half if "%" not in said else -half),
        number(digits) - (half if "%" not in said else -half),
    ]
    shown = [decimal(one, places + 1) for one in near if one > 0]
    answers = [said, *(said.replace(digits, one, 1) for one in shown)]
    return ctx.leave_open(
        "G012", phrase, f"How far from {said} may it be? (Half of the last digit is an example.)", answers
    )


def decimal(value: Fraction, places: int) -> str:
    """ "1,000.50": exact where the value has no more decimal places."""
    units = int(value * 10**places)
    whole, rest = divmod(units, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}d}" if places else "")


def usual(phrase: Phrase, ctx: Context) -> Unresolved:
    """ "industry standard": the levels that the contract names elsewhere, or else usual ones."""
    own = re.findall(r"(?:at or above|at least|below)\s+([0-9]+(?:\.[0-9]+)?%)", ctx.source.text)
    answers = tuple(dict.fromkeys([*own, *USUAL_LEVELS]))[:3]
    question = f'Which level is "{tidy(text_of(phrase))}"? (The levels are examples.)'
    return ctx.leave_open("G011", phrase, question, answers)


def between(phrase: Phrase, low: str, high: str, ctx: Context) -> Unresolved:
    answers = (
        f"at least {low} but at most {high}",
        f"at least {low} but below {high}",
        f"above {low} but at most {high}",
        f"above {low} but below {high}",
    )
    return ctx.leave_open("D003", phrase, f'Does "{tidy(text_of(phrase))}" include its ends?', answers)


_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    name: 10 * n
    for n, name in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}


def in_words(text: str) -> int | None:
    """The number that words tell: "thirty", "forty-five", "two hundred". None where they tell none."""
    first, _, second = text.replace("-", " ").partition(" ")
    if second == "hundred" and first in _UNITS:
        return 100 * _UNITS.index(first)
    if first in _TENS and (not second or second in _UNITS):
        return _TENS[first] + (_UNITS.index(second) if second else 0)
    return _UNITS.index(first) if first in _UNITS and not second else None


def check_words(phrase: Phrase, ctx: Context) -> None:
    """ "thirty (30) days": raises where the words tell another number than the figures."""
    for part in phrase.parts:
        if not isinstance(part, Word) or part.kind != "IN_WORDS":
            continue
        said = tidy(part.text)
        told, _, digits = said.removesuffix(")").partition(" (")
        value = in_words(told)
        if value is None:
            raise ctx.refuse("N021", part, f'"{told}" is no number', hint=f'Write "{digits}".')
        if value != int(digits):
            raise ctx.leave_open("D022", part, f'Do the words or the figures of "{said}" bind?', (str(value), digits))


# --- connectives -----------------------------------------------------------------------------------------------------


def joined_loosely(phrase: Phrase, ctx: Context) -> None:
    """Raises where tests or predicates are joined by "and/or", or by "and" and by "or" side by side."""
    links = [part for part in phrase.parts if isinstance(part, Word)]
    kinds = {link.text.split()[-1] for link in links}
    said = tidy(text_of(phrase))
    if "and/or" in kinds:
        question = 'Is "and" or "or" meant by "and/or"?'
        where = links[0] if len(links) == 1 else phrase
        whole = links[0].text if len(links) == 1 else said
        answers = (tidy(whole.replace("and/or", "or")), tidy(whole.replace("and/or", "and")))
        raise ctx.leave_open("D014", where, question, answers)
    if kinds >= {"and", "or"}:
        parts = [tidy(text_of(part)) for part in every(phrase)]
        told = [tidy(link.text) for link in links]
        answers = (_grouped(parts, told, "or"), _grouped(parts, told, "and"))
        raise ctx.leave_open("D016", phrase, '"and" and "or" stand side by side: which belongs together?', answers)


def _grouped(parts: list[str], links: list[str], outer: str) -> str:
    """The parts as groups joined by `outer`, the links within a group being the other ones: "either (a) X and Y, or (b) Z"."""
    told = [parts[0]]
    for link, part in zip(links, parts[1:], strict=True):
        if link.endswith(outer):
            told.append(part)
        else:
            told[-1] += f"{'' if link.startswith(',') else ' '}{link} {part}"
    comma = "," if links[0].startswith(",") else ""
    while len(told) > 1:
        told[-2:] = [f"{'either' if outer == 'or' else 'both'} (a) {told[-2]}{comma} {outer} (b) {told[-1]}"]
    return told[0]


# --- duties and amounts ----------------------------------------------------------------------------------------------

NOT_BOUND = "intends, without being bound, to"


def binds(statement: Phrase, ctx: Context) -> bool:
    """Whether anything follows from the sentence. Raises where one of its verbs or its end leaves open whether it binds."""
    for part in every(statement):
        said = tidy(text_of(part))
        match part.kind:
            case "loose_modal" | "loose_aim":
                code = "G001" if part.kind == "loose_modal" else "G003"
                raise ctx.leave_open(code, part, f'Does "{said}" state a duty or an aim?', ("shall", NOT_BOUND))
            case "targets":
                answers = ("shall keep", f"{NOT_BOUND} keep")
                raise ctx.leave_open("G003", part, f'Does "{said}" state a duty or an aim?', answers)
            case "where_possible":
                comma = ", " if said.startswith(",") else ""
                answers = (f"{comma}in all cases", f"{comma}and nothing follows from it")
                raise ctx.leave_open("G013", part, f'Is it owed, or does "{said.strip(", ")}" leave it free?', answers)
            case _:
                pass
    return first(statement, "nothing_follows") is None


def loose_amount(phrase: Phrase, payer: str, ctx: Context) -> Unresolved:
    """ "up to 10% of the fee", "10% of the fee, at its discretion", "3 times more than GBP 100.00"."""
    said = tidy(text_of(phrase))
    match phrase.kind:
        case "amount_at_most":
            most = said.removeprefix("up to ")
            question = f"Is it {most}, or does {payer} choose how much up to that?"
            return ctx.leave_open("D004", phrase, question, (most, f"what {payer} chooses, up to {most}"))
        case "amount_at_discretion":
            amount = tidy(text_of(every(phrase)[0]))
            question = f'Is the amount owed, or may {payer} refuse it "at its discretion"?'
            return ctx.leave_open("G008", phrase, question, (amount, f"what {payer} chooses, up to {amount}"))
        case _:
            times, _, of = said.partition(" times more than ")
            factor = int(times) if times.isdigit() else in_words(times) or 1
            figure = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", of)
            assert figure is not None, said
            places = len(figure.group().partition(".")[2])
            values = (number(figure.group()) * factor, number(figure.group()) * (factor + 1))
            answers = tuple(of.replace(figure.group(), decimal(value, places), 1) for value in values)
            return ctx.leave_open("D024", phrase, f'How much is "{said}"?', answers)


def paid_service(phrase: Phrase, paid: list[str], ctx: Context) -> Exception:
    """ "90 days of paid service": a part of the fees that are due, or of what has been paid, which `paid` tells?"""
    said = f"{word(phrase, 'NUMBER')} {word(phrase, 'UNIT')} of"
    answers = (f"{said} {amount}" for amount in (*fees(ctx), *paid))
    return ctx.leave_open("E002", phrase, f'Of which fee is "{tidy(text_of(phrase))}" a part?', answers)


def some_credit(phrase: Phrase, payer: str, has_table: bool, ctx: Context) -> Exception:
    """ "entitled to a service credit as described below": of which fee are the shares of the table? Without a table: how much is it?"""
    noun = "refund" if has(phrase, "refund") else "credit"
    if has_table:
        return ctx.leave_open(
            "A003", phrase, f"Of what is the {noun} a share?", (f"a share of {fee}" for fee in fees(ctx))
        )
    shares = [f"5% of {fee}" for fee in fees(ctx)[:2]]
    answers = [f"a {noun} of {share}" for share in shares] + [f"what {payer} chooses, up to {shares[0]}"]
    return ctx.leave_open("A003", phrase, f"How much is the {noun}? (The share is an example.)", answers)
