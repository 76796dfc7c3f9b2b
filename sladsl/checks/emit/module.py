"""The emitted file: constants, definitions, duties, consequences, tables of all of them, and the runtime behind them."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from fractions import Fraction

from sladsl.checks.emit.consequences import where
from sladsl.checks.emit.constants import title_line
from sladsl.checks.emit.duties import Functions
from sladsl.checks.emit.joined import joined
from sladsl.checks.emit.literals import quantity
from sladsl.checks.emit.source import Code, Function, call, docstring, text, written
from sladsl.checks.emit.tables import Tables, definition_kind
from sladsl.checks.plan import Definition, Plan
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import duties as d
from sladsl.model import moments as m

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
    """The text of `checks.py`. The same plan gives the same text. ValueError: words of the contract are still open."""
    loose = [one.slot.name for one in plan.readings if one.slot.name.startswith("wording/")]
    if loose:
        raise ValueError(f"open words: {', '.join(loose)}")
    return _Module(plan).text()


class _Module(Tables):
    """Names each function once, and writes them in the order of the text."""

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

    def _definitions(self) -> Iterable[str]:
        yield title_line("definitions")
        for definition in self.plan.definitions:
            name = self.name(definition.name)
            self.definitions.append((definition, name))
            body = self._body(definition)
            doc = docstring(f'What "{definition.name}" means (line {definition.place.line}).')
            yield "\n".join([f"def {name}(s):", *doc, "    return " + written(body, 4, 11)])

    def _body(self, definition: Definition) -> Code:
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
        self.dues: list[tuple[str, str, str, str, str]] = []
        self.deemed: list[tuple[str, str, str]] = []
        self.documents: list[tuple[str, str, m.WindowSpec, str, str, str]] = []
        self.repeated: list[Code] = []
        blocks: list[str] = []
        for due in self.plan.dues:
            blocks.append(self._due(due.selection, due.field, due.limit, due.clause, ""))
        for duty in self.plan.duties:
            if isinstance(duty.kind, d.EachRecord):
                for done in _acts(duty.kind.that):
                    if done.limit is not None:
                        blocks.append(self._due(duty.kind.selection, done.field, done.limit, duty.clause, duty.name))
            elif isinstance(duty.kind, d.Act) and duty.kind.sets_time:
                assert duty.kind.each is not None
                assert duty.kind.limit is not None
                blocks.append(self._due(duty.kind.each, duty.kind.field, duty.kind.limit, duty.clause, duty.name))
            elif isinstance(duty.kind, d.Repeated):
                blocks.append(self._repeated(duty, duty.kind))
            elif isinstance(duty.kind, d.Document):
                kind = duty.kind
                name = self.name(f"{kind.record} is due")
                self.documents.append((kind.record, kind.field, kind.window, name, duty.clause, duty.name))
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
            yield title_line("when acts are due")
            yield from blocks

    def _repeated(self, duty: d.Duty, kind: d.Repeated) -> str:
        """When the bound row is due by a duty to send one again and again."""
        name = self.name(f"{kind.record} is due again")
        self.dues.append((kind.record, kind.field, name, duty.clause, duty.name))
        self.repeated.append(self.write.repeated(duty, kind))
        body = call("scheduled", "s", text(duty.name), text(kind.record))
        return _function(name, duty.text, where(duty.clause, duty.place.line), body)

    def _due(self, selection: a.Selection, field: str, limit: m.Limit, clause: str, duty: str) -> str:
        """When the act on the bound row is due; None where the selection does not hold the row."""
        record = self.write.facts.base_record(selection.name)
        record_name = record.name if record is not None else selection.name
        name = self.name(f"{selection.name} is due to be {field}")
        self.dues.append((record_name, field, name, clause, duty))
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
        yield title_line("duties")
        for duty in self.plan.duties:
            name = self.name(duty.name)
            lines = self.write.duty(name, duty)
            if lines:
                self.duties.append((duty, name))
                yield "\n".join(lines)

    def _consequences(self) -> Iterable[str]:
        yield title_line("consequences")
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
        self.apart: list[str] = []
        self.least = (Fraction(0), False)
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
                    if not rule.conditions:
                        continue
                    body = call("all_of", *(self.write.condition(one, "s") for one in rule.conditions))
                    blocks.append(_function(name, rule.text, where(rule.clause, rule.place.line), body))
                case c.LeastCredit():
                    self.least = max(self.least, (rule.limit.value, rule.included))
                case c.BesidesOthers():
                    self.apart.append(rule.clause)
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
            yield title_line("rules over all consequences")
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
            tests.append(call("falls_in", "s", self.write.period(rule.period, "s")))
        return tests[0] if len(tests) == 1 else call("all_of", *tests)


def _acts(node: a.Predicate) -> list[a.Done]:
    """The acts that a duty on each record asks for, each with its own limit."""
    if isinstance(node, a.Done):
        return [node]
    return [done for part in node.parts for done in _acts(part)] if isinstance(node, a.AllHold) else []


def _function(name: str, sentence: str, after: str, body: Code) -> str:
    return "\n".join([f"def {name}(s):", *docstring(sentence, after), "    return " + written(body, 4, 11)])
