"""Tests of the page on which staff decide about scans."""
