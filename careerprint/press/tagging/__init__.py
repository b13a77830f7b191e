"""Mends the tags that WeasyPrint writes."""
