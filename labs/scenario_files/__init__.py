"""Lab files: strict YAML in, a Lab out, or every problem with its file and line."""

from labs.scenario_files.content import (
    HINT_LEVELS,
    LARGEST_SEED,
    MOST_CONTENT,
    digest_of,
    lab_of_version,
    read_content,
    under_seed,
)
from labs.scenario_files.files import CONTENT, MOST_TEXT, MOST_VALUES, read_lab, read_labs

__all__ = [
    "CONTENT",
    "HINT_LEVELS",
    "LARGEST_SEED",
    "MOST_CONTENT",
    "MOST_TEXT",
    "MOST_VALUES",
    "digest_of",
    "lab_of_version",
    "read_content",
    "read_lab",
    "read_labs",
    "under_seed",
]
