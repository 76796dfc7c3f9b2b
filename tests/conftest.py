"""What holds for all tests: a slow machine is no failure of a property.

Properties are tried on the same cases each time, so that what is green stays green. `pytest --hypothesis-profile=random` tries others;
what falls out there says how to repeat it.
"""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("random", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")

gc.set_threshold(
    50_000, 20, 20
)  # as in a command: tests make what they keep, and to look for what they left takes a part of their time
