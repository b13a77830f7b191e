"""What Markdown means here, beyond what Python-Markdown makes of it, and how much of it is parsed."""
