"""What a client answers is on no disk: not while it is there, not after Finish, not after a crash."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the packages of the counter are not installed")

from tests.support.counter import Counter
from tests.support.processes import linux, session, until
from tests.support.sample_runs import files

pytestmark = [pytest.mark.slow, linux]

NAME = "Quibbly Canaryname"
TAKE = "/en/take/sample"


def walk(counter: Counter, *, finish: bool) -> None:
    """Answer, have a report made, make mistakes on the way, and perhaps finish."""
    visitor = counter.visitor()
    visitor.get(f"{TAKE}/1")
    visitor.post(f"{TAKE}/1", {"p1": NAME})
    visitor.post(f"{TAKE}/1", {"p1": 5, "p2": 4, "p3": 1})
    visitor.post(f"{TAKE}/look", {"name": f"{NAME} ދށ"})
    assert visitor.post(f"{TAKE}/look", {"name": NAME}).status == 303
    assert visitor.get(f"{TAKE}/report.pdf").body.startswith(b"%PDF")
    visitor.get(f"/en/{NAME.replace(' ', '%20')}")
    if finish:
        visitor.post("/en/finish")


def names_open(counter: Counter) -> list[str]:
    """Return the plain files below the counter's folder that its processes hold open, deleted ones too."""
    found = []
    for process in session(counter.process.pid):
        for link in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                found.append(str(link.readlink()))
    return [target for target in found if target.startswith(str(counter.folder))]


def everything(counter: Counter) -> dict[str, bytes]:
    """Return all files in the counter's own folder: sources, output, home, and the folder for temporary files."""
    return {name: content for name, (content, _) in files(counter.folder).items()}


def test_no_file_is_made_or_changed_and_nothing_is_said(own_counter: Counter) -> None:
    before = everything(own_counter)
    for finish in (True, False):
        walk(own_counter, finish=finish)
        assert everything(own_counter) == before
    assert names_open(own_counter) == []
    own_counter.process.send_signal(signal.SIGINT)
    out, err = own_counter.process.communicate(timeout=60)
    assert own_counter.process.returncode == 0
    assert NAME.split()[1] not in out + err
    assert err.splitlines()[-1].startswith("The counter is closed.")
    assert everything(own_counter) == before


def test_a_killed_counter_leaves_no_file_and_no_process(own_counter: Counter) -> None:
    before = everything(own_counter)
    walk(own_counter, finish=False)
    own_counter.process.kill()
    until(lambda: session(own_counter.process.pid) == [])
    assert everything(own_counter) == before


def test_the_search_can_find_something(own_counter: Counter) -> None:
    """That the tests above can fail: what staff have printed is on the disk, and seen."""
    staff = own_counter.visitor("staff")
    staff.get("/en/staff/answers")
    table = f"id,name,p1,p2,p3\n1,{NAME},1,2,3\n".encode()
    before = everything(own_counter)
    page = staff.follow(staff.upload("/en/staff/answers", "x.csv", table, {"assessment": "sample"}))
    assert page.status == 200
    new = everything(own_counter).keys() - before.keys()
    assert [name for name in new if NAME.encode() in everything(own_counter)[name]]
