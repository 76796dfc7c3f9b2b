"""Clear contracts from which one sentence is taken away or one word blurred: the compiler must ask the question that was answered there.

The contracts are those of the examples and of the corpus, none of which has a finding. An operator knows nothing of the rules that look for
what it does: it names the codes of the ambiguity catalogue that describe the defect, and the clause in which it made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sladsl import interpretation
from sladsl.ambiguity.slots import code_of
from sladsl.compiler import Checked, check
from sladsl.findings import Finding
from sladsl.model.slots import GENERAL_RULES

ROOT = Path(__file__).parents[3]
CONTRACTS = sorted([*(ROOT / "examples").glob("*/contract.sla"), *(ROOT / "tests" / "corpus").glob("*.sla")])
RULES = "Standard Interpretation Rules, edition 1"
_REDUCED = "reduced-rules.sla"
_FOLLOWS = f"This agreement follows the {RULES}."


@dataclass(frozen=True, slots=True)
class Mutant:
    """`gold`: the codes of which one must be found. `clause`: where ("" for what hangs on no clause). `above`: other texts, by file."""

    contract: Path
    operator: str
    what: str
    text: str
    gold: frozenset[str]
    clause: str = ""
    above: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{name_of(self.contract)}: {self.operator}: {self.what}"


def name_of(contract: Path) -> str:
    return contract.parent.name if contract.stem == "contract" else contract.stem


@cache
def clear(contract: Path) -> Checked:
    return checked(contract, contract.read_text("utf-8"))


def checked(contract: Path, text: str, above: tuple[tuple[str, str], ...] = ()) -> Checked:
    texts = {file.name: file.read_text("utf-8") for file in contract.parent.glob("*.sla")} | dict(above)
    return check(text, contract.name, texts.get, {})


def noticed(mutant: Mutant) -> tuple[bool, tuple[Finding, ...]]:
    """Whether one of the codes is found, on the clause where the operator names one; and all findings."""
    found = checked(mutant.contract, mutant.text, mutant.above).findings
    return any(one.code in mutant.gold and mutant.clause in ("", one.clause) for one in found), found


def mutants(contract: Path) -> Iterator[Mutant]:
    """All of one contract."""
    text = contract.read_text("utf-8")
    yield from _without_a_reading(contract, text)
    yield from _without_a_rule(contract, text)
    for operator in WORDS:
        yield from operator.mutants(contract, text)
    yield from _tables(contract, text)


def _without_a_reading(contract: Path, text: str) -> Iterator[Mutant]:
    """The sentence of the contract that closes a slot is gone, and no rules from elsewhere close it."""
    found = clear(contract)
    assert found.plan is not None
    follows = RULES in text
    by_place: dict[tuple[int, int], list[str]] = {}
    for reading in found.plan.readings:
        kind = reading.slot.name.partition("/")[0]
        own = reading.origin == "contract" and reading.place is not None and reading.place.file == contract.name
        if own and reading.place is not None and kind not in GENERAL_RULES and not (follows and _rule_for(kind)):
            span = found.source.span(reading.place)
            by_place.setdefault((span.start, span.end), []).append(reading.slot.name)
    for (start, end), slots in by_place.items():
        before = text[:start].rstrip(" ")
        if before.endswith("\n") and text[end : end + 2] == ".\n":  # a sentence of its own
            without = before + text[end + 2 :]
            gold = frozenset(code_of(slot) for slot in slots)
            yield Mutant(contract, "without a reading", text[start:end], without, gold)


@cache
def _rules() -> tuple[str, ...]:
    text = interpretation.text_of(RULES)
    assert text is not None
    return tuple(text.splitlines())


def _rule_for(kind: str) -> bool:
    from sladsl.compiler import standard_rules

    return any(chosen.slot.partition("/")[0] == kind for chosen in standard_rules(RULES).chosen)


def _without_a_rule(contract: Path, text: str) -> Iterator[Mutant]:
    """The contract follows the published rules but for one of them."""
    found = clear(contract)
    assert found.plan is not None
    if text.count(_FOLLOWS) != 1:
        return
    by_line: dict[int, list[str]] = {}
    for reading in found.plan.readings:
        kind = reading.slot.name.partition("/")[0]
        if reading.origin == RULES and reading.place is not None and kind not in GENERAL_RULES:
            by_line.setdefault(reading.place.line, []).append(reading.slot.name)
    for number, slots in by_line.items():
        instead, above = _reduced(text, number)
        gold = frozenset(code_of(slot) for slot in slots)
        yield Mutant(contract, "without a rule", _rules()[number - 1], instead, gold, above=above)


def _reduced(text: str, number: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text under the published rules but for the line of that number, and the rules that are left."""
    rules = "\n".join(rule for n, rule in enumerate(_rules(), 1) if n != number)
    above = ((_REDUCED, rules.replace(_rules()[0], "# Our rules")),)
    return text.replace(_FOLLOWS, f'This agreement applies under the agreement "{_REDUCED}".'), above


