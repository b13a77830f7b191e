"""Typefaces: made once a machine, together with the list of characters that they have."""
