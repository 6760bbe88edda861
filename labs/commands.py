"""The typed command line of a lab: what a line asks for, and how it could go on.

    migrate web-01 --host esx-02        an action: its name, then its fields
    why migrate web-01 --host esx-02    what the rules would say, without doing it
    describe web-01 · list hosts · help migrate
    task · check · hint · undo · redo · reset · finish      the run itself

A field is given by place or by name (`--host esx-02`, `--host=esx-02`, `--memory` for a truth
value, `--networks "Network adapter 1=Prod"` as often as there are pairs). A name with blanks stands
in quotation marks. No database, no language: problems are texts.
"""

from __future__ import annotations

import re
import shlex
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from labs.datacenter.actions import ACTIONS, Action
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.text import Text
from labs.datacenter.wire.read import read_action

LONGEST_LINE = 500
MOST_OFFERED = 20
ASKING = ("describe", "help", "list", "why")
RUNNING = ("check", "finish", "hint", "redo", "reset", "task", "undo")  # about the run, no words
WORDS = tuple(sorted((*ASKING, *RUNNING)))


@dataclass(frozen=True, kw_only=True)
class Command:
    """What a line asks for. `do`: act, or one of `WORDS`; `name` is what it is about."""

    do: str
    action: Action | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a line is no command; `says` has its facts filled in. `instead`: what was meant."""

    says: Text
    instead: tuple[str, ...] = ()


def verb_of(action: type[Action]) -> str:
    """How an action is typed: `TakeSnapshot` is take-snapshot."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", action.__name__).lower()


VERBS: dict[str, type[Action]] = {verb_of(action): action for action in ACTIONS.values()}


def offered_verbs(allowed: Sequence[str]) -> tuple[str, ...]:
    """The verbs of these kinds of action, in alphabetical order."""
    return tuple(sorted(verb_of(ACTIONS[name]) for name in allowed if name in ACTIONS))


def read(line: str, site: Site, allowed: Sequence[str]) -> Command | Problem:
    """The command in a line; names are checked by the rules when it is asked, not here."""
    words = _words(line)
    if isinstance(words, Problem):
        return words
    if not words:
        return _problem("请输入一条命令，例如help。", "Type a command, for example help.")
    verb, rest = words[0].lower(), words[1:]
    if verb in RUNNING:
        return _alone(verb, rest)
    if verb == "help":
        return _help(rest, allowed)
    if verb == "list":
        return _list(rest)
    if verb == "describe":
        return _describe(rest, site)
    asks = verb == "why"
    if asks:
        if not rest:
            return _problem("why后面要写一个操作。", "why needs an action after it.")
        verb, rest = rest[0].lower(), rest[1:]
    known = offered_verbs(allowed)
    if verb not in known:
        return _unknown(verb, (*known, *WORDS))
    action = _action(VERBS[verb], rest)
    if isinstance(action, Problem):
        return action
    return Command(do="why" if asks else "act", action=action)


def _words(line: str) -> list[str] | Problem:
    if len(line) > LONGEST_LINE:
        return _problem(
            "命令最长{most}个字符。", "A command has at most {most} characters.", most=LONGEST_LINE
        )
    try:
        return shlex.split(line)
    except ValueError:
        return _problem("引号没有配对。", "A quotation mark has no partner.")


def _problem(zh: str, en: str, /, *, instead: Sequence[str] = (), **facts: object) -> Problem:
    shown = {name: str(fact) for name, fact in facts.items()}
    filled = (text.format_map(shown).replace("{", "{{").replace("}", "}}") for text in (zh, en))
    zh, en = filled
    return Problem(says=Text(zh=zh, en=en), instead=tuple(instead))


def _unknown(word: str, known: Sequence[str]) -> Problem:
    return _problem(
        "没有“{word}”这条命令。",
        "There is no command {word}.",
        word=word,
        instead=get_close_matches(word, known, n=3),
    )


