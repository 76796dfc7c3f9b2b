"""A sentence of the contract as runs: its own words, whole and tidy, with names and cross-references alive."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sladsl.documents.calculations import Calculations
from sladsl.documents.failing import once
from sladsl.documents.outline import INTRODUCTIONS
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Kept, Reference, Run, Runs, Strong, Text
from sladsl.documents.wording import Words
from sladsl.model.algebra import Aggregate
from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.node import node
from sladsl.syntax.tree import Phrase, Word

Node = Phrase | Word


@node
class Duty:
    """The duty that "If Provider does not" means: what must be done, and the paragraph that says so. `act` None: it cannot be said in
    a subordinate clause (it has a table, a lead of its own, or a second act beside it), and the paragraph is named instead."""

    party: str
    act: Phrase | None
    place: Reference


@dataclass(slots=True)
class Writer:
    """Writes phrases as runs, in the language of the contract. `duties` are those of the clause so far, kept by whoever walks it."""

    terms: Terms
    titles: Mapping[str, Reference]
    words: Words
    duties: list[Duty] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _last: str = ""
    _plain: str = ""
    """Words not yet made into runs: a name may be followed by more of the sentence, but never reaches across a reference."""

    def runs(self, nodes: Sequence[Node]) -> Runs:
        """The nodes as one run of text, single blanks between words."""
        self._runs, self._last, self._plain = [], "", ""
        for one in nodes:
            self._write(one, (), None)
        self._flush()
        return joined(self._runs)

    def prose(self, text: str, others: Mapping[str, str] = MappingProxyType({})) -> tuple[Runs, ...]:
        """A block of prose, word for word: its paragraphs, with the names in them linked. `others`: what stands for it in other languages."""
        lines = [re.sub(r"^\s*>\s?", "", line).strip() for line in text.splitlines()]
        paragraphs = re.split(r"\n(?:\n)+", "\n".join(lines).strip("\n"))
        return tuple(joined(self.terms.link(clean(tidy(paragraph)))) for paragraph in paragraphs if paragraph.strip())

    def said(self, sentence: str) -> Runs:
        """A sentence that is not in this text: a reading from above, an admissible sentence."""
        return joined(self.terms.link(clean(tidy(sentence))))

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What is printed in English although the document is in another language."""
        return ()

    def outcomes(self, told: Sequence[str]) -> Runs:
        """What a worked example came to, each outcome without its stop."""
        return self.said("; ".join(with_articles(told)))

    def calculation(self, lines: Sequence[str]) -> Runs:
        """How an amount was calculated, as the evaluator tells it."""
        return joined(self.linked(clean("; ".join(self.told(line) for line in lines))))

    def told(self, said: str) -> str:
        """What the evaluator says, without the lines of the source: the document has marks of its own for them."""
        return Calculations(None, self.figure, self.date, lambda words: words).say(said)

    def question(self, name: str, question: str) -> Runs:
        """What is asked where a reading (of this name) is open."""
        return self.said(question)

    def name(self, text: str) -> str:
        """A name where it stands alone."""
        return text

    def linked(self, text: str) -> list[Run]:
        """A text that is no sentence of the contract, with the names in it."""
        return self.terms.link(text)

    def heading(self, text: str) -> str:
        return text

    def figure(self, text: str) -> str:
        """A figure that stands in no sentence."""
        return text

    def date(self, text: str) -> str:
        """A day, a month or what lies between two of them."""
        return text

    def defined(self, sentence: str) -> Runs:
        """A definition that stands in an agreement above."""
        name, _, rest = sentence.removeprefix('"').partition('"')
        return joined((Strong(self.words.called.format(name)), Text(" "), *self.said(rest)))

    # --- words ---------------------------------------------------------------------------------------------------------------

    def _write(self, node: Node, kinds: tuple[str, ...], introduces: Word | None) -> None:
        if isinstance(node, Word):
            self._word(node, kinds, introduces)
            return
        if node.kind == "test_fails":
            meant = [duty for duty in self.duties if duty.party == words_of(node.parts[0])]
            if len(meant) == 1:
                self._fails(node, meant[0])
                return
        if node.kind == "clause_name" and self._clause_name(node):
            return
        if node.kind in INTRODUCTIONS:
            introduces = node.word("TEXT")
        for part in node.parts:
            self._write(part, (*kinds, node.kind), introduces)

    def _word(self, word: Word, kinds: tuple[str, ...], introduces: Word | None) -> None:
        text = clean(tidy(word.text))
        within = kinds[-1] if kinds else ""
        match word.kind:
            case "TEXT" if introduces is not None and word.start == introduces.start:
                self._run(self.terms.introduce(quoted(text)))
            case "TEXT" if within == "plural":
                self._run(Text(f"“{quoted(text)}”"))
            case "TEXT" if quoted(text) in self.titles and within in ("not_in_extension", "cell_text"):
                self._run(_untitled_word(self.titles[quoted(text)]))
            case "TEXT" if within in ("choice_text", "clause_name", "translation"):
                self._run(Text(f"“{quoted(text)}”"))
            case "TEXT":
                self._run(Text(quoted(text)))
            case "OPENING_IT" | "IT" if within == "renewal":
                self._add(self.words.this_agreement)
            case _ if within == "cap" and text in ("shall", "may"):
                self._add(self.words.cap_does)  # nobody owes it: "shall" is for duties
            case "UNIT_OF_NOTICE":
                self._add(text.replace("'", "’"))
            case _:
                self._add(text)

    def _clause_name(self, node: Phrase) -> bool:
        """`clause "Availability"` as a live reference; False where there is no such clause, and the words stand as they are."""
        words = [part for part in node.parts if isinstance(part, Word)]
        named = next((word for word in words if word.kind == "TEXT"), None)
        found = self.titles.get(quoted(tidy(named.text))) if named is not None else None
        if found is None:
            return False
        self._run(Reference(tidy(words[0].text) if found.word else "", found.number, found.title, found.target))
        return True

    def _fails(self, node: Phrase, duty: Duty) -> None:
        """ "If Provider does not" as the condition for which it stands."""
        party, *_ = node.parts
        self._write(party, (node.kind,), None)
        if duty.act is None:
            self._add(self.words.does_not_perform)
            self._run(duty.place)
            return
        self._add(self.words.does_not)
        for part in once(duty.act).parts:
            self._write(part, (duty.act.kind,), None)

    # --- runs ----------------------------------------------------------------------------------------------------------------

    def _add(self, text: str) -> None:
        """Words of the sentence, in which names are still to be found."""
        self._plain += self._blank_before(text) + text
        self._last = text

    def _run(self, run: Run) -> None:
        """A run that is made already."""
        blank = self._blank_before(run.text)
        self._plain += blank
        self._flush()
        self._runs.append(run)
        self._last = run.text

    def _blank_before(self, text: str) -> str:
        return "" if not self._last or self._last.endswith("(") or text[:1] in ",.:;)" else " "

    def _flush(self) -> None:
        self._runs.extend(self.terms.link(self._plain))
        self._plain = ""


