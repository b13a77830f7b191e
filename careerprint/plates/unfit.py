"""The one way to say that plates cannot print something; it then goes the plain way."""

from __future__ import annotations


class Unfit(Exception):
    """Plates cannot print this report. The message is for programmers and holds no word of a person."""

    stacks: tuple[tuple[int, float], ...] = ()
    """What stands on its sides; nothing is known of that."""


def require(holds: object, reason: str) -> None:
    """Raise `Unfit` unless something that plates rely on holds."""
    if not holds:
        raise Unfit(reason)
