"""Join what the shards of one run left in a folder: their journals and lists become one of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from careerprint.errors import SourceError, UsageError
from careerprint.jobs.journal import Journal, is_whole
from careerprint.jobs.journal_lines import Header
from careerprint.runs.lists import NOT_PRINTED, Line, read_lines, write_lists
from careerprint.runs.shards import Shard

_NAME = re.compile(r"journal-(\d+)-of-(\d+)\.jsonl")


@dataclass(frozen=True, slots=True)
class Merged:
    """What joining the shards found."""

    count: int
    """How many shards there should be."""
    reports: int
    """Reports that are there, whole."""
    missing: tuple[str, ...]
    """What is not there, in words."""
    doubled: tuple[str, ...]
    """Files that more than one shard has made."""
    summary: Path


def merge(folder: Path) -> Merged:
    """Join journals and lists of all shards in a folder of reports.

    The shards' own files are removed when nothing is missing. Raises UsageError where there are no shards, or of
    different runs, SourceError when they were made from different answers or texts, OutputError when nothing can be
    written.
    """
    journals = _journals(folder)
    headers = {shard: journal.header for shard, journal in journals.items() if journal.header}
    _refuse_strangers(headers)
    count = next(iter(journals)).count
    lines = {shard: read_lines(folder / f"summary{shard.suffix}.csv") for shard in journals}
    missing = tuple(_missing(folder, count, journals, lines))
    files = Counter(entry.file for journal in journals.values() for entry in journal if entry.status == "made")
    doubled = tuple(sorted(file for file, times in files.items() if times > 1))
    whole = {entry.file for journal in journals.values() for entry in journal if is_whole(entry, folder)}
    _join(folder, journals, headers, is_finished=not missing)
    summary = folder / "summary.csv"
    write_lists(sorted((line for found in lines.values() for line in found), key=_row), summary, folder / "failed.csv")
    if not missing:
        for shard in journals:
            for name in ("journal{}.jsonl", "summary{}.csv", "failed{}.csv"):
                (folder / name.format(shard.suffix)).unlink(missing_ok=True)
    return Merged(count, len(whole), missing, doubled, summary)


def _journals(folder: Path) -> dict[Shard, Journal]:
    found = {}
    for path in folder.glob("journal-*.jsonl"):
        if match := _NAME.fullmatch(path.name):
            shard = Shard(int(match[1]), int(match[2]))
            found[shard] = Journal(folder, shard.suffix)
    counts = sorted({shard.count for shard in found})
    if not counts:
        raise UsageError(f"There are no journals of shares in {folder}; name the folder that the reports are in.")
    if len(counts) > 1:
        raise UsageError(
            f"In {folder} lie shares of {' and of '.join(map(str, counts))}; move those of the other run away."
        )
    return {shard: found[shard] for shard in sorted(found, key=lambda shard: shard.number)}


def _refuse_strangers(headers: Mapping[Shard, Header]) -> None:
    """Raise SourceError unless all shards were made from the same answers and texts."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for shard, header in headers.items():
        kinds.setdefault((header.input, header.content), []).append(str(shard))
    if len(kinds) > 1:
        groups = "; ".join(", ".join(shards) for shards in kinds.values())
        raise SourceError(
            f"The shares were made from different answers, texts or programs: {groups}. Print the fewer of them again"
            " from what the others had. Nothing was joined."
        )


def _missing(
    folder: Path, count: int, journals: Mapping[Shard, Journal], lines: Mapping[Shard, list[Line]]
) -> Iterator[str]:
    """Yield what is not there, in words."""
    for shard in (Shard(number, count) for number in range(1, count + 1)):
        journal = journals.get(shard)
        if journal is None:
            yield f"share {shard}: its journal is missing"
        elif not journal.is_finished:
            yield f"share {shard}: its run did not come to its end; run it again"
        elif number := sum(line[2] == NOT_PRINTED for line in lines[shard]):
            yield f"share {shard}: {number} not printed yet; run it again without --only"
        else:
            names = [entry.file for entry in journal if entry.status == "made" and not is_whole(entry, folder)]
            yield from (f"share {shard}: {name} is not there, or not as it was made" for name in names)


def _join(
    folder: Path, journals: Mapping[Shard, Journal], headers: Mapping[Shard, Header], *, is_finished: bool
) -> None:
    """Write all entries into the journal of the whole folder."""
    first = next(iter(headers.values()))
    header = replace(first, options={**first.options, "shard": "1/1"}, files=sum(h.files for h in headers.values()))
    whole = Journal(folder)
    try:
        whole.begin(header)
        for journal in journals.values():
            whole.add(*(entry for entry in journal if whole.find(entry.file) != entry))
            whole.add(*journal.left_out())
    finally:
        whole.close(is_finished=is_finished)


def _row(line: Line) -> tuple[int, str]:
    return (int(line[0]) if line[0].isdecimal() else 0, line[1])
