"""What the worked examples came to: handed in by whoever ran them, printed beside what the text says."""

from __future__ import annotations

from sladsl.node import node


@node
class Outcome:
    """The result of one worked example.

    `line` is the line of the source on which the example (`Example.place`) begins; `holds` whether everything that the text says
    follows; `computed` the figures in words, one sentence each ("Monthly Uptime in March 2026 is 99.7984%").
    """

    line: int
    holds: bool
    computed: tuple[str, ...] = ()
