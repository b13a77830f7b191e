"""Limits on a child process: it must not exhaust the machine, leave answers behind, or outlive its parent."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""The option of Linux's prctl(2) that names the signal sent to a process when its parent dies."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
"""Flags of Linux's unshare(2): a user namespace, a network namespace. Python has names for them from 3.12 on."""


def confine(memory: int) -> None:
    """Limit this process to `memory` bytes of address space and forbid core dumps, which would hold answers.

    It ignores Ctrl-C, which is the parent's to handle. On Linux it dies with its parent, and has no network where the
    system allows that.
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
        leave_network()


def leave_network() -> bool:
    """Move this process into a network of its own that leads nowhere; return whether Linux let it.

    Then no fault of a library that a hostile file finds can send answers away. Root may simply do so; others need a
    user namespace first, which some systems forbid.
    """
    unshare = ctypes.CDLL(None).unshare
    if unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.geteuid(), os.getegid()
    if unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # Without a map of our own ids, files of ours would seem to be somebody else's.
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(text)
    return True