def _without_answer(contract: Path, text: str, slot: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text without the sentence, its own or a published rule, that answers the slot."""
    agreement = clear(contract).agreement
    assert agreement is not None
    chosen = next((one for one in agreement.chosen if one.slot == slot), None)
    if chosen is None:
        return text, ()
    if chosen.origin == RULES:
        return _reduced(text, chosen.place.line)
    line = contract.read_text("utf-8").splitlines()[chosen.place.line - 1]
    return text.replace(line + "\n", "", 1), ()


@dataclass(frozen=True, slots=True)
class Words:
    """Every place where `pattern` fits outside worked examples becomes `instead`. `here`: the finding belongs to the clause of the words.
    `matters`: what the rest of the contract must say for the words to matter at all. `besides`: the slot whose sentence would answer what
    the words leave open, and which is therefore taken away, too: "within 5 days" opens nothing where "A day is a calendar day" stands."""

    name: str
    pattern: str
    instead: str | Callable[[re.Match[str]], str]
    gold: tuple[str, ...]
    here: bool = True
    matters: str = ""
    besides: str = ""

    def mutants(self, contract: Path, text: str) -> Iterator[Mutant]:
        end = text.find("## Worked examples")
        for match in re.finditer(self.pattern, text[: end if end >= 0 else len(text)], re.MULTILINE):
            new = match.expand(self.instead) if isinstance(self.instead, str) else self.instead(match)
            clause = _clause_at(text, match.start()) if self.here else ""
            mutated = text[: match.start()] + new + text[match.end() :]
            if not re.search(self.matters, mutated):
                continue
            above: tuple[tuple[str, str], ...] = ()
            if self.besides:
                mutated, above = _without_answer(contract, mutated, self.besides)
            yield Mutant(contract, self.name, " ".join(match[0].split()), mutated, frozenset(self.gold), clause, above)


def _clause_at(text: str, offset: int) -> str:
    """The title of the clause, "" in a part that has none."""
    level, title = re.findall(r"^(##+) (.*)$", text[:offset], re.MULTILINE)[-1]
    return title.strip() if level == "###" else ""


_LIMIT = r"within \d+ (?:hours?|minutes?|days?|business days?)"
WORDS = (
    Words("no window", r"(shall keep [^\n]*?) in each (?:month|quarter|year)\.$", r"\1.", ("A001",)),
    Words("no base", r"(credit \w+ \d[\d.]*%) of the [^\n.]*? (?:fees?|Charges?) for that month\.$", r"\1.", ("A003",)),
    Words("no unit of time", r"(within \d+) (?:hours?|minutes?|days?)(?= after)", r"\1", ("A007",)),
    Words("no currency", r"(credit \w+) [A-Z]{3} ([\d,.]+\d)", r"\1 \2", ("A007",)),
    Words(
        "nobody owes",
        r"^[A-Z][\w ]*? shall ensure that each ([A-Z][^\n]*?) is (?:([A-Z]\w+) and is )?([A-Z]\w+ within)",
        lambda m: f"Each {m[1]} shall be {m[2] + ' and shall be ' if m[2] else ''}{m[3]}",
        ("A004",),
    ),
    Words(
        "no source",
        r'(is a record that \w+ )(?:keeps in|collects from) "[^"]*"[^,\n]*, with:$',
        r"is a record, with:",
        ("A005",),
        here=False,
    ),
    Words("no zone", r"^Times are in [^\n]*\n", "", ("B013",), False, r": time\b"),
    Words("no holidays", r"^Public holidays are [^\n]*\n", "", ("B006",), False, "business day|except public holidays"),
    Words(
        "business days are days",
        r"(within \d+) business (days?)",
        r"\1 \2",
        ("B005",),
        matters=r"\bbusiness day",
        besides="day",
    ),
    Words("no start", rf"({_LIMIT}) after it is [A-Z]\w+(?=[.,:])(?!, it counts as)", r"\1", ("C016",)),
    Words("silence without a start", rf"({_LIMIT}) after it is [A-Z]\w+(?=, it counts as)", r"\1", ("I010",)),
    Words("promptly", rf"{_LIMIT} after it is [A-Z]\w+(?=[.,:])", "promptly", ("G005",)),
    Words("as soon as possible", rf"{_LIMIT} after it is [A-Z]\w+(?=[.,:])", "as soon as possible", ("G005",)),
    Words(
        "between",
        r"(shall keep [^\n]*?) at or above (\d)(\d[\d.]*%) in each",
        r"\1 between \g<2>0% and \2\3 in each",
        ("D003",),
    ),
    Words("should", r"\bshall (?=keep|ensure|send)", "should ", ("G001",)),
    Words("aims", r"\bshall keep\b", "aims to keep", ("G003", "G001")),
    Words("and/or", r"^If ([^\n]*?), and (?=[^\n]*, )", r"If \1, and/or ", ("D014",)),
    Words("approximately", r"at or above (?=\d[\d.]*%)", "at approximately ", ("G012",)),
    Words(
        "no cap",
        r"^Credits for a month shall not exceed [^\n]*\n",
        "",
        ("A008",),
        False,
        r"For each [^\n]*credit [^\n]*\d\.$",
    ),
    Words("midnight", r"by the end of (\d+ \w+ \d{4})", r"by midnight on \1", ("B016",)),
    Words(
        "numeric date",
        r"takes effect on 1 ([A-Z]\w+) (\d{4})",
        r"takes effect on 01/04/\2",
        ("B023", "P005"),
        here=False,
    ),
    Words("up to", r"(credit \w+) (?=\d[\d.]*% of)", r"\1 up to ", ("D004",)),
    Words("where possible", rf"^([^\n\"]* {_LIMIT} after it is [A-Z]\w+)(?=[.])", r"\1, where possible", ("G013",)),
)
"""What a hurried author writes instead."""


def _tables(contract: Path, text: str) -> Iterator[Mutant]:
    """Credit tables by bands of a percentage: a row is gone, or two overlap."""
    band = re.compile(r"^\| at or above ([\d.]+)% but below ([\d.]+)% \|", re.MULTILINE)
    rows = list(band.finditer(text))
    for row in rows:
        clause = _clause_at(text, row.start())
        end = text.index("\n", row.start()) + 1
        gone = text[: row.start()] + text[end:]
        gold = frozenset({"D001", "A013"})
        yield Mutant(contract, "without a row", row[0], gone, gold, clause)
        wider = f"| at or above {row[1]}% but at or below {row[2]}% |"
        if any(other[1] == row[2] for other in rows):
            overlapping = text[: row.start()] + wider + text[row.end() :]
            yield Mutant(contract, "rows that overlap", row[0], overlapping, frozenset({"D002", "H001"}), clause)
        narrow = f"| above {row[1]}% but below {row[2]}% |"
        if any(other[2] == row[1] for other in rows):
            yield Mutant(
                contract,
                "a hole",
                row[0],
                text[: row.start()] + narrow + text[row.end() :],
                frozenset({"D001"}),
                clause,
            )
