"""Changed-block tracking of a machine: whether it is wanted, in effect, and what it can tell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text

OLDEST_HARDWARE = 7  # the first virtual hardware version that can track changed blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTracking:
    """`enabled` is the setting; `active`, whether it has taken effect.

    `points`: restore points whose change ids still hold, so that what was written since is known.
    """

    enabled: bool = False
    active: bool = False
    points: tuple[str, ...] = ()


def settled(tracking: ChangeTracking) -> ChangeTracking:
    """The setting taken into effect, as it is when the machine's files are opened anew."""
    if tracking.enabled == tracking.active:
        return tracking
    return ChangeTracking(enabled=tracking.enabled, active=tracking.enabled)


def reset(tracking: ChangeTracking) -> ChangeTracking:
    """The setting taken into effect, and every change id void."""
    return ChangeTracking(enabled=tracking.enabled, active=tracking.enabled)


def void(tracking: ChangeTracking) -> ChangeTracking:
    """Every change id void, the setting as it was."""
    return replace(tracking, points=()) if tracking.points else tracking


def with_point(tracking: ChangeTracking, name: str) -> ChangeTracking:
    """A backup was made: its change ids hold if tracking is in effect."""
    if not tracking.active:
        return tracking
    return replace(tracking, points=tuple(sorted((*tracking.points, name))))


def without_point(tracking: ChangeTracking, name: str) -> ChangeTracking:
    return replace(tracking, points=tuple(one for one in tracking.points if one != name))


describe(
    ChangeTracking,
    Text(zh="更改块跟踪", en="changed-block tracking"),
    enabled=Text(zh="是否启用", en="whether it is enabled"),
    active=Text(zh="是否已经生效", en="whether it has taken effect"),
    points=Text(zh="更改ID仍然有效的恢复点", en="restore points whose change ids still hold"),
)
