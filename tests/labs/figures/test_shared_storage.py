"""Who may move how, and whose files are still within reach, as the engine has it."""

from __future__ import annotations

import pytest

from labs.figures import FIGURES
from labs.figures.shapes import FLAT
from labs.figures.shared_storage import ON_LOCAL, ON_SHARED, reaching
from tests.labs.figures.playing import after, codes, fault

FIGURE = FIGURES["shared-storage"]


@pytest.mark.parametrize("variant", FIGURE.variants)
def test_changing_only_the_host_needs_shared_storage_in_every_release(variant):
    assert fault(after("shared-storage", "web-host", variant)) is None
    assert fault(after("shared-storage", "app-host", variant)) == "CannotAccessVmDisk"
    assert fault(after("shared-storage", "app-storage.app-host", variant)) is None


@pytest.mark.parametrize("variant", FIGURE.variants)
def test_host_and_storage_move_together_since_5_1(variant):
    scene = after("shared-storage", "app-both", variant)

    if variant == "5.0":
        assert fault(scene) == "MigrationFeatureNotSupported"
        assert set(codes(scene)) == {"vmotion.type_unknown"}
    else:
        assert fault(scene) is None
        vm = scene.site.vms[ON_LOCAL]
        assert (vm.host, vm.files.config) == ("esx-02", "local-02")


def test_a_failed_host_leaves_the_shared_files_within_reach_and_its_own_out_of_it():
    failed = after("shared-storage", "fail-1")

    assert reaching(failed.site, "san-a") == ("esx-02",)
    assert reaching(failed.site, "local-01") == ()
    assert "app-03 is registered on esx-01, powered off" in FIGURE.tells(failed, "en")
    assert "which no host reaches now" in FIGURE.tells(failed, "en")
    assert fault(after("shared-storage", "fail-1.web-host")) == "HostNotConnected"
    assert fault(after("shared-storage", "fail-1.restore-1.web-start")) is None


def test_each_move_goes_to_the_host_where_the_machine_is_not():
    there, back = (after("shared-storage", steps) for steps in ("web-host", "web-host.web-host"))

    assert there.site.vms[ON_SHARED].host == "esx-02"
    assert back.site.vms[ON_SHARED].host == "esx-01"


def test_a_refused_move_is_drawn_where_it_would_have_led():
    def kinds(steps: str) -> set[str]:
        shapes = FIGURE.drawing(after("shared-storage", steps), "en", FLAT).shapes
        return {one.kind for one in shapes}

    assert "vm drop" in kinds("app-host")
    assert "vm drop" not in kinds("web-host")
    assert "ds lost" in kinds("fail-1")
