"""What is wrong with finished PDFs."""