def _alone(verb: str, rest: Sequence[str]) -> Command | Problem:
    if rest:
        return _problem(
            "“{word}”多余：{verb}后面不写别的。",
            "{word} is one too many: {verb} stands alone.",
            word=rest[0],
            verb=verb,
        )
    return Command(do=verb)


# asking


TABLES = {table: kind for kind, (_, table) in KINDS.items()}
LISTS = tuple(sorted((*TABLES, "events", "networks", "switches", "warnings")))


def _help(rest: Sequence[str], allowed: Sequence[str]) -> Command | Problem:
    name = rest[0].lower() if rest else ""
    known = (*offered_verbs(allowed), *WORDS)
    return Command(do="help", name=name) if not name or name in known else _unknown(name, known)


def _list(rest: Sequence[str]) -> Command | Problem:
    name = rest[0].lower() if rest else ""
    if name and name not in LISTS:
        return _problem(
            "不能列出“{name}”；可以列出：{known}。",
            "There is no list of {name}; there is one of {known}.",
            name=name,
            known=", ".join(LISTS),
            instead=[f"list {one}" for one in get_close_matches(name, LISTS, n=3)],
        )
    return Command(do="list", name=name)


def _describe(rest: Sequence[str], site: Site) -> Command | Problem:
    if len(rest) != 1:
        return _problem("describe后面要写一个名称。", "describe needs one name after it.")
    found = refs_of(rest[0], site)
    if len(found) == 1:
        return Command(do="describe", name=found[0])
    if found:
        return _problem(
            "有多个对象叫这个名称：{found}。",
            "Several objects have this name: {found}.",
            found=", ".join(found),
            instead=[f"describe {one}" for one in found],
        )
    names = [name for _, table in KINDS.values() for name in getattr(site, table)]
    return _problem(
        "站点中没有“{name}”。",
        "The site has no {name}.",
        name=rest[0],
        instead=[f"describe {_quoted(one)}" for one in get_close_matches(rest[0], names, n=3)],
    )


def refs_of(name: str, site: Site) -> tuple[str, ...]:
    """`kind:name` of every object with that name; a name may be given as `kind:name` at once."""
    kind, colon, rest = name.partition(":")
    if colon and kind in KINDS:
        return (name,) if site.find(kind, rest) is not None else ()
    return tuple(f"{kind}:{name}" for kind in KINDS if site.find(kind, name) is not None)


# acting


def _action(kind: type[Action], words: Sequence[str]) -> Action | Problem:
    given = _given(kind, words)
    if isinstance(given, Problem):
        return given
    lacking = [one.name for one in _fields(kind) if one.name not in given and _is_required(one)]
    if lacking:
        return _problem(
            "还缺{names}。用法：{usage}",
            "{names} is missing. Usage: {usage}",
            names=", ".join(_option(name) for name in lacking),
            usage=usage(kind),
        )
    action, problems = read_action({"type": kind.__name__, **given})
    if problems:
        first = problems[0]
        option = _option(first.path.strip("/").partition("/")[0])
        return _problem(
            "{option}{zh}。用法：{usage}",
            "{option} {en}. Usage: {usage}",
            option=option,
            zh=first.text.zh.format(),
            en=first.text.en.format(),
            usage=usage(kind),
        )
    return action


def _given(kind: type[Action], words: Sequence[str]) -> dict[str, object] | Problem:
    """Field -> value as JSON would have it."""
    known = {one.name: _hint(kind, one.name) for one in _fields(kind)}
    waiting, given = list(known), {}
    words = list(words)
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            name = next((one for one in waiting if known[one] is not bool), None)
            value: str | None = word
        else:
            option, equals, after = word[2:].partition("=")
            name = option.replace("-", "_")
            if name not in known:
                return _no_option(kind, word)
            value = after if equals else _next_value(known[name], words)
        if name is None:
            return _problem(
                "“{word}”多余。用法：{usage}",
                "{word} is one too many. Usage: {usage}",
                word=word,
                usage=usage(kind),
            )
        again = given.get(name) if _pair(known[name]) else None
        if isinstance(again, dict) and not again.keys() & (more := _value(known[name], value)):
            again.update(more)
            continue
        if name not in waiting:
            return _problem("{option}写了两次。", "{option} is given twice.", option=_option(name))
        waiting.remove(name)
        given[name] = _value(known[name], value)
    return given


