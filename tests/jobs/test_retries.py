"""Who is tried again after a worker failed, and who is given up."""

from __future__ import annotations

import pytest

from careerprint.jobs.job import Job
from careerprint.jobs.retries import Retries, Try

JOBS = tuple(Job("handout", name, f"{name}.pdf", "") for name in "abcd")


def outputs(jobs: tuple[Job, ...]) -> str:
    return "".join(job.subject for job in jobs)


def waiting(retries: Retries) -> list[tuple[str, int]]:
    found = []
    while tried := retries.take():
        found.append((outputs(tried.jobs), tried.number))
    return found


@pytest.mark.parametrize(
    ("failed", "number", "rest", "is_first", "again", "given_up"),
    [
        ("abcd", 1, "cd", True, [("d", 1), ("c", 2)], ""),
        ("abcd", 1, "d", True, [("d", 2)], ""),
        ("abcd", 1, "abcd", False, [("a", 1), ("b", 1), ("c", 1), ("d", 1)], ""),
        ("abcd", 1, "", True, [], ""),
        ("a", 1, "a", False, [("a", 2)], ""),
        ("a", 2, "a", True, [("a", 3)], ""),
        ("a", 3, "a", True, [], "a"),
        ("a", 3, "a", False, [], "a"),
    ],
)
def test_a_job_is_given_up_when_it_failed_three_times_by_itself(
    failed: str, number: int, rest: str, is_first: bool, again: list[tuple[str, int]], given_up: str
) -> None:
    retries, jobs = Retries(), {job.subject: job for job in JOBS}
    tried = Try(tuple(jobs[name] for name in failed), number)
    left = tuple(jobs[name] for name in rest)
    assert outputs(retries.after_failure(tried, left, most=3, is_first=is_first)) == given_up
    assert waiting(retries) == again


def test_what_may_be_tried_once_is_given_up_at_once_and_the_others_go_on() -> None:
    retries = Retries()
    assert retries.after_failure(Try(JOBS), JOBS[1:], most=1, is_first=True) == JOBS[1:2]
    assert waiting(retries) == [("cd", 1)]


def test_nothing_waits_where_nothing_is_left() -> None:
    retries = Retries()
    retries.add((), 1)
    assert (retries.take(), retries.next_number) == (None, 0)
    retries.add(JOBS, 2)
    assert retries.next_number == 2
