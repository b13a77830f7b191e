"""The page on which staff decide about rows of a scan that no program can be sure of."""
