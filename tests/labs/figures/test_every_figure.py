"""What every live figure keeps, however it is played."""

from __future__ import annotations

import random

import pytest

from labs.datacenter.releases import RELEASES
from labs.figures import FIGURES
from labs.figures.scene import BETWEEN, MOST_STEPS, LiveFigure, Scene, keys_in, play
from labs.figures.shapes import FORMS, Drawing
from labs.topology.lettering import NAME_PX, NOTE_PX, width_of
from studyguide.blueprint import blueprint

every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))


def at_random(figure: LiveFigure, seed: int, *, wild: bool) -> tuple[str, ...]:
    """A full walk: steps that are offered, or (wild) any of the closed set."""
    chance = random.Random(f"{figure.name}/{seed}")
    scene, keys = play(figure, "8.0", ()), ()
    while len(keys) < MOST_STEPS:
        offered = [offer.key for offer in figure.offers(scene)]
        keys = (*keys, chance.choice(sorted(figure.keys) if wild else offered))
        scene = play(figure, "8.0", keys)
        if scene.is_cut:
            break
    return keys


def sticking_out(drawing: Drawing) -> list[str]:
    """Shapes and words that leave the sheet."""
    found = []
    for one in drawing.shapes:
        if one.what == "words":
            kinds = one.kind.split()
            wide = width_of(one.text, size=NOTE_PX if "m" in kinds else NAME_PX)
            left = one.x - (wide if "end" in kinds else wide / 2 if "mid" in kinds else 0)
            box = (left, one.y - 9, left + wide, one.y + 3)
        elif one.what in ("plate", "drum"):
            box = (one.x, one.y, one.x + one.w, one.y + one.h)
        else:
            continue
        if box[0] < 0 or box[1] < 0 or box[2] > drawing.width or box[3] > drawing.height:
            found.append(f"{drawing.form}: {one.what} {one.text or one.kind} {box}")
    return found


@every_figure
def test_any_history_is_answered_drawn_and_told_in_both_languages(figure):
    faults = []
    for seed in range(6):
        scene = play(figure, "8.0", at_random(figure, seed, wild=seed % 2 == 1))
        for language in ("zh", "en"):
            told = figure.tells(scene, language)
            assert told.strip()
            assert "{" not in told
            for form in FORMS:
                faults += sticking_out(figure.drawing(scene, language, form))
    assert faults == []


@every_figure
def test_it_opens_with_steps_it_knows_and_offers_only_such(figure):
    opened = play(figure, "notes", figure.opening)

    assert opened.keys == figure.opening
    assert {offer.key for offer in figure.offers(opened)} <= figure.keys
    places = [offer.place for offer in figure.offers(opened)]
    assert len(places) == len(set(places))


@every_figure
def test_without_a_switch_every_release_answers_alike(figure):
    """Else it would have to have one."""
    if figure.variants:
        return
    for seed in range(3):
        keys = at_random(figure, seed, wild=False)
        ends = {
            tuple(
                (taken.accepted, taken.step.report.fault) for taken in play(figure, r, keys).taken
            )
            for r in RELEASES
        }
        assert len(ends) == 1, keys


@every_figure
def test_the_objectives_are_those_of_the_blueprint(figure):
    assert figure.objectives
    assert set(figure.objectives) <= set(blueprint().objectives)


@every_figure
def test_nonsense_ends_where_it_begins(figure):
    nonsense = (
        "no-such-step",
        "x" * 100_000,
        BETWEEN * 50,
        "TAKE",
        "\x00",
        "take-s1",
        "revert-s99",
    )
    for steps in nonsense:
        scene = play(figure, "8.0", keys_in(steps))

        assert scene.taken == (), steps
        assert scene.is_cut == bool(keys_in(steps)), steps


@every_figure
def test_an_address_takes_no_more_steps_than_the_figure_keeps(figure):
    key = next(iter(figure.offers(play(figure, "8.0", ())))).key
    scene: Scene = play(figure, "8.0", keys_in(BETWEEN.join([key] * 1000)))

    assert len(scene.taken) == MOST_STEPS
    assert scene.is_cut
