"""What the contract fixes: parties, readings, order-form values, public holidays as literal days."""

from __future__ import annotations

from datetime import date

from sladsl.checks.emit.literals import quantity
from sladsl.checks.emit.source import Code, dict_of, text, texts, tuple_of, written
from sladsl.checks.plan import Plan
from sladsl.model import moments as m
from sladsl.time.holidays import public_holidays
from sladsl.time.places import place_named


class Constants:
    """The first block of the file."""

    plan: Plan

    def _constants(self) -> str:
        plan = self.plan
        lines = ["# --- what the contract fixes " + "-" * 87, ""]
        lines += [f"AGREEMENT = {text(plan.agreement)}", f"VERSION = {text(plan.version)}"]
        lines += ["PARTIES = " + written(texts(plan.parties), 0, 10)]
        lines += [f"TIME_ZONE = {text(plan.zone)}", f"CURRENCY = {text(plan.currency)}", ""]
        lines += ["# The readings in force; None: the contract leaves it open, and whoever settles must give it."]
        chosen = [(text(one.slot.name), "None" if one.value is None else text(one.value)) for one in plan.readings]
        lines += ["READINGS = " + _lines(chosen)]
        open_ = [one for one in plan.readings if one.value is None]
        asked: list[tuple[str, Code]] = [
            (text(one.slot.name), tuple_of([text(one.slot.question), texts(v.sentence for v in one.slot.admissible)]))
            for one in open_
        ]
        lines += ["", "# What an open reading asks, and the sentences that answer it."]
        lines += ["QUESTIONS = " + written(dict_of(asked), 0, 12), ""]
        lines += ["# Order-form values; None: not agreed yet."]
        values = [(text(one.name), "None" if one.value is None else quantity(one.value)) for one in plan.form_values]
        # Functions of the runtime stand further down, so values are made when they are asked for.
        lines += ["", "", "def agreed_values():", "    return " + written(dict_of(values), 4, 11), "", ""]
        lines += self._holidays()
        return "\n".join(lines)

    def _holidays(self) -> list[str]:
        calendar = self.plan.calendar
        days = {observed: self._days_off(observed) for observed in (True, False)}
        used = days[calendar.observed if calendar is not None else True]
        named = calendar.holidays if calendar is not None else ()
        lines = [
            f"# Public holidays ({', '.join(named) or 'none'}): month-day, by year, as known when this file was made."
        ]
        if not any(one.slot.name == "holidays" for one in self.plan.readings):
            return [*lines, "HOLIDAYS = {", '    "": ' + _years(used) + ",", "}"]
        inner = [
            f'    "{name}": {_years(days[observed])},' for name, observed in (("observed", True), ("actual", False))
        ]
        return [*lines, "HOLIDAYS = {", *inner, "}"]

    def _days_off(self, observed: bool) -> list[date]:
        """Of the term and the years around it; of forty years where the term has no start."""
        calendar, term = self.plan.calendar, self.plan.term
        if calendar is None:
            return []
        first, last = (2000, 2040) if term.start is None else (term.start.year - 1, term.start.year + 12)
        if term.start is not None and term.length is not None and term.length.basis is m.LengthBasis.MONTHS:
            last = max(last, term.start.year + int(term.length.amount) // 12 + 2)
        found: set[date] = set()
        for name in calendar.holidays:
            place = place_named(name)
            if place is not None:
                for year in range(first, last + 1):
                    found |= public_holidays(place, year, observed)
        return sorted(found)


def title_line(words: str) -> str:
    return f"# --- {words} ".ljust(118, "-")


def _lines(entries: list[tuple[str, str]]) -> str:
    return "{\n" + "".join(f"    {key}: {value},\n" for key, value in entries) + "}"


def _years(days: list[date]) -> str:
    years: dict[int, list[str]] = {}
    for day in days:
        years.setdefault(day.year, []).append(f"{day:%m-%d}")
    if not years:
        return "{}"
    lines = []
    for year, some in years.items():
        line = f'        {year}: "{" ".join(some)}",'
        while len(line) > 118:
            cut = line.rfind(" ", 0, 112)
            lines.append(line[:cut] + ' "')
            line = '        "' + line[cut + 1 :]
        lines.append(line)
    return "{\n" + "\n".join(lines) + "\n    }"
