"""Which addresses are served, and why the others are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from careerprint.press.assets import BASE_URL, Assets, Refused

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    (images / "deep er").mkdir(parents=True)
    for name in ("logo.png", "deep er/photo.jpg", "LOUD.PNG"):
        Image.new("RGB", (3, 2), "red").save(images / name)
    (images / "plan.svg").write_text(SVG)
    (images / "notes.txt").write_text("mine")
    (tmp_path / "secret.png").write_bytes((images / "logo.png").read_bytes())
    return images


def refusal(folder: Path, url: str) -> str:
    with pytest.raises(Refused) as caught:
        Assets({"images": folder}).read(url)
    assert caught.value.url == url
    return caught.value.reason


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("images/logo.png", "image/png"),
        ("images/LOUD.PNG", "image/png"),
        ("images/deep%20er/photo.jpg", "image/jpeg"),
        ("images/plan.svg", "image/svg+xml"),
        ("images/%70lan.svg", "image/svg+xml"),
    ],
)
def test_our_own_pictures(folder: Path, path: str, media_type: str) -> None:
    asset = Assets({"images": folder}).read(BASE_URL + path)
    assert asset.media_type == media_type
    assert asset.data


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("images/gone.png", "is missing: there is no such file in the folder images/"),
        ("images/notes.txt", "is not a picture"),
        ("images/plan.svg.txt", "is not a picture"),
        ("images/logo", "is not a picture"),
        ("images", "is not in a folder that pages may use: put it into images/"),
        ("styles/logo.png", "is not in a folder that pages may use"),
        ("images/logo.png?x=1", "has a ? or # in it"),
        ("images/plan.svg#part", "has a ? or # in it"),
        ("images/../secret.png", "is not a plain path"),
        ("images/%2e%2e/secret.png", "is not a plain path"),
        ("images/..%2Fsecret.png", "is not a plain path"),
        ("images/..%5Csecret.png", "is not a plain path"),
        ("images//logo.png", "is not a plain path"),
        ("/images/logo.png", "is not a plain path"),
        ("images/logo.png%00.txt", "is not a plain path"),
        ("images/C:/logo.png", "is not a plain path"),
        ("images/%ff.png", "is not a plain path"),
        ("images/" + "x" * 5000 + ".png", "is missing"),
        ("", "is not a plain path"),
    ],
)
def test_other_addresses_under_our_own(folder: Path, path: str, reason: str) -> None:
    assert reason in refusal(folder, BASE_URL + path)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://handout.invalid/images/logo.png",
        "https://handout.invalid.example.org/images/logo.png",
        "https://handout.invalid@example.org/images/logo.png",
        "https://example.org/logo.png",
        "ftp://example.org/logo.png",
        "data:image/png;base64,AAAA",
        "images/logo.png",
        "",
    ],
)
def test_everything_else(folder: Path, url: str) -> None:
    assert "only our own pictures are used" in refusal(folder, url)


def test_links_are_followed_inside_and_not_outside(folder: Path) -> None:
    (folder / "same.png").symlink_to("logo.png")
    (folder / "out.png").symlink_to("../secret.png")
    (folder / "up").symlink_to("..")
    (folder / "circle.png").symlink_to("circle.png")
    assert Assets({"images": folder}).read(f"{BASE_URL}images/same.png").data
    assert "leads out of the folder images/" in refusal(folder, f"{BASE_URL}images/out.png")
    assert "leads out of the folder images/" in refusal(folder, f"{BASE_URL}images/up/secret.png")
    assert "is missing" in refusal(folder, f"{BASE_URL}images/circle.png")


def test_the_folder_itself_may_be_a_link(folder: Path) -> None:
    (folder.parent / "pictures").symlink_to(folder)
    assert Assets({"images": folder.parent / "pictures"}).read(f"{BASE_URL}images/logo.png").data


def test_a_folder_named_like_a_picture(folder: Path) -> None:
    (folder / "dir.png").mkdir()
    assert "is not a file" in refusal(folder, f"{BASE_URL}images/dir.png")


def test_a_picture_is_looked_at_again_when_it_changed(folder: Path) -> None:
    assets = Assets({"images": folder})
    assert assets.read(f"{BASE_URL}images/logo.png").data
    (folder / "logo.png").write_bytes(b"no picture")
    with pytest.raises(Refused, match="is damaged, or not a PNG or JPEG"):
        assets.read(f"{BASE_URL}images/logo.png")


def test_the_same_bytes_are_judged_by_what_they_are_called(folder: Path) -> None:
    assets = Assets({"images": folder})
    assert assets.read(f"{BASE_URL}images/plan.svg").data
    (folder / "plan.png").write_text(SVG)
    with pytest.raises(Refused, match="is damaged, or not a PNG or JPEG"):
        assets.read(f"{BASE_URL}images/plan.png")
