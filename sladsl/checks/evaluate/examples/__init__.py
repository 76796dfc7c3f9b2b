"""Worked examples: the clean world of their events, what the text gives for each expectation, and for which sentence an example stands."""
