"""The words behind a verb as the fields of its action."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import get_args, get_origin

from labs.commands.spelling import fields_of, names_of_pair, option_of, type_of, usage
from labs.commands.verbs import Problem, problem
from labs.datacenter.actions import Action


def given_in(kind: type[Action], words: Sequence[str]) -> dict[str, object] | Problem:
    """Field -> value as JSON would have it."""
    known = {one.name: type_of(kind, one.name) for one in fields_of(kind)}
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
            return problem(
                "“{word}”多余。用法：{usage}",
                "{word} is one too many. Usage: {usage}",
                word=word,
                usage=usage(kind),
            )
        again = given.get(name) if names_of_pair(known[name]) else None
        if isinstance(again, dict) and not again.keys() & (more := _value(known[name], value)):
            again.update(more)
            continue
        if name not in waiting:
            return problem("{option}写了两次。", "{option} is given twice.", option=option_of(name))
        waiting.remove(name)
        given[name] = _value(known[name], value)
    return given


def _next_value(hint: object, words: list[str]) -> str | None:
    """The word after an option; a truth value needs none."""
    if hint is bool or not words or words[0].startswith("--"):
        return None
    return words.pop(0)


def _no_option(kind: type[Action], word: str) -> Problem:
    known = [option_of(one.name) for one in fields_of(kind)]
    return problem(
        "没有{word}这个选项。用法：{usage}",
        "There is no option {word}. Usage: {usage}",
        word=word,
        usage=usage(kind),
        instead=get_close_matches(word, known, n=2),
    )


def _value(hint: object, word: str | None) -> object:
    if hint is bool:
        return word is None or {"true": True, "false": False}.get(word.lower(), word)
    if names_of_pair(hint) and word is not None:  # one pair of a list of them: adapter=network
        first, equals, second = word.partition("=")
        return {first: {names_of_pair(hint)[1]: second} if equals else {}}
    if get_origin(hint) is tuple and word is not None:  # a list: 0,1
        return [_value(get_args(hint)[0], part) for part in word.split(",") if word]
    if hint is int and word is not None and word.isascii() and word.isdigit() and len(word) < 18:
        return int(word)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and word is not None:
        return _member(hint, word)
    return word


def _member(words: type[StrEnum], word: str) -> str:
    """The product's own string for a member, whatever its capitals."""
    return next((one.value for one in words if word.lower() == one.value.lower()), word)
