"""sladsl: a language for contract clauses and its compiler."""
