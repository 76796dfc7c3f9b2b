"""Duties and what follows from them as SQL that stands alone, a view each."""

from __future__ import annotations

from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from sladsl.checks.engines.alone import AS_OF_VIEW
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.items import Documents, Items
from sladsl.checks.engines.levels import level_of, stands, why_not
from sladsl.checks.engines.names import Dialects
from sladsl.checks.engines.owed import Owed, Shown
from sladsl.checks.engines.stretches import MICROS
from sladsl.checks.engines.views import View
from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done, Selection
from sladsl.model.duties import Act, Document, Duty, EachRecord, Level
from sladsl.model.readings import OpenReading, Readings
from sladsl.records.table import OPEN_END, Records


@dataclass(frozen=True)
class Written:
    """The views of one dialect, and of each duty, consequence and cap why it has none, or what it leaves out (`apart`)."""

    text: str
    refused: dict[str, str]
    apart: dict[str, str]


def written(plan: Plan, dialect: str) -> Written:
    parts: list[str] = []
    refused: dict[str, str] = {}
    views: dict[str, Shown] = {}
    world = World(plan, Records(), Readings(plan.readings, {}), OPEN_END)
    deadlines = Deadlines(plan)
    for duty in plan.duties:
        try:
            view = _view(duty, plan, world, deadlines)
            text = _created(duty.name, f'clause "{duty.clause}", line {duty.place.line}', view.query(), dialect)
        except (Refused, OpenReading) as reason:
            refused[duty.name] = why_not(reason)
        else:
            parts.append(text)
            views[duty.name] = view
    apart = {name: view.apart for name, view in views.items() if view.apart}
    owed = Owed(plan, views, world, deadlines)
    parts += [_created(name, line, query, dialect) for name, line, query in owed.queries()]
    if parts:
        now = exp.select(exp.CurrentTimestamp().as_("moment"))
        head = [
            _created(AS_OF_VIEW, "the time of settlement: put another in its place to settle as of then", now, dialect)
        ]
        for name, (said, query) in deadlines.queries.items():
            if any(exp.to_identifier(name, quoted=True).sql(dialect) in part for part in parts):
                head.append(_created(name, f"until when: {said}", query, dialect))
        parts = head + parts
    return Written("\n".join(parts), refused | owed.refused, apart | owed.apart)


def _view(duty: Duty, plan: Plan, world: World, deadlines: Deadlines) -> Shown:
    match duty.kind:
        case Level():
            level, spec = level_of(duty, plan)
            return View(level, spec, world, deadlines)
        case EachRecord(selection=selection, that=that):
            stands(duty, plan)
            return Items(selection, that, world, deadlines, forbidden=duty.modality == "shall not")
        case Act(each=Selection() as each, condition=None, record=record, field=field, limit=limit) if (
            field and rows.period_of(each, world) is None and rows.record_of(each, world).name == record
        ):
            stands(duty, plan)
            return Items(each, Done(record, field, limit), world, deadlines, forbidden=duty.modality == "shall not")
        case Document():
            stands(duty, plan)
            if duty.modality != "shall":
                raise Refused("", "it is forbidden to send it")
            return Documents(duty.kind, plan, world)
        case _:
            raise Refused("", "no record shows it, or it hangs on more than rows of one record")


def _created(name: str, said: str, query: exp.Query, dialect: str) -> str:
    shown = exp.to_identifier(name, quoted=True).sql(dialect)
    text = _in(dialect, query).sql(dialect, pretty=True, identify=True, max_text_width=160)
    # Where nothing is joined there, ClickHouse has a zero unless it is told otherwise.
    settings = "\nSETTINGS join_use_nulls = 1" if dialect == Dialects.CLICKHOUSE else ""
    return f"-- {said}\nCREATE VIEW {shown} AS\n{text}{settings};\n"


def _in(dialect: str, query: exp.Query) -> exp.Query:
    """As the dialect needs it, where its own words for the same are not exact: times with six decimals, and many rows in one list."""
    for call in list(query.find_all(exp.Anonymous)):
        if call.this == MICROS:
            of = call.expressions[0].sql(dialect, identify=True)
            call.replace(sqlglot.parse_one(_MICROS[Dialects(dialect)].format(of), dialect=dialect))
    if dialect not in _TIMES:
        return query
    kind = exp.DataType.build(_TIMES[Dialects(dialect)], dialect=dialect)
    for one in list(query.find_all(exp.DataType)):
        if one.this is exp.DataType.Type.TIMESTAMPTZ:
            one.replace(kind.copy())
    for values in list(query.find_all(exp.Values)) if dialect == Dialects.CLICKHOUSE else ():
        values.replace(_values(values))
    return query


def _values(values: exp.Values) -> exp.Expr:
    """Rows as a table function: each column a text or a whole number."""
    alias = values.args["alias"]
    rows = values.expressions
    kinds = []
    for number, column in enumerate(alias.columns):
        texts = all(row.expressions[number].is_string or isinstance(row.expressions[number], exp.Null) for row in rows)
        kinds.append(f"{column.name} Nullable({'String' if texts else 'Int64'})")
    made = exp.Anonymous(this="VALUES", expressions=[exp.Literal.string(", ".join(kinds)), *rows])
    return exp.alias_(exp.Table(this=made), alias.name, table=True)


_TIMES = {Dialects.CLICKHOUSE: "Nullable(DateTime64(6, 'UTC'))", Dialects.TRINO: "TIMESTAMP(6) WITH TIME ZONE"}
_MICROS = {
    Dialects.DUCKDB: "EPOCH_US({})",
    Dialects.SPARK: "UNIX_MICROS({})",
    Dialects.POSTGRES: "CAST(EXTRACT(EPOCH FROM {}) * 1000000 AS BIGINT)",
    Dialects.SNOWFLAKE: "DATE_PART(EPOCH_MICROSECOND, {})",
    # Its seconds are doubles: whole ones, and the six digits that stand behind them.
    Dialects.TRINO: "DATE_DIFF('SECOND', TIMESTAMP '1970-01-01 00:00:00 UTC', {0}) * 1000000 "
    "+ CAST(SUBSTRING(CAST(CAST({0} AS TIMESTAMP(6) WITH TIME ZONE) AS VARCHAR), 21, 6) AS BIGINT)",
    Dialects.CLICKHOUSE: "toUnixTimestamp64Micro(CAST({} AS Nullable(DateTime64(6, 'UTC'))))",
}
