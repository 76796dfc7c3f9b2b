"""The algebra of stretches against sets of single moments."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sladsl.time.stretches import (
    Stretches,
    at_least,
    beyond_first,
    clip,
    holds,
    intersect,
    merge,
    subtract,
    total,
    total_of_each,
    union,
    use_up_to,
)

some = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8).map(tuple)


def moments(stretches: Stretches) -> set[int]:
    return {moment for a, b in stretches for moment in range(a, b)}


def is_merged(stretches: Stretches) -> bool:
    apart = all(one[1] < two[0] for one, two in pairwise(stretches))
    return apart and all(a < b for a, b in stretches)


@given(some, some)
def test_set_algebra(left: Stretches, right: Stretches) -> None:
    for got, want in (
        (merge(left), moments(left)),
        (union(left, right), moments(left) | moments(right)),
        (intersect(left, right), moments(left) & moments(right)),
        (subtract(left, right), moments(left) - moments(right)),
    ):
        assert moments(got) == want
        assert is_merged(got)


@given(some, st.integers(0, 40), st.integers(0, 40))
def test_clip_and_totals(stretches: Stretches, start: int, end: int) -> None:
    clipped = clip(stretches, start, end)
    assert moments(clipped) == moments(stretches) & set(range(start, end))
    assert total(stretches) == len(moments(stretches))
    assert total_of_each(stretches) == sum(len(range(a, b)) for a, b in stretches)
    assert all(holds(stretches, moment) == (moment in moments(stretches)) for moment in range(41))


@given(some, st.integers(0, 12))
def test_lengths_are_of_each_stretch(stretches: Stretches, length: int) -> None:
    real = [stretch for stretch in stretches if stretch[0] < stretch[1]]
    assert sorted(at_least(stretches, length)) == sorted(s for s in real if len(range(*s)) >= length)
    assert sorted(beyond_first(stretches, length)) == sorted(
        (a + length, b) for a, b in real if len(range(a, b)) > length
    )


@given(some, st.integers(0, 60))
def test_an_allowance_is_used_from_one_end(stretches: Stretches, allowance: int) -> None:
    ordered = sorted(moments(stretches))
    assert moments(use_up_to(stretches, allowance, "earliest")) == set(ordered[:allowance])
    assert moments(use_up_to(stretches, allowance, "latest")) == set(ordered[max(0, len(ordered) - allowance) :])


def test_touching_stretches_are_two_until_merged() -> None:
    parts = ((0, 3), (3, 6))
    assert at_least(parts, 5) == ()
    assert at_least(merge(parts), 5) == ((0, 6),)
    assert total(beyond_first(parts, 2)) == 2
    assert total(beyond_first(merge(parts), 2)) == 4
