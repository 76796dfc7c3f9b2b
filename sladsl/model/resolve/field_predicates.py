"""Predicates on fields: a choice, a value that compares, a number of rows, in the record itself or in the row to which it refers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.model.algebra import FieldCompares, FieldIs, FieldsCompare, HasCount, Quantifier, Referred
from sladsl.model.quantities import Comparator, Comparison
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import choice_of, field_of, record_behind, reference_with, split_field
from sladsl.model.resolve.phrases import every, first, number, quoted, text_of, the, with_article, word
from sladsl.model.resolve.quantities import COMPARISONS, comparator_of, comparison
from sladsl.model.resolve.selections import CHOICES, counted, rows_after, selected
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec
from sladsl.model.schema import Field
from sladsl.syntax.tree import Phrase


def with_value(phrase: Phrase, record: str, ctx: Context) -> FieldIs | Referred:
    """A field has a value: a field of the record, or of a row to which it refers."""
    reference = reference_with(record, word(phrase, "NAME"), phrase, ctx)
    if reference is None:
        return field_is(phrase, record, ctx)
    return Referred(reference.name, reference.record, field_is(phrase, reference.record, ctx))


def field_is(phrase: Phrase, record: str, ctx: Context) -> FieldIs:
    """ "with Priority 1", "has Outcome failure", "with Location New York", "with Priority 1, 2 or 3"."""
    field, rest = split_field(record, word(phrase, "NAME"), phrase, ctx)
    said = first(phrase, *CHOICES)
    value = choice_text(said) if said else rest
    if not value:
        raise ctx.refuse(
            "N052",
            phrase,
            f"which {field.name} is meant?",
            label="no value",
            hint=f'Write "with {field.name} …" and one of its choices.',
        )
    others = tuple(_other_value(part, record, field, ctx) for part in every(phrase, "other_value"))
    return FieldIs(field.name, (choice_of(field, value, phrase, ctx), *others))


def _other_value(phrase: Phrase, record: str, field: Field, ctx: Context) -> str:
    """ "or 2", "or New York", "or Priority 2": one more value of the same field."""
    said = first(phrase, *CHOICES)
    value, name = choice_text(said) if said else "", word(phrase, "NAME")
    if name and name not in field.choices:
        other, rest = split_field(record, name, phrase, ctx)
        value = value or rest
        if other.name != field.name or not value:
            raise ctx.refuse(
                "N052",
                phrase,
                f'"{text_of(phrase)}" gives no {field.name}',
                label=f"another value of {field.name} must stand here",
                hint=f'Write "with {field.name} … or …", or two sentences.',
            )
    return choice_of(field, value or name, phrase, ctx)


def choice_text(phrase: Phrase) -> str:
    return quoted(text_of(phrase))


def compares(phrase: Phrase, item: str, ctx: Context) -> FieldCompares | FieldsCompare | Referred:
    record = record_behind(item, phrase, ctx)
    reference = reference_with(record, word(phrase, "NAME"), phrase, ctx)
    if reference is None:
        return _field_compares(phrase, record, ctx)
    return Referred(reference.name, reference.record, _field_compares(phrase, reference.record, ctx))


def _field_compares(phrase: Phrase, record: str, ctx: Context) -> FieldCompares | FieldsCompare:
    from sladsl.model.resolve.units import check_comparison, field_unit

    field = field_of(record, word(phrase, "NAME"), phrase, ctx)
    how = the(phrase, *COMPARISONS)
    own = first(how, "quantity_of_row")
    if own is not None:
        return _against_own(how, own, field, record, ctx)
    compared = comparison(how, ctx)
    check_comparison(compared, field_unit(field, phrase, ctx), f"the {field.name} of {with_article(record)}", how, ctx)
    return FieldCompares(field.name, compared)


def _against_own(how: Phrase, own: Phrase, field: Field, record: str, ctx: Context) -> FieldsCompare:
    """ "at least its Ordered", "at least 98% of its Ordered": against another figure of the same row."""
    from sladsl.model.resolve.units import field_unit, said

    other = field_of(record, word(own, "NAME"), own, ctx)
    unit, limit = field_unit(field, how, ctx), field_unit(other, own, ctx)
    if unit is not None and limit is not None and not unit.agrees_with(limit):
        raise ctx.refuse(
            "D012",
            how,
            f"the {field.name} of {with_article(record)} is {said(unit)}, and it is compared with {said(limit)}",
            label=said(limit),
            hint="Compare two fields of one kind.",
        )
    share = word(own, "PERCENT")
    return FieldsCompare(field.name, comparator_of(how), other.name, number(share) / 100 if share else Fraction(1))


def has_count(phrase: Phrase, item: str, ctx: Context) -> HasCount | FieldCompares:
    """So many rows ("has at least 3 Outages in a month"), or a number that stands in a field ("has at least 3 Attempts")."""
    from sladsl.model.resolve.units import check_comparison, field_unit

    said = word(phrase, "NAME")
    quantifier, bound = counted(the(phrase, "count"), said, ctx)
    name = rows_after(bound.limit, said) if isinstance(bound.limit, str) else said
    window = first(phrase, *WINDOWS)
    if ctx.names.find(name) is None and window is None and quantifier is Quantifier.COUNT:
        record = record_behind(item, phrase, ctx)
        field = field_of(record, name, phrase, ctx, "number")
        compared = Comparison((bound,))
        of = f"the {field.name} of {with_article(record)}"
        check_comparison(compared, field_unit(field, phrase, ctx), of, phrase, ctx)
        return FieldCompares(field.name, compared)
    selection = selected(name, phrase, ctx)
    if window is None:
        return HasCount(selection, Comparison((bound,)))
    if window.kind in ("window_any", "window_run"):
        if bound.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
            raise ctx.refuse(
                "N088",
                phrase,
                "too few in a sliding window would be so in every window before the first of them",
                label="always so",
                hint='Write "at least 4 … in any 30 consecutive days", or count in a month: "in a month".',
            )
        return HasCount(selection, Comparison((bound,)), window_spec(window, ctx))
    return HasCount(replace(selection, window=window_ref(window, ctx)), Comparison((bound,)))
