"""Patterns for what contracts say in many words, for rules that speak of the same thing."""

from __future__ import annotations

from sladsl.prose.figures import PERCENT

LEVEL = rf"\b(?:availab\w+|up-?time)\b[^;]{{0,80}}?(?P<it>{PERCENT})|(?P<that>{PERCENT})(?: of the time| \w+){{0,3}}? (?:availab\w+|up-?time)\b"
"""A level of availability, of which "it" or "that" is the figure."""
FAILING = r"(?:down|outages?|unavailab\w+|interrupt\w+|disrupt\w+|fail\w*|inaccessib\w+|not available|no (?:\w+ )?connectivity|without (?:power|service|connectivity)|not respond\w*|delay\w*|late\w*|packet loss)"
"""A service, or an act, that is not as it should be."""
FAILURE = r"(?:failures?|outages?|incidents?|interruptions?|down-?time|faults?|disruptions?|unavailability|breach(?:es)?|miss(?:es)?)"
"""What it is called when a service, or a party, fails."""
