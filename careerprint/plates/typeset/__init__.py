"""Typesets each distinct piece once and takes it apart."""
