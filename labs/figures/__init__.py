"""The live figures of lessons and labs, each a small site that the engine drives."""

from __future__ import annotations

from collections.abc import Mapping

from labs.figures.scene import LiveFigure
from labs.figures.shared_storage import SharedStorage
from labs.figures.snapshot_chain import SnapshotChain
from labs.figures.teaming_failover import TeamingFailover
from labs.figures.template_and_clone import TemplateAndClone

FIGURES: Mapping[str, LiveFigure] = {
    figure.name: figure
    for figure in (SharedStorage(), SnapshotChain(), TeamingFailover(), TemplateAndClone())
}


def figures_on(objective: str) -> tuple[str, ...]:
    """Names of the figures that show what an objective claims."""
    return tuple(name for name, figure in FIGURES.items() if objective in figure.objectives)
