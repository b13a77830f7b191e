"""What printing a handout costs, ours beside WeasyPrint's own call, and what a build with nothing to do costs.

python -m bench.speed.handout
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.tools.measure import ROUNDS, cpu_of_command, median, ratio, rounds, verdict
from bench.tools.samples import PROJECT, html_of, jobs_of, plain, sample_studio
from careerprint.jobs.printer import Printer

MOST = 1.1
"""Target: our CPU time divided by that of the plain call that writes tags."""
MOST_IDLE = 0.4
"""Target: CPU seconds of a whole build with nothing to do."""


def handouts() -> bool:
    """Print the cost of the sample handouts, one by one; return whether all are within the target."""
    studio = sample_studio()
    printer = Printer(studio)
    fine = True
    for job in jobs_of(studio, "handout"):
        html, styles = html_of(printer, job, printer.print(job).pages)
        spent = rounds(
            {
                "ours": printer.print,
                "same": lambda _, h=html, s=styles: plain(h, s, studio, "pdf/a-2a"),
                "none": lambda _, h=html, s=styles: plain(h, s, studio, None),
            },
            [job],
        )
        ours, same, none = spent["ours"], spent["same"], spent["none"]
        value = ratio(ours, same)
        fine &= value <= MOST
        print(
            f"{job.output}: CPU s: ours {median(ours):.3f}, plain pdf/a-2a {median(same):.3f},"
            f" plain without variant {median(none):.3f}"
        )
        print(f"  {verdict('ours ÷ plain pdf/a-2a', value, MOST)}")
        print(f"  {verdict('ours ÷ plain without variant', ratio(ours, none), MOST)}")
    return fine


def idle_build() -> bool:
    """Print the cost of a build with nothing to do, with this Python and through build.py if it is set up."""
    ways = {"python -m careerprint": [sys.executable, "-m", "careerprint"]}
    if (PROJECT / ".venv").is_dir():
        ways["python3 build.py"] = ["python3", str(PROJECT / "build.py")]
    fine = True
    for name, command in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            whole = [*command, "--source", str(PROJECT / "source"), "--out", str(Path(folder, "out"))]
            subprocess.run(whole, check=True, capture_output=True)
            spent = median([cpu_of_command(whole) for _ in range(ROUNDS)])
        fine &= spent <= MOST_IDLE
        print(verdict(f"build with nothing to do, {name}, CPU s of the whole command", spent, MOST_IDLE))
    return fine


if __name__ == "__main__":
    sys.exit(0 if handouts() & idle_build() else 1)
