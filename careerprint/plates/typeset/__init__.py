"""Each distinct piece, typeset once and taken apart."""
