"""The command `counter`: pages in a browser on this computer."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import click

from careerprint.cli.console import say
from careerprint.cli.options import program_options, settings_of
from careerprint.errors import ExitCode, MachineError
from careerprint.install.extras import EXTRAS, how_to_add
from careerprint.settings import IS_CHECKOUT
from careerprint.wording import command, program

if TYPE_CHECKING:
    from careerprint.counter.serve import Addresses

PORT = 8642
"""The port unless somebody chooses another one; no known program uses it."""


@click.command("counter", short_help="Open pages in a browser, for clients and staff.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=f"Port of the pages.  [default: {PORT}]")
@click.option("--kiosk", is_flag=True, help="Open the pages for clients only, for a screen that nobody watches.")
@click.option("--no-open", is_flag=True, help="Do not open a browser; only print the addresses.")
@program_options
def counter_command(port: int, kiosk: bool, no_open: bool, **options: Any) -> ExitCode:
    """Open pages in a browser: guides, questionnaires, and reports for clients; files of answers for staff.

    Only this computer can reach them. What clients answer stays in memory and is deleted when they finish. Ctrl-C
    closes the counter.

    \b
    Examples:
      careerprint counter
      careerprint counter --kiosk
    """
    settings = settings_of(**options)
    _require_packages()
    from careerprint.counter.serve import serve

    def announce(addresses: Addresses) -> None:
        for title, address in (("For staff:  ", addresses.staff), ("For clients:", addresses.client)):
            if address:
                click.echo(f"{title} {address}")
        say("Only this computer can open these pages. Press Ctrl-C to close the counter.")
        if not no_open:
            click.launch(addresses.staff or addresses.client)

    say("Opening the counter; it takes a few seconds.")
    try:
        serve(settings, port, kiosk=kiosk, announce=announce)
    except KeyboardInterrupt:
        say("The counter is closed. All answers that were not printed are deleted.")
    return ExitCode.OK


def _require_packages() -> None:
    """Raise MachineError, with what to do, when the packages of the counter are missing."""
    if importlib.util.find_spec(EXTRAS["counter"]) is None:
        how = command("counter") if IS_CHECKOUT and program() != "careerprint" else how_to_add("counter")
        raise MachineError(f"The counter needs packages that are not installed. Do: {how}")
