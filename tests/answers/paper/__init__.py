"""Tests of the answer sheet."""
