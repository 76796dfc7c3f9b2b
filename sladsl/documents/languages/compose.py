"""From a phrase of the contract to its wording in a language, by templates; nothing that the phrase says is ever left out.

A template fits a phrase if it takes up all of it: each part stands in a slot or in a condition, or it tells nothing, because it stands in every form
of the phrase or is an article, a preposition before a part that is taken up, or "shall". Of the templates of a phrase, the first that fits is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sladsl.documents.languages.figures import in_manner_of
from sladsl.documents.languages.inflection import Features
from sladsl.documents.languages.keywords import CONTENT, COUNTS, JOINTS, SILENT, SILENT_WORDS, form_of, taken_apart
from sladsl.documents.languages.language import Language
from sladsl.documents.languages.template import Body, Group, Inflected, Slot, Swap, Template
from sladsl.documents.languages.usual import EITHER, usual
from sladsl.documents.tree import Run
from sladsl.syntax.tree import Node, Phrase, Word

Later: TypeAlias = Callable[[], Sequence[Run]]
"""Runs of the author's own words. They are made when the whole sentence is there: a name is introduced once."""

Said: TypeAlias = "list[str | Later]"
"""Pieces of a sentence: words of the language, and those of the author."""

OfAuthor = Callable[[Word, "Path", Features], "Said | None"]
"""What the author's own words become (names, texts); None for a word of the language itself."""

ClassOf = Callable[[Word], "str | None"]

_MOST_IN_WORDS = 12


class NoWording(Exception):
    """The language has no template that fits `node`."""

    def __init__(self, node: Node) -> None:
        super().__init__(form_of(node))
        self.node = node


class _DoesNotFit(Exception):
    """A slot of the template has nothing to stand for."""


@dataclass(frozen=True, slots=True)
class Path:
    """The kinds of the phrases above a word, the nearest last, and the name that is introduced there, if any."""

    kinds: tuple[str, ...]
    introduces: Word | None = None

    @property
    def within(self) -> str:
        return self.kinds[-1] if self.kinds else ""


@dataclass(slots=True)
class _Fitting:
    """A template that is being tried on a phrase: which parts are taken up."""

    template: Template
    parts: tuple[Node, ...]
    taken: set[int]
    features: Features
    path: Path
    around: Features
    """As the phrase was asked for: in the class of what it speaks of, before the template takes that of a slot."""


