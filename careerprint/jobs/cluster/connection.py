"""The scheduler of a dask.distributed cluster: its address, and how it is reached."""

from __future__ import annotations

import logging
import re
import socket
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

from careerprint.errors import MachineError, UsageError
from careerprint.install.extras import how_to_add

if TYPE_CHECKING:
    from distributed import Client


CONNECTING = 10
"""Seconds that the scheduler and its first worker have to answer: they may have been started just before."""
_AGAIN = 0.25
"""Seconds between two attempts to reach the scheduler."""
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}")
_LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")


def look_at(address: str) -> None:
    """Raise UsageError for an address that is not a scheduler's, and MachineError if the package is missing."""
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"`{address}` is no address of a scheduler; write it as tls://host:8786 or tcp://host:8786")
    if find_spec("distributed") is None:
        raise MachineError(f"--scheduler needs one more package; add it with: {how_to_add('cluster')}")


def is_open(address: str) -> bool:
    """Say whether others can read what is sent to an address."""
    return address.startswith("tcp://") and not address.startswith(("tcp://127.", "tcp://localhost:", "tcp://[::1]:"))


def connected(address: str) -> Client:
    """Return a client of a scheduler that has workers; raise UsageError when it cannot be used."""
    from distributed import Client

    for name in _LOGGERS:  # we say in our own words what goes wrong, without tracebacks
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    _refuse_dead_address(address)  # a client that cannot connect writes tracebacks when it is thrown away
    try:
        client = Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"The scheduler {address} cannot be used: {error}") from None
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError:
        client.close()
        raise UsageError(f"The scheduler {address} has no workers. Start some; docs/cluster.md says how.") from None
    return client


def _refuse_dead_address(address: str) -> None:
    """Raise UsageError when nobody answers at an address, or when no certificates are set for tls://."""
    from distributed.security import Security

    scheme, _, place = address.partition("://")
    try:
        if scheme == "tls" and Security().get_connection_args("client")["ssl_context"] is None:
            raise UsageError(
                "tls:// needs certificates. Name three files in DASK_DISTRIBUTED__COMM__TLS__CA_FILE,"
                " DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY."
            )
    except OSError as error:
        raise UsageError(f"A certificate for tls:// cannot be read: {error.strerror or error}.") from None
    host, _, port = place.rpartition(":")
    end = time.monotonic() + CONNECTING
    while True:
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING).close()
            return
        except (OSError, OverflowError):
            if time.monotonic() > end:
                raise UsageError(
                    f"The scheduler {address} does not answer. Is it running? Does a firewall stand between?"
                ) from None
        time.sleep(_AGAIN)
