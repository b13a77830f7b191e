"""Tests of reading pictures of worksheets."""
