"""Agreements for real records settle to the reference figures beside those records, in each zone and under each reading that they give."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from tests.real import figures
from tests.real.figures import DATASETS, FOLDER, Dataset, Figures
from tests.settling import SECONDS, Json, settle

HERE = Path(__file__).parent / "real"
BY_NAME = {dataset.name: dataset for dataset in DATASETS}
IN_EACH_ZONE = [pytest.param(d, zone, id=f"{d.name}-{zone}") for d in DATASETS for zone in d.zones]

UNTIL_NEXT = "A Probe stands for the time until the next Probe."
AS_SOON_AS = "A time limit in hours of a calendar ends as soon as so many of them have passed."
NEXT_STARTS = "A time limit in hours of a calendar ends when the next of them starts."


def values(statement: Json) -> Figures:
    """By clause, group and first day of the window; times in milliseconds or hours, as the figures have them."""
    found: Figures = {}
    for window in statement["windows"]:
        for duty in window["duties"]:
            if duty["value"] is not None:
                in_hours = duty["clause"] in ("Length of outages", "Length of disturbances", "Average time")
                shown = Fraction(3600) if in_hours else SECONDS["millisecond"]
                factor = SECONDS[duty["unit"]] / shown if duty["unit"] in SECONDS else Fraction(1)
                found[duty["clause"], duty["group"], duty["from"]] = Fraction(duty["value"]) * factor
    return found


def settled(dataset: Dataset, zone: str, folder: Path, replace: dict[str, str] | None = None) -> Figures:
    if not dataset.present():
        pytest.skip(f"{dataset.source}.csv is not in {FOLDER}: set SLADSL_REAL_RECORDS to the folder that has it")
    dataset.write_records(folder)
    sentences = {"Times are in UTC.": f"Times are in {zone}.", **(replace or {})}
    return values(settle(HERE / f"{dataset.name}.sla", folder, dataset.as_of, sentences))


PRINTED = ("Tail", "Middle", "Far tail", "Worst")
"""Figures that the reference prints with 6 decimal places, of values with binary noise in the decimals as published."""


def compare(found: Figures, wanted: Figures) -> None:
    assert wanted
    found = {key: Fraction(round(v * 10**6), 10**6) if key[0] in PRINTED else v for key, v in found.items()}
    wrong = {key: (found.get(key), figure) for key, figure in wanted.items() if found.get(key) != figure}
    assert not wrong, f"{len(wrong)} of {len(wanted)} figures (found, reference): {dict(list(wrong.items())[:5])}"


def reference(dataset: Dataset) -> Json:
    read: Json = json.loads((FOLDER / f"{dataset.source}.expected.json").read_text())
    return read


@pytest.mark.parametrize(("dataset", "zone"), IN_EACH_ZONE)
def test_reference_figures(dataset: Dataset, zone: str, tmp_path: Path) -> None:
    replace = {
        "follows the Standard Interpretation Rules, edition 1.": f"follows the Standard Interpretation Rules, edition 1.\n{NEXT_STARTS}"
    }
    found = settled(dataset, zone, tmp_path, replace if dataset.name == "tickets" else None)
    compare(found, dataset.expected(zone))


@pytest.mark.parametrize("zone", BY_NAME["probes"].zones)
def test_outages_from_the_last_answer_before_them(zone: str, tmp_path: Path) -> None:
    replace = {
        UNTIL_NEXT: "A Probe stands for the time from the preceding Probe until the next Probe.",
        "each period in which every Probe": "each period in which a Probe",
    }
    found = settled(BY_NAME["probes"], zone, tmp_path, replace)
    compare(found, figures.probes_pessimistic(reference(BY_NAME["probes"]), zone))


@pytest.mark.parametrize("zone", BY_NAME["incidents"].zones)
def test_overlapping_incidents_counted_each(zone: str, tmp_path: Path) -> None:
    rules = "follows the Standard Interpretation Rules, edition 1."
    more = f"{rules}\nOverlapping Outage counts for each.\nOverlapping Disturbance counts for each."
    found = settled(BY_NAME["incidents"], zone, tmp_path, {rules: more})
    compare(found, figures.incidents_counted_each(reference(BY_NAME["incidents"]), zone))


@pytest.mark.parametrize("zone", BY_NAME["tickets"].zones)
def test_hours_of_a_calendar_that_end_as_soon_as_they_have_passed(zone: str, tmp_path: Path) -> None:
    rules = "follows the Standard Interpretation Rules, edition 1."
    found = settled(BY_NAME["tickets"], zone, tmp_path, {rules: f"{rules}\n{AS_SOON_AS}"})
    compare(found, figures.tickets_as_soon_as(zone))
