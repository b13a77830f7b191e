"""The exports in tests/answers/files/: which ids each gives, and what is said about it."""

from __future__ import annotations

FROM_ZERO = "redcap.csv"
"""The file in which the first choice is worth 0."""
PAPER = ("p1", "p2", "p3")
ROWS = ("row-0002", "row-0003", "row-0004")
LIMESURVEY = ("7", "8", "9")
QUALTRICS = ("R_00000000000001", "R_00000000000002", "R_00000000000003")
TOOLS = {
    "google-forms.csv": "Google Forms",
    "microsoft-forms.xlsx": "Microsoft Forms",
    "qualtrics.csv": "Qualtrics",
    "limesurvey-code.csv": "LimeSurvey",
    "surveymonkey.csv": "SurveyMonkey",
    "typeform.csv": "Typeform",
    "jotform.csv": "Jotform",
    FROM_ZERO: "REDCap",
    "answer-sheet-numbered.csv": "our answer sheet",
    "excel-europe.csv": "a table of your own",
}
"""What each file is recognized as."""
WINDOWS = "not UTF-8, so it was read as Windows-1252; check names with accents"
UNFINISHED, PREVIEW = "left out: not finished", "left out: a preview of the survey"

SURVEYMONKEY = ("118000000001", "118000000002", "118000000003")
TYPEFORM = ("k3v0xq7d1m2p9c8r5t6w4z1b0a7s2d3f", "m8n2b4v6c1x3z5l7k9j0h2g4f6d8s1a3", "q5w7e9r1t3y5u7i9o1p3a5s7d9f1g3h5")
JOTFORM = ("6071111111111111111", "6072222222222222222", "6073333333333333333")
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
    "surveymonkey.csv": (SURVEYMONKEY, []),
    "typeform.csv": (TYPEFORM, [UNFINISHED]),
    "jotform.csv": (JOTFORM, []),
    "excel-europe.csv": (PAPER, [WINDOWS]),
    "excel-unicode.txt": (PAPER, []),
    "libreoffice.ods": (PAPER, []),
    "answer-sheet.csv": (PAPER, []),
    "answer-sheet-numbered.csv": (PAPER, []),
    "records.json": (PAPER, []),
    "records.jsonl": (PAPER, []),
}
