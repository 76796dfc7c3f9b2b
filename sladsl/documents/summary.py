"""The summary for people who are not lawyers: what each party must do, what follows if it does not, limits, claims and the end.

Every sentence of the agreement is either told, computed from the plan or in its own words made plain, or named as left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from sladsl.digest.plain import Allows, Ceiling, Gets, Plain, PlainFact, Rungs, Topic
from sladsl.documents.body import Body
from sladsl.documents.clause_ranges import clause_ranges
from sladsl.documents.embedded import Embedded
from sladsl.documents.languages import words_in
from sladsl.documents.outline import Outline, OutlineClause, letter, outline_of, roman
from sladsl.documents.parties import members, one_company, principals
from sladsl.documents.plain_writer import PlainWriter
from sladsl.documents.plainly import Plainly
from sladsl.documents.sentences import Writer, clean, joined
from sladsl.documents.telling import Teller
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Block, Clause, Document, Paragraph, Part, PartyLine, Prose, Style, Text
from sladsl.documents.without_links import without_links
from sladsl.documents.wording import Words
from sladsl.documents.writers import heading_in, writer_in
from sladsl.model.agreement import Agreement
from sladsl.model.moments import WindowUnit
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Node, Phrase

_TOPICS = {
    Topic.CLAIM: "no_claim payout credits_add_up only_greatest_for_window early_claim notices_to",
    Topic.LIMIT: "adjust_price besides_damages only_remedy other_agreement this_prevails",
    Topic.ENDING: "effect_for effect_until_notice renewal renewal_unless_terminated run_goes_on run_restarts window_restarts"
    " amended_in_writing",
    Topic.PROMISE: "applies_if applies_to ledger_lapses counts_as due_to_be row_while_met value_between_rows value_in_two_rows"
    " if_lead item_limit_together no_credit_for_agreement no_credit_for_clause no_credit_for_late",
    Topic.WORDS: "order_value unit_definition counts_as_down",
}
_TOPIC_OF_KIND = {kind: topic for topic, kinds in _TOPICS.items() for kind in kinds.split()}
"""Of sentences that leave nothing in the plan but readings, and concern the reader all the same."""
_OF_A_CLAUSE = ("row_while_met", "value_between_rows", "value_in_two_rows", "item_limit_together")
"""How to count: told where a clause says it for itself."""
_SHORT = ("service",)
_ON_THE_FIRST_PAGE = ("party_definition", "role_definition", "signature")
_UNITS = tuple(unit.value for unit in WindowUnit)


@dataclass(frozen=True)
class _Told:
    """A block with the clause in which it stands."""

    clause: OutlineClause
    part: str
    block: Block


def draft_summary(
    phrase: Phrase,
    source: Source,
    agreement: Agreement,
    plain: Plain,
    embedded: Embedded,
    *,
    open_points: int = 0,
    language: str = "en",
) -> Document:
    """Of the same text as `draft_document`. `plain`: the topics and facts of its plan. `language`: one of `languages.tags()`; KeyError:
    another."""
    return _Summary(phrase, source, agreement, plain, words_in(language)).document(embedded, open_points)


class _Summary:
    def __init__(self, phrase: Phrase, source: Source, agreement: Agreement, plain: Plain, words: Words) -> None:
        self.phrase, self.source, self.agreement, self.plain, self.words = phrase, source, agreement, plain, words
        self.outline: Outline = outline_of(phrase, words.clause, heading_in(words.language, phrase))
        self.writer = self._writer()
        self.teller = Teller(self.writer)
        self.plainly = Plainly(plain, self.teller)
        self.facts: dict[int, list[PlainFact]] = {}
        for line, fact in plain.facts:
            self.facts.setdefault(line, []).append(fact)
        self.topics: dict[int, Topic] = {}
        for line, topic in plain.topics:
            self.topics.setdefault(line, topic)

    def _writer(self) -> Writer:
        """In English a sentence is put in plainer words; in other languages it is that of the agreement, without its links."""
        outline, language = self.outline, self.words.language
        if language == "en":
            return PlainWriter(Terms((), outline.introduced), outline.titles, self.words, paid_by=self._paid)
        terms = Terms(self.agreement.names, outline.introduced)
        return writer_in(language, terms, outline.titles, lambda node: self.source.place(node.span).line, self.phrase)

    def document(self, embedded: Embedded, open_points: int) -> Document:
        words = self.words
        told, left = self._sorted()
        parties = members(self.phrase)
        company = one_company(parties)
        lines = tuple(PartyLine(self.writer.name(one.name), one.full, one.of, "") for one in principals(parties))
        parts = self._parts(told, left, company is not None)
        title = clean(self.writer.heading(self.outline.title))
        preamble = [words.plain_intro]
        you = next((one for one in lines if one.name == self.writer.name(self.plain.you)), None)
        if you is not None and company is None:
            pattern = words.plain_you_full if you.full else words.plain_you
            preamble.append(pattern.format(party=you.name, full=you.full))
        if open_points:
            preamble.append(words.plain_open.format(words.count_open(open_points)))
        if self.plain.less:
            preamble.append(words.plain_less)
        return Document(
            title=words.plain_title.format(title),
            subtitle="",
            style=Style.CONTRACT if company is None else Style.INTERNAL,
            version=self.outline.version,
            dated=self.writer.date(" ".join(self.outline.dated.split())),
            draft=False,
            parties=lines,
            preamble=(Prose(tuple((Text(text),) for text in preamble)),),
            parts=parts,
            signatures=(),
            schedules=(),
            notes=tuple((Text(note),) for note in (words.embedded, words.kept_note) if note),
            source=clean(PurePath(self.source.path).name),
            fingerprint=embedded.fingerprint,
            embedded=embedded.written(),
            open_points=open_points,
            language=words.language,
            kept=self.writer.kept,
        )

    # --- sorting -----------------------------------------------------------------------------------------------------

    def _sorted(self) -> tuple[dict[Topic | str, list[_Told]], list[tuple[str, str]]]:
        """The blocks by topic ("" for what is told in short), and the titles and labels of what is left out, in the order of the text."""
        body = Body(self.outline, self.source, self.writer, self.agreement.form_values)
        told: dict[Topic | str, list[_Told]] = {}
        left: list[tuple[str, str]] = []
        for part, written in zip(self.outline.parts, body.parts(), strict=True):
            for clause, made in zip(part.clauses, written.clauses, strict=True):
                for item, block in zip(clause.items, made.blocks, strict=True):
                    topic = self._topic(item.node, clause)
                    if topic is None and not _is_named(item.node):
                        left.append((self.writer.heading(clause.title or part.title), item.label))
                    elif topic is not None:
                        told.setdefault(topic, []).append(
                            _Told(clause, part.title, self._block(item.node, without_links(block)))
                        )
        return told, left

    def _topic(self, node: Node, clause: OutlineClause) -> Topic | str | None:
        if not isinstance(node, Phrase):
            return None
        kind = node.parts[0].kind if node.parts else ""
        if kind in _SHORT:
            return ""
        found = next((self.topics[line] for line in self._lines(node) if line in self.topics), None)
        if found is None:
            found = _TOPIC_OF_KIND.get(kind)
        return None if kind in _OF_A_CLAUSE and not clause.title else found

    def _lines(self, node: Phrase) -> range:
        span = self.source.place(node.span)
        return range(span.line, span.end_line + 1)

    def _facts_at(self, node: Phrase) -> Iterator[PlainFact]:
        for line in self._lines(node):
            yield from self.facts.get(line, ())

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _paid(self, shall: Phrase) -> str | None:
        """What a payment comes to, if its sentence says but one."""
        line = self.source.place(shall.span).line
        found = [one for one in self.facts.get(line, ()) if isinstance(one, Gets)]
        return self.plainly.gets(found[0], self._window(shall)) if len(found) == 1 else None

    def _window(self, node: Phrase) -> str:
        """The unit of "for that month" in the sentence, "" where it says none."""
        said = [word.text for word in node.words()]
        units = [said[n + 2] for n, text in enumerate(said[:-2]) if (text, said[n + 1]) == ("for", "that")]
        return next((one for one in units if one in _UNITS), "")

    def _block(self, node: Node, block: Block) -> Block:
        """The block with what its facts say more plainly."""
        if not isinstance(node, Phrase) or not isinstance(block, Paragraph):
            return block
        for fact in self._facts_at(node):
            match fact:
                case Rungs():
                    told = self.plainly.rungs(fact, self._window(node))
                    if told is not None:
                        first, *others = told
                        return replace(
                            block, runs=(Text(first),), below=tuple(Paragraph((Text(one),)) for one in others)
                        )
                case Allows():
                    more = Text(f" {self.plainly.allows(fact)}")
                    return replace(block, runs=joined((*block.runs, more)))
                case Ceiling():
                    ceiling = self.plainly.ceiling(fact)
                    if ceiling is not None:
                        return replace(block, runs=(Text(ceiling),))
                case Gets():
                    continue
        return block

    # --- parts -------------------------------------------------------------------------------------------------------

    def _parts(
        self, told: dict[Topic | str, list[_Told]], left: list[tuple[str, str]], internal: bool
    ) -> tuple[Part, ...]:
        words = self.words
        titled: list[tuple[str, list[tuple[str, str, list[Block]]]]] = [
            (words.plain_short, self._clauses(told.get("", []))),
            (words.plain_promise, self._clauses(told.get(Topic.PROMISE, []))),
            (words.plain_limit, self._clauses(told.get(Topic.LIMIT, []))),
            (words.plain_claim, self._clauses(told.get(Topic.CLAIM, []))),
            (words.plain_ending, self._clauses(told.get(Topic.ENDING, []))),
            (words.plain_words, self._clauses(told.get(Topic.WORDS, []))),
            (words.plain_left, [("", "", [self._left(left)])]),
        ]
        parts: list[Part] = []
        for title, clauses in titled:
            if clauses:
                number = str(len(parts) + 1)
                made = tuple(self._clause(f"{number}.{n}", *one) for n, one in enumerate(clauses, 1))
                parts.append(Part(f"{number}.", title, f"part-{number}", 0, made))
        return tuple(parts)

    def _clauses(self, told: list[_Told]) -> list[tuple[str, str, list[Block]]]:
        """Title, number in the agreement and blocks: those of one titled clause together, any other sentence alone."""
        found: list[tuple[str, str, list[Block]]] = []
        for one in told:
            if one.clause.title and found and found[-1][1] == one.clause.number:
                found[-1][2].append(one.block)
            else:
                found.append((self.writer.heading(one.clause.title), one.clause.number, [one.block]))
        return found

    def _clause(self, number: str, title: str, of: str, blocks: list[Block]) -> Clause:
        anchor = f"clause-{number.replace('.', '-')}"
        told = tuple(
            self._numbered(block, n, number, anchor, alone=len(blocks) == 1, titled=bool(title))
            for n, block in enumerate(blocks)
        )
        shown = (
            self.words.plain_left_clause.format(title=title, clauses=self.words.plain_clause.format(of))
            if title
            else ""
        )
        return Clause(number, shown, anchor, 0, told)

    def _numbered(self, block: Block, n: int, label: str, anchor: str, *, alone: bool, titled: bool) -> Block:
        """With the number that it has here, and those of its list."""
        if not isinstance(block, Paragraph | Prose):
            return block
        number = "" if alone or not titled else f"({letter(n)})"
        own = f"{anchor}-{letter(n)}" if number else ""
        if isinstance(block, Prose):
            return replace(block, number=number, label=label + number, anchor=own)
        below: list[Block] = []
        for m, child in enumerate(block.below):
            if isinstance(child, Paragraph):
                inner = f"({roman(m) if number else letter(m)})"
                below.append(
                    replace(child, number=inner, label=label + number + inner, anchor=f"{own or anchor}-{m + 1}")
                )
            else:
                below.append(child)
        return replace(block, number=number, label=label + number, anchor=own, below=tuple(below))

    def _left(self, left: list[tuple[str, str]]) -> Block:
        """What is not told, by title, with the numbers of its clauses."""
        words = self.words
        by_title: dict[str, list[str]] = {}
        for title, label in left:
            by_title.setdefault(title, []).append(label)
        items = [
            words.plain_left_clause.format(title=title, clauses=clause_ranges(labels, words))
            for title, labels in by_title.items()
        ]
        if count := len(self.outline.examples):
            items.append(words.plain_left_examples_one if count == 1 else words.plain_left_examples.format(count))
        items.append(words.plain_left_schedules)
        told = tuple(Paragraph((Text(clean(item)),)) for item in items)
        return Paragraph((Text(words.plain_left_intro),), below=told)


def _is_named(node: Node) -> bool:
    """Whether the first page says it."""
    return isinstance(node, Phrase) and bool(node.parts) and node.parts[0].kind in _ON_THE_FIRST_PAGE
