"""What a search takes for granted where a draft does not say it yet: a price, an order-form value, a zone, business days.

What is missing there is a finding of its own. An amount that hangs on it can only be shown for an example, and the example says so.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.checks.figures import quantity
from sladsl.checks.plan import Calendar, FormValue, Plan, Service
from sladsl.model.moments import WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import Dimension, Quantity, Unit

_MONTHLY = Fraction(10_000)
_AGREED = {
    Dimension.PERCENT: Fraction(999, 1000),
    Dimension.TIME: Fraction(4 * 3600),
    Dimension.MONEY: Fraction(1000),
}
_BUSINESS_DAYS = Calendar((0, 1, 2, 3, 4), False, (), False)
_CURRENCY = "EUR"


def assumed(plan: Plan) -> Plan:
    """The same plan where it lacks nothing."""
    currency = plan.currency or _currency_in(plan)
    services = tuple(_priced(one, currency) for one in plan.services)
    forms = tuple(_agreed(one, currency) for one in plan.form_values)
    changed = (
        currency != plan.currency
        or any(a is not b for a, b in zip(services, plan.services, strict=True))
        or any(a is not b for a, b in zip(forms, plan.form_values, strict=True))
    )
    calendar = _with_business_days(plan.calendar)
    if plan.zone and calendar is plan.calendar and not changed:
        return plan
    return replace(
        plan,
        zone=plan.zone or "UTC",
        currency=currency,
        calendar=calendar,
        services=services,
        form_values=forms,
    )


def assumptions_told(plan: Plan) -> tuple[str, ...]:
    """What `assumed` takes for granted of figures, as sentences."""
    made = assumed(plan)
    told = [
        f"The {service.name} fee is {quantity(service.price)} a {service.unit}."
        for service, before in zip(made.services, plan.services, strict=True)
        if before.price is None and service.price is not None
    ]
    told += [
        f"{form.name} is agreed at {quantity(form.value)}."
        for form, before in zip(made.form_values, plan.form_values, strict=True)
        if before.value is None and form.value is not None
    ]
    return tuple(told)


def _with_business_days(calendar: Calendar | None) -> Calendar:
    if calendar is None:
        return _BUSINESS_DAYS
    lacks_holidays = calendar.business_days_except_holidays and not calendar.holidays
    if calendar.business_days and not lacks_holidays:
        return calendar
    return replace(
        calendar,
        business_days=calendar.business_days or _BUSINESS_DAYS.business_days,
        business_days_except_holidays=calendar.business_days_except_holidays and not lacks_holidays,
    )


def _currency_in(plan: Plan) -> str:
    """That of the first amount that the text names."""
    priced = (one.price.unit.name for one in plan.services if one.price is not None)
    named = (
        node.unit.name
        for node in nodes((plan.consequences, plan.rules, plan.definitions))
        if isinstance(node, Quantity) and node.unit.dimension is Dimension.MONEY
    )
    return next((one for one in (*priced, *named) if one), _CURRENCY)


def _priced(service: Service, currency: str) -> Service:
    if service.price is not None:
        return service
    return replace(service, price=Quantity(_MONTHLY, Unit(Dimension.MONEY, currency)), unit=WindowUnit.MONTH)


def _agreed(form: FormValue, currency: str) -> FormValue:
    if form.value is not None:
        return form
    unit = Unit(Dimension.MONEY, currency) if form.unit.dimension is Dimension.MONEY else form.unit
    return replace(form, value=Quantity(_AGREED.get(unit.dimension, Fraction(10)), unit))
