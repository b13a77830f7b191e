"""Joins pieces into a file."""
