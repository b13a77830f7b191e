"""Typefaces: prepared once, with what they can write."""
