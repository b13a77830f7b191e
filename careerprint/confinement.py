"""Limits on a child process: it must not exhaust the machine, leave answers behind, or outlive its parent."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
"""The option of Linux's prctl(2) that names the signal sent to a process when its parent dies."""


def confine(memory: int) -> None:
    """Limit this process to `memory` bytes of address space and forbid core dumps, which would hold answers.

    It ignores Ctrl-C, which is the parent's to handle, and on Linux it dies with its parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # macOS has no such limit; elsewhere a lower one may be set
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        parent = multiprocessing.parent_process()
        if parent is not None and os.getppid() != parent.pid:  # the parent died before prctl was called
            os._exit(1)
