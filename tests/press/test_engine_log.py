"""What the gate makes of the engine's log."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from careerprint.errors import Problem
from careerprint.press.assets import Refused
from careerprint.press.engine_log import Complaint, Gate, explain, problems

ENGINE = logging.getLogger("weasyprint")
ROOT = "https://handout.invalid"


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("weasyprint", logging.WARNING, "", 0, message, arguments, None)


@pytest.mark.parametrize(
    ("logged", "complaint"),
    [
        (
            record("Failed to load image at %r: %s", f"{ROOT}/images/a.png", "why"),
            Complaint(
                f"the picture {ROOT}/images/a.png cannot be read: it is damaged, or not a PNG, JPEG or SVG",
                f"{ROOT}/images/a.png",
            ),
        ),
        (
            record("Ignored `%s:%s` at %d:%d, %s.", "colr", " red", 3, 5, "unknown property"),
            Complaint("the style `colr: red` is not understood (unknown property)", "colr", 3),
        ),
        (
            record("Ignored `%s:%s` at %d:%d, prefix on this …, use %r instead.", "-x-y", "z", 3, 5, "y"),
            Complaint("the style `-x-y: z` is not known by this name: write `y`", "-x-y", 3),
        ),
        (
            record('.notdef glyph rendered for …: "%s" (U+%04X)', "☃", 0x2603),
            Complaint("no font of ours has the character “☃” (U+2603): write it in another way", "☃"),
        ),
        (record("Subgrids are unsupported"), Complaint("the layout engine says: “Subgrids are unsupported”")),
        (record("%d things", 3), Complaint("the layout engine says: “3 things”")),
    ],
)
def test_records_in_plain_words(logged: logging.LogRecord, complaint: Complaint) -> None:
    assert explain(logged) == complaint


def test_warnings_are_kept_and_the_rest_is_not() -> None:
    with Gate() as gate:
        ENGINE.debug("no")
        ENGINE.info("no")
        ENGINE.warning("yes")
        ENGINE.error("and yes")
    ENGINE.info("closed")
    assert [complaint.message for complaint in gate.complaints] == [
        "the layout engine says: “yes”",
        "the layout engine says: “and yes”",
    ]


def test_what_was_told_is_not_told_again() -> None:
    with Gate() as gate:
        gate.reported.add("☃")
        ENGINE.warning('.notdef glyph: "%s" (U+%04X)', "☃", 0x2603)
        ENGINE.warning('.notdef glyph: "%s" (U+%04X)', "漢", 0x6F22)
    assert [complaint.about for complaint in gate.complaints] == ["漢"]


@pytest.fixture
def quieted() -> Iterator[None]:
    ENGINE.setLevel(logging.CRITICAL)
    yield
    ENGINE.setLevel(logging.NOTSET)


@pytest.mark.usefixtures("quieted")
def test_a_logger_that_somebody_quieted_is_heard_and_left_quiet() -> None:
    with Gate() as gate:
        ENGINE.warning("yes")
    assert len(gate.complaints) == 1
    assert ENGINE.level == logging.CRITICAL


def test_the_logger_is_left_as_it_was_after_a_failure() -> None:
    handlers = list(ENGINE.handlers)
    with pytest.raises(ValueError, match="x"), Gate():
        raise ValueError("x")
    assert ENGINE.handlers == handlers
    assert ENGINE.propagate


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interrupt_that_the_engine_caught_goes_through(kind: type[BaseException]) -> None:
    def draw() -> None:
        try:
            raise kind
        except BaseException as error:
            ENGINE.error("Failed to render SVG image %s", "x")
            ENGINE.debug("Error while rendering SVG image:", exc_info=error)

    with pytest.raises(kind), Gate():
        draw()


def test_another_failure_that_the_engine_caught_does_not() -> None:
    with Gate() as gate:
        try:
            raise ValueError
        except ValueError as error:
            ENGINE.error("Failed to render SVG image %s", "x")
            ENGINE.debug("Error while rendering SVG image:", exc_info=error)
    assert len(gate.complaints) == 1


def test_a_refused_address_is_told_once_with_its_reason() -> None:
    url = f"{ROOT}/images/a.png"
    found = problems(
        [Complaint(f"the picture {url} cannot be read", url)] * 2,
        [Refused(url, "is missing"), Refused(url, "is missing")],
        source="guides/x.md",
        lines={"../images/a.png": 12},
    )
    assert found == (Problem("guides/x.md", 12, "", "../images/a.png is missing"),)


def test_a_style_sheet_has_its_own_lines() -> None:
    complaint = Complaint("wrong", "colr", 7)
    assert problems([complaint], [], source="x.css", lines=None) == (Problem("x.css", 7, "", "wrong"),)
    assert problems([complaint], [], source="x.md", lines={}) == (Problem("x.md", None, "", "wrong"),)
