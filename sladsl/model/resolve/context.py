"""What resolving one text knows as it goes: the names, the place in the text, what "it" and "that" mean, and the findings so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sladsl.findings import Finding, Place, error, warning
from sladsl.model.agreement import Chosen, Definition, Name, NameKind, Service, Wording
from sladsl.model.algebra import Measure
from sladsl.model.duties import Duty
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.resolve.names import Names, singular_forms
from sladsl.model.resolve.phrases import with_article
from sladsl.model.schema import Record
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase, Word


class Unresolved(Exception):
    """A sentence cannot be given a meaning; its finding has been noted, and resolving goes on with the next sentence."""


@dataclass
class Context:
    """Mutable while one text is resolved; nothing of it is handed on but the findings."""

    source: Source
    names: Names
    origin: str = "contract"
    findings: list[Finding] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    statuses: dict[str, set[str]] = field(default_factory=dict)
    """States into which silence turns the rows of a record: "counts as Approved"."""
    definition: Callable[[str, Phrase], Definition] = field(init=False)
    """Resolves a defined name when it is first needed; a circle is a finding."""
    clause: str = ""
    in_clause: bool = False
    """Whether the sentence stands in a clause (###) or directly in a part (##)."""
    bound: list[str] = field(default_factory=list)
    """Records, periods and groups that the sentence has introduced, the nearest last: what "it", "its" and "that X" mean."""
    unit: WindowUnit | None = None
    """The unit of the window that the sentence supplies, once it has named one."""
    told_windows: WindowSpec | None = None
    """The windows that the condition before a "for each" has told: "that month" is one of them."""
    duties_before: list[Duty] = field(default_factory=list)
    """The duties that stand together just before, in this clause: what "If Provider does not" refers to."""
    after_consequence: bool = False
    """Whether a consequence has followed them: the next duty then starts anew."""
    unread: bool = False
    """Whether a sentence before this one in its clause has no meaning: it may be the duty that is missed here."""
    unread_names: set[str] = field(default_factory=set)
    """Names whose introduction could not be read as a whole: what seems wrong with them follows from that."""
    currency: str = ""
    zone: str = ""
    weekly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The calendars that are hours of the week, and when the offices that keep them close: "18:00"."""
    periods: tuple[str, ...] = ()
    """The stretches of time that the text defines from records: failures, outages."""
    levels: list[Duty] = field(default_factory=list)
    """The duties before to keep a level, in whatever clause."""
    unlimited: list[tuple[Phrase, str, tuple[str, str]]] = field(default_factory=list)
    """Amounts that grow with time and name no limit: the clause of each, and how it is written without a limit and with one."""
    of_a: dict[str, set[str]] = field(default_factory=dict)
    """For each defined stretch of time the things of which it is told apart: "of a Circuit" is that of the Circuit that is meant."""
    more_for_repeated: list[tuple[Phrase, Phrase, str]] = field(default_factory=list)
    """The sentences by which more follows from misses in a row, each with its condition and its clause."""
    more_for_worse: dict[str, Phrase] = field(default_factory=dict)
    """By clause the condition of a worse level, from which something follows for itself."""
    kept_of_all: list[tuple[Phrase, Measure, str]] = field(default_factory=list)
    """The levels that are kept without "of each …", each with its measure and its clause."""
    hours: list[tuple[Phrase, str]] = field(default_factory=list)
    """The time limits in hours that name no calendar, each with its clause."""
    by_minutes: list[tuple[Place, str]] = field(default_factory=list)
    """Where the text speaks of minutes that a period fills, with the name of the period."""
    days_are_open: bool = False
    """Whether the text knows business days, and does not say what a day is."""
    clauses: tuple[str, ...] = ()
    """The titles of all clauses and parts."""
    services: tuple[Service, ...] = ()
    amendments: dict[str, list[Phrase]] = field(default_factory=dict)
    """Sentences that say of a defined name, apart from its definition, what counts of it."""
    calendars: tuple[str, ...] = ()
    """The names of the weekly calendars of this text."""
    actor: str = ""
    """The party of whose duty, credit or right the sentence speaks."""
    efforts_bind: bool = False
    """Whether a duty to use efforts binds as the duty itself (the reading "efforts")."""
    of_silence: bool = False
    """Whether the sentence says as what silence counts."""
    chosen: list[Chosen] = field(default_factory=list)
    reason: str = ""
    """Why the sentence says what it says, where it tells."""
    used: set[str] = field(default_factory=set)

    wordings: list[Wording] = field(default_factory=list)
    """What the text says loosely."""

    of_rows: list[tuple[str, Finding]] = field(default_factory=list)
    """Findings on conditions of one row, by its name: they stand unless it is a document, of which there is one a month."""

    delivered: dict[str, Measure] = field(default_factory=dict)
    """What is owed as a time ("160 hours of Testing"), by its name: a shortfall in it is one of this measure."""

    balances: list[str] = field(default_factory=list)
    """The names of the ledgers of the clause, the latest last: what "a shortfall" means."""

    def ledger_of(self, kind: str, node: Phrase) -> str:
        """The ledger that "a shortfall", "an excess" means: the latest of that kind in the clause, or anywhere."""
        found = next((name for name in reversed(self.balances) if name.startswith(kind)), "")
        if not found:
            raise self.refuse(
                "N116",
                node,
                f"no {kind} is told before this",
                hint=f'Write "A {kind} in … is carried over to …" first.',
            )
        return found

    def place(self, node: Phrase | Word) -> Place:
        return self.source.place(node.span)

    def refuse(
        self, code: str, node: Phrase | Word, message: str, *, label: str = "", hint: str = "", of: tuple[str, ...] = ()
    ) -> Unresolved:
        """Note an error; raise what it returns where the sentence has no meaning without it. `of`: the names of which it speaks, if
        it is no error where more of the introduction of one of them could be read."""
        if self.unread_names.isdisjoint(form for name in of for form in (name, *singular_forms(name))):
            self.findings.append(error(code, message, self.place(node), label=label, hint=hint, clause=self.clause))
        return Unresolved(message)

    def warn(self, code: str, node: Phrase | Word, message: str, *, label: str = "", hint: str = "") -> None:
        self.findings.append(warning(code, message, self.place(node), label=label, hint=hint, clause=self.clause))

    def leave_open(self, code: str, node: Phrase | Word, question: str, answers: Iterable[str]) -> Unresolved:
        """Note words that can be read in several ways; raise what it returns. Each answer takes the place of the words of `node` and is
        then a phrase of the language. What follows is read with the first."""
        same = sum(1 for one in self.wordings if (one.code, one.clause) == (code, self.clause))
        said = self.source.text[node.span.start : node.span.end]
        found = Wording(code, self.place(node), said, question, tuple(answers), self.clause, same + 1)
        if found.place not in [one.place for one in self.wordings]:
            self.wordings.append(found)
        return Unresolved(question)

    def choose(self, slot: str, value: str, node: Phrase | Word, sentence: str) -> None:
        self.chosen.append(Chosen(slot, value, sentence, self.origin, self.place(node), self.reason))

    @contextmanager
    def introducing(self, *names: str) -> Iterator[None]:
        """While in this block, "it" and "that X" can mean these."""
        depth = len(self.bound)
        self.bound.extend(name for name in names if name)
        try:
            yield
        finally:
            del self.bound[depth:]

    def unknown(self, text: str, node: Phrase | Word) -> Unresolved:
        """The finding for a name that nothing introduces."""
        near = self.names.nearest(text)
        if meant := self.names.find(near):
            self.used.add(meant.text)  # the name that is misspelt here is not unused
        hint = f'Did you mean "{near}"?' if near else f'Introduce it: `"{text}" means …`.'
        priced = re.sub(r" (?:Fee|Charge)s?$", "", text)
        if priced != text and (service := self.names.find(priced)) is not None:
            hint = f"Write `the {service.text} fee`: a fee has the name of its service."
        if isinstance(node, Phrase):
            names = (word for word in node.words() if word.kind == "NAME")
            node = next((word for word in names if text in " ".join(word.text.split())), node)
        message = f'"{text}" is not introduced anywhere'
        told = self.refuse("N001", node, message, label="unknown name", hint=hint, of=(text,))
        if not near:
            self.unread_names.add(text)  # one sentence introduces it for all who use it
        return told

    def name(self, text: str, node: Phrase | Word, *kinds: NameKind) -> Name:
        """The declared name, of one of the kinds if any are given. Otherwise a finding, with the nearest name as the hint."""
        found = self.names.find(text)
        if found is None:
            raise self.unknown(text, node)
        self.used.add(found.text)
        if kinds and found.kind not in kinds:
            wanted = " or ".join(with_article(kind.value) for kind in kinds)
            raise self.refuse(
                "N002",
                node,
                f"{text} is {with_article(found.kind.value)}, and {wanted} must stand here",
                label=with_article(found.kind.value),
                hint=f"Use the name of {wanted}, or introduce one.",
            )
        return found
