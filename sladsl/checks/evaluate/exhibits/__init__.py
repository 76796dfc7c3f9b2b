"""What a statement rests on and does not print: the stretches behind its measures, its ledgers month by month, earlier months, deadlines."""

from __future__ import annotations

from sladsl.checks.evaluate.exhibits.gathering import exhibits
from sladsl.checks.evaluate.exhibits.shown import Ahead, Exhibits, Kind, Page, Stretched, Timed

__all__ = ["Ahead", "Exhibits", "Kind", "Page", "Stretched", "Timed", "exhibits"]
