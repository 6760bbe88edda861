from __future__ import annotations

from labs.datacenter.actions import Suspend
from labs.datacenter.edits import with_free_mb
from labs.datacenter.presets import two_hosts


def test_suspending_needs_room_for_the_whole_memory(ask):
    site, action = two_hosts(), Suspend(vm="web-01")

    assert ask(with_free_mb(site, "san-01", 4096), action) == []
    assert ask(with_free_mb(site, "san-01", 4095), action) == [
        ("error", "space.no_room_for_memory_image")
    ]
