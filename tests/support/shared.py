"""What takes long to make, made once for all processes that run tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from careerprint.files import only_one


class Shared:
    """Folders that the first test to ask for them fills and others read."""

    def __init__(self, root: Path) -> None:
        """Keep them in `root`, which all processes know."""
        self.root = root

    def folder(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return the folder of this name; `make` fills it, unless another process did or is at it, which is awaited."""
        folder, done = self.root / name, self.root / f"{name} is made"
        with only_one(self.root / f"{name}.lock", waiting=lambda: None):
            if not done.exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                done.touch()
        return folder
