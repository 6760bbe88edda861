"""The shipped labs, read once per process and served from memory."""

from __future__ import annotations

import hashlib
import json
import logging
from functools import lru_cache
from pathlib import Path

from labs import datacenter
from labs.models import LabVersion
from labs.scenario_files import lab_of_version, read_labs
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


def problems() -> list[Problem]:
    """What is wrong with the files of labs that were left out."""
    return _read()[1]


def lab_of(version: LabVersion) -> Lab | None:
    """The lab as a run began it; None where its world cannot be read any more."""
    shipped = labs().get(version.lab)
    if shipped is not None and shipped.digest == version.digest:
        return shipped
    return lab_of_version(json.dumps(version.content, sort_keys=True), version.lab)


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """The same as long as the engine's source is the same: a grade stands beside it."""
    folder = Path(datacenter.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()
