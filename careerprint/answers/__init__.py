"""Reads people's answers, whatever tool collected them, into checked responses."""
