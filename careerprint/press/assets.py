"""Which picture an address on a page leads to: only our own files, never the network or the rest of the disk.

Guides and templates come from people, and pages hold a person's answers. Whatever address one of them manages to
write, nothing is read that the center did not put into its folders.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from careerprint.files import read_limited
from careerprint.press.pictures import MAX_RASTER_BYTES, MAX_SVG_BYTES, UnsafePicture, check_raster, check_svg

BASE_URL = "https://handout.invalid/"
"""The virtual place of every page. `.invalid` never resolves (RFC 2606), and no local path shows in a PDF."""

_PRINTED = ": only PNG, JPEG and SVG files are used in print"
_HEIC = "is a photo in Apple's format; export it as JPEG, or set the phone's camera to the format “Most Compatible”"
_FORMATS = {
    ".heic": _HEIC,
    ".heif": _HEIC,
    ".webp": "is a picture for the web; save it as PNG",
    ".gif": "is a picture for the web; save it as PNG",
    ".tif": "is a picture for archives; save it as PNG",
    ".tiff": "is a picture for archives; save it as PNG",
    ".pdf": "is a PDF; save the picture in it as PNG",
}
"""What a file is that somebody took for a picture we can print."""
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}


class Refused(ValueError):
    """An address that is not served: `url` as the engine asked for it, `reason` in plain words."""

    def __init__(self, url: str, reason: str) -> None:
        """Keep both; the text of the exception is the reason."""
        super().__init__(reason)
        self.url = url
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Asset:
    """One of our own pictures."""

    data: bytes
    """The file's content, found to be safe."""
    media_type: str
    """`image/png`, `image/jpeg` or `image/svg+xml`."""


class Assets:
    """Our own pictures under virtual folders: `images/x.png` is `x.png` in the folder named `images`."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Take the virtual folder names and the real folders that they stand for."""
        self._folders = dict(folders)
        self._sound: set[bytes] = set()

    def read(self, url: str) -> Asset:
        """Return the picture at an absolute address; raise `Refused` unless it is a safe and whole file of ours."""
        path = self._file(url)
        media_type = _MEDIA_TYPES[path.suffix.lower()]
        try:
            data = read_limited(path, MAX_SVG_BYTES if media_type == "image/svg+xml" else MAX_RASTER_BYTES)
        except OSError as error:
            advice = "save a smaller copy" if error.errno == errno.EFBIG else "check the file's permissions"
            raise Refused(url, f"cannot be read ({error.strerror}): {advice}") from None
        self._check(url, media_type, data)
        return Asset(data, media_type)

    def _file(self, url: str) -> Path:
        """Return the real file; symbolic links are followed first, so that they cannot lead outside."""
        folder_name, *names = _names(url)
        if folder_name not in self._folders or not names:
            known = " or ".join(f"{name}/" for name in sorted(self._folders))
            raise Refused(url, f"is not in a folder that pages may use: put it into {known or 'images/'}")
        root = self._folders[folder_name]
        path = root.joinpath(*names)
        if path.suffix.lower() not in _MEDIA_TYPES:
            raise Refused(url, _FORMATS.get(path.suffix.lower(), "is not a picture") + _PRINTED)
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise Refused(url, f"is missing: there is no such file in the folder {folder_name}/") from None
        if not real.is_relative_to(root.resolve()):
            raise Refused(url, f"is a link that leads out of the folder {folder_name}/: copy the file there")
        if not real.is_file():
            raise Refused(url, "is not a file")
        return path

    def _check(self, url: str, media_type: str, data: bytes) -> None:
        """Refuse a picture that is not safe. Each content is judged once a process: all pages show the same logo."""
        digest = sha256(media_type.encode() + data).digest()
        if digest in self._sound:
            return
        try:
            (check_svg if media_type == "image/svg+xml" else check_raster)(data)
        except UnsafePicture as error:
            raise Refused(url, str(error)) from None
        self._sound.add(digest)


def _names(url: str) -> list[str]:
    """Return the folder and file names of an address of ours, at least one; refuse every other address."""
    if not url.startswith(BASE_URL):
        raise Refused(url, "is somewhere else: only our own pictures are used, copy the file into images/")
    rest = url.removeprefix(BASE_URL)
    if "?" in rest or "#" in rest:
        raise Refused(url, "has a ? or # in it: name the file alone")
    names = unquote(rest, errors="strict").split("/") if _is_utf8(rest) else [""]
    if any(name in ("", ".", "..") or set(name) & set('\\:\0<>|"*?') for name in names):
        raise Refused(url, "is not a plain path such as images/logo.png")
    return names


def _is_utf8(quoted: str) -> bool:
    try:
        unquote(quoted, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def picture_fault(source: Path, name: str) -> str | None:
    """Return why a picture cannot be printed, by the same rules as the press; None if it can.

    `name` is its path below the source folder, such as `images/logo.png`.
    """
    try:
        Assets({"images": source / "images"}).read(BASE_URL + name)
    except Refused as refused:
        return f"the picture {refused.reason}"
    return None
