"""The exports in tests/answers/files/: which ids each gives, and what is said about it."""

from __future__ import annotations

PAPER = ("p1", "p2", "p3")
ROWS = ("row-0002", "row-0003", "row-0004")
LIMESURVEY = ("7", "8", "9")
QUALTRICS = ("R_00000000000001", "R_00000000000002", "R_00000000000003")
WINDOWS = "not UTF-8, so it was read as Windows-1252; check names with accents"
UNFINISHED, PREVIEW = "left out: not finished", "left out: a preview of the survey"

SHAPES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "google-forms.csv": (ROWS, []),
    "google-forms.csv.zip": (ROWS, []),
    "google-sheets.csv": (ROWS, []),
    "microsoft-forms.xlsx": (("1", "2", "3"), []),
    "microsoft-forms.csv": (("1", "2", "3"), [WINDOWS]),
    "qualtrics.csv": (QUALTRICS, [PREVIEW, UNFINISHED]),
    "qualtrics-legacy.csv": (QUALTRICS, [PREVIEW]),
    "qualtrics-v.csv": (QUALTRICS, []),
    "limesurvey-code.csv": (LIMESURVEY, [UNFINISHED]),
    "limesurvey-abbreviated.csv": (LIMESURVEY, [UNFINISHED]),
    "limesurvey-full.csv": (LIMESURVEY, [UNFINISHED]),
    "limesurvey-code-text.csv": (LIMESURVEY, [UNFINISHED]),
    "excel-europe.csv": (PAPER, [WINDOWS]),
    "excel-unicode.txt": (PAPER, []),
    "answer-sheet.csv": (PAPER, []),
    "records.json": (PAPER, []),
    "records.jsonl": (PAPER, []),
}
