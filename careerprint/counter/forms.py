"""What a browser sends: small forms, held in memory only, each with the secret of its visit."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from careerprint.counter.visits import Visit, is_same

MOST_BYTES = 64 * 1024
"""Bytes of a form; the largest of ours, with the answers of one page, has about 1,000."""
MOST_FIELDS = 100
"""Fields of a form; a page has up to 10 lines."""
CSRF = "csrf"
"""The field with the visit's secret, which no other site can know."""
_FORM = "application/x-www-form-urlencoded"


class TurnedAway(Exception):
    """A request that is not answered as asked; it holds no word of what was sent."""

    def __init__(self, status: int, reason: str) -> None:
        """Take the HTTP status, and the name of the reason among the labels: `web.refused`."""
        super().__init__(reason)
        self.status, self.reason = status, reason


async def read_form(
    request: Request, visit: Visit, *, most_bytes: int = MOST_BYTES, most_fields: int = MOST_FIELDS
) -> dict[str, str]:
    """Return the fields of a form, without its secret.

    Raises TurnedAway: 415 for anything but a plain form, 413 for one that is too large, 400 for one that no page of
    ours sends, 403 for one without the secret.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise TurnedAway(415, "not_offered")
    try:
        pairs = parse_qsl(
            (await _body(request, most_bytes)).decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=most_fields,
        )
    except ValueError:  # its text would quote the form
        raise TurnedAway(400, "not_offered") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise TurnedAway(400, "not_offered")
    check_secret(fields.pop(CSRF, ""), visit)
    return fields


def check_secret(given: str, visit: Visit) -> None:
    """Raise TurnedAway (403) unless a form came from a page of this visit."""
    if not is_same(given, visit.csrf):
        raise TurnedAway(403, "foreign")


async def _body(request: Request, most: int) -> bytes:
    parts, total = [], 0
    async for part in request.stream():
        total += len(part)
        if total > most:
            raise TurnedAway(413, "too_large")
        parts.append(part)
    return b"".join(parts)
