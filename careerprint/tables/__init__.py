"""Files of answers as tables, in every format."""