class Composer:
    def __init__(
        self, language: Language, of_author: OfAuthor, class_of_author: ClassOf, introductions: tuple[str, ...]
    ) -> None:
        self.language = language
        self._of_author = of_author
        self._class_of_author = class_of_author
        self._introductions = introductions

    def say(self, node: Node, features: Features | None = None, path: Path = Path(())) -> Said:
        """NoWording: the language cannot say it, or not all of it."""
        features = features or self.language.inflection.plain
        if isinstance(node, Word):
            return self._word(node, features, path)
        node = usual(node)
        introduces = node.word("TEXT") if node.kind in self._introductions else path.introduces
        below = Path((*path.kinds, node.kind), introduces)
        failed: NoWording | None = None
        for template in self.language.templates.get(node.kind, ()):
            try:
                return self._fitted(template, node, features, below)
            except _DoesNotFit:
                continue
            except NoWording as none:
                failed = failed or none
        raise failed or NoWording(node)

    def class_of(self, node: Node) -> str | None:
        """The class (gender, number) of what a part stands for; None where it has none."""
        if isinstance(node, Word):
            of_template = next((t.of_class for t in self.language.templates.get(node.kind, ()) if t.of_class), None)
            return of_template or self._class_of_author(node) or self.language.inflection.class_of_noun(node.text)
        for template in self.language.templates.get(node.kind, ()):
            fitting = self._started(template, node.parts, self.language.inflection.plain, Path(()))
            if fitting is None:
                continue
            if template.of_class:
                return template.of_class
            if template.agrees:
                return self._class_in(fitting, template.agrees)
        return next((of for part in node.parts if (of := self.class_of(part)) is not None), None)

    # --- words -------------------------------------------------------------------------------------------------------

    def _word(self, word: Word, features: Features, path: Path) -> Said:
        if word.kind == "text":
            return [word.text]
        if (made := self._of_author(word, path, features)) is not None:
            return made
        if (apart := taken_apart(word)) is not None:
            return self.say(apart, features, path)
        of = self.language
        shown = self._in_words(word, path) or in_manner_of(word.kind, word.text, of.locale, of.first_day)
        for template in self.language.templates.get(word.kind, ()):
            text = shown or " ".join(word.text.strip(", ").split())
            fitting = self._started(template, (Word("text", text, word.start, word.end),), features, path, word)
            if fitting is not None:
                return self._body(template.body, fitting)
        noun = shown or self.language.inflection.noun(word.text, features)
        if noun is None and word.kind in ("ZONE", "CURRENCY", "YEAR", "CLOCK"):
            noun = word.text
        if noun is None:
            raise NoWording(word)
        return [noun]

    def _in_words(self, word: Word, path: Path) -> str | None:
        """A count of things in words up to twelve, as is customary in running text; a number that the author writes in words beside its digits
        in both, too. None: digits, as for all that is measured."""
        if word.kind != "NUMBER":
            return None
        said = self.language.numbers.get(word.text)
        if said is None:
            return None
        if path.within == "IN_WORDS":
            return f"{said} ({word.text})"
        return said if path.within in COUNTS and int(word.text) <= _MOST_IN_WORDS else None

    # --- templates ---------------------------------------------------------------------------------------------------

    def _fitted(self, template: Template, node: Phrase, features: Features, path: Path) -> Said:
        fitting = self._started(template, node.parts, features, path)
        if fitting is None:
            raise _DoesNotFit
        said = self._body(template.body, fitting)
        always = self.language.always.get(node.kind, frozenset()) | EITHER.get(node.kind, frozenset())
        for number, part in enumerate(node.parts):
            if number in fitting.taken:
                continue
            if not isinstance(part, Word) or part.kind in CONTENT:
                raise _DoesNotFit
            if template.whole:
                continue
            if part.kind not in always and part.kind not in SILENT and part.text not in SILENT_WORDS:
                raise _DoesNotFit
        return said

    def _started(
        self, template: Template, parts: tuple[Node, ...], features: Features, path: Path, word: Word | None = None
    ) -> _Fitting | None:
        """The template with its conditions taken up, in the features of the phrase; None where they do not hold."""
        if any(value not in features.values() for value in template.features):
            return None
        fitting = _Fitting(template, parts, set(), features, path, features)
        told = parts if word is None else (word,)
        for condition in template.present:
            found = [number for number, part in enumerate(told) if self._is(part, condition)]
            if not found:
                return None
            self._take_keywords(fitting, found)
        if any(self._is(part, condition) for part in told for condition in template.absent):
            return None
        if template.agrees:
            fitting.features = {**features, "class": self._class_in(fitting, template.agrees)}
        return fitting

    def _body(self, body: Body, fitting: _Fitting) -> Said:
        said: Said = []
        for piece in body:
            match piece:
                case str():
                    said.append(piece)
                case Slot():
                    said += self._slot(piece, fitting)
                case Inflected(word, agrees, values):
                    of = {"class": self._class_in(fitting, agrees)} if agrees else {}
                    if agrees == "it":
                        of = {"class": fitting.around["class"]}
                    told = self.language.inflection.with_features({**fitting.features, **of}, values)
                    said.append(self.language.inflection.inflected(word, told))
                case Group():
                    said += self._group(piece, fitting)
                case Swap(first, second):
                    one, other = self._body(first, fitting), self._body(second, fitting)
                    turned = fitting.features.get("order") == "turned"
                    said += [*other, " ", *one] if turned else [*one, " ", *other]
        return said

    def _slot(self, slot: Slot, fitting: _Fitting) -> Said:
        found = self._free(fitting, slot)
        if slot.forms is not None and not found:
            found = [n for n, part in enumerate(fitting.parts) if part.kind in self.language.members_of(slot.name)]
        if slot.many == "?" and not found:
            return []
        if not found and slot.many != "*" and slot.name != "*":
            raise _DoesNotFit
        features = self._features(fitting, slot.features)
        if slot.forms is not None:
            part = fitting.parts[found[0]]
            fitting.taken.add(found[0])
            plural = not part.text.endswith("s") if isinstance(part, Word) else False
            return [slot.forms[plural]]
        if slot.many in ("", "?") and slot.name != "*":
            fitting.taken.add(found[0])
            return self.say(fitting.parts[found[0]], features, fitting.path)
        fitting.taken.update(found)
        said = [self.say(fitting.parts[n], self._agreeing(fitting, n, features), fitting.path) for n in found]
        if slot.many == "*" or slot.name == "*":
            return [piece for one in said for piece in (*one, " ")]
        joint = "and" if slot.many == "&" else "or"
        self._take_keywords(fitting, [n for n, part in enumerate(fitting.parts) if _is_joint(part, joint)])
        between = self.language.joints[joint]
        listed: Said = []
        for number, one in enumerate(said):
            listed += [] if number == 0 else [between] if number == len(said) - 1 else [", "]
            listed += one
        return listed

    def _group(self, group: Group, fitting: _Fitting) -> Said:
        if group.conditions:
            found = [n for n, part in enumerate(fitting.parts) if any(self._is(part, one) for one in group.conditions)]
            self._take_keywords(fitting, found)
            return self._body(group.body if found else group.otherwise, fitting)
        before = set(fitting.taken)
        try:
            return self._body(group.body, fitting)
        except _DoesNotFit:
            fitting.taken = before
            return []

    def _features(self, fitting: _Fitting, values: tuple[str, ...]) -> Features:
        inflection = self.language.inflection
        return inflection.with_features({**fitting.features, **inflection.local}, values)

    def _agreeing(self, fitting: _Fitting, number: int, features: Features) -> Features:
        """An article takes the class of what follows it."""
        if fitting.parts[number].kind not in self.language.members_of("determiner") or number + 1 == len(fitting.parts):
            return features
        of = self.class_of(fitting.parts[number + 1])
        return {**features, "class": of} if of else features

    def _class_in(self, fitting: _Fitting, slot: str) -> str:
        """The class of what stands for a slot ("NAME", "NAME.2"), taken up or not."""
        name, _, nth = slot.partition(".")
        fits = [part for part in fitting.parts if part.kind in self.language.members_of(name)]
        found = fits[int(nth or 1) - 1 : int(nth or 1)]
        of = self.class_of(found[0]) if found else None
        return of or self.language.inflection.axes["class"][0]

    # --- parts -------------------------------------------------------------------------------------------------------

    def _free(self, fitting: _Fitting, slot: Slot) -> list[int]:
        """The parts for which a slot can stand, those that are free first to last; with a number, the one of this number alone."""
        always = self.language.always.get(fitting.path.within, frozenset())
        if slot.name == "*":
            return [
                n
                for n, part in enumerate(fitting.parts)
                if n not in fitting.taken
                and not (isinstance(part, Word) and part.kind in always - JOINTS and part.kind not in CONTENT)
            ]
        fits = [n for n, part in enumerate(fitting.parts) if part.kind in self.language.members_of(slot.name)]
        if slot.nth:
            return fits[slot.nth - 1 : slot.nth]
        return [n for n in fits if n not in fitting.taken]

    def _is(self, part: Node, condition: str) -> bool:
        """Whether a condition speaks of this part: a family, a phrase, a terminal, or a word as it is written, with "_" for blanks."""
        if part.kind in self.language.members_of(condition):
            return True
        return isinstance(part, Word) and "_".join(part.text.lower().strip(", ").split()) == condition

    @staticmethod
    def _take_keywords(fitting: _Fitting, numbers: list[int]) -> None:
        for number in numbers:
            if isinstance(fitting.parts[number], Word) and fitting.parts[number].kind not in CONTENT:
                fitting.taken.add(number)


def _is_joint(part: Node, joint: str) -> bool:
    return isinstance(part, Word) and re.sub(r"\W", "", part.text.lower()) in (
        "",
        joint,
        f"{joint}that",
        f"{joint}shall",
    )
