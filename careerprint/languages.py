"""Languages: their tags (BCP 47), their folders among the sources, and their reading direction."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def primary(tag: str) -> str:
    """Return the language of a tag without its region: `es` of `es-US`."""
    return tag.partition("-")[0].lower()


def same(one: str, other: str) -> bool:
    """Return whether two tags name the same language; `es` and `es-US` do."""
    return primary(one) == primary(other)


@cache
def locale_of(tag: str) -> str:
    """Return the name of Babel's data for a tag: `es_US`, or `es` where there is none for the region."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return primary(tag)


def is_rtl(tag: str) -> bool:
    """Return whether a language is read from right to left (CLDR, `characterOrder`)."""
    from babel import Locale

    return bool(Locale.parse(locale_of(tag)).text_direction == "rtl")


def name_in(tag: str, language: str) -> str:
    """Return the name of a language in another one: `inglés` for `en` in `es`."""
    from babel import Locale

    name = Locale.parse(primary(tag)).get_language_name(locale_of(language))
    return str(name or tag)


def is_known(tag: str) -> bool:
    """Return whether we can write dates and numbers in a language."""
    from babel import localedata

    return _TAG.fullmatch(tag) is not None and bool(localedata.exists(primary(tag)))


def is_language(tag: str) -> bool:
    """Return whether a tag names any language, even one without dates and numbers, such as `la` for Latin."""
    from babel import Locale

    return _TAG.fullmatch(tag) is not None and primary(tag) in Locale("en").languages


def folder_of(place: PurePosixPath) -> str | None:
    """Return the language folder that a source lies in: `es` for `guides/es/nurse.md`; None if there is none.

    `place` is the file's path below the source folder. Folders with other names only sort files.
    """
    folder = place.parts[1] if len(place.parts) > 2 else ""
    return folder if is_known(folder) else None


def key_of(place: PurePosixPath) -> str:
    """Return the key of a source, its file's name after its language folder: `nurse`, `es/nurse`."""
    folder = folder_of(place)
    return f"{folder}/{place.stem}" if folder else place.stem


def name_of(key: str) -> str:
    """Return a key without its language folder: `nurse` of `es/nurse`."""
    return key.rpartition("/")[2]
