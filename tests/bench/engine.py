"""Measures the engine as ratios within one run, each beside what is aimed at."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

from labs.datacenter.actions import Migrate
from labs.datacenter.apply import apply, replay
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from tests.bench.by_hand import objections, unknown_to_it
from tests.bench.fleet import a_fleet

CLUSTERS = 100  # 2,500 hosts and 40,000 machines
MOVE = Migrate(vm="vm-000-00-00", host="esx-000-01")
KEPT_STEPS = 200
MB = 1_000_000

ROUNDS = 15


def microseconds(call: Callable[[], object], calls: int) -> float:
    """One call, as the mean of many."""
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls * 1e6


def ratio(
    name: str, call: Callable[[], object], other: Callable[[], object], aim: float, calls: int = 100
) -> None:
    """One line: the ratio, what was aimed at, and the two figures it comes from.

    The best of many rounds, taken in turns: what else the machine does then falls on both.
    """
    rounds = [(microseconds(call, calls), microseconds(other, calls)) for _ in range(ROUNDS)]
    took, of = (min(column) for column in zip(*rounds, strict=True))
    met = "" if took / of <= aim else "  MISSED"
    print(f"  {name:44}{took / of:7.2f} x  aim {aim:<5}{took:9.1f} : {of:.1f} µs{met}")


def megabytes(name: str, taken: int, aim: int) -> None:
    met = "" if taken < aim * MB else "  MISSED"
    print(f"  {name:44}{taken / MB:7.1f} MB aim {aim}{met}")


def measure_speed() -> None:
    small, big = a_fleet(1), a_fleet(CLUSTERS)
    gc.collect()
    gc.freeze()  # as a program does that keeps a large site
    _against_a_plain_function(small)
    name = "a check on 40,000 machines against 400"
    ratio(name, lambda: report(big, MOVE), lambda: report(small, MOVE), 1.5)
    copy = dict(big.vms.items()).copy
    name = "a vMotion there against a copied dict"
    ratio(name, lambda: apply(big, MOVE), copy, 0.3)
    new = replace(big.vms[MOVE.vm], name="vm-new")
    grown = big.put(new)
    ratio("a machine more against a copied dict", lambda: big.put(new), copy, 3, 10)
    ratio("a machine less against a copied dict", lambda: grown.drop(new), copy, 3, 10)
    gc.unfreeze()


def _against_a_plain_function(site: Site) -> None:
    unknown = unknown_to_it()
    name = "a report against a plain function"
    ratio(name, lambda: report(site, MOVE), lambda: objections(site, MOVE), 3)
    if unknown:
        print(f"    (conditions the plain function does not have: {', '.join(unknown)})")


def measure_memory() -> None:
    text = text_of(site_json(a_fleet(CLUSTERS)))
    tracemalloc.start()
    before = _taken()
    site, problems = read_site(text)
    assert problems == ()
    megabytes("the site of 40,000 machines", _taken() - before, 120)
    before = _taken()
    steps = replay(site, _back_and_forth(KEPT_STEPS))
    assert all(step.accepted for step in steps)
    megabytes(f"{KEPT_STEPS} kept steps on it", _taken() - before, 4)
    tracemalloc.stop()


def _taken() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def _back_and_forth(count: int) -> list[Migrate]:
    """Machines of several clusters to the next host; then each of them home again."""
    away = [
        Migrate(vm=f"vm-{n:03}-{host:02}-00", host=f"esx-{n:03}-{host + 1:02}")
        for n in range(count // 20)
        for host in range(10)
    ]
    home = [replace(one, host=f"esx-{one.vm[3:9]}") for one in away]
    return [*away, *home]


def measure() -> None:
    print("Engine, sites of 25 and 2,500 hosts with 16 machines each")
    measure_speed()
    measure_memory()
