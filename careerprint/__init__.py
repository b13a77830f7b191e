"""Careerprint turns structured career content and answers into excellent print."""

__version__ = "0.1.0"
