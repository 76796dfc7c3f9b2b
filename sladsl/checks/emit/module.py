"""The emitted file: constants, definitions, duties, consequences, tables of all of them, and the runtime behind them."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from sladsl.checks.emit.duties import Functions, about, effect_kind, hangs_on, where
from sladsl.checks.emit.expressions import number, quantity, rounding, spec
from sladsl.checks.emit.joined import joined
from sladsl.checks.emit.nodes import unit_text
from sladsl.checks.emit.source import Code, Function, call, dict_of, docstring, fraction, text, texts, tuple_of, written
from sladsl.checks.plan import Definition, Plan, Service
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import duties as d
from sladsl.model import moments as m
from sladsl.model.schema import Record
from sladsl.time.holidays import public_holidays
from sladsl.time.places import place_named

_HEAD = '''"""{title}

Settles records to the amounts that the contract gives, on the Python standard library alone (3.11 or later):

    python checks.py RECORDS [--month 2026-03] [--as-of DATE] [--reading NAME=VALUE]... [--format json]

The first half is the contract, sentence by sentence; the second half, from the line "THE RUNTIME" on, is how sentences
of such contracts are settled, and is the same for every contract. The text of the contract prevails over this program,
and what it prints is evidence that may be contested.
"""
'''

_TAIL = '''
def settle(folder, readings=None, first=None, last=None, as_of=None, agreed=None, set_aside=False):
    """The statement of the records in a folder, as plain data. `readings`: by name; `first`, `last`, `as_of`: dates;
    `agreed`: order-form values, as Fractions in the base of their unit (a ratio, seconds)."""
    return settle_files(the_contract(), folder, readings, first, last, as_of, agreed, set_aside)


def settle_events(events, first, last, readings=None, as_of=None, agreed=None):
    """The statement of a clean world but for these events: see `settle_given`."""
    return settle_given(the_contract(), events, first, last, readings, as_of, agreed)


def main(arguments=None):
    return command(the_contract(), settle, sys.argv[1:] if arguments is None else list(arguments))


if __name__ == "__main__":
    sys.exit(main())
'''


def emit(plan: Plan) -> str:
    """The text of `checks.py`. The same plan gives the same text."""
    return _Module(plan).text()


class _Module:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.write = Functions(plan)
        self.taken = set(joined()[2]) | {
            "READINGS",
            "QUESTIONS",
            "HOLIDAYS",
            "AGREED",
            "the_contract",
            "settle",
            "main",
        }
        self.definitions: list[tuple[Definition, str]] = []
        self.duties: list[tuple[d.Duty, str]] = []
        self.consequences: list[tuple[c.Consequence, str]] = []
        self.quotas: dict[str, tuple[m.WindowSpec, str, str]] = {}

    def name(self, words: str) -> str:
        """A function's name from words of the contract, unlike any other."""
        plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_") or "it"
        plain = f"the_{plain}" if plain[0].isdigit() or keyword.iskeyword(plain) else plain
        found, count = plain, 1
        while found in self.taken:
            count += 1
            found = f"{plain}_{count}"
        self.taken.add(found)
        return found

    def text(self) -> str:
        imports, runtime, _ = joined()
        plan = self.plan
        title = " ".join(f"{plan.agreement}{', version ' + plan.version if plan.version else ''}".split()).replace(
            '"', "'"
        )
        blocks = [
            _HEAD.format(title=title),
            "from __future__ import annotations\n\n" + "\n".join(imports) + "\n",
            self._constants(),
            *self._definitions(),
            *self._dues(),
            *self._duties(),
            *self._consequences(),
            *self._rules(),
            self._contract(),
        ]
        rule = "# " + "=" * 116
        front = "\n\n".join(block.strip("\n") + "\n" for block in blocks)
        return f"{front}\n\n{rule}\n# THE RUNTIME\n{rule}\n\n\n{runtime}\n{_TAIL}"

    # --- constants -----------------------------------------------------------------------------------------------------

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

    # --- functions -----------------------------------------------------------------------------------------------------

    def _definitions(self) -> Iterable[str]:
        yield _title("definitions")
        for definition in self.plan.definitions:
            name = self.name(definition.name)
            self.definitions.append((definition, name))
            body = self._body(definition)
            doc = docstring(f'What "{definition.name}" means (line {definition.place.line}).')
            yield "\n".join([f"def {name}(s):", *doc, "    return " + written(body, 4, 11)])

    def _body(self, definition: Definition) -> Code:
        self.write.clause = ""
        kind = definition_kind(definition)
        body = definition.body
        if kind == "selection" and isinstance(body, a.Selection):
            return self.write.selection(body, "s")
        if kind == "period":
            return self.write.period(body, "s", definition.name)  # type: ignore[arg-type]
        if kind == "measure":
            return self.write.measure(body, "s")  # type: ignore[arg-type]
        return self.write.amount(body, "s", None)  # type: ignore[arg-type]

    def _dues(self) -> Iterable[str]:
        self.dues: list[tuple[str, str, str]] = []
        self.deemed: list[tuple[str, str, str]] = []
        self.documents: list[tuple[str, str, m.WindowSpec, str]] = []
        blocks: list[str] = []
        for due in self.plan.dues:
            blocks.append(self._due(due.selection, due.field, due.limit, ""))
        for duty in self.plan.duties:
            if isinstance(duty.kind, d.EachRecord):
                for done in _acts(duty.kind.that):
                    if done.limit is not None:
                        blocks.append(self._due(duty.kind.selection, done.field, done.limit, duty.clause))
            elif isinstance(duty.kind, d.Document):
                kind = duty.kind
                name = self.name(f"{kind.record} is due")
                self.documents.append((kind.record, kind.field, kind.window, name))
                body = self.write.limit(kind.limit, "s")
                doc = docstring(duty.text, where(duty.clause, duty.place.line))
                blocks.append("\n".join([f"def {name}(s):", *doc, "    return " + written(body, 4, 11)]))
        for deemed in self.plan.deemed:
            name = self.name(f"{deemed.record} counts as {deemed.status}")
            self.deemed.append((deemed.record, deemed.status, name))
            body = self.write.predicate(deemed.when, "s", deemed.record)
            doc = docstring(f"When a {deemed.record} counts as {deemed.status}.")
            blocks.append("\n".join([f"def {name}(s):", *doc, "    return " + written(body, 4, 11)]))
        if blocks:
            yield _title("when acts are due")
            yield from blocks

    def _due(self, selection: a.Selection, field: str, limit: m.Limit, clause: str) -> str:
        """When the act on the bound row is due; None where the selection does not hold the row."""
        record = self.write.facts.base_record(selection.name)
        record_name = record.name if record is not None else selection.name
        name = self.name(f"{selection.name} is due to be {field}")
        self.dues.append((record_name, field, name))
        tests: list[Code] = []
        if record is None or selection.name != record.name:
            tests.append(call("among", "s", text(record_name), self.write.selection(a.Selection(selection.name), "s")))
        if selection.where is not None:
            tests.append(self.write.predicate(selection.where, "s", selection.name))
        lines = [
            f"def {name}(s):",
            *docstring(f"When a {selection.name} is due to be {field}.", f'(clause "{clause}")' if clause else ""),
        ]
        bind = f"    s = s.bind({text(record_name)}, s.row({text(record_name)}))"
        lines.append(bind)
        if tests:
            condition = tests[0] if len(tests) == 1 else call("all_of", *tests)
            lines += ["    if " + written(condition, 4, 7) + " is not True:", "        return None"]
        return "\n".join([*lines, "    return " + written(self.write.limit(limit, "s"), 4, 11)])

    def _duties(self) -> Iterable[str]:
        yield _title("duties")
        for duty in self.plan.duties:
            name = self.name(duty.name)
            lines = self.write.duty(name, duty)
            if lines:
                self.duties.append((duty, name))
                yield "\n".join(lines)

    def _consequences(self) -> Iterable[str]:
        yield _title("consequences")
        for node in self.plan.consequences:
            name = self.name(node.name)
            lines = self.write.consequence(name, node)
            if lines:
                self.consequences.append((node, name))
                yield "\n".join(lines)

    def _rules(self) -> Iterable[str]:
        self.caps: list[tuple[c.Cap, str]] = []
        self.claims: list[tuple[c.ClaimRule, str]] = []
        self.not_applying: list[tuple[str, str]] = []
        self.least = Fraction(0)
        blocks: list[str] = []
        for rule in self.plan.rules:
            match rule:
                case c.Cap():
                    name = self.name(f"cap {rule.name}")
                    self.caps.append((rule, name))
                    body = self.write.amount(rule.limit, "s", None)
                    blocks.append(_function(name, rule.text, where("", rule.place.line), body))
                case c.ClaimRule():
                    name = self.name(f"claim {rule.clause}")
                    self.claims.append((rule, name))
                    body = call("all_of", *(self.write.condition(one, "s") for one in rule.conditions))
                    blocks.append(_function(name, rule.text, where(rule.clause, rule.place.line), body))
                case c.LeastCredit():
                    self.least = rule.limit.value
                case c.NotApplying():
                    if not rule.during_extension:
                        name = self.name(f"{rule.clause} does not apply")
                        self.not_applying.append((rule.clause, name))
                        sentence = f'Clause "{rule.clause}" does not apply.'
                        blocks.append(_function(name, sentence, where("", rule.place.line), self._not_applying(rule)))
        for quota in self.plan.quotas:
            used, limit = self.name(f"{quota.name} used"), self.name(f"{quota.name} allowed")
            self.quotas[quota.name] = (quota.window, used, limit)
            about_ = where(quota.clause, quota.place.line)
            blocks.append(_function(used, quota.text, about_, self.write.measure(quota.used, "s")))
            bound = quota.limit.limit
            allowed: Code = call("limit_named", "s", text(bound)) if isinstance(bound, str) else quantity(bound)
            blocks.append(_function(limit, quota.text, about_, allowed))
        if blocks:
            yield _title("rules over all consequences")
            yield from blocks

    def _not_applying(self, rule: c.NotApplying) -> Code:
        tests: list[Code] = []
        if rule.window is not None and rule.condition is None:
            tests.append(call("lies_in", "s", self.write.window(rule.window, "s")))
        if rule.condition is not None:
            tested = self.write.condition(rule.condition, "s")
            if rule.window is not None and not isinstance(rule.window, m.Supplied):
                tested = call("asked_in", "s", self.write.window(rule.window, "s"), Function(tested))
            tests.append(tested)
        if rule.period is not None:
            tests.append(call("falls_in", "s", self.write.period(rule.period, "s")))  # type: ignore[arg-type]
        return tests[0] if len(tests) == 1 else call("all_of", *tests)

    # --- tables --------------------------------------------------------------------------------------------------------

    def _contract(self) -> str:
        plan, term = self.plan, self.plan.term
        lives = {life.record: (life.start, life.end) for life in plan.lives}
        rows: list[tuple[str, Code]] = [
            ("agreement", "AGREEMENT"),
            ("version", "VERSION"),
            ("zone", "TIME_ZONE"),
            ("currency", "CURRENCY"),
            ("rounding", "None" if plan.rounding is None else tuple_of(rounding(plan.rounding))),
            (
                "term_start",
                "None" if term.start is None else f"date({term.start.year}, {term.start.month}, {term.start.day})",
            ),
            ("term_length", _term_length(term.length)),
            ("renews_by", _term_length(term.renews_by)),
            ("business_days", tuple_of(str(day) for day in plan.calendar.business_days) if plan.calendar else "()"),
            (
                "business_days_except_holidays",
                str(plan.calendar.business_days_except_holidays) if plan.calendar else "False",
            ),
            ("holidays", "{name: days_of_years(years) for name, years in HOLIDAYS.items()}"),
            ("readings", "READINGS"),
            ("questions", "QUESTIONS"),
            ("agreed", "agreed_values()"),
            ("services", tuple_of(self._service(one) for one in plan.services)),
            ("records", tuple_of(self._record(one, lives.get(one.name, ("", ""))) for one in plan.records)),
            ("definitions", dict_of((text(one.name), self._definition(one, name)) for one, name in self.definitions)),
            ("dues", tuple_of(tuple_of([text(record), text(field), name]) for record, field, name in self.dues)),
            ("deemed", tuple_of(tuple_of([text(record), text(status), name]) for record, status, name in self.deemed)),
            ("documents", tuple_of(tuple_of([text(r), text(f), spec(w), name]) for r, f, w, name in self.documents)),
            ("duties", tuple_of(self._duty(duty, name) for duty, name in self.duties)),
            ("quotas", dict_of((text(name), tuple_of([spec(one), *two])) for name, (one, *two) in self.quotas.items())),
            ("consequences", tuple_of(self._consequence(one, name) for one, name in self.consequences)),
            ("ledgers", tuple_of(self._ledger(one) for one in plan.ledgers)),
            ("caps", tuple_of(self._cap(one, name) for one, name in self.caps)),
            ("claims", tuple_of(self._claim(one, name) for one, name in self.claims)),
            ("least_credit", fraction(self.least)),
            ("not_applying", tuple_of(tuple_of([text(clause), name]) for clause, name in self.not_applying)),
        ]
        body = written(call("Contract", **dict(rows)), 4, 200)
        return "\n".join([_title("the contract as a whole"), "", "", "def the_contract():", "    return " + body])

    def _service(self, service: Service) -> Code:
        return call(
            "ServiceSpec",
            text(service.name),
            text(service.supplier),
            text(service.customer),
            price="None" if service.price is None else number(service.price.value),
            unit=text(service.unit.value if service.unit is not None else ""),
            each=text(service.each) if service.each else None,
        )

    def _record(self, record: Record, life: tuple[str, str]) -> Code:
        fields = [
            call(
                "FieldSpec",
                text(field.name),
                text(field.kind.value),
                optional="True" if field.optional else None,
                unit=text(field.unit.name) if field.unit is not None else None,
                choices=texts(field.choices) if field.choices else None,
                record=text(field.record) if field.record else None,
            )
            for field in record.fields
        ]
        return call(
            "RecordSpec",
            text(record.name),
            text(record.plural),
            fields=tuple_of(fields),
            belongs=text(record.belongs),
            key=text(record.key) if record.key else None,
            every=str(record.cadence.seconds) if record.cadence else None,
            each=texts(record.cadence.each) if record.cadence and record.cadence.each else None,
            life=texts(life) if any(life) else None,
        )

    def _definition(self, definition: Definition, name: str) -> Code:
        kind = definition_kind(definition)
        facts = self.write.facts
        return call(
            "Definition",
            text(kind),
            name,
            uses=texts(facts.uses(definition.body)),
            varies=None if kind in ("measure", "amount") or facts.varies(definition.body) else "False",
        )

    def _duty(self, duty: d.Duty, name: str) -> Code:
        rows = "True" if isinstance(duty.kind, d.EachRecord) else None
        return call(
            "DutySpec",
            text(duty.name),
            text(duty.clause),
            text(duty.who),
            str(duty.place.line),
            name,
            text(_said(duty.text)),
            of_rows=rows,
        )

    def _consequence(self, node: c.Consequence, name: str) -> Code:
        clauses = {duty.name: duty.clause for duty in self.plan.duties}
        return call(
            "ConsequenceSpec",
            text(node.name),
            text(node.clause),
            text(effect_kind(node)),
            str(node.place.line),
            name,
            text(_said(node.text)),
            instead="True" if node.instead else None,
            about=text(about(node)) if about(node) else None,
            hangs_on=texts(hangs_on(node, clauses)) if about(node) else None,
        )

    def _ledger(self, node: c.Ledger) -> Code:
        until = None if node.carried_for is None else Function(self.write.limit(node.carried_for, "s"))
        carried = node.carried_windows > 0 or node.carried_for is not None
        return call(
            "LedgerSpec",
            text(node.name),
            text(node.kind.value),
            of=text(node.of),
            unit=text(unit_text(self.write.facts.unit_of_ledger(node.name))),
            windows=str(node.carried_windows),
            per=text(node.carried_unit.value if node.carried_unit is not None else "month"),
            carried=str(carried),
            oldest_first=str(node.oldest_first),
            set_off_against=texts(node.set_off_against),
            lapses_at_end=str(node.lapses_at_end),
            until=until,
            lapses_if=None if node.lapses_if is None else Function(self.write.condition(node.lapses_if, "s")),
        )

    def _cap(self, cap: c.Cap, name: str) -> Code:
        return call(
            "CapSpec",
            text(cap.name),
            text(cap.scope.value),
            text(cap.subject),
            "None" if cap.spec is None else spec(cap.spec),
            name,
            text(_said(cap.text)),
            str(cap.place.line),
        )

    def _claim(self, rule: c.ClaimRule, name: str) -> Code:
        return call("ClaimSpec", text(rule.clause), text(rule.item), name, text(_said(rule.text)), str(rule.place.line))


def definition_kind(definition: Definition) -> str:
    """Which family of nodes the body belongs to."""
    body = definition.body
    if isinstance(body, a.Selection):
        return "selection"
    if isinstance(body, a.Period):
        return "period"
    return "measure" if isinstance(body, a.Measure) else "amount"


def _acts(node: a.Predicate) -> list[a.Done]:
    """The acts that a duty on each record asks for, each with its own limit."""
    if isinstance(node, a.Done):
        return [node]
    return [done for part in node.parts for done in _acts(part)] if isinstance(node, a.AllHold) else []


def _function(name: str, sentence: str, after: str, body: Code) -> str:
    return "\n".join([f"def {name}(s):", *docstring(sentence, after), "    return " + written(body, 4, 11)])


def _term_length(length: m.Length | None) -> str:
    if length is None:
        return "None"
    if length.basis is m.LengthBasis.MONTHS:
        return f'({length.amount}, "months")'
    days = length.amount / 86_400 if length.basis is m.LengthBasis.ELAPSED else length.amount
    return f'({days}, "days")'


def _said(sentence: str) -> str:
    return " ".join(sentence.split())


def _title(words: str) -> str:
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