def _next_value(hint: object, words: list[str]) -> str | None:
    """The word after an option; a truth value needs none."""
    if hint is bool or not words or words[0].startswith("--"):
        return None
    return words.pop(0)


def _no_option(kind: type[Action], word: str) -> Problem:
    known = [_option(one.name) for one in _fields(kind)]
    return _problem(
        "没有{word}这个选项。用法：{usage}",
        "There is no option {word}. Usage: {usage}",
        word=word,
        usage=usage(kind),
        instead=get_close_matches(word, known, n=2),
    )


def _value(hint: object, word: str | None) -> object:
    if hint is bool:
        return word is None or {"true": True, "false": False}.get(word.lower(), word)
    if _pair(hint) and word is not None:  # one pair of a list of them: adapter=network
        first, equals, second = word.partition("=")
        return {first: {_pair(hint)[1]: second} if equals else {}}
    if get_origin(hint) is tuple and word is not None:  # a list: 0,1
        return [_value(get_args(hint)[0], part) for part in word.split(",") if word]
    if hint is int and word is not None and word.isascii() and word.isdigit() and len(word) < 18:
        return int(word)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and word is not None:
        return _member(hint, word)
    return word


@cache
def _pair(hint: object) -> tuple[str, ...]:
    """Names of the two fields, where a field is a list of pairs; () where it is anything else."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return tuple(one.name for one in fields(inner)) if is_dataclass(inner) else ()


def _member(words: type[StrEnum], word: str) -> str:
    """The product's own string for a member, whatever its capitals."""
    return next((one.value for one in words if word.lower() == one.value.lower()), word)


@cache
def _hint(kind: type[Action], name: str) -> object:
    """The type of a field, without the None of an optional one."""
    hint = get_type_hints(kind)[name]
    return get_args(hint)[0] if get_origin(hint) in (Union, types.UnionType) else hint


@cache
def _fields(kind: type[Action]) -> tuple[Field, ...]:
    """The fields of an action in the order in which they are typed by place."""
    return tuple(sorted(fields(kind), key=lambda one: not _is_required(one)))


def _is_required(one: Field) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _quoted(name: str) -> str:
    if "'" in name:
        return shlex.quote(name)
    return f'"{name}"' if " " in name or not name else name


def usage(kind: type[Action]) -> str:
    """How an action is typed: `migrate <vm> [--host <host>] [--datastore <datastore>]`."""
    parts = [verb_of(kind)]
    for one in _fields(kind):
        hint = _hint(kind, one.name)
        name = "=".join(_pair(hint)) or one.name.replace("_", "-")
        value = "" if hint is bool else f" <{name}>"
        required = _is_required(one)
        parts.append(value.strip() if required else f"[{_option(one.name)}{value}]")
    return " ".join(parts)


def typed(action: Action) -> str:
    """The line that asks for an action, as short as it can be typed."""
    parts = [verb_of(type(action))]
    for one in _fields(type(action)):
        value = getattr(action, one.name)
        required = _is_required(one)
        if not required and value == one.default:
            continue
        if isinstance(value, bool):
            parts.append(f"{_option(one.name)}" if value else f"{_option(one.name)}=false")
            continue
        pairs = _pair(_hint(type(action), one.name))
        words = [_pair_of(each) for each in value] if pairs else [_word_of(value)]
        for text in map(_quoted, words):
            parts.append(text if required else f"{_option(one.name)} {text}")
    return " ".join(parts)


def _pair_of(record: object) -> str:
    return "=".join(getattr(record, one.name) for one in fields(record))


def _word_of(value: object) -> str:
    """A value as one word: a list with commas between."""
    if isinstance(value, tuple):
        return ",".join(map(_word_of, value))
    return str(value.value if isinstance(value, StrEnum) else value)


# going on


