"""Windows of the plan as windows of the clock: which kind of month, where the term starts and ends."""
