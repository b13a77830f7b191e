"""The person that a report is about, as far as it is printed."""

from __future__ import annotations

import datetime
from typing import Protocol


class Addressee(Protocol):
    """Who answered; a response of `answers` is one."""

    @property
    def id(self) -> str:
        """The ID that the center or its survey tool gave."""

    @property
    def name(self) -> str:
        """The name to print; may be empty."""

    @property
    def date(self) -> datetime.date | None:
        """The day of the answers, if it is known."""
