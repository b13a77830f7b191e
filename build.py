#!/usr/bin/env python3
"""The front door: `python3 build.py` prints everything in source/.

The first run prepares the machine: an environment in .venv with pinned packages, Pango and the fonts. Every
later run finds that in a few milliseconds and hands over to `careerprint.cli.main`. Standard library only, and
readable for Python 3.8, so that an old Python can still say what is wrong.
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Prepare what is missing, then run the command in the environment; return the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        wanted = ".".join(str(part) for part in OLDEST)
        say(f"Careerprint needs Python {wanted} or newer; this is Python {found}.")
        say(f"Install a newer one from your system or from python.org, then run: python{wanted} build.py")
        return 6
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    if arguments[:1] == ["doctor"]:
        from careerprint.install import doctor

        return doctor.main(arguments[1:])
    from careerprint.install import ready

    testing = arguments[:1] == ["test"]
    requirements = "requirements/test.txt" if testing else "requirements.txt"
    if not ready.is_current(requirements):
        from careerprint.install import first_run

        code = first_run.main(requirements)
        if code:
            return code
    command = ["-m", "pytest", *arguments[1:]] if testing else ["-P", "-m", "careerprint", *arguments]
    if testing:
        os.chdir(ready.PROJECT)
    return hand_over(ready.PYTHON, command)


def hand_over(python: str, command: list[str]) -> int:
    """Become the environment's Python; on Windows, which cannot, wait for it and return its exit code."""
    if sys.platform == "darwin":  # WeasyPrint asks only the system's own search for Homebrew's libraries
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    if os.name == "nt":
        import subprocess

        return subprocess.call([python, *command])
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [python, *command])


def say(line: str) -> None:
    """Tell the person at the keyboard; results go to stdout, words to stderr."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
