"""Rows of a window: which rows belong to a month only a field that tells when can say."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import Selection
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.fields import record_behind
from sladsl.model.resolve.phrases import text_of, tidy, with_article
from sladsl.model.schema import FieldKind
from sladsl.syntax.tree import Phrase

_TELLS_WHEN = (FieldKind.TIME, FieldKind.DATE, FieldKind.MONTH)


def check_dated(selection: Selection, phrase: Phrase, ctx: Context) -> None:
    """A warning where rows "in a month" have no time: each of them counts in every month. Without these words that is what is meant."""
    if selection.window is None or any(scope.via is not None for scope in selection.scopes):
        return
    declared = ctx.names.find(selection.name)
    if declared is None or declared.kind not in (NameKind.RECORD, NameKind.SELECTION):
        return  # a stretch of time has a time of its own
    record = ctx.records[record_behind(selection.name, phrase, ctx)]
    if any(field.kind in _TELLS_WHEN for field in record.fields):
        return
    ctx.warn(
        "N041",
        phrase,
        f'"{tidy(text_of(phrase))}" are all {record.plural} that there are: no field of {with_article(record.name)} tells when',
        label="every month the same",
        hint='Add the field to the record ("- Time: time"), or leave out the words on the window.',
    )
