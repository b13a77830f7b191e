"""Attacks on the press: addresses that reach out, pictures that explode, names that climb out."""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image

from careerprint.errors import OutputError, PrintError
from careerprint.files import make_folder, safe_name, write_atomically
from careerprint.press.press import Press

CANARY = "canary-7f3a"
STYLE = 'html { font-family: "Careerprint Sans"; image-rendering: crisp-edges }'
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


class Trap:
    """A web server that nobody may ask for anything; it would redirect to a file of this computer."""

    def __init__(self, secret: Path) -> None:
        self.asked: list[str] = []
        trap = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                trap.asked.append(self.path)
                self.send_response(302)
                self.send_header("Location", secret.as_uri())
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file outside the assets: a picture, so that nothing but its place keeps it out."""
    path = tmp_path_factory.mktemp("private") / "secret.png"
    Image.new("RGB", (3, 3)).save(path)
    return path


@pytest.fixture(scope="module")
def trap(secret: Path) -> Iterator[Trap]:
    trap = Trap(secret)
    yield trap
    trap.close()


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("images")
    Image.new("RGB", (3, 3)).save(folder / "logo.png")
    return folder


@pytest.fixture(scope="module")
def press(images: Path) -> Press:
    return Press({"images": images})


def told(press: Press, body: str = "", *, head: str = "", style: str = "") -> str:
    """Return why a page was not printed."""
    html = f'<html lang="en"><head><title>x</title>{head}</head><body><p>x</p>{body}</body></html>'
    with pytest.raises(PrintError) as caught:
        press.print(html, styles=(STYLE, style), identifier="x")
    return "\n".join(str(problem) for problem in caught.value.problems)


BODIES = {
    "img": '<img src="{url}" alt="x">',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "link attachment": '<a rel="attachment" href="{url}">x</a>',
    "inline SVG image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "inline SVG xlink": '<svg width="9" height="9"><image xlink:href="{url}" width="9" height="9"/></svg>',
    "inline style": "<p style=\"background: url('{url}')\">x</p>",
}
HEADS = {
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}">',
    "import in the page": "<style>@import url('{url}');</style>",
}
STYLES = {
    "import": "@import url('{url}');",
    "import a string": "@import '{url}';",
    "background": "p {{ background: url('{url}') }}",
    "list": "p {{ display: list-item; list-style-image: url('{url}') }}",
    "content": "p::before {{ content: url('{url}') }}",
    "border": "p {{ border: 3px solid; border-image: url('{url}') 3 }}",
    "margin box": "@page {{ @top-left {{ content: url('{url}') }} }}",
    "page background": "@page {{ background: url('{url}') }}",
    "font": "@font-face {{ font-family: x; src: url('{url}') }}",
    "second font": "@font-face {{ font-family: x; src: url('{url}'), local('Careerprint Sans') }}",
    "color profile": "@color-profile --x {{ src: url('{url}') }}",
}
ADDRESSES = {
    "file": "{file}",
    "FILE in capitals": "FILE://{path}",
    "file without a host": "file:{path}",
    "http": "http://{host}/x.png",
    "https": "https://{host}/x.png",
    "without a scheme": "//{host}/x.png",
    "ftp": "ftp://{host}/x.png",
    "data": "data:image/png;base64,iVBORw0KGgo=",
    "upwards": "images/../../..{path}",
    "from the root": "{path}",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("vector", [*BODIES, *HEADS, *STYLES])
def test_nothing_but_our_own_pictures_is_fetched(
    press: Press, trap: Trap, secret: Path, vector: str, address: str
) -> None:
    url = address.format(file=secret.as_uri(), path=secret, host=trap.address)
    reason = told(
        press,
        BODIES.get(vector, "").format(url=url),
        head=HEADS.get(vector, "").format(url=url),
        style=STYLES.get(vector, "").format(url=url),
    )
    assert "only our own pictures are used" in reason or "is not in a folder that pages may use" in reason
    assert trap.asked == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<link rel="attachment" href="images/logo.png">', ""),
        ("", '<a rel="attachment" href="images/logo.png">x</a>'),
    ],
)
def test_not_even_our_own_pictures_are_attached(press: Press, head: str, body: str) -> None:
    assert "attached: " in told(press, body, head=head)


def test_a_refusal_that_stops_the_engine_is_told_once(press: Press) -> None:
    reason = told(press, style="@color-profile --x { src: url('file:///etc/passwd') }")
    assert reason.count("\n") == 0
    assert "file:///etc/passwd is somewhere else" in reason


def test_the_trap_would_have_noticed(trap: Trap) -> None:
    from urllib.error import URLError
    from urllib.request import urlopen

    with pytest.raises((URLError, ValueError)):
        urlopen(f"http://{trap.address}/noticed")
    assert trap.asked == ["/noticed"]
    trap.asked.clear()


@pytest.mark.parametrize("base", ["https://example.org/", "file:///etc/", "", "javascript:x//"])
def test_a_base_element_cannot_move_the_addresses(press: Press, base: str) -> None:
    reason = told(press, '<img src="logo.png" alt="x"><a href="x">x</a>', head=f'<base href="{base}">')
    assert "the page has a <base> element" in reason


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "other.html",
        "../private/other.pdf",
        "http://example.org/",
    ],
)
def test_links_that_harm_or_lead_nowhere(press: Press, target: str) -> None:
    assert "must start with https:, mailto:, tel: or #" in told(press, f'<a href="{target}">x</a>')


@pytest.mark.parametrize("target", ["https://example.org/", "mailto:a@example.org", "tel:+15550100", "#here"])
def test_links_that_may_be(press: Press, target: str) -> None:
    html = f'<html lang="en"><title>x</title><p id="here"><a href="{target}">x</a>'
    assert press.print(html, styles=(STYLE,), identifier="x").pages == 1


@pytest.mark.parametrize("depth", [70, 2_000])
def test_nesting(press: Press, depth: int) -> None:
    assert "nested more than 60 deep" in told(press, "<div>" * depth)


# Pictures that explode


def png(width: int, height: int) -> bytes:
    """Return a black-and-white PNG of any size, which packs well."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(min((1 + (width + 7) // 8) * height, 20_000_000)), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(12_000, 12_000), (5_000, 4_000), (2**31 - 1, 1)])
