"""What the statement says of a window: verdicts, payments, rights and notes, as the writers show them."""
