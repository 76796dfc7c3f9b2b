"""Ready-made mappings, one file a system: which of its columns usually is which field, and how it writes times, units and choices."""
