"""An attribute that is computed when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):
    """Like `functools.cached_property`, which in Python 3.11 also takes a lock on first use.

    The value goes into the instance's dictionary, past the guard of a frozen dataclass; an
    instance with slots cannot have one.
    """

    def __init__(self, compute: Callable[[object], Value]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, instance: object, owner: type | None = None) -> Value:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value
