"""Quotas: what may be used up to a limit in each window, and what shows how much was used."""

from __future__ import annotations

from dataclasses import replace

from sladsl.findings import Place
from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Aggregate, CountOf, Measure, NamedMeasure, NamedPeriod, OfField, OfPeriod, Selection
from sladsl.model.duties import Quota
from sladsl.model.moments import Supplied, WindowSpec
from sladsl.model.quantities import NUMBER, Bound, Comparator, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import record_behind
from sladsl.model.resolve.phrases import first, number, text_of, the, tidy, with_article, word
from sladsl.model.resolve.quantities import QUANTITIES, plain_length, unit_word
from sladsl.model.resolve.selections import selected
from sladsl.model.resolve.units import check_unit, unit_of
from sladsl.model.resolve.windows import WINDOWS, window_spec
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase


def quota(power: Phrase, who: str, sentence: Phrase, ctx: Context) -> Quota:
    """ "may use up to 10 hours of Support in each month": the used time or number of what the name stands for."""
    spec = window_spec(the(power, *WINDOWS), ctx)
    ctx.unit = spec.unit
    text, place = tidy(text_of(sentence)), ctx.place(sentence)
    found = first(power, *QUANTITIES)
    if (agreed := first(power, "named")) is not None:
        return _agreed_quota(agreed, who, spec, text, place, ctx)
    name = word(found, "NAME") if found is not None else word(power, "NAME")
    if not name:
        raise ctx.refuse(
            "N164", power, "up to so much of what?", hint='Write "up to 10 hours of Support", "up to 10 Visits".'
        )
    if found is None:
        rows = replace(selected(name, power, ctx), window=Supplied())
        most = Bound(Comparator.AT_MOST, Quantity(number(word(power, "NUMBER")), NUMBER))
        return Quota(rows.name, ctx.clause, who, CountOf(rows), most, spec, text, place)
    declared = ctx.name(name, power)
    unit = unit_word(found)
    limit = Quantity(plain_length(number(word(found, "NUMBER")), unit).amount, Unit(Dimension.TIME, unit))
    used = time_used(declared.text, declared.kind, unit, found, ctx)
    check_unit(limit.unit, unit_of(used, found, ctx), declared.text, found, ctx)
    return Quota(declared.text, ctx.clause, who, used, Bound(Comparator.AT_MOST, limit), spec, text, place)


def _agreed_quota(agreed: Phrase, who: str, spec: WindowSpec, text: str, place: Place, ctx: Context) -> Quota:
    """ "up to Included Hours of Support": the order form says how much."""
    value = ctx.name(word(agreed, "NAME"), agreed, NameKind.FORM_VALUE).text
    of = first(agreed, "scope_named")
    unit = ctx.definition(value, agreed).unit
    if of is None or unit is None:
        raise ctx.refuse("N164", agreed, "up to so much of what?", hint=f'Write "up to {value} of Support".')
    declared = ctx.name(word(of, "NAME"), of)
    if unit.dimension is Dimension.NUMBER:
        rows = replace(selected(declared.text, of, ctx), window=Supplied())
        used: Measure = CountOf(rows)
    else:
        used = time_used(declared.text, declared.kind, unit.name, of, ctx)
    check_unit(unit, unit_of(used, agreed, ctx), declared.text, agreed, ctx)
    return Quota(declared.text, ctx.clause, who, used, Bound(Comparator.AT_MOST, value), spec, text, place)


def time_used(name: str, kind: NameKind, unit: str, node: Phrase, ctx: Context) -> Measure:
    """The measure of the time of what the name stands for: a period, a measure, a record with one length; of a service, the one record that tells a length."""
    match kind:
        case NameKind.PERIOD:
            return OfPeriod(Aggregate.TOTAL, NamedPeriod(name))
        case NameKind.MEASURE:
            return NamedMeasure(name)
        case NameKind.RECORD | NameKind.SELECTION:
            rows = replace(selected(name, node, ctx), window=Supplied())
            return OfField(Aggregate.TOTAL, (_length_field(rows.name, node, ctx),), rows)
        case _:
            record, field = _one_in(unit, node, ctx)
            return OfField(Aggregate.TOTAL, (field,), Selection(record, None, Supplied()))


def _length_field(name: str, node: Phrase, ctx: Context) -> str:
    record = record_behind(name, node, ctx)
    found = [f.name for f in ctx.records[record].fields if f.kind is FieldKind.DURATION]
    if len(found) != 1:
        raise ctx.refuse(
            "N164",
            node,
            f"{'several fields' if found else 'no field'} of {with_article(record)} tell how long it takes",
            hint=f'Define it: "Used Time" means the total … of the {ctx.records[record].plural} in a month.',
        )
    return found[0]


def _one_in(unit: str, node: Phrase, ctx: Context) -> tuple[str, str]:
    """The one record that tells a length, in the quota's unit if there are several, shows how much of a service is used."""
    lengths = [(r.name, f) for r in ctx.records.values() for f in r.fields if f.kind is FieldKind.DURATION]
    found = [(record, f.name) for record, f in lengths if f.unit is not None and f.unit.name == unit]
    found = found or [(record, f.name) for record, f in lengths]
    if len(found) != 1:
        names = [f"{field} of the {ctx.records[record].plural}" for record, field in found] or ["no record"]
        of = names[0] if found else "Worked of the Timesheets"
        raise ctx.refuse(
            "N164",
            node,
            f"which record shows how much of it there is: {' or '.join(names)}?",
            hint=f'Define it: "Time Spent" means the total {of} in a month; and write "… {unit}s of Time Spent".',
        )
    return found[0]
