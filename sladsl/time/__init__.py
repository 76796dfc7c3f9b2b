"""Exact time arithmetic: instants are integer microseconds since the epoch (UTC), places of the clock are
IANA zone names.

Nothing here guesses: whatever a contract can mean in two ways is a parameter without a default.
"""
