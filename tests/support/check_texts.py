"""What tests of the check begin with: a day, a front matter, the texts in tests/check/."""

from __future__ import annotations

import datetime

from tests.support.sample_runs import ROOT

FOLDER = ROOT / "tests" / "check"
TODAY = datetime.date(2026, 11, 27)
FRONT = """---
title: Sample
question: What is it?
summary: It is a sample.
version: "1.0"
reviewed: 2026-11-01
review_by: 2027-11-01
sources:
  - {id: bls, title: T, publisher: P, url: "https://www.example.org", accessed: 2026-11-01}
  - {id: onet, title: T, publisher: P, url: "https://www.example.org", accessed: 2026-11-01}
---
"""
