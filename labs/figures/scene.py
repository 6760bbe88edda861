"""A live figure: a small site, the steps that can be taken in it, and the scene they lead to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from labs.datacenter.actions import Action
from labs.datacenter.apply import Step, replay
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.text import Quantity, Text, render
from labs.figures.shapes import Drawing, Form, Sheet

MOST_STEPS = 24
BETWEEN = "."  # steps in an address: take.write.take


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One step: its key in the address, and what the engine said to it."""

    key: str
    step: Step

    @property
    def accepted(self) -> bool:
        return self.step.accepted


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The site after some steps; `is_cut`: the address asked for more than the figure knows."""

    start: Site
    taken: tuple[Taken, ...] = ()
    is_cut: bool = False

    @property
    def site(self) -> Site:
        return self.taken[-1].step.site if self.taken else self.start

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.taken)

    @property
    def last(self) -> Taken | None:
        return self.taken[-1] if self.taken else None

    @property
    def is_full(self) -> bool:
        return len(self.taken) >= MOST_STEPS

    def done(self, *keys: str) -> tuple[Taken, ...]:
        """The steps with these keys that the engine carried out, in order."""
        return tuple(one for one in self.taken if one.key in keys and one.accepted)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A step to take next. `slot` is the place of its control, which two steps may share."""

    key: str
    label: Text
    group: Text
    slot: str = ""

    @property
    def place(self) -> str:
        return self.slot or self.key


class LiveFigure(ABC):
    """What a figure adds to the engine: a world, names for some actions, a drawing, a sentence.

    `keys` is the closed set of steps an address may name. `objectives`: those whose claims can be
    seen in it. `variants` are those of its switch, none
    where every release answers alike. `opening`: the steps with which it is first seen.
    """

    name: str
    keys: frozenset[str]
    objectives: tuple[str, ...]
    opening: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()

    @abstractmethod
    def world(self, variant: str) -> Site:
        """The site before the first step."""

    @abstractmethod
    def action(self, key: str, scene: Scene) -> Action | None:
        """What a step asks of the engine; None where there is no such step any more."""

    @abstractmethod
    def offers(self, scene: Scene) -> Iterable[Offer]:
        """The steps worth taking next, refused ones among them."""

    @abstractmethod
    def tells(self, scene: Scene, language: str) -> str:
        """What the drawing shows, for those who do not see it."""

    @abstractmethod
    def paint(self, scene: Scene, language: str, sheet: Sheet) -> float:
        """Draw on the sheet; the height that was needed."""

    def drawing(self, scene: Scene, language: str, form: Form) -> Drawing:
        sheet = Sheet(form=form)
        return sheet.done(self.paint(scene, language, sheet))

    def variant_of(self, asked: str, *, otherwise: str) -> str:
        """`asked` where the figure can be seen under it, else `otherwise`, a release."""
        return asked if asked in (self.variants or RELEASES) else otherwise


def keys_in(text: str) -> tuple[str, ...]:
    """The steps that an address names, a few too many at most."""
    return tuple(key for key in text[:1000].split(BETWEEN)[: MOST_STEPS + 1] if key)


def play(figure: LiveFigure, variant: str, keys: Sequence[str]) -> Scene:
    """Every step in turn, up to the first that the figure does not know or has no room for."""
    scene = Scene(start=figure.world(variant))
    for key in keys:
        action = None
        if key in figure.keys and not scene.is_full:
            action = figure.action(key, scene)
        if action is None:
            return replace(scene, is_cut=True)
        step = replay(scene.site, (action,))[0]
        scene = replace(scene, taken=(*scene.taken, Taken(key=key, step=step)))
    return scene


def size(mb: int) -> str:
    """Megabytes as the engine prints them: the same in both languages."""
    return render(Quantity(mb, "MB"), "en")


def listed(parts: Iterable[str], language: str) -> str:
    return {"zh": "、", "en": ", "}[language].join(parts)


def sentences(parts: Iterable[str], language: str) -> str:
    """Whole sentences one after the other."""
    return {"zh": "", "en": " "}[language].join(parts)
