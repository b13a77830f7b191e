"""Languages: their tags, their folders among the sources, the direction in which they are read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def primary(tag: str) -> str:
    """Return the language of a tag without its region: `es` of `es-US`."""
    return tag.partition("-")[0].lower()


def same(one: str, other: str) -> bool:
    """Say whether two tags name one language; `es` and `es-US` do."""
    return primary(one) == primary(other)


@cache
def locale_of(tag: str) -> str:
    """Return the name of Babel's data for a tag: `es_US`; `es` where there are none for the region."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return primary(tag)


def is_rtl(tag: str) -> bool:
    """Say whether a language is read from right to left (CLDR, `characterOrder`)."""
    from babel import Locale

    return bool(Locale.parse(locale_of(tag)).text_direction == "rtl")


def name_in(tag: str, language: str) -> str:
    """Return what a language is called in another: `inglés` for `en` in `es`."""
    from babel import Locale

    name = Locale.parse(primary(tag)).get_language_name(locale_of(language))
    return str(name or tag)


def is_known(tag: str) -> bool:
    """Say whether dates and numbers can be written in a language."""
    from babel import localedata

    return _TAG.fullmatch(tag) is not None and bool(localedata.exists(primary(tag)))


def is_language(tag: str) -> bool:
    """Say whether a tag names a language at all, such as `la` for Latin, in which no date need be written."""
    from babel import Locale

    return _TAG.fullmatch(tag) is not None and primary(tag) in Locale("en").languages


def folder_of(place: PurePosixPath) -> str | None:
    """Return the language folder that a source lies in: `es` for `guides/es/nurse.md`, None for no such folder.

    `place` is the file below the source folder. Other folders only sort the files.
    """
    folder = place.parts[1] if len(place.parts) > 2 else ""
    return folder if is_known(folder) else None


def key_of(place: PurePosixPath) -> str:
    """Return what a source is called: its file's name, after its language folder: `nurse`, `es/nurse`."""
    folder = folder_of(place)
    return f"{folder}/{place.stem}" if folder else place.stem


def name_of(key: str) -> str:
    """Return a key without its language folder: `nurse` of `es/nurse`."""
    return key.rpartition("/")[2]
