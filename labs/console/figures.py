"""A live figure as a page shows it: drawings, words, and the addresses its controls lead to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from labs.console.disputes import Dispute, Span
from labs.datacenter.releases import NOTES
from labs.datacenter.report import ALLOWED, REFUSED, Report
from labs.datacenter.rules import ALL_RULES
from labs.figures.scene import BETWEEN, MOST_STEPS, LiveFigure, Scene, Taken, keys_in, play
from labs.figures.shapes import FORMS, Drawing


@dataclass(frozen=True, kw_only=True)
class Control:
    """A link that leads to another state; without an address it rests for now."""

    id: str
    label: str
    address: str
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Controls that are about one thing."""

    label: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    """`address`: that of the figure; `pressed`: id of the control that led here, where known."""

    figure: LiveFigure
    scene: Scene
    variant: str
    language: str
    address: str
    number: str = ""
    pressed: str = ""

    @property
    def name(self) -> str:
        return self.figure.name

    @property
    def last(self) -> Taken | None:
        return self.scene.last

    @property
    def report(self) -> Report | None:
        return self.last.step.report if self.last else None

    @property
    def most_steps(self) -> int:
        return MOST_STEPS

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """One beside text, one for a phone; the style sheet shows the one that fits."""
        return tuple(self.figure.drawing(self.scene, self.language, form) for form in FORMS)

    @cached_property
    def tells(self) -> str:
        return self.figure.tells(self.scene, self.language)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The steps that can be taken next; none once there are as many as an address may name."""
        if self.scene.is_full:
            return ()
        offers = groupby(self.figure.offers(self.scene), key=lambda offer: offer.group)
        return tuple(
            Group(
                label=group.in_language(self.language),
                controls=tuple(
                    Control(
                        id=f"{self.name}-{offer.place}",
                        label=offer.label.in_language(self.language),
                        address=self.at((*self.scene.keys, offer.key)),
                    )
                    for offer in some
                ),
            )
            for group, some in offers
        )

    @property
    def back(self) -> Control:
        keys = self.scene.keys
        return self._control("back", self.at(keys[:-1]) if keys else "")

    @property
    def reset(self) -> Control:
        return self._control("reset", self.at(()) if self.scene.keys else "")

    @property
    def choices(self) -> tuple[Control, ...]:
        """The same steps under each variant."""
        return tuple(
            Control(
                id=f"{self.name}-in-{each.replace('.', '-')}",
                label=each,
                address=self.at(self.scene.keys, variant=each),
                is_current=each == self.variant,
            )
            for each in self.figure.variants
        )

    @property
    def here(self) -> str:
        """The address of this state."""
        return self.at(self.scene.keys)

    @property
    def keeps_focus(self) -> bool:
        """Whether the control that led here is still there to hold the focus."""
        every = [one for group in self.groups for one in group.controls]
        every += [self.back, self.reset, *self.choices]
        return self.pressed in {one.id for one in every}

    @cached_property
    def dispute(self) -> Dispute | None:
        """Where the variants say other things to the last step; None where all agree."""
        if not self.scene.keys or not self.figure.variants:
            return None
        ends = {each: self._end_under(each) for each in self.figure.variants}
        verdicts = {each: REFUSED if codes else ALLOWED for each, codes in ends.items()}
        if len(set(verdicts.values())) == 1:
            return None
        groups = groupby(ends, key=lambda each: (each == NOTES, verdicts[each]))
        found = [(key[1], tuple(some)) for key, some in groups]
        differing = set().union(*ends.values()) - set.intersection(*map(set, ends.values()))
        return Dispute(
            spans=tuple(
                Span(first=some[0], last=some[-1], verdict=verdict) for verdict, some in found
            ),
            rules=tuple(rule for rule in ALL_RULES if rule.code in differing),
            unverified=False,
        )

    def _end_under(self, variant: str) -> frozenset[str]:
        """Codes of the errors that the last step meets under a variant."""
        last = play(self.figure, variant, self.scene.keys).last
        return frozenset(one.code for one in last.step.report.errors) if last else frozenset()

    def at(self, keys: tuple[str, ...], *, variant: str = "") -> str:
        """The address of the figure after these steps."""
        query = {"steps": BETWEEN.join(keys), "release": variant or self.variant}
        if self.number:
            query["number"] = self.number
        return f"{self.address}?{urlencode(query)}"

    def _control(self, place: str, address: str) -> Control:
        return Control(id=f"{self.name}-{place}", label=place, address=address)


def page_of(
    figure: LiveFigure,
    *,
    steps: str | None,
    release: str,
    language: str,
    address: str,
    asked: str = "",
    number: str = "",
    pressed: str = "",
) -> FigurePage:
    """The figure after `steps` of an address, or as it opens where the address names none.

    `asked`: the variant that the address names; `release`: the one in force.
    """
    variant = figure.variant_of(asked, otherwise=release)
    keys = figure.opening if steps is None else keys_in(steps)
    return FigurePage(
        figure=figure,
        scene=play(figure, variant, keys),
        variant=variant,
        language=language,
        address=address,
        number=number,
        pressed=pressed,
    )
