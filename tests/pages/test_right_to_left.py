"""Style sheets from right to left."""

from __future__ import annotations

import pytest

from careerprint.pages.right_to_left import mirrored
from careerprint.settings import TEMPLATES


@pytest.mark.parametrize(
    ("css", "result"),
    [
        (".a { padding-left: 1rem }", ".a { padding-right: 1rem }"),
        (".a { border-left-width: 2pt; left: 0; }", ".a { border-right-width: 2pt; right: 0; }"),
        (".a { text-align: right; float: left }", ".a { text-align: left; float: right }"),
        (".a { margin: 1rem 2rem 3rem 4rem; }", ".a { margin: 1rem 4rem 3rem 2rem; }"),
        (".a { margin: 0 0 var(--half) 4rem }", ".a { margin: 0 4rem var(--half) 0 }"),
        (".a { padding: 1rem 2rem 3rem }", ".a { padding: 1rem 2rem 3rem }"),
        (".a { padding: 0 calc(1rem + 2pt) 0 0 !important }", ".a { padding: 0 0 0 calc(1rem + 2pt) !important }"),
        ('[align="right"] { text-align: right }', '[align="right"] { text-align: left }'),
        (".left .b { top: 0 }", ".left .b { top: 0 }"),
        ("@page { margin: 1mm 2mm 3mm 4mm; @bottom-left { top: 0 } }",
         "@page { margin: 1mm 4mm 3mm 2mm; @bottom-right { top: 0 } }"),
        ("@page :left { @left-top { content: none } }", "@page :left { @right-top { content: none } }"),
        ("/* left */.a { left: 0 }", ".a { right: 0 }"),
        (".a { content: 'upright' }", ".a { content: 'upright' }"),
    ],
)  # fmt: skip
def test_mirrored(css: str, result: str) -> None:
    assert mirrored(css) == result


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("styles/*/*.css"))
)
def test_twice_is_once(name: str) -> None:
    css = (TEMPLATES / name).read_text(encoding="utf-8")
    assert mirrored(mirrored(mirrored(css))) == mirrored(css)
