"""How much a file of answers may hold. Honest files stay far below; a file above a limit is refused by name."""

from __future__ import annotations

LARGEST_TABLE = 4 * 1024**3
"""Bytes of a CSV, JSON lines or Parquet file, which is read row by row: a million people who answer in words."""
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of what is held in memory at once: a JSON or XLSX file, and what an archive unpacks to."""
LARGEST_FORM = 32 * 1024 * 1024
"""Bytes of one filled PDF form; a worksheet of ours has about 200 KB."""
LONGEST_LINE = 8 * 1024 * 1024
"""Bytes of one line of JSON lines, which is one person: four cells of the longest kind."""
LONGEST_CELL = 2 * 1024 * 1024
"""Characters of one cell; a longer one means that a quotation mark was left open."""
LONGEST_TEXT = 5_000
"""Characters of a text that is kept, such as a comment, after NFC."""
LONGEST_NAME = 200
"""Characters of a person's name: room for any real one, and it still fits a page."""
LONGEST_ID = 100
"""Characters of a person's ID, which becomes part of a file name."""
MOST_MARKS = 8
"""Combining marks in a row; no language needs more, and hundreds would cover the lines around them."""
MOST_COLUMNS = 2_000
"""Columns of a table; a survey of hundreds of questions has fewer."""
MOST_PARQUET_ROWS = 10_000_000
"""Rows of a Parquet file, which may claim any number in a few bytes."""
MOST_SHEET_ROWS = 250_000
"""Rows of a workbook's sheet, which is held in memory; larger tables are better kept as CSV."""
MOST_SHEET_CELLS = 20_000_000
"""Cells of the rectangle from A1 that a sheet spans: the reader of workbooks allocates all of them."""
MOST_MERGES = 10_000
"""Merged ranges of a sheet; every one is visited, and honest sheets have a few."""
MOST_FIELDS = 5_000
"""Fields of a PDF form; a worksheet has one for each item and a few more."""
WORKBOOK_SECONDS = 180.0
"""Seconds for reading one workbook: ten times what the largest that is allowed takes."""
FORM_SECONDS = 20.0
"""Seconds for reading one PDF form; a filled worksheet takes a fraction of a second."""
PIECE_SECONDS = 60.0
"""Seconds for reading one piece of a JSON or Parquet file; an honest one takes a fraction of a second."""
LARGEST_SCAN = 512 * 1024 * 1024
"""Bytes of one file of scans; two hundred pages in gray at 200 dots per inch have a tenth of it."""
MOST_SCAN_PAGES = 2_000
"""Pages of one file of scans: a thousand sheets, more than a feeder's whole day."""
MOST_PIXELS = 70_000_000
"""Pixels of one page; a Letter sheet at 600 dots per inch has 34 million, the picture of a good phone 50."""
SCAN_SECONDS = 60.0
"""Seconds for reading one page of a scan; an honest one takes less than one."""
