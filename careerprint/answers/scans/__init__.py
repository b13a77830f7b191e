"""Scans and photos of worksheets → answers, with what is unclear left to a person."""
