"""A language as its folder gives it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sladsl.documents.calculations import Patterns, patterns_of
from sladsl.documents.languages.inflection import Inflection, inflection_of
from sladsl.documents.languages.joining import Joins, joins_of
from sladsl.documents.languages.template import Template, templates_of
from sladsl.documents.wording import Words
from sladsl.node import node
from sladsl.syntax.table import load_table


@node
class Language:
    """`questions`: of open readings, by the name of the slot before any "/". `headings`: usual headings by their English text. `calculations`:
    by their English forms. `numbers`: in words, by their digits. `joints`: what stands before the last of an enumeration. `first_day`: of a month. `always` and
    `members`: the shapes of the grammar."""

    tag: str
    locale: str
    first_day: str
    words: Words
    inflection: Inflection
    templates: Mapping[str, tuple[Template, ...]]
    questions: Mapping[str, str]
    headings: Mapping[str, str]
    joints: Mapping[str, str]
    joins: Joins
    calculations: Patterns
    numbers: Mapping[str, str]
    always: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]

    def members_of(self, name: str) -> frozenset[str]:
        """The terminals and phrases for which a name of the grammar can stand; a phrase or terminal stands for itself."""
        return self.members.get(name) or frozenset((name,))


def tags() -> tuple[str, ...]:
    """The languages that there are: English, in which contracts are written, and each folder of this package."""
    found = (one.name for one in files(__package__).iterdir() if (one / "language.toml").is_file())
    return ("en", *sorted(found))


@cache
def language(tag: str) -> Language:
    """KeyError: there is no such language, or it is English, which needs no translation."""
    folder = files(__package__) / tag
    if tag not in tags()[1:]:
        raise KeyError(tag)
    data = _toml(folder / "language.toml")
    templates: dict[str, list[Template]] = {}
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".txt")), key=lambda one: one.name):
        for template in templates_of(file.read_text("utf-8"), file.name):
            templates.setdefault(template.kind, []).append(template)
    always, members = load_table().shapes()
    members = {
        name: found | {"test_fails_to", "test_fails_under"} if "test_fails" in found else found
        for name, found in members.items()
    }
    return Language(
        tag,
        data["locale"],
        data.get("first_day", "1"),
        words_of(tag, _toml(folder / "words.toml")),
        inflection_of(data),
        {kind: tuple(found) for kind, found in templates.items()},
        _toml(folder / "questions.toml"),
        _toml(folder / "headings.toml"),
        data["joints"],
        joins_of(data["joins"]),
        patterns_of(_toml(folder / "calculations.toml")),
        _numbers(_toml(folder / "numbers.toml").get("words", "")),
        always,
        members,
    )


@cache
def words_in(tag: str) -> Words:
    """The words that documents add, in this language. KeyError: there is no such language."""
    if tag == "en":
        return Words("en")
    return language(tag).words


def words_of(tag: str, given: Mapping[str, Any]) -> Words:
    """ValueError: a word that documents do not have."""
    unknown = set(given) - {field.name for field in fields(Words)}
    if unknown:
        raise ValueError(f"{tag}: no such words: {', '.join(sorted(unknown))}")
    return Words(tag, **given)


def _numbers(text: str) -> dict[str, str]:
    """ "2 zwei, 3 drei": those that every noun takes alike."""
    pieces = (piece.split(maxsplit=1) for piece in text.replace("\n", ",").split(","))
    return {piece[0]: piece[1].strip() for piece in pieces if piece}


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
