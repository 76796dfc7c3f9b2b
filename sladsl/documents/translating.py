"""A writer in another language: each sentence by the wording of its form, and what has none kept in English and marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from sladsl.documents.calculations import Calculations, NoPattern
from sladsl.documents.failing import once
from sladsl.documents.languages.compose import Composer, NoWording, Path, Said
from sladsl.documents.languages.given import Given
from sladsl.documents.languages.inflection import Features
from sladsl.documents.languages.joining import sentence
from sladsl.documents.languages.language import Language
from sladsl.documents.outline import INTRODUCTIONS
from sladsl.documents.sentences import Duty, Node, Writer, clean, joined, with_articles, words_of
from sladsl.documents.terms import Terms
from sladsl.documents.translated_figures import dates_in, figure_in
from sladsl.documents.tree import Kept, Reference, Run, Runs, Strong, Text, Used
from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase, Word

_WHOLE = ("sentence", "table_sentence", "list_sentence", "record", "example", "example_given", "reading")
"""Phrases that begin with a capital."""


class Translator(Writer):
    """`kept`: what stands in English in the document, in the order in which it was written."""

    def __init__(
        self,
        terms: Terms,
        titles: Mapping[str, Reference],
        language: Language,
        line_of: Callable[[Node], int],
        given: Mapping[str, Given] = MappingProxyType({}),
    ) -> None:
        """`line_of`: the line of the source on which a part of the text stands. `given`: what the author says in this language."""
        super().__init__(terms, titles, language.words)
        self.language = language
        self._line_of = line_of
        self._given = given
        self._kept: list[Kept] = []
        self._elsewhere = False
        """What is said stands in another text, and introduces nothing here."""
        self._composer = Composer(language, self._of_author, self._class_of, INTRODUCTIONS)

    @property
    def kept(self) -> tuple[Kept, ...]:
        return tuple(self._kept)

    def runs(self, nodes: Sequence[Node]) -> Runs:
        if not nodes:
            return ()
        found: list[Run] = []
        for node in nodes:
            found += [Text(" ")] if found else []
            found += self._translated(node)
        return joined(found)

    def prose(self, text: str, others: Mapping[str, str] = MappingProxyType({})) -> tuple[Runs, ...]:
        if self.language.tag in others:
            return super().prose(others[self.language.tag])
        paragraphs = super().prose(text)
        self._kept += [Kept("".join(run.text for run in runs)) for runs in paragraphs]
        return tuple(self._marked(runs) for runs in paragraphs)

    def said(self, sentence: str) -> Runs:
        phrase = _parsed(clean(tidy(sentence)))
        if phrase is not None:
            return self._translated(phrase, inside=False)
        self._kept.append(Kept(sentence))
        return self._marked(super().said(sentence))

    def defined(self, sentence: str) -> Runs:
        phrase = _parsed(clean(tidy(sentence)))
        if phrase is None:
            return super().defined(sentence)
        self._elsewhere = True
        said = self._translated(phrase, inside=False)
        self._elsewhere = False
        return said

    def outcomes(self, told: Sequence[str]) -> Runs:
        whole = (
            _parsed(f"Given that Example is 1: {', and '.join(one)}.", "example") for one in (told, with_articles(told))
        )
        phrase = next((one for one in whole if one is not None), None)
        if phrase is not None:
            colon = next(
                place for place, part in enumerate(phrase.parts) if isinstance(part, Word) and part.text == ":"
            )
            return self._translated(Phrase("example_follows", phrase.parts[colon + 1 : -1]), inside=False)
        return self.said("; ".join(told))

    def question(self, name: str, question: str) -> Runs:
        kind, _, subject = name.partition("/")
        told = self.language.questions.get(kind)
        if told is None:
            return self.said(question)
        known = self.language.questions.get(subject, subject)
        return joined(self.linked(told.format(known)))

    def name(self, text: str) -> str:
        return self._given[text].text if text in self._given else text

    def linked(self, text: str) -> list[Run]:
        found: list[Run] = []
        for run in self.terms.link(text):
            given = self._given_for(run.text) if isinstance(run, Used) else None
            if given is not None and isinstance(run, Used):
                found.append(
                    Used(given.plural or given.text if self.terms.is_plural(run.text) else given.text, run.target)
                )
            else:
                found.append(run)
        return found

    def heading(self, text: str) -> str:
        return self._given[text].text if text in self._given else self.language.headings.get(text, text)

    def calculation(self, lines: Sequence[str]) -> Runs:
        found: list[Run] = []
        for line in lines:
            try:
                said = joined(self.linked(clean(self._calculated(line))))
            except NoPattern as none:
                self._kept.append(Kept(line, form=str(none)))
                said = self._marked(joined(self.terms.link(clean(line))))
            found += [Text(f"{self.words.listed} ")] if found else []
            found += said
        return joined(found)

    def told(self, said: str) -> str:
        try:
            return self._calculated(said)
        except NoPattern as none:
            self._kept.append(Kept(said, form=str(none)))
            return said

    def _calculated(self, said: str) -> str:
        """NoPattern: the language does not say it."""
        text = Calculations(self.language.calculations, self.figure, self.date, self._condition).say(said)
        for pattern, to in self.language.joins:
            text = pattern.sub(to, text)
        return text

    def _condition(self, words: str) -> str | None:
        """What a sentence asks, as the clause that stands before its comma: "wenn Cover weniger als 97 % beträgt"."""
        phrase = _parsed(clean(tidy(f"If {words}, Example shall credit Other EUR 1.00.")))
        lead = phrase.first("if_lead") if phrase is not None else None
        if lead is None:
            return None
        try:
            said = self._composer.say(lead)
        except NoWording:
            return None
        pieces = [one for piece in said for one in ((piece,) if isinstance(piece, str) else piece())]
        return "".join(run.text for run in sentence(pieces, self.language.joins, capital=False))

    def figure(self, text: str) -> str:
        return figure_in(text, self.language, self.words)

    def date(self, text: str) -> str:
        return dates_in(text, self.language)

    # --- sentences -----------------------------------------------------------------------------------------------------------

    def _translated(self, node: Node, *, inside: bool = True) -> Runs:
        """`inside`: it stands in the text of the contract."""
        try:
            said = self._composer.say(self._whole(node))
            pieces = [one for piece in said for one in ((piece,) if isinstance(piece, str) else piece())]
        except NoWording as none:
            self._kept.append(Kept(words_of(node), self._line_of(node) if inside else 0, str(none)))
            return self._marked(super().runs((node,)))
        return joined(sentence(pieces, self.language.joins, capital=node.kind in _WHOLE))

    def _whole(self, node: Node) -> Node:
        """With "If Provider does not" as a phrase that says what it stands for."""
        if isinstance(node, Word) or not any(node.walk("test_fails")):
            return node
        if node.kind == "test_fails":
            meant = [duty for duty in self.duties if duty.party == words_of(node.parts[0])]
            return self._failing(node, meant[0]) if len(meant) == 1 else node
        return Phrase(node.kind, tuple(self._whole(part) for part in node.parts))

    @staticmethod
    def _failing(node: Phrase, duty: Duty) -> Phrase:
        if duty.act is None:
            place = Word("PLACE", f"{duty.place.number} {duty.place.target}", node.start, node.end)
            return Phrase("test_fails_under", (node.parts[0], place))
        return Phrase("test_fails_to", (node.parts[0], once(duty.act)))

    def _marked(self, runs: Runs) -> Runs:
        """Words of another language, and the mark that says so."""
        other = [Text(run.text, "en") if isinstance(run, Text) else run for run in runs]
        return (*other, Text(self.words.kept_mark)) if other else ()

    # --- words of the author -------------------------------------------------------------------------------------------------

    def _of_author(self, word: Word, path: Path, features: Features) -> Said | None:
        text = clean(tidy(word.text))
        match word.kind:
            case "NAME" if path.within == "country":
                return self._composer.say(Word("COUNTRY", text, word.start, word.end))
            case "NAME" if "cell_level" in path.kinds and not self.terms.target(text):
                return [self.heading(text)]
            case "NAME":
                return [lambda: self._name(text, features)]
            case "TEXT" if path.within == "translation":
                return [lambda: (Text(self.words.called.format(quoted(text))),)]
            case "TEXT":
                return [lambda: (self._text(quoted(text), word, path),)]
            case "PLACE":
                number, target = text.split(" ")
                return [lambda: (Reference(self.words.clause, number, "", target),)]
            case "WORD":
                return [lambda: (Text(self._given[text].text) if text in self._given else Text(text, "en"),)]
            case _:
                return None

    def _name(self, text: str, features: Features) -> list[Run]:
        """A name of the contract, as the author says it in this language, or else in English."""
        runs: list[Run] = []
        for run in self.terms.link(text):
            given = self._given_for(run.text)
            shown = self._inflected(run.text, given, features) if given is not None else run.text
            if isinstance(run, Used):
                runs.append(Used(shown, run.target))
            else:
                runs.append(Text(shown, "" if given is not None or not shown.strip() else "en"))
        return runs

    def _given_for(self, text: str) -> Given | None:
        return self._given.get(text) or self._given.get(self.terms.singular(text))

    def _inflected(self, text: str, given: Given, features: Features) -> str:
        plural = self.terms.is_plural(text)
        shown = given.plural or given.text if plural else given.text
        return shown + self.language.inflection.ending(shown, self._class_given(given, plural), features)

    def _class_given(self, given: Given, plural: bool) -> str:
        inflection = self.language.inflection
        of = inflection.genders.get(given.gender)
        if of is None:
            return inflection.class_of_name(given.text, plural)
        return inflection.plural[of] if plural else of

    def _text(self, text: str, word: Word, path: Path) -> Run:
        if path.introduces is not None and word.start == path.introduces.start:
            return self._introduced(text)
        found = self.titles.get(text)
        if path.within in ("clause_name", "several_clauses", "per_clause") and found is not None:
            return Reference(self.words.clause if found.word else "", found.number, found.title, found.target)
        if path.within in ("not_in_extension", "cell_text") and found is not None:
            return Reference("", found.number, found.title, found.target)
        if path.within in ("choice_text", "clause_name", "plural"):
            return Text(self.words.called.format(text))
        return Text(text)

    def _introduced(self, text: str) -> Run:
        given = self._given.get(text)
        called = self.words.called
        if given is not None:
            called = self.words.called_also.replace("{translated}", given.text.replace("{", "{{").replace("}", "}}"))
        return Strong(called.format(text)) if self._elsewhere else self.terms.introduce(text, called)

    def _class_of(self, word: Word) -> str | None:
        if word.kind not in ("NAME", "TEXT"):
            return None
        text = quoted(clean(tidy(word.text)))
        given = self._given_for(text)
        if given is not None:
            return self._class_given(given, self.terms.is_plural(text))
        return self.language.inflection.class_of_name(text, self.terms.is_plural(text))


@cache
def _parsed(text: str, kind: str = "sentence") -> Phrase | None:
    """A sentence (or worked example) that stands alone; None where it is none of the language."""
    tree, findings = parse(Source("sentence.sla", f"# Sentence\n\n## Sentence\n\n{text}\n"))
    part = tree.first("part") if tree is not None and not findings else None
    return part.first(kind) if part is not None else None
