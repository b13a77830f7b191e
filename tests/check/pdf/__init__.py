"""Tests of careerprint.check.pdf."""
