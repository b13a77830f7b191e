"""Corrects the tags that WeasyPrint writes."""
