"""Answers in memory: whose they are, and when they go."""

from __future__ import annotations

import pytest

from careerprint.counter.visits import IDLE, LONGEST, MOST, Visit, Visits

ANSWERS: dict[str, int | None] = {"p1": 3, "p2": None}


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visits(clock: Clock) -> Visits:
    return Visits(clock)


@pytest.fixture
def visit(visits: Visits) -> Visit:
    visit = visits.open("client")
    visit.answer("sample", ANSWERS)
    visit.name, visit.reports["sample"] = "Sample Person", b"%PDF"
    return visit


def test_a_visit_is_found_by_its_key_and_by_no_other(visits: Visits, visit: Visit) -> None:
    assert visits.find(visit.key) is visit
    assert visits.find(visits.open("client").key) is not visit
    assert [visits.find(key) for key in ("", "é", visit.key[:-1], visit.csrf)] == [None] * 4


def test_an_answer_can_be_taken_back_and_the_report_goes_with_it(visit: Visit) -> None:
    assert visit.answers == {"sample": {"p1": 3}}
    visit.reports["sample"] = b"%PDF"
    visit.answer("sample", {"p1": None, "p3": 1})
    assert (visit.answers, visit.reports) == ({"sample": {"p3": 1}}, {})


def test_answers_go_after_the_idle_time_even_if_nobody_tidies(visits: Visits, visit: Visit, clock: Clock) -> None:
    clock.now += IDLE - 1
    assert visits.find(visit.key, is_asked=False) is visit
    assert visit.holds_answers
    clock.now += 1
    assert visits.find(visit.key) is visit
    assert (visit.answers, visit.name, visit.reports) == ({}, "", {})


def test_answers_go_when_nobody_comes_back_at_all(visits: Visits, visit: Visit, clock: Clock) -> None:
    clock.now += IDLE
    visits.tidy()
    assert not visit.holds_answers


def test_each_page_that_somebody_asks_for_starts_the_time_anew(visits: Visits, visit: Visit, clock: Clock) -> None:
    for _ in range(3):
        clock.now += IDLE - 1
        assert visits.find(visit.key) is visit
    assert visit.holds_answers


def test_finishing_deletes_everything_and_begins_anew(visits: Visits, visit: Visit) -> None:
    following = visits.finish(visit)
    assert not visit.holds_answers
    assert visits.find(visit.key) is None
    assert visits.find(following.key) is following
    assert following.role == visit.role
    assert {following.key, following.csrf}.isdisjoint({visit.key, visit.csrf})


def test_a_browser_that_was_away_for_a_day_must_be_opened_again(visits: Visits, visit: Visit, clock: Clock) -> None:
    clock.now += LONGEST
    assert visits.find(visit.key) is None


def test_of_too_many_visits_the_quietest_goes(visits: Visits, visit: Visit, clock: Clock) -> None:
    clock.now += 1
    for _ in range(MOST - 1):
        visits.open("client")
    assert visits.find(visit.key, is_asked=False) is visit
    visits.open("client")
    assert visits.find(visit.key) is None
    assert not visit.holds_answers


def test_nothing_personal_is_shown(visit: Visit) -> None:
    shown = repr(visit)
    assert not [text for text in ("Sample Person", "p1", "%PDF", visit.key, visit.csrf) if text in shown]
