"""The group report: its figures in words and as rows with pictures."""
