"""Order-form values as they are given from outside the text: "99.9%", "4 hours", "GBP 1,000.00", "12", "500 pounds"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from sladsl.findings import Finding, error
from sladsl.model.agreement import FormValue
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS_IN, Dimension, Quantity, Unit

_FORM = re.compile(
    r"(?:(?P<currency>[A-Z]{3}) )?(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<percent>%)?(?: (?P<unit>[a-z]+))?"
)


def read_quantity(text: str) -> Quantity | None:
    """The quantity, exactly; None where the text is none."""
    found = _FORM.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    value = Fraction(found["number"].replace(",", ""))
    if found["percent"]:
        return None if found["currency"] or found["unit"] else Quantity(value / 100, PERCENT)
    if found["currency"]:
        return None if found["unit"] else Quantity(value, Unit(Dimension.MONEY, found["currency"]))
    if not found["unit"]:
        return Quantity(value, NUMBER)
    unit = found["unit"].removesuffix("s")
    if unit not in SECONDS_IN:
        return Quantity(value, Unit(Dimension.PHYSICAL, unit))
    return Quantity(value * SECONDS_IN[unit], Unit(Dimension.TIME, unit))


def given_values(
    given: Mapping[str, str], wanted: tuple[FormValue, ...]
) -> tuple[dict[str, Quantity], tuple[Finding, ...]]:
    """The values by the name of the order-form value; what is no quantity, of the wrong kind, or not asked for is a finding."""
    values: dict[str, Quantity] = {}
    findings: list[Finding] = []
    by_name = {_plain(value.name): value for value in wanted}
    for name, text in given.items():
        value = by_name.get(_plain(name))
        if value is None:
            names = ", ".join(v.name for v in wanted) or "none"
            findings.append(
                error("V001", f'the agreement has no order-form value "{name}"', None, hint=f"It has: {names}.")
            )
            continue
        quantity = read_quantity(text)
        if quantity is None or not quantity.unit.agrees_with(value.unit):
            wanted_kind = {
                Dimension.PERCENT: 'a percentage such as "99.9%"',
                Dimension.TIME: 'a duration such as "4 hours"',
                Dimension.PHYSICAL: f'a number with its unit such as "12 {value.unit.name}s"',
                Dimension.MONEY: f'an amount such as "{value.unit.name} 1,000.00"',
            }.get(value.unit.dimension, 'a number such as "12"')
            findings.append(error("V002", f'"{text}" cannot be {value.name}: write {wanted_kind}', value.place))
            continue
        values[value.name] = quantity
    return values, tuple(findings)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()
