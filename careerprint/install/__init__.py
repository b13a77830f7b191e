"""Gets a machine ready to print: the first run, `doctor`, optional packages. Standard library only."""
