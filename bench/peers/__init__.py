"""Other typesetters with the same report: what ours is held against."""
