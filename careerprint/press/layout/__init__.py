"""How pages are laid out: columns that are even, and what finished sides say about their room."""
