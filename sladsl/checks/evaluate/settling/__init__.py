"""What follows from what is measured: verdicts on duties, firings of consequences, amounts, limits and caps, claims, ledgers, rights."""
