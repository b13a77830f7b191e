"""What staff have printed for many people: a run of its own in a process of its own, whose progress is shown."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from careerprint.errors import CareerprintError, trace_of
from careerprint.jobs.job import Outcome
from careerprint.jobs.pool import shielded
from careerprint.runs.group import group
from careerprint.runs.question import Question
from careerprint.runs.report import report
from careerprint.runs.report_request import ReportRequest
from careerprint.runs.scores import scores
from careerprint.settings import Settings

Kind = Literal["reports", "group", "scores"]
KINDS: tuple[Kind, ...] = ("reports", "group", "scores")
State = Literal["running", "done", "stopped", "failed"]
MOST_FAULTS = 50
"""Documents that failed which are named; of more the first say what is wrong."""
_CLOSING = 60
"""Seconds that a run may take to finish what it is printing when the counter is closed."""


@dataclass(slots=True)
class Task:
    """One run, as far as it is known."""

    number: int
    kind: Kind
    title: str
    """The assessment that it is about."""
    state: State = "running"
    total: int = 0
    done: int = 0
    faults: list[str] = field(default_factory=list)
    """Why documents, or all of it, could not be made; without names and answers."""
    files: tuple[Path, ...] = ()
    """What was made, as far as it is offered here."""
    folder: str = ""
    """Where the rest lies."""


class Tasks:
    """The runs of this day; one is carried out at a time."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[Task] = []
        self._process: Any = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> Task | None:
        """The run that is being carried out."""
        return next((task for task in self.all if task.state == "running"), None)

    def begin(self, kind: Kind, title: str, settings: Settings, question: Question) -> Task:
        """Begin a run; there must be none running."""
        task = Task(len(self.all) + 1, kind, title)
        self.all.append(task)
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(kind, settings, question, sender))
        with shielded():
            self._process.start()
        sender.close()
        self._thread = threading.Thread(target=_follow, args=(task, receiver, self._process), daemon=True)
        self._thread.start()
        return task

    def stop(self) -> None:
        """Have the run finish what it is printing, and end; what it has printed is complete."""
        if self.running is None or self._process.pid is None:
            return
        if os.name == "nt":
            self._process.terminate()
        else:
            os.kill(self._process.pid, signal.SIGINT)

    def close(self) -> None:
        """Stop the run, if there is one, and wait for it."""
        self.stop()
        if self._thread:
            self._thread.join(_CLOSING)


def _follow(task: Task, receiver: Connection, process: Any) -> None:
    """Take what a run reports until it ends; run in a thread."""
    try:
        while True:
            for name, value in receiver.recv().items():
                if name == "fault":
                    task.faults[MOST_FAULTS:] = []
                    task.faults.append(value)
                else:
                    setattr(task, name, value)
    except (EOFError, OSError):
        process.join()
        if task.state == "running":
            task.state = "failed"


class _Reporter:
    """Sends the progress of a run; it is the run's listener."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender
        self._done = 0

    def stage(self, words: str) -> None:
        """Nothing: the steps are for the terminal."""

    def begin(self, total: int) -> None:
        """Send the number of documents."""
        self._sender.send({"total": total})

    def done(self, outcome: Outcome) -> None:
        """Send how many are done, and why one failed."""
        self._done += 1
        self._sender.send({"done": self._done})
        for problem in outcome.problems:
            self._sender.send({"fault": problem.message})

    def underway(self, jobs: int) -> None:
        """Send how many are finished."""
        self._sender.send({"done": self._done + jobs})


def _work(kind: Kind, settings: Settings, question: Question, sender: Connection) -> None:
    """Carry out a run and send what becomes of it; a process of its own."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        files, folder = _RUNS[kind](settings, question, _Reporter(sender))
        sender.send({"files": files, "folder": folder, "state": "done"})
    except KeyboardInterrupt:
        sender.send({"state": "stopped"})
    except CareerprintError as error:
        for text in [error.message, *(str(problem) for problem in error.problems)]:
            sender.send({"fault": text})
        sender.send({"state": "failed"})
    except Exception as error:  # its text could quote answers
        sender.send({"fault": f"a mistake of ours ({trace_of(error)}); please report it"})
        sender.send({"state": "failed"})


Made = tuple[tuple[Path, ...], str]


def _reports(settings: Settings, question: Question, listener: _Reporter) -> Made:
    result = report(ReportRequest(settings, question, print_file=True), listener)
    folder = str(result.summary.parent) if result.summary else ""
    return tuple(path for path in (*result.print_files, result.summary) if path), folder


def _group(settings: Settings, question: Question, listener: _Reporter) -> Made:
    _, outcomes = group(settings, question, lambda problem: None)
    for outcome in outcomes:
        listener.done(outcome)
    made = [settings.out / outcome.output for outcome in outcomes if outcome.status != "failed"]
    return tuple(made), ""


def _scores(settings: Settings, question: Question, listener: _Reporter) -> Made:
    _, path = scores(settings, question, lambda problem: None, as_csv=False)
    return ((path,) if path else ()), ""


_RUNS = {"reports": _reports, "group": _group, "scores": _scores}
