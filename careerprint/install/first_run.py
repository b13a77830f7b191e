"""The first run: installs Pango, makes `.venv` with the pinned packages, and prepares the fonts.

Standard library only. Whatever goes wrong on real machines is repaired or explained: what happened, and the one
thing to do about it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from careerprint.errors import CareerprintError, ExitCode, MachineError, OutputError
from careerprint.files import only_one
from careerprint.install import machine, ready
from careerprint.install.environment import Environment, base_python, look_at

_VENV = Path(ready.VENV)
_UNFINISHED = Path(ready.UNFINISHED)
_OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|getaddrinfo"
    r"|Max retries exceeded|Network is unreachable|Connection (?:refused|reset|to \S+ timed out)|timed out"
)
"""What pip prints when the network is at fault, not the package."""
_HOST = re.compile(r"host='([^']+)'")
_LAST_LINES = 6
"""Lines of a failed program that are shown: its error comes last."""
_VENV_BYTES = 20_000_000
"""If less room is left after an environment could not be made, the disk was full; pip alone takes as much."""
_AGAIN = "Do this, then run the same command again:\n\n    "


def main(requirements: str) -> int:
    """Prepare the machine for a requirements file; return 0, or say what is wrong and return the exit code for it."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        with only_one(Path(f"{ready.VENV}.lock"), _say_waiting):
            if not ready.is_current(requirements):
                _prepare(requirements)
    except CareerprintError as error:
        return _fail(error.message, error.exit_code)
    except KeyboardInterrupt:
        return _fail("Stopped. Run the same command again to continue.", ExitCode.INTERRUPTED)
    except OSError as error:
        return _fail(*_explain(error))
    return ExitCode.OK


def _prepare(requirements: str) -> None:
    """Do the four steps; write the stamp last, so that an interrupted run is done again."""
    first = not ready.read(ready.RUNTIME) and not ready.read(ready.TESTS)
    _say("Setting up Careerprint (first run only, about a minute)." if first else "Bringing Careerprint up to date.")
    _say("  1/4  Looking for Pango, which lays out text")
    ensure_libraries(machine.this_machine())
    _say("  2/4  Making a folder for Careerprint's own packages (.venv)")
    environment = ensure_environment()
    _say("  3/4  Downloading and installing the packages")
    install_packages(requirements, environment)
    _write_text(Path(environment.packages, "careerprint-project.pth"), f"{ready.PROJECT}\n")
    _say("  4/4  Preparing the fonts")
    _run([ready.PYTHON, "-I", "-m", "careerprint.faces.fonts"], "The fonts could not be prepared.")
    _write_stamps(requirements)
    _say("Ready.")


def ensure_libraries(here: machine.Machine) -> None:
    """Install Pango and HarfBuzz-subset where that needs no password; otherwise raise MachineError that says how."""
    missing = machine.missing_libraries()
    if not missing:
        return
    advice = machine.pango_advice(here)
    for program in advice.automatic:
        _say(f"       {' '.join(program)}")
        _run(program, f"{', '.join(missing)} could not be installed. {_AGAIN}{advice.command}\n")
    if machine.missing_libraries():
        titles = ", ".join(missing)
        raise MachineError(f"This machine lacks {titles}. {_AGAIN}{advice.command}\n")


def ensure_environment() -> Environment:
    """Return the environment in `.venv`; make it, or make it again when the one that is there cannot be used."""
    reason = _why_unusable()
    if reason:
        if _VENV.is_dir():
            _say(f"       {reason}; making it again")
        _remove(_VENV)
        _make_environment()
    environment = look_at(ready.PYTHON)
    if environment is None:
        raise MachineError(f"Python cannot be run from {_VENV}. Is the disk mounted so that programs cannot run?")
    return environment


def install_packages(requirements: str, environment: Environment) -> None:
    """Install exactly what a requirements file pins, and the pinned pip: only wheels, and only if the hash fits.

    The pip that comes with Python is as old as that Python, with the faults that were found since, and differs from
    machine to machine. So it installs the pinned one, out of its wheel, and that installs the rest. Bytecode is made
    at the end, on all processors: pip takes three times as long for it.
    """
    _UNFINISHED.touch()
    wheel, code, lines = machine.pip_wheel(), 0, list[str]()
    if wheel and not environment.has_pip:
        code, lines = _pip([str(wheel / "pip")], ready.PIP)
    if code == 0:
        code, lines = _pip(["-m", "pip"], ready.PIP, requirements)
    if code == 0:
        _call([ready.PYTHON, "-I", "-m", "compileall", "-qq", "-j", "0", environment.packages])  # saves time, no more
        return
    if environment.has_pip and not any(line.startswith("Installing collected packages") for line in lines):
        _UNFINISHED.unlink()  # nothing was changed: what was installed before still works
    text = "\n".join(lines)
    if "No space left on device" in text:
        raise OSError(errno.ENOSPC, "disk full", str(_VENV))
    if _OFFLINE.search(text):
        hosts = ", ".join(sorted(set(_HOST.findall(text)))) or "the package index"
        what = f"The packages could not be downloaded: no answer from {hosts}. Check the internet connection"
        raise MachineError(f"{what} (and the proxy, if there is one), then run the same command again.{_quote(lines)}")
    raise MachineError(f"The packages could not be installed. Run the same command again.{_quote(lines)}")


