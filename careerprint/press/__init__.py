"""HTML becomes PDF, by WeasyPrint."""
