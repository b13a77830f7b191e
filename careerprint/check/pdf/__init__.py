"""What is wrong with finished PDFs, by the standards and by our own rules."""
