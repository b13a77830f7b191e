"""Sources that try to hang, crash or mislead the reader: refused in words, with the line, in no time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerprint.check.sources import GUIDE_RULES, TEXT_RULES, read_sources
from careerprint.check.subject import Context, subject_of
from careerprint.errors import SourceError
from careerprint.sources.document import MAX_BYTES, from_text
from careerprint.sources.guide import meta_of
from careerprint.sources.markup.parser_limits import MAX_ABBREVIATED, MAX_BRACKETS, MAX_CELLS, MAX_DEPTH
from tests.support.check_texts import FOLDER, TODAY
from tests.support.sample_runs import SOURCE

FRONT = "---\ntitle: x\n---\n"
NURSE = (FOLDER / "nurse.md").read_text(encoding="utf-8")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(FOLDER / "center.toml", tmp_path)
    shutil.copytree(SOURCE / "images", tmp_path / "images")
    (tmp_path / "guides").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(source: Path, guide: str | bytes) -> list[str]:
    """Check one guide; a guide with mistakes never gets through."""
    data = guide.encode() if isinstance(guide, str) else guide
    (source / "guides" / "x.md").write_bytes(data)
    sources, problems = read_sources(Path(), today=TODAY)
    has_errors = any(problem.severity == "error" for problem in problems)
    assert sources is not None
    assert (sources.left_out, bool(sources.guides)) == ({"x": "guides/x.md"} if has_errors else {}, not has_errors)
    return [str(problem).removeprefix("guides/x.md") for problem in problems]


def refusal(body: str) -> str:
    with pytest.raises(SourceError) as caught:
        from_text(FRONT + body, path="x.md", slug="x")
    (problem,) = caught.value.problems
    return str(problem)


ALIAS = 'cannot be read: anchors (&) and aliases (*) are not used here; write it out, or put a text in "quotes"'
VALUE = 'this value cannot be read; put it in "quotes"'
TOP = [
    ("a: &a [x]\nb: [*a, *a]", f":2: {ALIAS}"),
    ("a: [x]\nb: *a", f":3: {ALIAS}"),
    ("a: 1\n<<: &b {c: 1}", f":3: {ALIAS}"),
    ("a: " + "[" * 5000, ":2: has lists nested without end; flatten them"),
    ("a: " + "{b: " * 5000, ":2: has lists nested without end; flatten them"),
    ("a: 1\nb: !!python/object/apply:os.system [ls]", f":3: b: {VALUE}"),
    ("a: 1\nb: " + "9" * 5000, f":3: b: {VALUE}"),
]


@pytest.mark.parametrize(("top", "expected"), TOP, ids=lambda text: text[:20])
def test_front_matter(source: Path, top: str, expected: str) -> None:
    assert said(source, f"---\n{top}\n---\nText\n") == [expected]


def test_a_billion_laughs(source: Path) -> None:
    lines = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert said(source, "---\n" + "\n".join(lines) + "\n---\n") == [f":2: {ALIAS}"]


@pytest.mark.parametrize("value", ["no", "2024", "1.5", "0x1F", "2026-11-01", "~", "[a]", "{a: b}"])
def test_values_that_yaml_reads_as_something_else(source: Path, value: str) -> None:
    (found,) = said(source, NURSE.replace("title: Nurse", f"title: {value}"))
    assert found in (':2: title: expected a text; put it in "quotes"', ":2: title: is missing; add it")


@pytest.mark.parametrize("key", ["no: x", "1: x", "~: x", "2026-11-01: x"])
def test_keys_that_are_no_names(source: Path, key: str) -> None:
    assert len(said(source, NURSE.replace("title: Nurse", f"title: Nurse\n{key}"))) == 1


def test_an_escaped_nul(source: Path) -> None:
    assert said(source, NURSE.replace("title: Nurse", 'title: "Nur\\0se"')) == [
        ":2: title: holds a character that cannot be printed, or a line break; type the text again"
    ]


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x0c", "\x7f", "\ufffe"])
def test_characters_that_cannot_be_printed(character: str) -> None:
    said = refusal(f"Text.\n\nMore {character}")
    assert said.startswith(f"x.md:6: character 6 of this line cannot be printed (U+{ord(character):04X}")


def test_sizes_and_bytes(source: Path) -> None:
    assert said(source, "x" * 2_000_000) == [
        f": cannot be read: it has more than {MAX_BYTES:,} bytes, the most allowed"
    ]
    assert said(source, NURSE.encode("utf-16")) == [":1: is not UTF-8 text; save it as UTF-8 in your editor"]
    assert said(source, b"") == [":1: the file must begin with a line `---`, then the title and other facts"]


@pytest.mark.parametrize("sign", ["[", "![", "[a", "[a](", "[a][", "[^"])
def test_brackets_without_end(sign: str) -> None:
    expected = f"x.md:6: more than {MAX_BRACKETS} brackets `[` in one paragraph; take them out"
    assert refusal("Text.\n\n" + sign * 5000) == expected


def test_brackets_over_many_lines() -> None:
    assert refusal("[\n" * 5000) == (
        f"x.md:{4 + MAX_BRACKETS}: more than {MAX_BRACKETS} brackets `[` in one paragraph; take them out"
    )


def test_cells_without_end() -> None:
    row = "| a " * (MAX_CELLS + 1)
    assert f"x.md:4: more than {MAX_CELLS} cells in one row of a table" in refusal(f"{row}\n{'|---' * 99}\n{row}")


def test_abbreviations_without_end() -> None:
    expected = f"x.md:6: abbreviations are used in more than {MAX_ABBREVIATED} places; write the words out instead"
    assert expected in refusal("*[a]: b\n\n" + "a " * 60_000)


def test_brackets_in_good_number(source: Path) -> None:
    paragraph = "See [Nurse](x.md). " * MAX_BRACKETS
    assert [line for line in said(source, NURSE.replace("It may be.", paragraph)) if "reading level" not in line] == []


def deep() -> Iterator[str]:
    yield ">" * (MAX_DEPTH + 1) + " x"
    yield "> " * (MAX_DEPTH + 1) + "x"
    yield "- " * 1000 + "x"
    yield "1. " * 1000 + "x"
    yield "> - " * 100 + "x"
    yield "\n\n".join("    " * n + "- a" for n in range(MAX_DEPTH + 2))
    yield "\n".join("\t" * n + "- a" for n in range(MAX_DEPTH + 2))


@pytest.mark.parametrize("body", [*deep()], ids=range(7))
def test_depth_without_end(body: str) -> None:
    assert f"are nested more than {MAX_DEPTH} deep; flatten them" in refusal(body)


@pytest.mark.parametrize("sign", ["**a ", "{#", "<!--", "*_", "|-", *"*_`<\\&|~('\""])
def test_other_signs_without_end(source: Path, sign: str) -> None:
    said(source, NURSE.replace("It may be.", sign * 3000))


ADDRESSES = """
javascript:alert(1) JaVaScRiPt:alert(1) java\tscript:alert(1) &#106;avascript:alert(1) vbscript:x
data:text/html,x file:///etc/passwd FILE:x //example.org \\\\host\\share ftp://example.org
../../../etc/passwd /etc/passwd x.html ../center.toml C:/x.md https://
"""


@pytest.mark.parametrize("address", re.split(r"[ \n]+", ADDRESSES.strip()))
@pytest.mark.parametrize("form", ["[a]({})", "[a](<{}>)", "[a][r]\n\n[r]: {}\n", "![a]({})", "<{}>"])
def test_addresses_that_lead_outside(source: Path, address: str, form: str) -> None:
    problems = said(source, NURSE.replace("It may be.", "It may be. " + form.format(address)))
    if not problems:  # it is no link then, just words
        document = from_text(NURSE.replace("It may be.", form.format(address)), path="x.md", slug="x")
        assert not any(element.tag in ("a", "img") for element in document.opening[0].iter())


def test_templates_in_a_guide_are_words(source: Path) -> None:
    text = "{{ 7 * 7 }} {% raw %} {# x #} {{ center.name }}"
    assert said(source, NURSE.replace("It may be.", text)) == []
    document = from_text(NURSE.replace("It may be.", text), path="x.md", slug="x")
    assert text in (document.opening[0].text or "")


def test_a_source_id_that_looks_like_markup(source: Path) -> None:
    problems = said(source, NURSE.replace("It may be.", 'It may be.[^"><script>]'))
    assert any("is not one of the sources" in problem for problem in problems)


SIGNS = "[]()*_`<>{}#|-+.!:^&\\\"'~=\n\t 1a. é\u202e"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=SIGNS, max_size=200))
def test_no_text_breaks_the_rules(body: str) -> None:
    """Whatever is typed, it is read and judged, or refused: never a traceback."""
    try:
        document = from_text(NURSE + body, path="x.md", slug="x")
    except SourceError:
        return
    subject = subject_of(document, PurePosixPath("guides/x.md"), meta_of(document, []))
    context = Context(TODAY, {}, frozenset(), SOURCE, frozenset())
    last = len(document.source)
    for rule in (*TEXT_RULES, *GUIDE_RULES):
        assert all(1 <= (problem.line or 1) <= last for problem in rule(subject, context))
