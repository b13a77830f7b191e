"""HTML becomes PDF."""
