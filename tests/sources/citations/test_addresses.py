"""Addresses of figures: which are read, and what is said of the others."""

from __future__ import annotations

import pytest

from careerprint.sources.citations.addresses import Address, read_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("national/29-1141/A_MEDIAN", Address("national", "29-1141", "A_MEDIAN")),
        ("1.2/00-0000/new-jobs", Address("1.2", "00-0000", "new-jobs")),
        ("5.3/15-1221/less-than-high-school", Address("5.3", "15-1221", "less-than-high-school")),
        ("1.12/15-2051", Address("1.12", "15-2051")),
        ("job-outlook", Address("job-outlook")),
        ("titles", Address("titles")),
    ],
)
def test_addresses(text: str, expected: Address) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.2/29-1141/growth", "`growth` is not a column of `1.2`; known here: jobs, new-jobs, change, openings, "),
        ("1.2/29-1141/opening", "`opening` is not a column of `1.2`; did you mean `openings`?"),
        ("1.2/29-1141.00/change", "not an address of a figure; write it as `1.2/15-2051/new-jobs`"),
        ("1.2/29-1141", "not an address of a figure; write it as `1.2/15-2051/new-jobs`"),
        ("1.12/29-1141/why", "not an address of a figure; write it as `1.12/15-2051`"),
        ("nation/29-1141/A_MEDIAN", "not an address of a figure; did you mean `national`?"),
        ("job-outlook/2", "`job-outlook/2` is not an address of a figure"),
        ("", "`` is not an address of a figure; known here: national, 1.2, 5.3, 1.12, what-they-do, "),
    ],
)
def test_what_is_no_address(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_address(text)
    assert message in str(caught.value)
