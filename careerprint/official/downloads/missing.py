"""An official file that is not in the folder: what needs it is left out, and a message names the file."""

from __future__ import annotations

from careerprint.errors import SourceError


class MissingFileError(SourceError):
    """A file that is needed is not in the folder; the message says what it is called."""
