"""Who sits at the counter: one visit for each browser. Answers live here, in memory, and nowhere else."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["client", "staff"]

IDLE = 600
"""Seconds without a page after which answers are deleted: somebody left without pressing Finish."""
ASK = 480
"""Seconds without a page after which the browser asks whether anybody is there; two minutes are left to say so."""
LONGEST = 12 * 3600
"""Seconds without a page after which a browser must be opened with the address again: a working day."""
MOST = 500
"""Visits that are kept; a counter has a few browsers, and each start makes one."""


@dataclass(slots=True)
class Visit:
    """One browser; its `repr` shows nothing personal."""

    role: Role
    seen: float
    """When it asked for a page last, by the clock of its `Visits`."""
    key: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(32))
    """What the browser's cookie holds."""
    csrf: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(32))
    """What every form of this browser must send back."""
    answers: dict[str, dict[str, int]] = field(repr=False, default_factory=dict)
    """The numbers of the choices, from 1, by item, by the slug of the assessment."""
    name: str = field(repr=False, default="")
    """The name for reports; may be empty."""
    reports: dict[str, bytes] = field(repr=False, default_factory=dict)
    """Reports that were made of these answers, as PDF, by the slug of the assessment."""

    @property
    def holds_answers(self) -> bool:
        """Whether there is anything to delete."""
        return bool(self.answers or self.name or self.reports)

    def answer(self, slug: str, answers: dict[str, int | None]) -> None:
        """Take the answers of one page; what is None is not answered any more. Older reports of them are dropped."""
        kept = {**self.answers.get(slug, {}), **answers}
        self.answers[slug] = {item: choice for item, choice in kept.items() if choice is not None}
        self.reports.pop(slug, None)

    def forget(self) -> None:
        """Delete the answers, the name and the reports."""
        self.answers, self.name, self.reports = {}, "", {}


class Visits:
    """All browsers that were let in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none; `clock` returns seconds."""
        self._clock = clock
        self._by_key: dict[str, Visit] = {}

    def open(self, role: Role) -> Visit:
        """Let a browser in; the one that was quiet for longest goes when there are too many."""
        while len(self._by_key) >= MOST:
            self.close(min(self._by_key.values(), key=lambda visit: visit.seen))
        visit = Visit(role, self._clock())
        self._by_key[visit.key] = visit
        return visit

    def find(self, key: str, *, is_asked: bool = True) -> Visit | None:
        """Return the visit of a cookie, or None; what is too old is deleted before anybody sees it.

        A page that a browser fetches by itself does not count as asked for.
        """
        visit = self._by_key.get(key)
        if visit is None:
            return None
        self._age(visit)
        if visit.key not in self._by_key:
            return None
        if is_asked:
            visit.seen = self._clock()
        return visit

    def finish(self, visit: Visit) -> Visit:
        """Delete all that a visit holds and end it; return a new one for whoever comes next."""
        self.close(visit)
        return self.open(visit.role)

    def close(self, visit: Visit) -> None:
        """End a visit."""
        visit.forget()
        self._by_key.pop(visit.key, None)

    def tidy(self) -> None:
        """Delete the answers of those who left, and visits that nobody will come back to."""
        for visit in list(self._by_key.values()):
            self._age(visit)

    def _age(self, visit: Visit) -> None:
        quiet = self._clock() - visit.seen
        if quiet >= IDLE:
            visit.forget()
        if quiet >= LONGEST:
            self.close(visit)


def is_same(given: str, secret: str) -> bool:
    """Compare a text from outside with a secret in a time that tells nothing about it."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
