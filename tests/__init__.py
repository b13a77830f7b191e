"""Tests of Careerprint."""
