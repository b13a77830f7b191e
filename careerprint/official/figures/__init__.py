"""Compares the figures of guides with the official files, and writes newer ones into their texts."""
