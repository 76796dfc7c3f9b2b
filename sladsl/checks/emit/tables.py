"""The contract as a whole: tables of its records, definitions, duties, consequences and rules, with the functions that say what each means."""

from __future__ import annotations

from fractions import Fraction

from sladsl.checks.emit.consequences import about, effect_kind, hangs_on
from sladsl.checks.emit.constants import Constants, title_line
from sladsl.checks.emit.duties import Functions
from sladsl.checks.emit.literals import number, quantity, rounding, spec
from sladsl.checks.emit.nodes import unit_text
from sladsl.checks.emit.source import Code, Function, call, dict_of, fraction, text, texts, tuple_of, written
from sladsl.checks.plan import Definition, Service
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import duties as d
from sladsl.model import moments as m
from sladsl.model.quantities import PERCENT
from sladsl.model.schema import Record


class Tables(Constants):
    """The last block of the first half. Each entry goes with the name of its function."""

    write: Functions
    definitions: list[tuple[Definition, str]]
    duties: list[tuple[d.Duty, str]]
    consequences: list[tuple[c.Consequence, str]]
    dues: list[tuple[str, str, str, str, str]]
    deemed: list[tuple[str, str, str]]
    documents: list[tuple[str, str, m.WindowSpec, str, str, str]]
    quotas: dict[str, tuple[m.WindowSpec, str, str]]
    caps: list[tuple[c.Cap, str]]
    claims: list[tuple[c.ClaimRule, str]]
    not_applying: list[tuple[str, str]]
    repeated: list[Code]
    least: tuple[Fraction, bool]
    apart: list[str]

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
            (
                "dues",
                tuple_of(tuple_of([text(r), text(f), name, text(cl), text(du)]) for r, f, name, cl, du in self.dues),
            ),
            ("deemed", tuple_of(tuple_of([text(record), text(status), name]) for record, status, name in self.deemed)),
            (
                "documents",
                tuple_of(
                    tuple_of([text(r), text(f), spec(w), name, text(cl), text(du)])
                    for r, f, w, name, cl, du in self.documents
                ),
            ),
            ("duties", tuple_of(self._duty(duty, name) for duty, name in self.duties)),
            ("quotas", dict_of((text(name), tuple_of([spec(one), *two])) for name, (one, *two) in self.quotas.items())),
            ("consequences", tuple_of(self._consequence(one, name) for one, name in self.consequences)),
            ("ledgers", tuple_of(self._ledger(one) for one in plan.ledgers)),
            ("caps", tuple_of(self._cap(one, name) for one, name in self.caps)),
            ("claims", tuple_of(self._claim(one, name) for one, name in self.claims)),
            ("least_credit", tuple_of([fraction(self.least[0]), str(self.least[1])])),
            ("besides_others", tuple_of(text(clause) for clause in self.apart)),
            ("not_applying", tuple_of(tuple_of([text(clause), name]) for clause, name in self.not_applying)),
        ]
        if self.repeated:
            rows.append(("repeated", tuple_of(self.repeated)))
        body = written(call("Contract", **dict(rows)), 4, 200)
        return "\n".join([title_line("the contract as a whole"), "", "", "def the_contract():", "    return " + body])

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
            on_dues="True" if facts.on_dues(definition.body) else None,
            of_rows=text(rows) if (rows := facts.rows_of_pieces(definition)) else None,
            total="True" if facts.is_total(definition.body) else None,
        )

    def _duty(self, duty: d.Duty, name: str) -> Code:
        rows = "True" if isinstance(duty.kind, d.EachRecord | d.Repeated) else None
        return call(
            "DutySpec",
            text(duty.name),
            text(duty.clause),
            text(duty.who),
            str(duty.place.line),
            name,
            text(_said(duty.text)),
            of_rows=rows,
            limited="True" if duty.only_if or duty.only_to is not None else None,
            after_its_own_miss="True" if d.after_its_own_miss(duty) else None,
        )

    def _consequence(self, node: c.Consequence, name: str) -> Code:
        clauses = {duty.name: duty.clause for duty in self.plan.duties}
        return call(
            "ConsequenceSpec",
            text(node.name),
            text(node.clause),
            text(effect_kind(node, self.write.facts)),
            str(node.place.line),
            name,
            text(_said(node.text)),
            instead="True" if node.instead else None,
            about=text(about(node)) if about(node) else None,
            hangs_on=texts(hangs_on(node, clauses)) if about(node) else None,
        )

    def _ledger(self, node: c.Ledger) -> Code:
        until = None if node.carried_for is None else Function(self.write.limit(node.carried_for, "s"))
        carried = node.carried_windows > 0 or node.carried_for is not None or node.carried_until_used
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
            most=None if node.most is None else quantity(node.most),
            most_of_allowance="True" if node.most is not None and node.most.unit == PERCENT else None,
            most_in_all="True" if node.most_in_all else None,
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
            measured="True" if self._is_measured(cap.limit) else None,
            verb=text(cap.verb) if cap.verb != "credit" else None,
            payer=text(cap.payer) if cap.payer else None,
        )

    def _is_measured(self, amount: c.Amount) -> bool:
        definitions = self.write.facts.definitions
        return any(
            name in definitions and definition_kind(definitions[name]) == "measure"
            for name in self.write.facts.uses(amount)
        )

    def _claim(self, rule: c.ClaimRule, name: str) -> Code:
        conditions = name if rule.conditions else "None"
        return call(
            "ClaimSpec",
            text(rule.clause),
            text(rule.item),
            conditions,
            text(_said(rule.text)),
            str(rule.place.line),
            others="True" if rule.others else None,
        )


def definition_kind(definition: Definition) -> str:
    """Which family of nodes the body belongs to."""
    body = definition.body
    if isinstance(body, a.Selection):
        return "selection"
    if isinstance(body, a.Period):
        return "period"
    return "measure" if isinstance(body, a.Measure) else "amount"


def _term_length(length: m.Length | None) -> str:
    if length is None:
        return "None"
    if length.basis is m.LengthBasis.MONTHS:
        return f'({length.amount}, "months")'
    days = length.amount / 86_400 if length.basis is m.LengthBasis.ELAPSED else length.amount
    return f'({days}, "days")'


def _said(sentence: str) -> str:
    """On one line, without the rows of its table."""
    head, table, _ = " ".join(sentence.split()).partition(" |")
    return f"{head.removesuffix(':')}, as its table says" if table else head
