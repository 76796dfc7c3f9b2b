"""Figures and days that stand in no sentence of the contract, from the English of the evaluator to the manner of a language."""

from __future__ import annotations

import re

from sladsl.documents.languages import Language
from sladsl.documents.languages.figures import in_manner_of, with_dates, with_figures
from sladsl.documents.wording import Words

_ENDLESS = re.compile(
    r"(?P<shown>.+?) \((?:(?P<how>about|exactly) )?(?P<size>-?\d[\d,./-]*)(?P<percent> percent)?\)(?: (?P<unit>.+))?"
)
"""Without an end of decimals: "USD 16.67 (exactly 50/3)", "1/3 (about 0.3333) hours", "99.7984% (1234/1237 percent)"."""


def figure_in(text: str, language: Language, words: Words) -> str:
    """ "99.9%", "GBP 400.00", "6.5 hours", "12"; a unit that the language does not know, and what is no figure, stay as they are."""
    endless = _ENDLESS.fullmatch(text)
    if endless is not None:
        shown, size = figure_in(endless["shown"], language, words), with_figures(endless["size"], language.locale)
        how = {"about": f"{words.figure_about} ", "exactly": f"{words.figure_exactly} "}.get(endless["how"] or "", "")
        percent = f" {words.figure_percent}" if endless["percent"] else ""
        return f"{shown} ({how}{size}{percent}) {_noun(endless['unit'] or '', language)}".strip()
    number, _, unit = text.partition(" ")
    kind = "PERCENT" if text.endswith("%") else "MONEY" if re.match(r"[A-Z]{3} \d", text) else ""
    if kind:
        return in_manner_of(kind, text, language.locale) or text
    if not re.fullmatch(r"[\d,]+(\.\d+)?", number):
        return text
    shown = in_manner_of("NUMBER", number, language.locale) or number
    return f"{shown} {_noun(unit, language)}".strip()


def dates_in(text: str, language: Language) -> str:
    """ "3 April 2026", "March 2026", "Q2 2026", "2026", "1 April 2026 to 30 April 2026"."""
    week = re.fullmatch(r"the week of (.+)", text)
    if week is not None:
        return language.words.week_of.format(dates_in(week[1], language))
    return re.sub(r"(?<=\d) to (?=[\dA-Z])", " – ", with_dates(text, language.locale, language.first_day))


def _noun(unit: str, language: Language) -> str:
    return language.inflection.noun(unit, language.inflection.plain) or unit