def _why_unusable() -> str:
    """Return why `.venv` cannot be used as it is, or "" when it can."""
    if _UNFINISHED.exists():
        return "The last installation did not finish"
    environment = look_at(ready.PYTHON)
    if environment is None or not environment.has_pip:
        return "The .venv folder does not work"
    if environment.version < machine.OLDEST_PYTHON:
        return "The .venv folder was made by an older Python"
    for requirements in (ready.RUNTIME, ready.TESTS):
        if ready.read(requirements) and not ready.read(requirements).startswith(ready.head()):
            return "The .venv folder was made by another Python or Careerprint, or in another place"
    return ""


def _make_environment() -> None:
    if not machine.can_make_environments():
        _install_venv_module(machine.this_machine())
    _VENV.mkdir()
    _UNFINISHED.touch()
    code, lines = _call([base_python(), "-I", "-m", "venv", "--without-pip", str(_VENV)])
    if code:
        free = shutil.disk_usage(ready.PROJECT).free
        _remove(_VENV)
        if free < _VENV_BYTES:
            raise OSError(errno.ENOSPC, "disk full", ready.VENV)
        raise MachineError(f"The .venv folder could not be made.{_quote(lines)}")


def _pip(pip: Sequence[str], *requirements: str) -> tuple[int, list[str]]:
    """Let a pip install what requirements files pin; return its exit code and the lines it printed."""
    command = [ready.PYTHON, "-I", *pip, "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    command += ["--no-compile", "--no-user", "--no-input", "--disable-pip-version-check"]
    return _call([*command, *(argument for file in requirements for argument in ("-r", file))])


def _install_venv_module(here: machine.Machine) -> None:
    """Install the part of Python that some systems leave out, or raise MachineError that says how."""
    advice = machine.venv_advice(here, sys.version_info[:2])
    failure = f"This Python cannot make environments. {_AGAIN}{advice.command}\n"
    if not advice.automatic:
        raise MachineError(failure)
    for program in advice.automatic:
        _say(f"       {' '.join(program)}")
        _run(program, failure)


def _write_stamps(requirements: str) -> None:
    """Record what is installed; the test file includes the runtime one, so it stands for both.

    What the counter needs is put beside them and changes neither.
    """
    if requirements != ready.COUNTER:
        Path(ready.path(ready.TESTS)).unlink(missing_ok=True)
    _UNFINISHED.unlink()
    for name in {ready.RUNTIME, requirements}:
        _write_text(Path(ready.path(name)), ready.expected(name))


def _run(command: Sequence[str], failure: str) -> None:
    """Run a program; if it fails, raise the error that its exit code stands for, with its last lines."""
    code, lines = _call(command)
    if code:
        kind = OutputError if code == ExitCode.OUTPUT else MachineError
        raise kind(f"{failure}{_quote(lines)}")


def _call(command: Sequence[str]) -> tuple[int, list[str]]:
    """Run a program in the project's folder until it ends; return its exit code and the lines it printed."""
    left_out = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME"}  # each would send packages elsewhere
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    with subprocess.Popen(
        command,
        cwd=ready.PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            output, _ = process.communicate()
        except BaseException:
            process.terminate()  # pip then undoes what it had begun
            raise
    return process.returncode, [line for line in output.splitlines() if line.strip()]


def _quote(lines: list[str]) -> str:
    if not lines:
        return ""
    return "\nIts last lines:\n" + "\n".join(f"    {line}" for line in lines[-_LAST_LINES:])


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _explain(error: OSError) -> tuple[str, ExitCode]:
    """Return what a person can do about an error of the disk; raise any other again, since it is our bug."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full. Free about 300 MB for {ready.PROJECT}, then run the same command again.",
            ExitCode.OUTPUT,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR):
        what = f"Careerprint cannot write {error.filename or ready.PROJECT}."
        return f"{what} Copy its folder to a place where you may write, and run it there.", ExitCode.OUTPUT
    raise error


def _terminate(signal_number: int, frame: FrameType | None) -> None:
    raise SystemExit(ExitCode.TERMINATED)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _say_waiting() -> None:
    _say("Another window is setting Careerprint up; waiting for it.")


def _fail(message: str, code: ExitCode) -> int:
    _say(message)
    return int(code)
