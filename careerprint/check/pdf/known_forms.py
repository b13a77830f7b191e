"""Whether a worksheet asks what its questionnaire asks: the record of forms beside the prints knows it.

The record is kept for sheets that come back from a scanner (`careerprint.answers.scans.form_files`). A worksheet that
was moved away from it, or whose form was never kept, is not judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from careerprint.answers.scans.form_files import FOLDER, read_form
from careerprint.editions import EDITIONS
from careerprint.errors import SourceError
from careerprint.pages.sheets import PAPERS

WORKSHEETS = "worksheets"
"""The folder of worksheets, beside that of the forms."""

Lines = Mapping[str, int]
"""The lines of a form by their keys, each with the number of its choices."""


class KnownForms:
    """The forms that are kept beside some prints; each folder of them is read once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[Path, Mapping[str, list[Lines]]] = {}

    def difference(self, path: Path, asked: Lines) -> str:
        """Return in words how a worksheet differs from the forms that were printed of it; "" if it is one of them."""
        known = self._forms_of(path.absolute())
        if not known or asked in known:
            return ""
        nearest = max(known, key=lambda form: len(form.items() & asked.items()))
        missing = [f"“{key}” is missing" for key in nearest if key not in asked]
        unknown = [f"“{key}” is not one of them" for key in asked if key not in nearest]
        changed = [f"“{key}” has other choices" for key in asked if nearest.get(key, asked[key]) != asked[key]]
        return f"its lines are not those of the questionnaire: {', '.join((*missing, *unknown, *changed))}"

    def _forms_of(self, path: Path) -> list[Lines]:
        """Return what was kept of a worksheet such as `out/worksheets/es/interests-large-print.pdf`."""
        above = next((each for each in path.parents if each.name == WORKSHEETS), None)
        if above is None:
            return []
        name, folder = path.relative_to(above).with_suffix("").as_posix(), above.parent / FOLDER
        if folder not in self._kept:
            self._kept[folder] = _read(sorted(folder.glob("*.json")))
        for paper in PAPERS:
            name = name.removesuffix(f"-{paper}")
        names = (slug for slug in self._kept[folder] if any(e.name(f"{slug}.pdf") == f"{name}.pdf" for e in EDITIONS))
        return [lines for slug in names for lines in self._kept[folder][slug]]


def _read(files: Iterable[Path]) -> Mapping[str, list[Lines]]:
    """Return the lines of all forms by their questionnaire; a file that cannot be read counts as absent."""
    found: dict[str, list[Lines]] = defaultdict(list)
    for file in files:
        with suppress(SourceError):
            form = read_form(file)
            found[form.assessment].append(dict(Counter(circle.item for side in form.sides for circle in side.circles)))
    return found