def test_a_picture_of_too_many_pixels(press: Press, images: Path, size: tuple[int, int]) -> None:
    data = png(*size)
    assert len(data) < 30_000
    (images / "big.png").write_bytes(data)
    assert "images/big.png has more than 12.5 million pixels" in told(press, '<img src="images/big.png" alt="x">')


def test_a_picture_of_just_enough_pixels_is_read(press: Press, images: Path) -> None:
    (images / "fine.png").write_bytes(png(1_000, 1_000))
    html = '<html lang="en"><title>x</title><p><img src="images/fine.png" alt="x" style="width: 100px">'
    assert press.print(html, styles=(STYLE,), identifier="x").pages == 1


def multiplied(kind: str) -> str:
    """Return a drawing whose five levels of references, ten at each, make 100,000 shapes."""
    levels = ['<g id="l0"><rect width="1" height="1"/></g>']
    for level in range(1, 6):
        below = f"#l{level - 1}"
        match kind:
            case "use":
                inner = f'<use href="{below}"/>' * 10
            case "xlink":
                inner = f'<use xlink:href="{below}"/>' * 10
            case _:
                inner = f'<rect width="9" height="9" {kind.format(f"url({below})")}/>' * 10
        levels.append(f'<g id="l{level}">{inner}</g>')
    return f"<defs>{''.join(levels)}</defs><use href='#l5'/>"


DRAWINGS = {
    "use": multiplied("use"),
    "xlink use": multiplied("xlink"),
    "pattern": multiplied('fill="{}"'),
    "mask in a style": multiplied('style="mask: {}"'),
    "circle of use": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "use of itself": '<use id="a" href="#a"/>',
    "pattern of itself": '<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>',
    "long chain": "".join(f'<g id="c{n}"><use href="#c{n + 1}"/></g>' for n in range(1_000)),
    "marker at every point": f"""<marker id="m">{"<rect/>" * 50}</marker>
        <path d="M0 0{"h1" * 900}" marker-mid="url(#m)"/>""",
    "pattern from a style sheet": f"<style>rect {{ fill: url(#l0) }}</style>{multiplied('use')}",
    "too many shapes": "<rect/>" * 6_000,
}


