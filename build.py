#!/usr/bin/env python3
"""The front door: `python3 build.py` prints everything in source/.

The first run prepares the machine: an environment in .venv with pinned packages, Pango and the fonts. Every later
run finds them in a few milliseconds and hands over to `careerprint.cli.main`. Standard library only, and readable
for Python 3.8, so that an old Python can still say what is wrong.
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)

TEST_HELP = """\
Usage: python3 build.py test [--all] [ARGUMENT]...

Run Careerprint's own tests. The first run installs the tools for them into .venv.

  python3 build.py test                quick tests, in a few minutes; says what it leaves out
  python3 build.py test --all          every test, and how much of the code the quick ones reach
  python3 build.py test tests/scoring  one folder or file: all its tests, slow ones too
  python3 build.py test -k fonts       all tests with `fonts` in their names

Every ARGUMENT goes to pytest; `.venv/bin/python -m pytest --help` lists what it understands.
"""
COVERAGE = ["-n", "auto", "--cov", "--cov-report="]
"""Added to `--all`: count the lines that most quick tests reach, and print one figure. It nearly doubles their time.

The number of processes is said here and not in conftest.py: coverage looks at it before that file is read.
"""


def main(arguments: list[str]) -> int:
    """Prepare what is missing, then run the command in the environment; return the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        wanted = ".".join(str(part) for part in OLDEST)
        say(f"Careerprint needs Python {wanted} or newer; this is Python {found}.")
        say(f"Install a newer one from your system or from python.org, then run: python{wanted} build.py")
        return 6
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    command, rest = "".join(arguments[:1]), arguments[1:]
    if command == "doctor":
        from careerprint.install import doctor

        return doctor.main(rest)
    if command == "test":
        return test(rest)
    is_counter = command == "counter" and not {"--help", "-h"}.intersection(rest)
    extra = ["requirements/counter.txt"] if is_counter else []
    return run(["requirements.txt", *extra], ["-P", "-m", "careerprint", *arguments])


def test(arguments: list[str]) -> int:
    """Run the tests in the project's folder, or explain the command, for which nothing need be installed."""
    if "--help" in arguments or "-h" in arguments:
        from careerprint.wording import program

        print(TEST_HELP.replace("python3 build.py", program()), end="")
        return 0
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    coverage = COVERAGE if "--all" in arguments else []
    return run(["requirements/test.txt"], ["-m", "pytest", *coverage, *arguments])


def run(requirements: list[str], command: list[str]) -> int:
    """Install what requirements files ask for, unless it is there, then hand over to the environment's Python."""
    from careerprint.install import ready

    for file in requirements:
        if not ready.is_current(file):
            from careerprint.install import first_run

            code = first_run.main(file)
            if code:
                return code
    return hand_over(ready.PYTHON, command)


def hand_over(python: str, command: list[str]) -> int:
    """Become the environment's Python; Windows cannot do that, so wait there for it and return its exit code."""
    if sys.platform == "darwin":  # WeasyPrint looks for Homebrew's libraries only where the system looks
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    if os.name == "nt":
        import subprocess

        return subprocess.call([python, *command])
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [python, *command])


def say(line: str) -> None:
    """Print a message; results go to stdout, messages to stderr."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
