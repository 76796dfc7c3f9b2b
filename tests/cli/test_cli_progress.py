"""The bar of long work: on a terminal alone, after a while alone, and gone when the work is over."""

from __future__ import annotations

import io
import time

import pytest

from sladsl.commands.progress import Working


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")


def until(stream: io.StringIO, said: str) -> None:
    """The bar has its own thread, and the machine may be busy."""
    end = time.monotonic() + 20
    while said not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.02)
    assert said in stream.getvalue()


@pytest.mark.parametrize("steps", [2, None])
def test_long_work_is_shown_on_a_terminal_and_goes_away(steps):
    stream = Screen()
    with Working("Settling", steps, stream, 0) as told:
        told("Reading")
        until(stream, "Reading")
        told("Writing [b]")
        until(stream, "Writing [b]")
    assert stream.getvalue().endswith("\x1b[1A\x1b[2K")


def shown(stream: io.StringIO, *, after: float) -> str:
    with Working("Settling", 2, stream, after) as told:
        told("Reading")
        time.sleep(0.1)
    return stream.getvalue()


def test_short_work_shows_nothing():
    assert shown(Screen(), after=30) == ""


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch):
    assert shown(io.StringIO(), after=0.01) == ""
    monkeypatch.setenv("TERM", "dumb")
    assert shown(Screen(), after=0.01) == ""


def test_a_failure_ends_the_bar():
    stream = Screen()

    def fail() -> None:
        with Working("Settling", 2, stream, 0):
            until(stream, "Settling")
            raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        fail()
    before = stream.getvalue()
    time.sleep(0.2)
    assert stream.getvalue() == before
