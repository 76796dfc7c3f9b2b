"""The numbered body: parts, clauses and paragraphs, with their tables, lists and prose."""

from __future__ import annotations

from sladsl.digest.facts import Steps
from sladsl.documents.figures import figure
from sladsl.documents.outline import Item, Outline, OutlineClause, OutlinePart, letter, roman
from sladsl.documents.sentences import Duty, Writer, joined, words_of
from sladsl.documents.steps_told import figure_of
from sladsl.documents.tables import fields_of, table_of
from sladsl.documents.telling import Teller
from sladsl.documents.terms import Terms
from sladsl.documents.tree import Block, Clause, Figure, Note, Paragraph, Part, Prose, Reference, Runs, Text, plain
from sladsl.model.agreement import FormValue
from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Node, Phrase, Word

_LEADS = ("if_lead", "unit_lead", "during_lead", "window_lead", "day_lead", "from_lead")
_PAYMENTS = ("pay_amount", "pay_named", "pay_for_each", "pay_back_fees", "release", "extend", "extend_by_table")
_TABLED_ACTS = ("keep_measures", "keep_level_by_table")


class Body:
    """Writes the body, and remembers which paragraph each line of the source has become."""

    def __init__(
        self,
        outline: Outline,
        source: Source,
        writer: Writer,
        values: tuple[FormValue, ...],
        steps: tuple[Steps, ...] = (),
    ) -> None:
        """`steps`: the credit tables of which there is a figure."""
        self._outline = outline
        self._source = source
        self._writer = writer
        self._values = {value.name: value for value in values}
        self._steps = steps
        self._lines: list[tuple[int, int, Reference]] = []

    @property
    def terms(self) -> Terms:
        return self._writer.terms

    def preamble(self) -> tuple[Prose, ...]:
        self.terms.at(None)
        return tuple(Prose(self._prose(word), line=self._line(word)) for word in self._outline.preamble)

    def parts(self) -> tuple[Part, ...]:
        return tuple(self._part(part) for part in self._outline.parts)

    def place_of(self, line: int) -> Reference | None:
        """The paragraph that holds this line of the source."""
        return next((place for first, last, place in self._lines if first <= line <= last), None)

    def _part(self, part: OutlinePart) -> Part:
        self._writer.duties.clear()
        clauses = tuple(self._clause(clause) for clause in part.clauses)
        return Part(part.number, self._writer.heading(part.title), part.anchor, self._line(part.node), clauses)

    def _clause(self, clause: OutlineClause) -> Clause:
        if clause.title:
            self._writer.duties.clear()
        blocks = tuple(self._block(item) for item in clause.items)
        return Clause(clause.number, self._writer.heading(clause.title), clause.anchor, self._line(clause.node), blocks)

    def _block(self, item: Item) -> Block:
        place = Reference("", item.label, "", item.anchor)
        span = self._source.place(item.node.span)
        self._lines.append((span.line, span.end_line, place))
        self.terms.at(place)
        anchor = item.anchor if item.number else ""
        if isinstance(item.node, Word):
            return Prose(self._prose(item.node), item.number, item.label, anchor, span.line)
        return self._paragraph(item.node, item, anchor, place, span.line)

    def _prose(self, word: Word) -> tuple[Runs, ...]:
        return self._writer.prose(word.text, self._outline.prose.get(word.start, {}))

    def _paragraph(self, node: Phrase, item: Item, anchor: str, place: Reference, line: int) -> Paragraph:
        words = self._writer.words
        below: tuple[Block, ...] = ()
        sentence: tuple[Node, ...] = node.parts
        match node.kind:
            case "table_sentence":
                table = node.first("table")
                assert table is not None
                sentence = tuple(part for part in node.parts if part.kind != table.kind)
                below = (
                    table_of(table, self._writer, words.table_caption.format(item.label)),
                    *self._figures(node, item),
                )
            case "record":
                sentence = tuple(part for part in node.parts if not (isinstance(part, Phrase) and part.kind == "field"))
                name = node.word("TEXT")
                caption = words.fields_caption.format(quoted(tidy(name.text)) if name is not None else "")
                below = (fields_of(node, self._writer, caption),)
            case "list_sentence":
                sentence = tuple(
                    part for part in node.parts if not (isinstance(part, Phrase) and part.kind == "list_item")
                )
        runs = self._writer.runs((Phrase(node.kind, sentence),))
        if node.kind == "list_sentence":
            below = self._list(node, item)
        below += self._agreed(node, plain(runs))
        self._note_duties(node, place)
        return Paragraph(runs, item.number, item.label, anchor, line, below)

    def _figures(self, node: Phrase, item: Item) -> tuple[Figure, ...]:
        """The figures of the table in this sentence."""
        span, teller = self._source.place(node.span), Teller(self._writer)
        own = [one for one in self._steps if span.line <= one.line <= span.end_line]
        return tuple(figure_of(one, f"figure-{item.anchor}-{n}", teller) for n, one in enumerate(own, 1))

    def _list(self, node: Phrase, item: Item) -> tuple[Block, ...]:
        """The items of a list, lettered below a clause, in Roman numbers below a paragraph."""
        words = self._writer.words
        items = list(node.every("list_item"))
        last_joint = words.listed_or if any(word.text == "any" for word in node.words()) else words.listed_and
        found = []
        for index, one in enumerate(items):
            number = f"({roman(index) if item.number else letter(index)})"
            end = "." if index == len(items) - 1 else last_joint if index == len(items) - 2 else words.listed
            runs = self._writer.runs(
                [part for part in one.parts if not (isinstance(part, Word) and part.kind == "DASH")]
            )
            anchor = f"{item.anchor}-{roman(index) if item.number else letter(index)}"
            found.append(Paragraph(joined((*runs, Text(end))), number, item.label + number, anchor, self._line(one)))
        return tuple(found)

    def _agreed(self, node: Phrase, sentence: str) -> tuple[Block, ...]:
        """The value that an order form gives, or the line on which it is to be filled in."""
        words = self._writer.words
        phrase = node.first("order_value")
        name = phrase.word("TEXT") if phrase is not None else None
        value = self._values.get(quoted(tidy(name.text))) if name is not None else None
        if value is None:
            return ()
        if value.value is None:
            return (Note((Text(words.value_open),)),)
        said = self._writer.figure(figure(value.value))
        return () if said in sentence else (Note((Text(words.value_agreed.format(said)),)),)

    def _note_duties(self, node: Phrase, place: Reference) -> None:
        """Keep the duties that this sentence states, for a following "If Provider does not"."""
        shall = node.first("shall", "shall_not")
        if shall is None:
            return
        party, *rest = shall.parts
        acts = [part for part in rest if isinstance(part, Phrase) and part.kind not in _PAYMENTS]
        bare = len(rest) == 2 and shall.kind == "shall" and node.first(*_LEADS) is None
        named = Reference(self._writer.words.clause, place.number, "", place.target)
        for act in acts:
            sayable = bare and act.kind not in _TABLED_ACTS
            self._writer.duties.append(Duty(words_of(party), act if sayable else None, named))

    def _line(self, node: Node) -> int:
        return self._source.place(node.span).line
