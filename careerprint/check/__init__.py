"""What is wrong with texts."""
