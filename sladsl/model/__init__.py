"""What the contract means: names are bound, quantities carry units, what the text leaves open is an open reading."""
