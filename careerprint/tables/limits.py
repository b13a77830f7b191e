"""How much a file of answers may hold. Honest files are far below; what is above is refused by name."""

from __future__ import annotations

LARGEST_TABLE = 4 * 1024**3
"""Bytes of a CSV or Parquet file, which is read row by row: a million rows of 4,000 bytes, every answer in words."""
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of what is held at once: a JSON or XLSX file, and what an archive unpacks to."""
LARGEST_FORM = 32 * 1024 * 1024
"""Bytes of one filled PDF form."""
LONGEST_CELL = 2 * 1024 * 1024
"""Characters between two separators; past it a quotation mark was surely left open."""
LONGEST_TEXT = 5_000
"""Characters of a text that is kept, after NFC."""
LONGEST_NAME = 200
"""Characters of a person's name."""
LONGEST_ID = 100
"""Characters of a person's id."""
MOST_MARKS = 8
"""Combining marks in a row; no language needs more."""
MOST_COLUMNS = 2_000
"""Columns of a table."""
MOST_PARQUET_ROWS = 10_000_000
"""Rows of a Parquet file, of which a few bytes may claim any number."""
MOST_SHEET_ROWS = 250_000
"""Rows of a workbook's sheet."""
MOST_SHEET_CELLS = 20_000_000
"""Cells of the rectangle from A1 that a sheet spans: the reader of workbooks allocates all of it."""
MOST_MERGES = 10_000
"""Merged ranges of a sheet."""
MOST_FIELDS = 5_000
"""Fields of a PDF form."""
WORKBOOK_SECONDS = 180.0
"""Time for reading one workbook."""
FORM_SECONDS = 20.0
"""Time for reading one PDF form."""
PIECE_SECONDS = 60.0
"""Time for reading one piece of a Parquet file."""
CHILD_MEMORY = 2 * 1024**3
"""Bytes of address space of the process that reads workbooks, forms and Parquet files."""
