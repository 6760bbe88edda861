"""A live figure played from an address, as the tests ask for it."""

from __future__ import annotations

from labs.figures import FIGURES
from labs.figures.scene import Scene, keys_in, play


def after(name: str, steps: str, variant: str = "8.0") -> Scene:
    """The scene after all of these steps, which the figure must know."""
    scene = play(FIGURES[name], variant, keys_in(steps))
    assert not scene.is_cut, scene.keys
    return scene


def fault(scene: Scene) -> str | None:
    """The fault of the last step; None where the engine allowed it."""
    return scene.last.step.report.fault


def codes(scene: Scene) -> list[str]:
    """The rules that spoke to the last step."""
    return [one.code for one in scene.last.step.report.findings]
