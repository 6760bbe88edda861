"""The shipped guide, read once, and the address of what teaches an objective."""

from __future__ import annotations

import logging
from pathlib import Path

from studyguide.blueprint import blueprint
from studyguide.guide.figures import PATH as FIGURES_PATH
from studyguide.guide.folder import read_guide
from studyguide.guide.lessons import Guide, anchor

log = logging.getLogger(__name__)

CONTENT = FIGURES_PATH.parent
DRAWINGS = FIGURES_PATH.parents[2] / "templates" / "figures"


class Shelf:
    """Keeps one folder's guide in memory; while `watching`, reads again what changed on disk."""

    def __init__(self, folder: Path, figures_path: Path, drawings: Path) -> None:
        self.folder = folder
        self.figures_path = figures_path
        self.drawings = drawings
        self.watching = False
        self._guide: Guide | None = None
        self._stamp: object = None

    def guide(self) -> Guide:
        stamp = self._stamp_of_files() if self.watching else None
        if self._guide is None or stamp != self._stamp:
            self._guide = read_guide(
                self.folder,
                blueprint=blueprint(),
                figures_path=self.figures_path,
                drawings=self.drawings,
            )
            self._stamp = stamp
            for problem in self._guide.problems:
                log.error("left out: %s", problem)
        return self._guide

    def _stamp_of_files(self) -> object:
        files = [*self.folder.glob("*/*"), *self.drawings.glob("*.svg"), self.figures_path]
        return frozenset((path, path.stat().st_mtime_ns) for path in files if path.exists())


SHELF = Shelf(CONTENT, FIGURES_PATH, DRAWINGS)


def guide() -> Guide:
    """The shipped guide."""
    return SHELF.guide()


def passage(objective_id: str) -> str:
    """The address of what teaches an objective: its section, else the objective's own page.

    A number that the blueprint does not know leads to the guide, not nowhere: versions of
    questions outlive the objectives they named.
    """
    place = guide().section_of(objective_id)
    if place:
        return f"{place[0].address}#{anchor(objective_id)}"
    if objective_id in blueprint().objectives:
        return f"/guide/objectives/{objective_id}/"
    return "/guide/"
