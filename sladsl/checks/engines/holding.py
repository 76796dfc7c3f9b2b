"""Which records an engine holds."""

from __future__ import annotations

from collections.abc import Mapping

from sladsl.checks.engines.measuring import Holding
from sladsl.checks.engines.relation import Database, Relation
from sladsl.checks.evaluate.measuring.held import far_table, near_table
from sladsl.records.table import Records, Table


def held(database: Database, relations: Mapping[str, Relation], records: Records) -> tuple[Records, Holding]:
    """The records with tables of the database: beside the rows that were read, and alone where none were."""
    holding = Holding(database, relations)
    tables: dict[str, Table] = dict(records.tables)
    for name, relation in relations.items():
        here = records.get(name)
        if here is not None:
            tables[name] = near_table(here, holding)
        else:
            tables[name] = far_table(relation.record, relation.rows, relation.file, holding)
    return Records(tables, records.rows_set_aside), holding
