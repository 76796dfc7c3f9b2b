"""Records: what people export, read into columns of exact values, or refused with the line, the value and the remedy."""
