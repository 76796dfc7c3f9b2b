"""Ways of writing that another country or another habit reads otherwise: each is asked about, none is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sladsl.findings import Finding, error, warning
from sladsl.syntax.source import Source, Span
from sladsl.syntax.tree import Phrase, Word
from sladsl.time.dates import MONTHS

_NUMERIC_DATE = re.compile(
    r"(?<![\w.,/-])(?:\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4})(?![\w/%-])"
)
_DECIMAL_COMMA = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{1,3}(?:,\d{1,2})+(?:,\d+)*)(?![\d,])%?"
)
_TWO_POINTS = re.compile(r"(?<![\w.,])\d+\.\d+(?:\.\d+)+(?![\w.,/-]*\d)%?")
_MONTH_FIRST = re.compile(rf"(?:{'|'.join(MONTHS)})\s+\d{{1,2}},?\s+\d{{4}}")
_SHORT_HOUR = re.compile(r"(?<![\d:])\d:\d{2}(?![\d:])(?!\s?[ap]\.?m)")
_LOOSE_PERCENT = re.compile(r"\d[\d.,]*\s+%")
_TWELVE_HOURS = re.compile(r"(?<!\w)\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)", re.IGNORECASE)
_CURRENCY_SIGN = re.compile(r"[€$£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[€$£¥]")
_CURRENCY = re.compile(
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MXN|MYR|NGN|NOK|NZD|PHP|PLN"
    "|RON|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
_FUNCTION_WORD = re.compile(
    r'(?<![\w"“-])(?:If|Of|To|In|On|By|At|For|From|And|Or|But|The|An|Each|Every|Any|No|Not|Is|Are|Has|Have|Be|Shall|Must|Will'
    r"|Means|Within|After|Before|During|Until|Unless|Except|Outside|That|Which|Than|Least|Most|It|Its|This|Those|Them)(?![\w-])"
)
"""Words that only the language has a use for; `May` is not among them, as it is a month."""
_INSTEAD = {"Unless": "A condition begins with `If`: say when it holds, as in `If Provider does not, …`."}
_QUOTED = re.compile(r'"(?:[^"\n]|\n(?![ \t]*\n))*"|“(?:[^”\n]|\n(?![ \t]*\n))*”')
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[\d.,:/]*\d%?|\S")


def whole_word(text: str, word: Word) -> tuple[str, Span]:
    """The word as a reader sees it: of a long name the whole name, of what is no word of the language the run of letters."""
    if word.kind:
        shown = " ".join(word.text.split()) or text[word.start : word.start + 1].strip() or "the line end"
        return shown, Span(word.start, max(word.end, word.start + 1))
    found = _WHOLE_WORD.match(text, word.start)
    end = found.end() if found else word.end
    return text[word.start : end], Span(word.start, end)


def trap_at(source: Source, start: int, word: Word) -> Finding | None:
    """A known trap in the piece that begins at `start` and stopped at `word`, at or just before that word."""
    text = source.text
    line_end = text.find("\n", word.start)
    stop = len(text) if line_end < 0 else line_end
    if text[word.start : word.start + 1] in ('"', "“") and not _QUOTED.match(text, word.start):
        return error(
            "P003",
            "the closing quote is missing",
            source.place(Span(word.start, word.start + 1)),
            label="this quote is not closed before the next empty line",
            hint="A text in double quotes may wrap, but not cross an empty line.",
        )
    for pattern, ask in _ASK.items():
        for found in pattern.finditer(text, start, stop):
            if found.start() <= word.start + 1 and found.end() >= word.start:
                return ask(source, found)
    return None


def _ask_date(source: Source, found: re.Match[str]) -> Finding:
    numbers = [int(n) for n in re.split(r"[./-]", found.group())]
    if len(str(numbers[0])) == 4:
        orders = [(numbers[2], numbers[1], numbers[0])]
    else:
        orders = [(numbers[0], numbers[1], numbers[2]), (numbers[1], numbers[0], numbers[2])]
    spelt = [
        f"{day} {MONTHS[month - 1]} {year if year > 99 else 2000 + year}"
        for day, month, year in orders
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    which = " or ".join(f"`{date}`" for date in dict.fromkeys(spelt))
    message = (
        f"`{found.group()}` can be read as more than one day"
        if len(set(spelt)) > 1
        else "a date has its month in words"
    )
    return error("P005", message, source.place(Span(*found.span())), hint=f"Write {which}." if which else "")


def _ask_comma(source: Source, found: re.Match[str]) -> Finding:
    text = found.group()
    whole, _, fraction = text.rpartition(",")
    hint = f"Write `{whole.replace('.', ',')}.{fraction}` if a fraction is meant." if "," not in whole else ""
    return error(
        "P004",
        f"the comma in `{text}` can part thousands or decimals",
        source.place(Span(*found.span())),
        label="a comma parts thousands (43,200), a full stop decimals (99.9)",
        hint=hint,
    )


def _ask_points(source: Source, found: re.Match[str]) -> Finding:
    place = source.place(Span(*found.span()))
    return error(
        "P004",
        f"`{found.group()}` has more than one decimal point",
        place,
        label="a comma parts thousands (43,200), a full stop decimals (99.9)",
        hint="Write one number.",
    )


def _ask_hours(source: Source, found: re.Match[str]) -> Finding:
    hour, _, minutes = re.sub(r"[^\d:]", "", found.group()).partition(":")
    later = 12 if "p" in found.group().lower() else 0
    spelt = f"{int(hour) % 12 + later:02}:{minutes or '00'}"
    return error("P005", "a time of day has 24 hours", source.place(Span(*found.span())), hint=f"Write `{spelt}`.")


def _ask_currency(source: Source, found: re.Match[str]) -> Finding:
    number = re.sub(r"[^\d.,]", "", found.group()).rstrip(".,")
    sign = re.sub(r"[\d.,\s]", "", found.group())
    codes = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
    return error(
        "P012",
        f"`{sign}` stands for several currencies",
        source.place(Span(*found.span())),
        hint=f"Write the three letters before the amount: `{codes[sign]} {number}`.",
    )


def _ask_order(source: Source, found: re.Match[str]) -> Finding:
    month, day, year = re.split(r"[\s,]+", found.group())
    return error(
        "P005", "a date begins with the day", source.place(Span(*found.span())), hint=f"Write `{day} {month} {year}`."
    )


def _ask_short_hour(source: Source, found: re.Match[str]) -> Finding:
    place = source.place(Span(*found.span()))
    return error("P005", "a time of day has two digits for the hour", place, hint=f"Write `0{found.group()}`.")


def _ask_percent(source: Source, found: re.Match[str]) -> Finding:
    place = source.place(Span(*found.span()))
    tight = re.sub(r"\s+", "", found.group())
    return error("P004", "a percentage is one word", place, hint=f"Write `{tight}`.")


_ASK = {
    _MONTH_FIRST: _ask_order,
    _SHORT_HOUR: _ask_short_hour,
    _LOOSE_PERCENT: _ask_percent,
    _NUMERIC_DATE: _ask_date,
    _TWO_POINTS: _ask_points,
    _DECIMAL_COMMA: _ask_comma,
    _TWELVE_HOURS: _ask_hours,
    _CURRENCY_SIGN: _ask_currency,
}


def misplaced_words(source: Source, read: Phrase) -> Iterator[Finding]:
    """Words of the language that were read as part of a name, as they are written with a capital."""
    declared: set[str] | None = None
    for found in _FUNCTION_WORD.finditer(source.text):
        name = read.word_at(found.start())
        if name is None or name.kind != "NAME":
            continue
        if declared is None:
            texts = [word.text for word in read.words() if word.kind == "TEXT"]
            texts += [one.text for field in read.walk("field") for one in field.words() if one.kind == "NAME"]
            declared = {word for text in texts for word in text.strip('"“”').split()}
        if found.group() not in declared:
            yield error(
                "P008",
                f"`{found.group()}` was read as part of the name `{' '.join(name.text.split())}`",
                source.place(Span(*found.span())),
                label="a word of the language",
                hint=_INSTEAD.get(found.group())
                or f"Write `{found.group().lower()}`, or put another word into the name.",
            )


def currencies_behind(source: Source, read: Iterable[Word]) -> Iterator[Finding]:
    """`100 EUR` is read as a hundred of something called EUR."""
    before: Word | None = None
    for word in read:
        if before and before.kind == "NUMBER" and word.kind == "NAME" and _CURRENCY.fullmatch(word.text):
            yield error(
                "P012",
                "a currency stands before its amount",
                source.place(Span(before.start, word.end)),
                hint=f"Write `{word.text} {before.text}`.",
            )
        before = word


def odd_amounts(source: Source, read: Iterable[Word]) -> Iterator[Finding]:
    """Amounts of money with three decimals: `EUR 1.000` is a thousand in half of Europe."""
    if not re.search(r"[A-Z]{3}\s+\d{1,3}\.\d{3}(?!\d)", source.text):
        return
    for word in read:
        if word.kind == "MONEY" and re.search(r"\s[1-9]\d{0,2}\.\d{3}$", word.text):
            currency, number = word.text.split()
            yield warning(
                "P011",
                f"`{word.text}` has three decimals",
                source.place(word.span),
                hint=f"Write `{currency} {number.replace('.', ',')}.00` if thousands are meant.",
            )