def complete(line: str, site: Site, allowed: Sequence[str]) -> tuple[str, ...]:
    """What could stand in the place of the last word of a line, nearest first; at most 20.

    It takes the place of what follows `stem(line)`.
    """
    words, last = _split(line)
    asks = bool(words) and words[0].lower() == "why"
    words = words[1:] if asks else words
    if not words:
        offered: Sequence[str] = (
            offered_verbs(allowed) if asks else (*offered_verbs(allowed), *WORDS)
        )
    else:
        offered = _next_words(words[0].lower(), words[1:], last, site, allowed)
    quoted = line[len(stem(line)) :][:1] in ("'", '"')
    if quoted:
        offered = [one for one in offered if not one.startswith("--")]
    found = [one for one in offered if one.lower().startswith(last.lower())]
    return tuple(_quoted(one) for one in found[:MOST_OFFERED])


def stem(line: str) -> str:
    """The line without the word that is being typed, its quotation mark included."""
    start, quote, between = 0, "", True
    for place, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign.isspace():
            between = True
        else:
            start, between = (place if between else start), False
            quote = sign if sign in "\"'" else ""
    return line if between else line[:start]


def _split(line: str) -> tuple[list[str], str]:
    """The whole words of a line, and the one that is being typed."""
    line = line[:LONGEST_LINE]
    try:
        words = shlex.split(line)
    except ValueError:  # inside quotation marks, or behind a backslash
        begun = stem(line)
        return _whole_words(begun), line[len(begun) :].lstrip("\"'")
    if not line or line[-1].isspace():
        return words, ""
    return words[:-1], words[-1] if words else ""


def _whole_words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a backslash before a quotation mark: nothing to complete
        return []


def _next_words(
    verb: str, given: Sequence[str], last: str, site: Site, allowed: Sequence[str]
) -> Sequence[str]:
    if verb == "help":
        return () if given else (*offered_verbs(allowed), *WORDS)
    if verb == "list":
        return () if given else LISTS
    if verb == "describe":
        return (
            ()
            if given
            else tuple(name for _, table in KINDS.values() for name in getattr(site, table))
        )
    kind = VERBS.get(verb) if verb in offered_verbs(allowed) else None
    return _fields_next(kind, given, last, site) if kind else ()


def _fields_next(kind: type[Action], given: Sequence[str], last: str, site: Site) -> Sequence[str]:
    option = given[-1][2:].replace("-", "_") if given and given[-1].startswith("--") else ""
    known = {one.name: _hint(kind, one.name) for one in _fields(kind)}
    expects_value = option in known and known[option] is not bool
    values = _given(kind, given[:-1] if expects_value else given)
    if isinstance(values, Problem):
        return ()
    if expects_value:
        return _values(kind, option, site, values)
    left = [name for name in known if name not in values]
    options = [_option(name) for name in left]
    positional = next((name for name in left if known[name] is not bool), None)
    if last.startswith("--") or positional is None:
        return options
    required = {_option(one.name) for one in _fields(kind) if _is_required(one)}
    others = [one for one in options if one not in required]
    return (*_values(kind, positional, site, values), *others)


def _values(
    kind: type[Action], name: str, site: Site, values: Mapping[str, object]
) -> Sequence[str]:
    """Names and words a field may hold, given the fields before it."""
    hint = _hint(kind, name)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(one.value for one in hint)
    if _pair(hint):
        return _pairs(site, values)
    naming = next((one for one in naming_fields(kind) if one.name == name), None)
    if naming is None or (naming.owner is not None and naming.owner not in values):
        return ()
    return naming.known(site, values)


def _pairs(site: Site, values: Mapping[str, object]) -> Sequence[str]:
    """Adapters of the machine, each with the networks of the host it is to be on."""
    vm = site.vms.get(str(values.get("vm")))
    host = values.get("host") or (vm.host if vm else None)
    if vm is None or host not in site.hosts:
        return ()
    networks = [one.name for one in site.networks_of(str(host))]
    return tuple(f"{nic.label}={name}" for nic in vm.hardware.nics for name in networks)
