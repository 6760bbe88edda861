"""What a line asks for; a line that is no command comes back with what was meant."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from difflib import get_close_matches

from labs.commands.arguments import given_in
from labs.commands.spelling import fields_of, is_required, option_of, quoted, usage
from labs.commands.verbs import (
    LISTS,
    LONGEST_LINE,
    RUNNING,
    VERBS,
    WORDS,
    Command,
    Problem,
    offered_verbs,
    problem,
)
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.wire.read import read_action


def read(line: str, site: Site, allowed: Sequence[str]) -> Command | Problem:
    """The command in a line; a name that the site does not hold is a slip, no request to judge."""
    words = _words(line)
    if isinstance(words, Problem):
        return words
    if not words:
        return problem("请输入一条命令，例如help。", "Type a command, for example help.")
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
            return Command(do="why")
        verb, rest = rest[0].lower(), rest[1:]
    known = offered_verbs(allowed)
    if verb not in known:
        return _unknown(verb, (*known, *WORDS))
    action = _action(VERBS[verb], rest)
    if isinstance(action, Problem):
        return action
    slip = _misnamed(action, site)
    if slip is not None:
        return slip
    return Command(do="why" if asks else "act", action=action)


def _words(line: str) -> list[str] | Problem:
    if len(line) > LONGEST_LINE:
        return problem(
            "命令最长{most}个字符。", "A command has at most {most} characters.", most=LONGEST_LINE
        )
    try:
        return shlex.split(line)
    except ValueError:
        return problem("引号没有配对。", "A quotation mark has no partner.")


def _unknown(word: str, known: Sequence[str]) -> Problem:
    return problem(
        "没有“{word}”这条命令。输入help可知能输入什么。",
        "There is no command {word}. Type help for what can be typed.",
        word=word,
        instead=get_close_matches(word, known, n=3),
    )


def _alone(verb: str, rest: Sequence[str]) -> Command | Problem:
    if rest:
        return problem(
            "“{word}”多余：{verb}后面不写别的。",
            "{word} is one too many: {verb} stands alone.",
            word=rest[0],
            verb=verb,
        )
    return Command(do=verb)


def _help(rest: Sequence[str], allowed: Sequence[str]) -> Command | Problem:
    name = rest[0].lower() if rest else ""
    known = (*offered_verbs(allowed), *WORDS)
    return Command(do="help", name=name) if not name or name in known else _unknown(name, known)


def _list(rest: Sequence[str]) -> Command | Problem:
    name = rest[0].lower() if rest else ""
    if name and name not in LISTS:
        return problem(
            "不能列出“{name}”；可以列出：{known}。",
            "There is no list of {name}; there is one of {known}.",
            name=name,
            known=", ".join(LISTS),
            instead=[f"list {one}" for one in get_close_matches(name, LISTS, n=3)],
        )
    return Command(do="list", name=name)


def _describe(rest: Sequence[str], site: Site) -> Command | Problem:
    if len(rest) != 1:
        return problem("describe后面要写一个名称。", "describe needs one name after it.")
    found = refs_of(rest[0], site)
    if len(found) == 1:
        return Command(do="describe", name=found[0])
    if found:
        return problem(
            "有多个对象叫这个名称：{found}。",
            "Several objects have this name: {found}.",
            found=", ".join(found),
            instead=[f"describe {one}" for one in found],
        )
    names = [name for _, table in KINDS.values() for name in getattr(site, table)]
    return problem(
        "站点中没有“{name}”。",
        "The site has no {name}.",
        name=rest[0],
        instead=[f"describe {quoted(one)}" for one in get_close_matches(rest[0], names, n=3)],
    )


def refs_of(name: str, site: Site) -> tuple[str, ...]:
    """`kind:name` of every object with that name; a name may be given as `kind:name` at once."""
    kind, colon, rest = name.partition(":")
    if colon and kind in KINDS:
        return (name,) if site.find(kind, rest) is not None else ()
    return tuple(f"{kind}:{name}" for kind in KINDS if site.find(kind, name) is not None)


def _action(kind: type[Action], words: Sequence[str]) -> Action | Problem:
    given = given_in(kind, words)
    if isinstance(given, Problem):
        return given
    lacking = [one.name for one in fields_of(kind) if one.name not in given and is_required(one)]
    if lacking:
        return problem(
            "还缺{names}。用法：{usage}",
            "{names} is missing. Usage: {usage}",
            names=", ".join(option_of(name) for name in lacking),
            usage=usage(kind),
        )
    action, problems = read_action({"type": kind.__name__, **given})
    if problems:
        first = problems[0]
        option = option_of(first.path.strip("/").partition("/")[0])
        return problem(
            "{option}{zh}。用法：{usage}",
            "{option} {en}. Usage: {usage}",
            option=option,
            zh=first.text.zh.format(),
            en=first.text.en.format(),
            usage=usage(kind),
        )
    return action


def _misnamed(action: Action, site: Site) -> Problem | None:
    """The first name of an action that the site does not hold, with those like it."""
    ref = next(action.missing(site), None)
    if ref is None:
        return None
    naming = naming_fields(type(action))
    given = {one.name: getattr(action, one.name) for one in naming}
    known = {
        name for one in naming if given[one.name] == ref.name for name in one.known(site, given)
    }
    return problem(
        "站点中没有“{name}”，什么都没有执行。",
        "The site has no {name}; nothing was done.",
        name=ref.name,
        instead=[quoted(one) for one in get_close_matches(ref.name, sorted(known), n=3)],
    )
