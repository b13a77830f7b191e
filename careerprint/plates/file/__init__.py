"""Pieces joined into one person's file."""