@pytest.mark.parametrize("body", DRAWINGS.values(), ids=DRAWINGS)
def test_drawings_that_multiply(press: Press, images: Path, body: str) -> None:
    (images / "bomb.svg").write_text(f'<svg {SVG} width="9" height="9">{body}</svg>')
    assert "images/bomb.svg " in told(press, '<img src="images/bomb.svg" alt="x">')
    assert "a drawing on the page " in told(press, f'<svg width="9" height="9">{body}</svg>')


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
FILES = {
    "billion laughs": f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg {SVG}><text>&l9;</text></svg>',
    "external entity": f"""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <svg {SVG}><text>&x;</text></svg>""",
    "parameter entity": f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><svg {SVG}/>',
    "deep": f"<svg {SVG}>{'<g>' * 100_000}{'</g>' * 100_000}</svg>",
    "large": f"<svg {SVG}>{' ' * 1_000_001}</svg>",
    "image from a file": f'<svg {SVG}><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    "itself": f'<svg {SVG}><image href="bad.svg" width="9" height="9"/></svg>',
    "use of another file": f'<svg {SVG}><use href="logo.svg#x"/></svg>',
    "style from elsewhere": f'<svg {SVG}><style>@import "http://example.org/x.css";</style></svg>',
    "font from elsewhere": f"<svg {SVG}><style>@font-face {{ src: url(x) }}</style></svg>",
    "not a drawing": "<html/>",
    "not XML": "<svg",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_drawing_files_that_hide_something(press: Press, images: Path, text: str, encoding: str) -> None:
    (images / "bad.svg").write_text(text, encoding=encoding)
    assert "images/bad.svg " in told(press, '<img src="images/bad.svg" alt="x">')


# Ways out of the folder of pictures


@pytest.mark.parametrize("where", ["images/out.png", "images/up/secret.png"])
def test_links_of_the_file_system_lead_nowhere(press: Press, images: Path, secret: Path, where: str) -> None:
    for link, target in (("out.png", secret), ("up", secret.parent)):
        if not (images / link).is_symlink():
            (images / link).symlink_to(target)
    assert f"{where} is a link that leads out of the folder images/" in told(press, f'<img src="{where}" alt="x">')


def test_a_picture_that_is_really_a_text_is_not_shown(press: Press, images: Path) -> None:
    (images / "notes.png").write_text(CANARY)
    reason = told(press, '<img src="images/notes.png" alt="x">')
    assert "images/notes.png is damaged, or not a PNG or JPEG" in reason
    assert CANARY not in reason


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PPM", "ICO", "WEBP", "EPS"])
def test_other_formats_are_not_decoded(press: Press, images: Path, kind: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (16, 16)).save(data, kind)
    (images / "other.png").write_bytes(data.getvalue())
    assert "not a PNG or JPEG" in told(press, '<img src="images/other.png" alt="x">')


# Names and places of what is written

NAMES = [
    "../x",
    "../../../../tmp/x",
    "/etc/x",
    "C:\\x",
    "\\\\host\\share",
    "CON",
    "con.pdf",
    "NUL ",
    "COM1",
    "COM¹",
    "LPT².x",
    "x. ",
    "x ...",
    " x",
    "-rf",
    "--help",
    "~root",
    ".bashrc",
    "x" * 300,
    "漢" * 300,
    "cod\u202efdp.exe",
    "\u2066x\u2069",
    "x\0y",
    "x\ny",
    "\x1b[31mx",
    "a/../b",
    "..",
    ".",
    "",
    "\ud800",
]


@pytest.mark.parametrize("name", NAMES)
def test_output_names_stay_in_their_folder(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_atomically(out / f"{safe_name(name)}.pdf", b"x")
    (written,) = tmp_path.rglob("*.pdf")
    assert written.parent == out
    assert written.name.isprintable()
    assert not written.name.startswith((".", "-", "~", " "))
    assert written.stem.partition(".")[0].upper() not in ("CON", "NUL", "COM1", "COM¹", "LPT²")


def test_the_output_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError):
        make_folder(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_the_output_folder_is_a_link_to_a_file_or_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "out").symlink_to("file")
    (tmp_path / "gone").symlink_to("nowhere")
    for name in ("out", "gone"):
        with pytest.raises(OutputError):
            make_folder(tmp_path / name)
    assert (tmp_path / "file").read_text() == "mine"


def test_the_output_folder_is_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    make_folder(tmp_path / "out")
    write_atomically(tmp_path / "out" / "a.pdf", b"x")
    assert (tmp_path / "real" / "a.pdf").read_bytes() == b"x"
