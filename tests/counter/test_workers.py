"""The processes that print: one that is killed in the middle, and too many people at once."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from careerprint.counter.workers import COUNT, MOST_WAITING
from tests.support.counter import Counter, Visitor
from tests.support.processes import linux, until

pytestmark = [pytest.mark.slow, linux]

TAKE = "/en/take/sample"


def ready(counter: Counter) -> Visitor:
    """Return somebody who has answered and not sent it yet."""
    visitor = counter.visitor()
    visitor.get(f"{TAKE}/1")
    visitor.post(f"{TAKE}/1", {"p1": 5, "p2": 4})
    visitor.get(f"{TAKE}/look")
    return visitor


def printers(counter: Counter) -> list[int]:
    """Return the processes that are warm: of those that pebble starts, the ones that print."""
    assert ready(counter).post(f"{TAKE}/look").status == 303
    return counter.workers()


def in_hand(staff: Visitor) -> int:
    return int(staff.get("/en/staff").text.partition("for clients now: ")[2].partition("<")[0])


def test_a_worker_that_is_killed_in_the_middle_costs_nobody_a_report(counter: Counter) -> None:
    staff = counter.visitor("staff")
    workers = printers(counter)
    for worker in workers:  # so that the job is surely in hand when they die
        os.kill(worker, signal.SIGSTOP)
    visitor = ready(counter)
    found: list[int] = []
    sending = threading.Thread(target=lambda: found.append(visitor.post(f"{TAKE}/look").status))
    sending.start()
    until(lambda: in_hand(staff) == 1)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    sending.join(120)
    assert found == [303]
    assert visitor.get(f"{TAKE}/report.pdf").body.startswith(b"%PDF")
    assert not {*workers} & {*counter.workers()}


def test_when_too_many_wait_the_next_is_told_so_and_nobody_is_lost(counter: Counter) -> None:
    staff = counter.visitor("staff")
    people = [ready(counter) for _ in range(COUNT + MOST_WAITING)]
    last = ready(counter)
    workers = printers(counter)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    with ThreadPoolExecutor(len(people)) as pool:
        waiting = [pool.submit(person.post, f"{TAKE}/look") for person in people]
        until(lambda: in_hand(staff) == len(people))
        reply = last.post(f"{TAKE}/look")
        assert (reply.status, "Many people are waiting" in reply.text) == (503, True)
        assert last.get("/en/guides/nurse").status == 200
        time.sleep(0.2)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
        assert {each.result().status for each in waiting} == {303}
    assert last.post(f"{TAKE}/look").status == 303
