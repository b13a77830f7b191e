"""Invented people for the benchmarks: random ones, and ones that are hard to print."""
