"""An official file that is not in the folder: what needs it is left out, and a message names the file."""

from __future__ import annotations

from careerprint.errors import SourceError


class MissingFileError(SourceError):
    """A file that is needed is not in the folder; the message is a sentence that says which."""

    @property
    def reason(self) -> str:
        """The message as a part of another sentence: `there is no Interests.txt (O*NET)`."""
        return self.message[:1].lower() + self.message[1:].rstrip(".")
