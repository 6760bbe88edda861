"""Free play: a world as a lab without checks, and worlds made, drawn by lot or read from a paste.

No database and no Django: what a run needs stands in the lab's content, so a run of the sandbox is
like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from labs.datacenter.actions import ACTIONS
from labs.datacenter.companies import COMPANIES
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.problem import Problem, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import PRESETS
from labs.datacenter.repair import TIERS
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from labs.datacenter.words import Pacing
from labs.datacenter.worlds import legal_site
from labs.scenario_files import digest_of
from labs.scenarios import Lab
from studyguide.text import Text
from studyguide.yaml_files import line_of, read_yaml

SLUG = "sandbox"
MOST_BYTES = 1_000_000
MOST_YAML_BYTES = 200_000  # YAML takes thirty times as long to read as JSON
MOST_YAML_VALUES = 20_000
MOST_HOSTS = 32
MOST_MACHINES = 250
LARGEST_SEED = 2**31 - 1

# what breaks on purpose; what mends it is always offered
FAILURES = frozenset(
    {
        "CorruptDisk",
        "CutLink",
        "FailDatastore",
        "FailGuest",
        "FailHost",
        "FailKeyServer",
        "FailPath",
        "FailUpstream",
        "LockFiles",
        "LoseDevice",
    }
)

# how many hosts the first datacenter of a generated world has
SIZES = {"small": 3, "medium": 6, "large": 10}


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A ready-made world, and what it is good for."""

    title: Text
    says: Text
    make: Callable[[], Site]

    @cached_property
    def site(self) -> Site:
        """The world under the release it is made for."""
        return self.make()


_TOLD = {
    "two-hosts": (
        Text(zh="两台主机", en="Two hosts"),
        Text(
            zh="共享存储，什么都不妨碍vMotion：适合第一步。",
            en="Shared storage, and nothing in the way of a vMotion: good for first steps.",
        ),
    ),
    "four-errors": (
        Text(zh="四个错误", en="Four errors"),
        Text(
            zh="web-01的一次vMotion同时遇到四个错误。",
            en="A single vMotion of web-01 meets four errors at once.",
        ),
    ),
    "two-datacenters": (
        Text(zh="两个数据中心", en="Two datacenters"),
        Text(
            zh="开机、关机和挂起的虚拟机各一台，哪一台能去另一个数据中心？",
            en="One machine on, one off, one suspended: which may go to the other datacenter?",
        ),
    ),
    "distributed": (
        Text(zh="分布式交换机", en="A distributed switch"),
        Text(
            zh="三台主机中有两台加入了分布式交换机。",
            en="Two of three hosts are members of a distributed switch.",
        ),
    ),
    "company": (
        Text(zh="一家小公司", en="A small company"),
        Text(
            zh="三台主机的集群，分布式交换机，双路径的iSCSI存储，模板和备份。",
            en="A cluster of three hosts, a distributed switch, iSCSI over two paths, a template, "
            "backups.",
        ),
    ),
    "campus": (
        Text(zh="校园", en="A campus"),
        Text(
            zh="两个数据中心，往返延迟12毫秒，存储和处理器各不相同。",
            en="Two datacenters twelve milliseconds apart, with storage and processors of their "
            "own.",
        ),
    ),
    "night-shift": (
        Text(zh="夜班", en="The night shift"),
        Text(
            zh="操作需要时间，复制要排队：在天亮之前清空旧阵列。",
            en="Operations take their time and copies queue: empty the old array before morning.",
        ),
    ),
}
_MAKERS = PRESETS | COMPANIES
WORLDS = {
    name: Preset(title=title, says=says, make=_MAKERS[name])
    for name, (title, says) in _TOLD.items()
}
OWN_TITLE = Text(zh="自己的站点", en="Your own site")
GENERATED_TITLE = Text(zh="生成的站点{seed}", en="Generated world {seed}")


def generated(seed: int, size: str) -> tuple[Site, Text]:
    """The world of a seed and a size, and its name."""
    title = Text(zh=GENERATED_TITLE.zh.format(seed=seed), en=GENERATED_TITLE.en.format(seed=seed))
    return legal_site(seed, hosts=SIZES[size]), title


# reading what was pasted


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """A problem of a pasted site; `line` is known for YAML alone, 0 otherwise."""

    problem: Problem
    line: int = 0


Complaints = tuple[Complaint, ...]


def read_world(text: str) -> tuple[Site | None, Complaints]:
    """The site in JSON or YAML text, or everything that is wrong with it."""
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        return None, (_too_large(MOST_BYTES, "JSON"),)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        site, problems = read_site(text.encode("utf-8", "replace"))
        return _of_playable_size(site, tuple(Complaint(problem=one) for one in problems))
    if size > MOST_YAML_BYTES:
        return None, (_too_large(MOST_YAML_BYTES, "YAML"),)
    return _read_yaml_world(text)


