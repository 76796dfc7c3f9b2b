"""What a database was asked it is not asked again: worlds of one settlement differ in readings and not in rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, TypeVar, cast

from sqlglot import exp

_T = TypeVar("_T")


class Keeping(ABC):
    """`queries`: what it was asked, in its `dialect`."""

    dialect: ClassVar[str]

    def __init__(self) -> None:
        self._known: dict[Hashable, object] = {}
        self.queries: list[str] = []

    @abstractmethod
    def query(self, text: str) -> list[tuple[Any, ...]]:
        """Raises `DatabaseError` where the query fails."""

    def rows(self, query: exp.Query) -> Sequence[tuple[Any, ...]]:
        text = query.sql(self.dialect, copy=False)
        if text not in self._known:
            self.queries.append(text)
            self._known[text] = self.query(text)
        return cast("Sequence[tuple[Any, ...]]", self._known[text])

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        if key not in self._known:
            self._known[key] = make()
        return cast(_T, self._known[key])
