"""A bar on the terminal while work takes more than a second. Nothing of it stands in any output, and nothing is shown where there is no terminal."""

from __future__ import annotations

import os
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_AFTER = 1  # seconds


class Working:
    """`with Working("Settling", 5) as told:` and `told("tickets.csv")` as each of five steps begins; without a number of steps the bar only
    moves. It is gone when the work is done, or fails."""

    def __init__(
        self, what: str, steps: int | None = None, stream: TextIO | None = None, after: float = _AFTER
    ) -> None:
        self._what, self._steps = what, steps
        self._stream = stream if stream is not None else sys.stderr
        self._after = after
        self._begun = -1
        self._lock = threading.Lock()
        self._bar: tuple[Progress, TaskID] | None = None
        self._timer: threading.Timer | None = None
        self._over = False

    def __enter__(self) -> Self:
        if self._stream.isatty() and os.environ.get("TERM") != "dumb":
            self._timer = threading.Timer(self._after, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __call__(self, step: str) -> None:
        with self._lock:
            self._what, self._begun = step, self._begun + 1
            self._draw()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._over:
                return
            colour = None if os.environ.get("NO_COLOR") else "auto"
            console = Console(file=self._stream, color_system=colour)  # type: ignore[arg-type]
            columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
            bar = Progress(*columns, console=console, transient=True)
            self._bar = (bar, bar.add_task(self._what, total=self._steps))
            bar.start()
            self._draw()

    def _draw(self) -> None:
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, description=self._what, completed=max(self._begun, 0))

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar[0].stop()
