"""The shipped labs, read once per process and served from memory."""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from labs import datacenter, sandbox
from labs.models import LabVersion
from labs.scenario_files import LARGEST_SEED, lab_of_version, read_labs, under_seed
from labs.scenarios import Lab
from studyguide.yaml_files import Problem

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _read() -> tuple[dict[str, Lab], list[Problem]]:
    labs, found = read_labs()
    for problem in found:
        logger.warning("left out: %s", problem)
    return labs, found


def labs() -> dict[str, Lab]:
    """Every lab that can be begun, by slug; one with a problem is left out."""
    return _read()[0]


def seeded(slug: str, seed: int) -> Lab | None:
    """A shipped lab under a seed; None for one that does not exist or has no such variant."""
    lab = labs().get(slug)
    if lab is None or seed == 0:
        return lab
    return under_seed(lab, seed) if lab.pools and 0 < seed <= LARGEST_SEED else None


def problems() -> list[Problem]:
    """What is wrong with the files of labs that were left out."""
    return _read()[1]


def lab_of(version: LabVersion, seed: int = 0) -> Lab | None:
    """The lab as a run began it; None where its world cannot be read any more."""
    if version.lab == sandbox.SLUG:
        return sandbox.lab_of_content(version.content, version.digest)
    shipped = labs().get(version.lab)
    if shipped is not None and shipped.digest == version.digest:
        return under_seed(shipped, seed)
    return lab_of_version(version.content, version.lab, seed)


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """The same as long as the engine's source is the same: a grade stands beside it."""
    folder = Path(datacenter.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()