def _read_yaml_world(text: str) -> tuple[Site | None, Complaints]:
    value, lines, wrong = read_yaml(text, path="", most_values=MOST_YAML_VALUES)
    if wrong:
        return None, tuple(_of_yaml(one.line, one.message) for one in wrong)
    if not isinstance(value, Mapping):
        return None, (Complaint(problem=problem("", "应为对象", "must be an object"), line=1),)
    site, problems = read_site(value)
    complaints = (Complaint(problem=one, line=line_of(lines, one.path)) for one in problems)
    return _of_playable_size(site, tuple(complaints))


def _too_large(most: int, form: str) -> Complaint:
    said = "超过{most}字节，{form}最多这么多", "is larger than {most} bytes, the most for {form}"
    return Complaint(problem=problem("", *said, most=most, form=form))


def _of_playable_size(site: Site | None, complaints: Complaints) -> tuple[Site | None, Complaints]:
    if site is None:
        return None, complaints
    said = (
        "有{count}个；沙盒最多{most}个，命令行没有上限",
        "holds {count}; the sandbox takes {most}, the command line any number",
    )
    found = tuple(
        Complaint(problem=problem(path, *said, count=len(table), most=most))
        for path, table, most in (
            ("/hosts", site.hosts, MOST_HOSTS),
            ("/vms", site.vms, MOST_MACHINES),
        )
        if len(table) > most
    )
    return (None, found) if found else (site, ())


# what the one YAML reader says -> Chinese; its sentences about syntax stay as they are
_YAML_SAYS = (
    (r"is empty", "是空的"),
    (r"is nested too deeply", "嵌套太深"),
    (r"does not accept aliases \(\*name\)", "不接受别名（*name）"),
    (r"has the key '(.*)' twice", r"键“\1”出现了两次"),
    (r"needs text as a key, not (.*)", r"键应为文本，而不是\1"),
    (r"has more than (\d+) values", r"超过\1个值"),
)


def _of_yaml(line: int, message: str) -> Complaint:
    for pattern, words in _YAML_SAYS:
        if re.fullmatch(pattern, message, re.DOTALL):
            zh = re.sub(pattern, words, message, flags=re.DOTALL)
            return Complaint(problem=problem("", "{zh}", "{en}", zh=zh, en=message), line=line)
    said = "不是有效的YAML：{message}", "is not valid YAML: {message}"
    return Complaint(problem=problem("", *said, message=message), line=line)


# the lab


def paced(site: Site, pacing: Pacing) -> tuple[Site | None, Complaints]:
    """The site in another pacing; a contradiction where tasks are under way in it."""
    changed = replace(site, pacing=pacing)
    found = tuple(Complaint(problem=one) for one in impossible(changed))
    return (None, found) if found else (changed, ())


def title_of_step(title: Text, step: int) -> Text:
    """What a world is called that was taken out of a run."""
    return Text(zh=f"{title.zh}，第{step}步", en=f"{title.en}, step {step}")


def free_lab(
    site: Site, title: Text, *, failures: bool = True, repairs: tuple[str, ...] = TIERS
) -> Lab:
    """The site as a lab in which everything may be done and nothing is graded."""
    world = site_json(site)
    del world["release"]  # the run has it
    return _lab(
        {
            "title": title.as_json(),
            "world": world,
            "failures": failures,
            "repairs": list(repairs),
        },
        site,
    )


def lab_of_content(content: Mapping[str, object], digest: str) -> Lab | None:
    """The lab of a stored world; None where the engine cannot read it any more."""
    return _stored(_Content(digest, content))


@dataclass(frozen=True)
class _Content:
    """Content known by its digest, so that a large world is not compared letter by letter."""

    digest: str
    content: Mapping[str, object] = field(compare=False, repr=False)


@lru_cache(maxsize=64)
def _stored(stored: _Content) -> Lab | None:
    site, problems = read_site(stored.content["world"])
    return None if problems else _lab(stored.content, site)


_ABOUT = Text(
    zh="一个可以随意操作的站点，不计分。",
    en="A world to do anything in; nothing is graded.",
)


def _lab(content: Mapping[str, object], site: Site) -> Lab:
    return Lab(
        slug=SLUG,
        digest=digest_of(content),
        title=Text(**content["title"]),
        summary=_ABOUT,
        story=_ABOUT,
        task=_ABOUT,
        minutes=0,
        par=0,
        exercises=(),
        releases=(),
        actions=tuple(name for name in ACTIONS if content["failures"] or name not in FAILURES),
        world=site,
        checks=(),
        hints=(),
        solutions=(),
        mutants=(),
        repairs=tuple(content["repairs"]),
        content=content,
    )


def pretty(value: object) -> str:
    """JSON for reading: sorted keys, two blanks a level."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
