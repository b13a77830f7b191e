"""What the header of a table means: which tool wrote it, which column holds which item, and who is who."""
