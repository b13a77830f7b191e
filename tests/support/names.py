"""Names from everywhere, and names that were typed to break something: what becomes of each report."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.read_aloud import tagged_text
from tests.support.report_commands import REPORTS, report
from tests.support.sample_runs import Called

SCRIPT_NAMES = {
    "Arabic": "محمد الصالح",
    "Hebrew": "שרה כהן",
    "Devanagari": "प्रिया शर्मा",
    "Bengali": "ক্ষমা রহমান",
    "Tamil": "தமிழ்ச்செல்வி",
    "Telugu": "శ్రీనివాస్",
    "Thai": "ศิริพร คำดี",
    "Khmer": "សុខា ចាន់",
    "Chinese": "李小龍",
    "Korean": "김민준",
    "Japanese": "さくら",
}
"""Names with letters that stand before the one they follow, are drawn as one, or are drawn as several."""

NO_NAME = "the ID in its place"
TOO_LONG = "refused: the name is too long"
NO_FONT = "refused: {} that no font of ours has"
MARK = "\N{COMBINING ACUTE ACCENT}"


def _no_font(count: int) -> str:
    return NO_FONT.format("1 character" if count == 1 else f"{count} characters")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a file of answers may hold it."""

    what: str
    typed: str
    expected: str = ""
    """What is heard in the report, or why there is none; empty if it is heard as it was typed."""

    @property
    def outcome(self) -> str:
        """What must become of it."""
        return self.expected or self.typed


NAMES = (
    *(Name(script, name) for script, name in SCRIPT_NAMES.items()),
    Name("Latin with marks", "Đặng Thị Żółć Ñandú Şahin"),
    Name("the same, letters and marks apart", unicodedata.normalize("NFD", "Đặng Thị Żółć"), "Đặng Thị Żółć"),
    Name("Cyrillic", "Олена Щербаківська"),
    Name("Greek", "Ελένη Παπαδοπούλου"),
    Name("two scripts, one from right to left", "Sara כהן Levy"),
    Name("a joiner that is spelling", "نیک\u200cرفتار"),
    Name("Georgian", "ნინო", _no_font(3)),
    Name("Armenian", "Անի", _no_font(3)),
    Name("Ethiopic", "ሰላም", _no_font(3)),
    Name("mathematical letters", "𝓢𝓪𝓶", _no_font(3)),
    Name("emoji", "Sam 🙂", _no_font(1)),
    Name("emoji that joiners make one", "Sam 👨\u200d👩\u200d👧", _no_font(3)),
    Name("a flag", "Sam 🇺🇦", _no_font(2)),
    Name("private use", "Sam\ue000\U000f0000", _no_font(2)),
    Name("right-to-left override", "Sam\u202efdp.exe\u202c", "Samfdp.exe"),
    Name("direction marks and isolates", "\u2067Sam\u2069\u200f\u200e\u061c Person", "Sam Person"),
    Name("zero width", "Sa\u200bm\u2060p\ufeffl\u00ade", "Sample"),
    Name("tags that nobody sees", "Sam\U000e0073\U000e0061\U000e007f", "Sam"),
    Name("a stack of marks", f"S{MARK * 60}am", f"Ś{MARK * 7}am"),
    Name("marks without a letter", f"{MARK * 3}Sam", f"{MARK * 3}Sam"),
    Name("unassigned code points", "Sam\u0378\U0003fffd\uffff Person", "Sam Person"),
    Name("lone surrogates", "Sam\ud800ple\udfff", "Sample"),
    Name("control characters", "\x00\x07Sam\x1b[31mple\x7f\x9b2J", "Sam[31mple2J"),
    Name("line breaks", "Sam\r\nSubject: Hello\u2028Person\x85", "Sam Subject: Hello Person"),
    Name("only spaces", " \t\u00a0\u3000 ", NO_NAME),
    Name("only what nobody sees", "\u200b\u202e\x00", NO_NAME),
    Name("a formula", "=cmd|'/c calc'!A0"),
    Name("a formula behind a tab", "\t=HYPERLINK(\"http://x.invalid\")", '=HYPERLINK("http://x.invalid")'),
    Name("a sum", "@SUM(1+1)*-2"),
    Name("a wide sign of a formula", "＝1＋1"),
    Name("a path upward", "../../../etc/passwd"),
    Name("a path of Windows", "..\\..\\aux.pdf:stream"),
    Name("an option", "--out=/tmp/x -rf *"),
    Name("a script", "<script>alert(1)</script>"),
    Name("markup and entities", "<b>Sam</b> &lt;i&gt; &amp; ]]><!-- \"'"),
    Name("a template", "{{ 7 * 7 }}{% raw %}{# x #}${7}%s%n"),
    Name("Markdown", "# Sam **b** [x](javascript:1) `c` | --- |"),
    Name("a style", "</style><style>*{display:none}"),
    Name("300 letters", "x" * 300, TOO_LONG),
    Name("300 marks and letters", f"x{MARK}" * 300, TOO_LONG),
    Name("200 letters without a space", "W" * 200),
    Name("200 letters in words", ("Sample " * 40)[:199]),
    Name("20,000 marks", "x" + MARK * 20_000, TOO_LONG),
)  # fmt: skip

BYTES_OF_A_SURROGATE = b"Sam\xed\xa0\x80ple"
"""A lone surrogate as careless programs write it, which is no UTF-8."""
_REFUSED = re.compile(
    r"names\.json(?:: the name or ID in row |:)(\d+):? (?:has )?(the name is too long|.* of ours has)"
)


def outcomes(names: Mapping[str, str]) -> tuple[dict[str, str], Called]:
    """Print a report for each name, in the current folder, from one file of answers.

    Returns what is heard of each in its report, or why there is none, and what the command said.
    """
    numbered = {f"n{number:02}": name for number, name in enumerate(names.values(), start=1)}
    people = [{"id": key, "name": name, "p1": 1, "p2": 2, "p3": 3} for key, name in numbered.items()]
    Path("names.json").write_text(json.dumps(people), encoding="ascii")
    called = report("names.json")
    refused = {int(row): f"refused: {why}" for row, why in _REFUSED.findall(called.err)}
    files = {what: REPORTS / f"{key}.pdf" for what, key in zip(names, numbered, strict=True)}
    found = {
        what: _heard(file) if file.exists() else refused.get(row, "nothing")
        for row, (what, file) in enumerate(files.items(), start=1)
    }
    return found, called


def _heard(file: Path) -> str:
    """Return whom a report is for, as it is read aloud."""
    (name,) = [words[4:] for _, words in tagged_text(file.read_bytes()) if words.startswith("For ")]
    return NO_NAME if name == file.stem else name
