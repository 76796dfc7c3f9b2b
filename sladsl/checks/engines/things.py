"""The things for each of which something is measured, as queries that stand alone, and which rows are theirs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from sladsl.checks.engines.alone import listed, of_row, relation_of, table_as
from sladsl.checks.engines.predicates import holds
from sladsl.checks.evaluate.measuring import masks
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Selection
from sladsl.model.schema import Field, FieldKind, Record


class Things:
    """The rows of a record, each by its key, or the choices of a field."""

    def __init__(self, group: Selection, world: World) -> None:
        self.name, self._world = group.name, world
        self.record = world.record(group.name)
        self._choices: tuple[str, ...] = ()
        self._where: exp.Expr | None = None
        if self.record is None:
            choosing = (record.field(group.name) for record in world.plan.records)
            found = next((field for field in choosing if field is not None and field.choices), None)
            if found is None or world.definition(group.name) is not None or group.where is not None:
                raise Refused("", f"its {group.name} is neither a record nor a choice")
            self._choices = found.choices
        elif not self.record.key:
            raise Refused("", f"a {group.name} has no name")
        elif any(life.record == self.record.name and (life.start or life.end) for life in world.plan.lives):
            raise Refused("", "its rows have a time of service")
        elif group.where is not None:
            if not masks.is_plain(group.where, world):
                raise Refused("", f"which {group.name} is meant does not stand in it")
            self._where = of_row(holds(group.where, relation_of(self.record), Scope(world, world.term)), "t")
        if group.scopes or group.window is not None:
            raise Refused("", f"which {group.name} is meant differs from window to window")

    def listed(self, *fields: str) -> exp.Select:
        """`thing`, and by their names, quoted, such fields of it; a choice is its own field."""
        if self.record is None:
            if any(name != self.name for name in fields):
                raise Refused("", f"a {self.name} has nothing by which its level differs")
            choices = listed([("thing", "VARCHAR")], [[choice] for choice in self._choices])
            query = exp.select("t.thing").from_(choices.subquery("t"))
            return query.select(*(exp.column("thing", "t").as_(of_thing(name), quoted=True) for name in fields))
        if any(self.record.field(name) is None for name in fields):
            raise Refused("", f"a {self.name} has nothing by which its level differs")
        query = exp.select(exp.column(self.record.key, "t", quoted=True).as_("thing"))
        query = query.select(*(exp.column(name, "t", quoted=True).as_(of_thing(name), quoted=True) for name in fields))
        query = query.from_(table_as(self.record, "t"))
        return query if self._where is None else query.where(self._where)

    def of(self, record: Record) -> list[tuple[Field, ...]]:
        """By which fields rows of the record are those of a thing, each from reference to reference; [] where they are nobody's and count
        for all. See `restricting.restrictions`."""
        if self.record is not None and record.name == self.record.name:
            key = record.field(record.key)
            assert key is not None
            return [(key,)]
        return list(self._paths(record, (record.name,)))

    def _paths(self, record: Record, seen: tuple[str, ...]) -> Iterator[tuple[Field, ...]]:
        direct = record.reference_to(self.name)
        if direct is not None:
            yield (direct,)
        for field in record.fields:
            of = self._world.record(field.record) if field.kind is FieldKind.REFERENCE else None
            if of is not None and field != direct and of.name not in seen:
                yield from ((field, *path) for path in self._paths(of, (*seen, of.name)))

    def joined(self, query: exp.Select, record: Record, row: str) -> exp.Select:
        """With `thing` for each row of the record, which stands as `row`; what belongs to no thing is not in it."""
        paths = self.of(record)
        cells = []
        for number, path in enumerate(paths):
            alias = row
            for step, field in enumerate(path[:-1]):
                to = self._world.record(field.record)
                assert to is not None
                if not to.key:
                    raise Refused("", f"a {to.name} has no name")
                name = f"{row}_{number + 1}_{step + 1}"
                at = exp.column(field.name, alias, quoted=True)
                on = exp.EQ(this=at, expression=exp.column(to.key, name, quoted=True))
                table = table_as(to, name)
                query, alias = query.join(table, on=on), name
            cells.append(exp.column(path[-1].name, alias, quoted=True))
        first, *others = cells
        same = [exp.EQ(this=one, expression=first.copy()) for one in others]
        there = exp.Is(this=first.copy(), expression=exp.Null()).not_()
        return query.select(first.copy().as_("thing")).where(there, *same)


def of_thing(field: str) -> str:
    """The column with a field of a thing."""
    return f"of {field}"
