"""The first run; standard library only."""
