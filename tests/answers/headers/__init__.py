"""Tests of what headers mean."""
