"""Aggregates of exact numbers: totals, averages, medians, percentiles."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import Aggregate


def aggregate(
    kind: Aggregate,
    values: Sequence[int],
    scale: int,
    percentile: Fraction | None,
    world: World,
    weights: Sequence[int] | None = None,
) -> Fraction | None:
    """Of the values divided by `scale`; a value weighs as many as its weight says. None: there are no values.

    Median: the mean of the two in the middle for an even number. Percentile p of n values: by the nearest rank the value of rank
    ceil(p/100 × n); interpolated linearly at rank 1 + p/100 × (n - 1) (Hyndman and Fan, 1996, definitions 1 and 7).
    """
    if kind is Aggregate.NUMBER:
        return Fraction(len(values) if weights is None else sum(weights))
    if kind is Aggregate.TOTAL:
        return Fraction(sum(values) if weights is None else _weighted(values, weights), scale)
    if not values:
        return None
    match kind:
        case Aggregate.AVERAGE:
            if weights is None:
                return Fraction(sum(values), scale * len(values))
            return Fraction(_weighted(values, weights), scale * sum(weights))
        case Aggregate.HIGHEST | Aggregate.LONGEST:
            return Fraction(max(values), scale)
        case Aggregate.LOWEST:
            return Fraction(min(values), scale)
        case Aggregate.MEDIAN | Aggregate.PERCENTILE:
            ordered = sorted(values if weights is None else _repeated(values, weights))
            if kind is Aggregate.MEDIAN:
                n = len(ordered)
                return Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2 * scale)
            assert percentile is not None
            return _percentile(ordered, scale, percentile, world)
        case _:
            assert_never(kind)


def _weighted(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def _repeated(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    return [value for value, weight in zip(values, weights, strict=True) for _ in range(weight)]


def _percentile(ordered: list[int], scale: int, percentile: Fraction, world: World) -> Fraction:
    n = len(ordered)
    exact = percentile * n / 100
    nearest = ordered[max(-(-exact.numerator // exact.denominator), 1) - 1]
    place = percentile * (n - 1) / 100
    low = place.numerator // place.denominator
    between = ordered[low] + (place - low) * (ordered[min(low + 1, n - 1)] - ordered[low])
    if nearest == between:
        return Fraction(nearest, scale)
    match world.reading("percentile"):
        case "nearest rank":
            return Fraction(nearest, scale)
        case "linear":
            return between / scale
        case other:
            raise ValueError(f"no reading of percentile: {other}")
