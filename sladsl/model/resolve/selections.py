"""Selections: which rows of a record, or pieces of a period, are meant, and of what they are told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import AllHold, FieldIs, Predicate, Quantifier, Scope, Selection
from sladsl.model.moments import Supplied, WindowRef, WindowSpec
from sladsl.model.quantities import NUMBER, PERCENT, Bound, Quantity
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import field_of, find_field, it_with, record_behind, rows_behind, subject_of
from sladsl.model.resolve.loose_words import vague_size
from sladsl.model.resolve.phrases import every, first, has, number, text_of, the, with_article, word
from sladsl.model.resolve.quantities import COMPARATORS
from sladsl.model.resolve.windows import WINDOWS, window_ref, window_spec
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase, Word

CHOICES = (
    "choice_word",
    "choice_number",
    "choice_text",
    "choice_money",
    "choice_percent",
    "choice_physical",
    "choice_duration",
)
PLACINGS = ("field_is", "field_compares", "field_counts", "also_with", "placed_during", "placed_outside")
SCOPES = ("scope_same", "scope_selected", "scope_named", "scope_together")


@dataclass(frozen=True)
class Scoped:
    """What "of …" binds: scopes, the groups over which something is told apart, and a field across whose values it is counted."""

    scopes: tuple[Scope, ...] = ()
    groups: tuple[Selection, ...] = ()
    across: str = ""
    across_bound: Bound | None = None
    where: tuple[Predicate, ...] = ()


@dataclass(frozen=True)
class Meant:
    """A selection with how many of it are meant, and the groups over which it is told apart ("of each Circuit").

    `spec`: the kind of window in which it stands ("in any 30 consecutive days"); `before`: one that the sentence has introduced ("that Ticket").
    """

    selection: Selection
    quantifier: Quantifier
    bound: Bound | None
    scoped: Scoped
    spec: WindowSpec | None = None
    before: bool = False

    @property
    def groups(self) -> tuple[Selection, ...]:
        return self.scoped.groups


def meant(phrase: Phrase, ctx: Context) -> Meant:
    """A `subject`, `selection` or `per_record`: determiner, name, scopes, placings and relative clause."""
    from sladsl.model.resolve.predicates import denied, done, placing, predicate

    vague_size(phrase, ctx)
    name = word(phrase, "NAME")
    quantifier, bound = quantified(phrase, ctx)
    if bound is not None and isinstance(bound.limit, str):
        name = rows_after(bound.limit, name)
    base = selected(name, phrase, ctx)
    item = base.name
    where: list[Predicate] = [base.where] if base.where else []
    if has(phrase, "its"):
        it_with("", phrase, ctx)  # the rows of what is bound; where nothing is, nobody can say whose
    scoped = scopes_of(phrase, item, ctx)
    where += scoped.where
    window: WindowRef | None = base.window
    spec: WindowSpec | None = None
    with ctx.introducing(*(group.name for group in scoped.groups), item):
        for part in every(phrase):
            if part.kind in WINDOWS:
                window = window_ref(part, ctx)
                if part.kind in ("window_unit", "window_any", "window_run", "window_interval"):
                    spec = None if has(part, "that") else window_spec(part, ctx)
            elif part.kind in PLACINGS:
                where.append(placing(part, item, None, ctx))
            elif part.kind == "relative_that":
                where.append(predicate(the(part, "predicates"), item, ctx))
            elif part.kind == "relative_not":
                where.append(denied(done(part, item, ctx)))
    selection = Selection(item, both(where), window, base.scopes + scoped.scopes)
    before = any(part.text in ("that", "those") for part in _words(phrase)) or first(phrase, "the_same") is not None
    return Meant(selection, quantifier, bound, scoped, spec, before and item in ctx.bound)


def selected(name: str, node: Phrase, ctx: Context) -> Selection:
    """What a name stands for as a selection: all rows of a record, those of a filtered record, all pieces of a period."""
    declared = ctx.name(name, node, NameKind.RECORD, NameKind.SELECTION, NameKind.PERIOD)
    if declared.kind is NameKind.SELECTION:
        body = ctx.definition(declared.text, node).body
        if isinstance(body, Selection):
            return body
    return Selection(declared.text)


def over_window(chosen: Meant) -> Selection:
    """ "the Surveys in a month" and "those Test Runs" in a measure both mean those of the supplied window."""
    own = chosen.selection
    scopes = own.scopes + tuple(Scope(group.name) for group in chosen.groups)
    return replace(own, window=own.window if own.window is not None else Supplied(), scopes=scopes)


def both(parts: list[Predicate]) -> Predicate | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllHold(tuple(parts))


def narrowed(selection: Selection, more: Predicate) -> Selection:
    return replace(selection, where=both([selection.where, more] if selection.where else [more]))


# --- how many --------------------------------------------------------------------------------------------------------


def quantified(phrase: Phrase, ctx: Context) -> tuple[Quantifier, Bound | None]:
    """What the determiner says: "each", "a", "no", "at least 2", "at least 95% of the"."""
    for part in phrase.parts:
        if isinstance(part, Phrase):
            if part.kind == "count":
                return counted(part, word(phrase, "NAME"), ctx)
            continue
        if part.kind == "A" or part.text == "any":
            return Quantifier.SOME, None
        if part.kind == "NO":
            return Quantifier.NO, None
        if part.kind in ("NAME", "CLAUSE"):
            break
    return Quantifier.EACH, None


def counted(phrase: Phrase, name: str, ctx: Context) -> tuple[Quantifier, Bound]:
    """ "at least 2", "at least 95% of the"; and "at least" before a `name` that begins with a number of the order form."""
    comparator = next(COMPARATORS[part.kind] for part in every(phrase) if part.kind in COMPARATORS)
    if share := word(phrase, "PERCENT"):
        return Quantifier.SHARE, Bound(comparator, Quantity(number(share) / 100, PERCENT))
    if count := word(phrase, "NUMBER"):
        return Quantifier.COUNT, Bound(comparator, Quantity(number(count), NUMBER))
    found = ctx.names.longest(name)
    if found is None or not found[1] or found[0].kind is not NameKind.FORM_VALUE:
        raise ctx.refuse(
            "N139",
            phrase,
            f'"{text_of(phrase)} {name}": how many?',
            label="no number",
            hint=f'Write "at least 2 {name}".',
        )
    ctx.used.add(found[0].text)
    return Quantifier.COUNT, Bound(comparator, found[0].text)


def rows_after(value: str, name: str) -> str:
    """ "Lead Quota Qualified Leads": the rows of which the order form gives the number; two names that were read as one."""
    return name.removeprefix(value).strip()


# --- of what ---------------------------------------------------------------------------------------------------------


def scopes_of(phrase: Phrase, item: str, ctx: Context) -> Scoped:
    """What "of each Circuit", "of that Circuit", "of its Backup Port", "of at least 2 Locations", "of London" say; `item`: of which record or period."""
    found = Scoped()
    for part in every(phrase, *SCOPES):
        name = word(part, "NAME")
        if has(part, "its"):
            found = replace(found, scopes=(*found.scopes, _its(name, item, part, ctx)))
            continue
        if part.kind == "scope_together":
            _check_together(part, name, item, ctx)
            continue
        if part.kind == "scope_named" and (choice := _choice(name, item, part, ctx)) is not None:
            found = replace(found, where=(*found.where, choice))
            continue
        quantifier, bound = quantified(part, ctx)
        target = _scope_name(name, item, part, ctx)
        if quantifier is Quantifier.NO:
            raise ctx.refuse("N053", part, f'nothing can be told "{text_of(part)}"', hint=f'Write "of each {name}".')
        if bound is not None and isinstance(bound.limit, str):
            raise ctx.refuse("N139", part, f'"{text_of(part)}": of how many?', hint='Write "of at least 2 Locations".')
        if bound is not None:
            found = replace(found, across=_field_across(target, item, part, ctx), across_bound=bound)
        elif part.kind == "scope_selected" and _each(part):
            group = selected(name, part, ctx) if ctx.names.find(name) is not None else Selection(target)
            found = replace(found, groups=(*found.groups, group))
        else:
            found = replace(found, scopes=(*found.scopes, Scope(target)))
    return found


def _check_together(part: Phrase, name: str, item: str, ctx: Context) -> None:
    """ "of all Circuits together": nothing is told apart."""
    _scope_name(name, item, part, ctx)
    if not has(part, "all"):
        said = text_of(part)
        raise ctx.refuse("N053", part, f'nothing can be told "{said}"', hint=f'Write "of all {name} together".')


def _its(name: str, item: str, part: Phrase, ctx: Context) -> Scope:
    """ "of its Backup Port": the row to which the field of the item that is meant refers."""
    holder = it_with(name, part, ctx) if ctx.bound or not item else item
    record = record_behind(holder, part, ctx)
    field = field_of(record, name, part, ctx)
    if field.kind not in (FieldKind.REFERENCE, FieldKind.CHOICE):
        raise ctx.refuse(
            "N054",
            part,
            f"the {field.name} of {with_article(record)} is no row of another record",
            hint=f'Let the field refer to a record: "- {field.name}: a …, if any".',
        )
    return Scope(field.record or field.name, (record, field.name))


def _choice(name: str, item: str, node: Phrase, ctx: Context) -> FieldIs | None:
    """ "of London": a choice of one of the item's own fields."""
    record = item if item in ctx.records else ""
    if not record or ctx.names.find(name) is not None:
        return None
    fields = [f for f in ctx.records[record].fields if name in f.choices]
    return FieldIs(fields[0].name, (name,)) if len(fields) == 1 else None


def _field_across(target: str, item: str, node: Phrase, ctx: Context) -> str:
    """The field of the rows by whose values they are counted."""
    record = record_behind(item, node, ctx) if item else ""
    found = ctx.records[record].reference_to(target) if record else None
    return found.name if found is not None else target


def _each(phrase: Phrase) -> bool:
    return any(part.kind in ("EACH", "A") or part.text in ("every", "any", "all") for part in _words(phrase))


def _words(phrase: Phrase) -> list[Word]:
    return [part for part in phrase.parts if isinstance(part, Word)]


def _scope_name(name: str, item: str, node: Phrase, ctx: Context) -> str:
    """The record, period or choice field that a scope names."""
    if ctx.names.find(name) is not None:
        return subject_of(name, node, ctx)
    record = item if item in ctx.records else rows_behind(item, node, ctx) if ctx.names.find(item) else ""
    if record:
        return field_of(record, name, node, ctx).name
    for declared in ctx.records.values():
        if found := find_field(declared, name):
            return found.name
    return ctx.name(name, node).text
