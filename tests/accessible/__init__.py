"""Tests of careerprint.accessible."""
