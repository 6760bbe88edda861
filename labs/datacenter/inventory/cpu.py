"""Processors: generations by their EVC key, and what each shows to a virtual machine.

The order of generations and which baselines a processor supports follow KB 1003212 (EVC and CPU
compatibility) and KB 1005764. A verdict rests on that order; the feature names show what lies
between two generations and are a selection.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One step of a vendor's processors: what it adds to the step before, and what it gave up."""

    key: str
    label: str
    adds: tuple[str, ...]
    removes: tuple[str, ...] = ()

    @property
    def vendor(self) -> Vendor:
        return Vendor(self.key.partition("-")[0])


def _steps(*steps: tuple[str, str, str]) -> tuple[Generation, ...]:
    return tuple(
        Generation(
            key=key,
            label=label,
            adds=tuple(name for name in names.split() if not name.startswith("-")),
            removes=tuple(name[1:] for name in names.split() if name.startswith("-")),
        )
        for key, label, names in steps
    )


_INTEL = _steps(
    ("intel-merom", "Intel Merom", "SSE3 SSSE3"),
    ("intel-penryn", "Intel Penryn", "SSE4.1"),
    ("intel-nehalem", "Intel Nehalem", "SSE4.2 POPCNT"),
    ("intel-westmere", "Intel Westmere", "AES-NI PCLMULQDQ"),
    ("intel-sandybridge", "Intel Sandy Bridge", "AVX XSAVE"),
    ("intel-ivybridge", "Intel Ivy Bridge", "RDRAND F16C"),
    ("intel-haswell", "Intel Haswell", "AVX2 FMA BMI2"),
    ("intel-broadwell", "Intel Broadwell", "ADX RDSEED"),
    ("intel-skylake", "Intel Skylake", "AVX-512F CLWB"),
    ("intel-cascadelake", "Intel Cascade Lake", "AVX-512-VNNI"),
    ("intel-icelake", "Intel Ice Lake", "SHA VAES"),
    ("intel-sapphirerapids", "Intel Sapphire Rapids", "AMX-TILE"),
)
_AMD = _steps(
    ("amd-rev-e", "AMD Opteron Rev. E", "SSE3 3DNow!"),
    ("amd-rev-f", "AMD Opteron Rev. F", "CMPXCHG16B RDTSCP"),
    ("amd-greyhound-no3dnow", "AMD Opteron Gen. 3 (no 3DNow!)", "SSE4A POPCNT -3DNow!"),
    ("amd-greyhound", "AMD Opteron Gen. 3", "3DNow!"),
    ("amd-bulldozer", "AMD Bulldozer", "SSE4.2 AES-NI AVX -3DNow!"),
    ("amd-piledriver", "AMD Piledriver", "F16C FMA"),
    ("amd-steamroller", "AMD Steamroller", "FSGSBASE"),
    ("amd-zen", "AMD Zen", "AVX2 SHA ADX"),
    ("amd-zen2", "AMD Zen 2", "CLWB"),
    ("amd-zen3", "AMD Zen 3", "VAES"),
    ("amd-zen4", "AMD Zen 4", "AVX-512F"),
)
GENERATIONS: dict[str, Generation] = {step.key: step for step in (*_INTEL, *_AMD)}
_VENDORS = {key: step.vendor for key, step in GENERATIONS.items()}


@lru_cache(maxsize=64)
def features_of(key: str) -> tuple[str, ...]:
    """Every feature a processor of this generation shows, oldest first."""
    features: list[str] = []
    for step in _INTEL if GENERATIONS[key].vendor is Vendor.INTEL else _AMD:
        features = [name for name in features if name not in step.removes]
        features += [name for name in step.adds if name not in features]
        if step.key == key:
            break
    return tuple(features)


@lru_cache(maxsize=1024)
def missing_features(seen: str, offered: str) -> tuple[str, ...]:
    """What a virtual machine that sees generation `seen` would miss on `offered`."""
    there = features_of(offered)
    return tuple(name for name in features_of(seen) if name not in there)


def label(key: str) -> Text:
    """The name of a generation, the same in both languages."""
    return Text(zh=GENERATIONS[key].label, en=GENERATIONS[key].label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cpu:
    """A host's processors: `cores` of each socket, `threads` of each core (2: hyper-threading)."""

    generation: str
    sockets: int = 2
    cores: int = 8
    threads: int = 2
    mhz: int = 2600
    hardware_virtualization: bool = True

    @property
    def vendor(self) -> Vendor:
        return _VENDORS[self.generation]

    @property
    def logical(self) -> int:
        return self.sockets * self.cores * self.threads

    @property
    def total_mhz(self) -> int:
        return self.sockets * self.cores * self.mhz


describe(
    Cpu,
    Text(zh="主机的处理器", en="the processors of a host"),
    generation=Text(
        zh="处理器代次，以EVC基准的键表示，例如intel-haswell",
        en="generation, by the key of its EVC baseline: intel-haswell, for example",
    ),
    sockets=Text(zh="处理器插槽数", en="sockets"),
    cores=Text(zh="每个插槽的核心数", en="cores of each socket"),
    threads=Text(
        zh="每个核心的线程数；2表示启用超线程", en="threads of each core; 2 means hyper-threading"
    ),
    mhz=Text(zh="每个核心的主频", en="clock of each core"),
    hardware_virtualization=Text(
        zh="BIOS中是否启用硬件虚拟化", en="whether hardware virtualization is on in the BIOS"
    ),
)
