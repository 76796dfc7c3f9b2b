"""What a language inflects: its own nouns and articles, by features; and the classes that names of the contract take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sladsl.node import node

Features = Mapping[str, str]
"""By axis (case, class, order, …) a value of it."""


@node
class Inflection:
    """`axes`: each with its values, the first of which holds where nothing else is said. `local`: the axes that no phrase hands
    on to its parts, with their first values. `cells`: the axis along which a row of a paradigm
    runs. `plural`: the class of the plural of each class. `nouns`: by English noun, its class and its forms (singular, plural). `heads` and
    `endings`: the classes of names by their last word. `genders`: the class of each gender, in English. `name_endings`: by "class.case", of
    names that the author gives in this language."""

    axes: Mapping[str, tuple[str, ...]]
    local: Features
    cells: str
    plural: Mapping[str, str]
    paradigms: Mapping[str, tuple[tuple[str, ...], ...]]
    nouns: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]
    heads: Mapping[str, str]
    genders: Mapping[str, str]
    name_endings: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> Features:
        return {axis: values[0] for axis, values in self.axes.items()}

    def with_features(self, features: Features, values: tuple[str, ...]) -> Features:
        """Each value on its axis. KeyError: a value of no axis."""
        if not values:
            return features
        return {**features, **{self.axis_of(value): value for value in values}}

    def axis_of(self, value: str) -> str:
        for axis, values in self.axes.items():
            if value in values:
                return axis
        raise KeyError(value)

    def inflected(self, word: str, features: Features) -> str:
        """A word of the paradigms. KeyError: there is none."""
        rows = self.paradigms[word]
        row = rows[min(self.axes["class"].index(features["class"]), len(rows) - 1)]
        return self._cell(row, features)

    def noun(self, english: str, features: Features) -> str | None:
        """A noun of the language for an English one, singular or plural; None where it has none."""
        found = self._noun(english)
        if found is None:
            return None
        (_, singular, plural), many = found
        return self._cell(plural if many else singular, features)

    def class_of_noun(self, english: str) -> str | None:
        found = self._noun(english)
        if found is None:
            return None
        (of, _, _), many = found
        return self.plural[of] if many else of

    def class_of_name(self, name: str, plural: bool) -> str:
        """The class of a name that stays as the author wrote it: that of its last word, by its ending where it is not known."""
        last = re.split(r"[\s-]", name.lower())[-1]
        of = self.heads.get(last)
        if of is None and re.search(r"(?<![aius])s$", last):
            singular = re.sub(r"ies$", "y", last)
            of, plural = self.heads.get(singular) or self.heads.get(singular.removesuffix("s")), True
        if of is None:
            of = next((value for ending, value in self.endings if last.endswith(ending)), self.axes["class"][0])
        return self.plural.get(of, of) if plural else of

    def ending(self, name: str, of: str, features: Features) -> str:
        """What a name of this language (one that the author gives) gets in the case that is asked for."""
        found = self.name_endings.get(f"{of}.{features.get(self.cells, '')}", "")
        return "" if not found or name[-1:] in f"{found[-1:]}eszxß" else found

    def _noun(self, english: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], bool] | None:
        word = english.lower()
        if word in self.nouns:
            return self.nouns[word], False
        for singular in (word.removesuffix("s"), re.sub(r"ies$", "y", word)):
            if singular != word and singular in self.nouns:
                return self.nouns[singular], True
        return None

    def _cell(self, row: tuple[str, ...], features: Features) -> str:
        if len(row) == 1:
            return row[0]
        return row[self.axes[self.cells].index(features[self.cells])]


def inflection_of(data: Mapping[str, Any]) -> Inflection:
    """From the tables of a language. ValueError: a row that fits no axis."""
    axes = {axis: tuple(values.split()) for axis, values in data["axes"].items()}
    cells = data["cells"]
    width = len(axes.get(cells, ("",)))

    def row(text: str) -> tuple[str, ...]:
        found = tuple(cell.replace("_", " ") for cell in text.split())
        if len(found) not in (1, width):
            raise ValueError(f"{text!r} has {len(found)} forms, not 1 or {width}")
        return found

    nouns = {}
    for english, told in data["nouns"].items():
        of, _, forms = told.partition(":")
        singular, _, plural = forms.partition("/")
        nouns[english] = (of, row(singular), row(plural or singular))
    return Inflection(
        axes,
        {axis: axes[axis][0] for axis in data["local"]},
        cells,
        dict(data["plural"]),
        {word: tuple(row(one) for one in told.split("/")) for word, told in data["paradigms"].items()},
        nouns,
        {word: of for of, words in data["heads"].items() for word in words.split()},
        dict(data["genders"]),
        dict(data.get("name_endings", {})),
        tuple((ending, of) for of, endings in data["endings"].items() for ending in endings.split()),
    )