def words_of(node: Node) -> str:
    """The words of a phrase, single blanks between them."""
    return tidy(" ".join(word.text for word in node.words())) if isinstance(node, Phrase) else tidy(node.text)


def without_stop(runs: Runs) -> Runs:
    """A sentence to which something is added before its end."""
    last = runs[-1] if runs else None
    if not isinstance(last, Text) or not last.text.endswith("."):
        return runs
    return (*runs[:-1], Text(last.text.removesuffix("."), last.language))


_CALCULATED = (*map(str, Aggregate), "number", "percentage", "shortfall", "excess", "unused")
"""What a value begins with that is no name."""


def with_articles(told: Sequence[str]) -> list[str]:
    """What is calculated is told without its article: "total Interruption in June 2026 is 6.5 hours"."""
    return [f"the {one}" if one.partition(" ")[0] in _CALCULATED else one for one in told]


def clean(text: str) -> str:
    """Without control characters and marks that change the direction of text: they show nothing, and can hide what a text says."""
    return re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]", "", text
    )


def joined(runs: Sequence[Run]) -> Runs:
    """Runs with neighbouring plain text made one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if isinstance(run, Text) and isinstance(last, Text) and run.language == last.language:
            found[-1] = Text(last.text + run.text, run.language)
        elif run.text:
            found.append(run)
    return tuple(found)


def _untitled_word(reference: Reference) -> Reference:
    return Reference("", reference.number, reference.title, reference.target)
