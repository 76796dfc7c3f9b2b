"""The contracts that `sladsl new` writes."""
