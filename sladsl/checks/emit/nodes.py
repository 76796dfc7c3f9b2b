"""What a node of the plan speaks of: found by walking its fields, so that no kind of node can be forgotten."""

from __future__ import annotations

from sladsl.checks.plan import Definition, Plan
from sladsl.model import algebra as a
from sladsl.model import consequences, moments
from sladsl.model.node import nodes_and_values
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS, Dimension, Quantity, Unit
from sladsl.model.schema import Field, FieldKind, Record


class Facts:
    """Looks up what names mean in a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.records = {record.name: record for record in plan.records}
        self.definitions = {definition.name: definition for definition in plan.definitions}
        self.form_values = {value.name: value for value in plan.form_values}
        self.services = {service.name: service for service in plan.services}
        self.choice_fields: dict[str, tuple[str, ...]] = {}
        for record in plan.records:
            for field in record.fields:
                if field.kind is FieldKind.CHOICE:
                    self.choice_fields.setdefault(field.name, field.choices)
        self._known = {*self.records, *self.definitions, *self.choice_fields}

    def uses(self, node: object, dues_too: bool = True) -> tuple[str, ...]:
        """The records, definitions and choice fields of which a node speaks, through definitions and (`dues_too`) through what says when acts
        are due."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for one in nodes_and_values(waiting.pop()):
                if isinstance(one, a.InTime | a.Late | moments.DuePoint):
                    waiting += [*self.plan.dues, *(duty.kind for duty in self.plan.duties)] if dues_too else []
                    dues_too = False
                if isinstance(one, a.Misses):
                    found |= set(self.records)
                if (period := self.period_asked(one)) is not None and period.name not in found:
                    found.add(period.name)
                    waiting.append(period.body)
                if isinstance(one, str) and one in self._known and one not in found:
                    found.add(one)
                    if one in self.definitions:
                        waiting.append(self.definitions[one].body)
        return tuple(sorted(found & self._known))

    def counts_units(self, node: object) -> bool:
        """Whether a node asks how many declared units have been incurred, itself or through definitions."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for one in nodes_and_values(waiting.pop()):
                if isinstance(one, a.UnitsIncurred):
                    return True
                if isinstance(one, str) and one in self.definitions and one not in found:
                    found.add(one)
                    waiting.append(self.definitions[one].body)
        return False

    def sampled(self, node: object) -> tuple[str, ...]:
        """The records that a measure needs; of them, those without a file leave it undetermined."""
        return tuple(name for name in self.uses(node, dues_too=False) if name in self.records)

    def varies(self, node: object, seen: frozenset[str] = frozenset()) -> bool:
        """Whether what a node means depends on the window in which it is asked. A measured state brings its own windows."""
        for one in nodes_and_values(node, (a.MeasureState,)):
            match one:
                case moments.Supplied() | moments.Neighbour() | a.Misses() | a.Hysteresis() | a.InWindows() | a.Ever():
                    return True
                case a.HasCount() | a.CreditsReachCap() | a.LedgerBalance() | a.UnitsIncurred():
                    return True
                case moments.Around(point=None):
                    return True
                case a.InTime() | a.Late() | a.Done(limit=moments.Limit()):
                    return True  # what is pending waits only where it touches the window
                case a.FromTo(end=end) if self._may_be_open(end):
                    return True
                case a.Lasts() | a.ItemLength() | moments.ItemEdge() if (period := self.period_asked(one)) is not None:
                    if period.name not in seen and self.varies(period.body, seen | {period.name}):
                        return True
                case str() if one in self.definitions and one not in seen:
                    body = self.definitions[one].body
                    if self.varies(body, seen | {one}):
                        return True
                case _:
                    pass
        return False

    def on_dues(self, node: object, seen: frozenset[str] = frozenset()) -> bool:
        """Whether it asks what is in time or late, through definitions."""
        return any(
            isinstance(one, a.InTime | a.Late)
            or (
                isinstance(one, str)
                and one in self.definitions
                and one not in seen
                and self.on_dues(self.definitions[one].body, seen | {one})
            )
            for one in nodes_and_values(node)
        )

    def _may_be_open(self, end: moments.Point) -> bool:
        if not isinstance(end, moments.FieldPoint):
            return True
        field = self.field_of(end.record, end.field)
        return field is None or field.optional

    def of_its_row(self, node: object) -> bool:
        """Whether a period taken from another depends on the row of the piece: ", except its Waiting"."""
        for one in nodes_and_values(node, (a.FromTo,)):
            if isinstance(one, a.FieldPeriods):
                return True
            if isinstance(one, a.WindowPeriod) and isinstance(one.window, moments.Before | moments.Around):
                return True
        return False

    def of_intervals(self, node: object, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a period is made of intervals of the clock, through definitions."""
        return any(
            isinstance(one, a.Intervals)
            or (
                isinstance(one, a.NamedPeriod)
                and one.name in self.definitions
                and one.name not in seen
                and self.of_intervals(self.definitions[one.name].body, seen | {one.name})
            )
            for one in nodes_and_values(node)
        )

    def base_record(self, name: str) -> Record | None:
        """The record of a selection's rows, through named selections."""
        seen: set[str] = set()
        while name not in self.records and name in self.definitions and name not in seen:
            seen.add(name)
            body = self.definitions[name].body
            if not isinstance(body, a.Selection):
                return None
            name = body.name
        return self.records.get(name)

    def period_asked(self, node: object) -> Definition | None:
        """The period that a node asks of a row: how long "each Incident that lasts more than 4 hours" lasts says the first definition that
        makes a piece of every Incident."""
        record = self.base_record(node.name) if isinstance(node, a.Lasts | a.ItemLength | moments.ItemEdge) else None
        if record is None:
            return None
        return next((one for one in self.plan.definitions if self.rows_of_pieces(one) == record.name), None)

    def rows_of_pieces(self, definition: Definition) -> str:
        """The record of whose rows the period makes a piece each; "" where it is another."""
        body = a.innermost(definition.body)
        record = self.base_record(body.selection.name) if isinstance(body, a.FromTo) else None
        return record.name if record is not None else ""

    def field_of(self, name: str, field: str) -> Field | None:
        record = self.base_record(name)
        return record.field(field) if record is not None else None

    def is_total(self, measure: object) -> bool:
        """Whether its value in a window is the sum of those of the parts of the window."""
        totals = isinstance(measure, a.OfField | a.OfPeriod) and measure.aggregate is a.Aggregate.TOTAL
        return totals or isinstance(measure, a.CountOf)

    def has_ends(self, measure: a.Measure) -> bool:
        """Whether it is known what pending rows can make of the measure at the least and at the most: then some targets are decided while
        they are pending. A total is none such, as a row can bring less than nothing."""
        match measure:
            case a.CountOf() | a.ShareOfRecords() | a.ShareOfUnits():
                return True
            case a.Rounded(measure=inner):
                return self.has_ends(inner)
            case a.NamedMeasure(name=name) if name in self.definitions:
                return self.has_ends(self.definitions[name].body)  # type: ignore[arg-type]
            case _:
                return False

    # --- units ---------------------------------------------------------------------------------------------------------

    def unit_of(self, measure: a.Measure) -> Unit | None:
        match measure:
            case a.NamedMeasure(name=name):
                if name in self.definitions:
                    return self.definitions[name].unit
                return self.form_values[name].unit if name in self.form_values else None
            case a.ShareOfRecords() | a.ShareOfTime() | a.ShareOfUnits():
                return PERCENT
            case a.CountOf() | a.UnitsIncurred():
                return NUMBER
            case a.OfPeriod(aggregate=aggregate):
                return NUMBER if aggregate is a.Aggregate.NUMBER else SECONDS
            case a.OfField(aggregate=aggregate, fields=names, selection=selection):
                if aggregate is a.Aggregate.NUMBER:
                    return NUMBER
                return self._unit_of_field(self.field_of(selection.name, names[0]))
            case a.ItemValue(record=record, field=field):
                return self._unit_of_field(self.field_of(record, field))
            case (
                a.OverWindows(measure=inner)
                | a.OverThings(measure=inner)
                | a.Rounded(measure=inner)
                | a.ExtremeOf(left=inner)
            ):
                return self.unit_of(inner)
            case a.Constant(quantity=quantity):
                return quantity.unit
            case a.ItemLength():
                return SECONDS
            case a.Arithmetic(operator=operator, left=left, right=right):
                return self._unit_of_sum(operator, self.unit_of(left), self.unit_of(right))
            case a.LedgerBalance(ledger=name):
                return self.unit_of_ledger(name)

    def _unit_of_sum(self, operator: a.Operator, left: Unit | None, right: Unit | None) -> Unit | None:
        if operator is a.Operator.OVER and left is not None and right is not None and left.agrees_with(right):
            return NUMBER
        if (
            operator is a.Operator.TIMES
            and left is not None
            and left.dimension in (Dimension.NUMBER, Dimension.PERCENT)
        ):
            return right
        return left

    def _unit_of_field(self, field: Field | None) -> Unit | None:
        if field is None or field.kind is FieldKind.NUMBER:
            return NUMBER
        if field.kind is FieldKind.PERCENT:
            return PERCENT
        return field.unit

    def unit_of_ledger(self, name: str) -> Unit | None:
        for ledger in self.plan.ledgers:
            if ledger.name == name:
                if ledger.kind is consequences.LedgerKind.ABOVE_CAP:
                    return Unit(Dimension.MONEY, self.plan.currency)
                for duty in self.plan.duties:
                    measure = getattr(duty.kind, "measure", None)
                    if duty.name == ledger.of and measure is not None:
                        return self.unit_of(measure)
                for quota in self.plan.quotas:
                    if quota.name == ledger.of:
                        limit = quota.limit.limit
                        return limit.unit if isinstance(limit, Quantity) else self.unit_of(quota.used)
        return None


def unit_text(unit: Unit | None) -> str:
    """As statements show it: "%" or the unit's name."""
    if unit is None:
        return ""
    return "%" if unit.dimension is Dimension.PERCENT else unit.name
