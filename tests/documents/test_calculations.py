"""What the evaluator tells of a calculation: each form has a pattern in each language, and what a document says of it keeps every part."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from sladsl.checks.reasons import Figure, Line, Span, told
from sladsl.documents.calculations import Calculations, NoPattern, patterns_of
from sladsl.documents.languages import language, tags
from sladsl.documents.translated_figures import dates_in, figure_in
from sladsl.model.algebra import Aggregate, Operator
from sladsl.model.quantities import Comparator
from tests.documents.coverage import ROOT

FEE = told("{what} for {span}", what=told("the {name} fee", name="Hosting"), span=Span("April 2026"))
CREDIT = told("{share} of {what}", share=Figure(Fraction(10)), what=FEE)

WORDS = {
    "aggregate": [str(one) for one in Aggregate if one is not Aggregate.PERCENTILE],
    "operator": [str(one) for one in Operator],
    "word": ["below", *(str(one) for one in Comparator if one is not Comparator.LESS_THAN)],
    "unit.unit": ["seconds", "minutes", "hours", "days", "weeks", "months"],
}
"""What a form has in the place of a word of the model; a unit with its plural."""


def forms() -> Iterator[str]:
    """All texts of the evaluator from which a reason is made: what `told` and `joined` get, and tables of forms beside them."""
    for path in sorted((ROOT / "sladsl" / "checks" / "evaluate").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if not any(isinstance(n, ast.ImportFrom) and n.module == "sladsl.checks.reasons" for n in tree.body):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name("told"), args=[form]):
                    yield from _texts(form)
                case ast.Call(func=ast.Name("joined"), args=[_, form]):
                    yield from _texts(form)
                case ast.Assign(targets=[ast.Name("form")], value=value):
                    yield from _texts(value)
                case ast.For(target=ast.Name("form"), iter=value):
                    yield from _texts(value)
                case ast.Assign(targets=[ast.Name(name)], value=ast.Dict(values=values)) if name.isupper():
                    yield from (text for value in values for text in _texts(value) if "{" in text)


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(str() as text):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))
        case ast.Tuple(elts=parts):
            yield from (text for part in parts for text in _texts(part))
        case ast.JoinedStr(values=pieces):
            named = [ast.unparse(one.value) for one in pieces if isinstance(one, ast.FormattedValue)]
            for chosen in product(*(WORDS[name] for name in named)):
                words = iter(chosen)
                said = [next(words) if isinstance(one, ast.FormattedValue) else str(one.value) for one in pieces]  # type: ignore[attr-defined]
                yield "".join(said[:1] if named == ["unit.unit"] else said)
        case _:
            return


def slots(pattern: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", pattern))


@pytest.mark.parametrize("tag", tags()[1:])
def test_each_form_of_the_evaluator_has_a_pattern(tag: str) -> None:
    made = set(forms())
    assert len(made) > 100
    assert made - set(language(tag).calculations) == set()


@pytest.mark.parametrize("tag", tags()[1:])
def test_a_pattern_leaves_out_lines_of_the_source_only(tag: str) -> None:
    """And, where a reason is of no use without its statement, why something is not decided."""
    told_elsewhere = {"line", "truth", "state", "why"}
    for form, variants in language(tag).calculations.items():
        for pattern in variants.values():
            assert slots(form) - slots(pattern) <= told_elsewhere, form


@pytest.mark.parametrize("tag", tags()[1:])
def test_a_pattern_asks_for_variants_that_there_are(tag: str) -> None:
    patterns = language(tag).calculations
    known = {variant for variants in patterns.values() for variant in variants}
    asked = {one for v in patterns.values() for said in v.values() for one in re.findall(r"\{\w+:(\w+)\}", said)}
    assert asked <= known


def test_english_is_told_by_its_own_form() -> None:
    assert CREDIT == "10 of the Hosting fee for April 2026"
    row = told("{row}{line}", row=told('the row "{name}"', name="High"), line=Line(12))
    assert row == 'the row "High" (line 12)'
    english = Calculations(None, str, str, lambda words: words)
    assert english.say(row) == 'the row "High"'


def test_a_part_is_said_in_the_variant_that_its_place_asks_for() -> None:
    patterns = language("de").calculations
    said = Calculations(patterns, lambda text: f"{text} %", lambda label: label, lambda words: None).say(CREDIT)
    assert said == "10 % des Entgelts für Hosting für April 2026"


def test_a_form_without_a_pattern_and_a_pattern_without_a_part_are_told() -> None:
    with pytest.raises(NoPattern):
        Calculations({}, str, str, lambda words: None).say(CREDIT)
    with pytest.raises(ValueError, match="has no fee"):
        patterns_of({"{what} for {span}": "{fee} für {span}"})


def test_figures_have_no_english_words_in_a_translation() -> None:
    german, french = language("de"), language("fr")
    assert figure_in("USD 16.67 (exactly 50/3)", german, german.words) == "16,67\xa0USD (genau 50/3)"
    assert figure_in("1/3 (about 0.3333) hours", german, german.words) == "1/3 (etwa 0,3333) Stunden"
    assert figure_in("1 full day", german, german.words) == "1 voller Tag"
    assert figure_in("2 begun business days", french, french.words) == "2 jours ouvrés entamés"


def test_a_year_is_no_number() -> None:
    assert dates_in("2026", language("de")) == "2026"
    assert dates_in("Q2 2026", language("es")) == "T2 2026"
    assert dates_in("the week of 6 April 2026", language("fr")) == "semaine du 6 avril 2026"
    assert dates_in("1 April 2026 to 30 April 2026", language("fr")) == "1er avril 2026 – 30 avril 2026"
