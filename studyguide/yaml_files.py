"""One strict YAML reader for all content: no silent surprise, and the line of every problem."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

MAX_BYTES = 2_000_000
MAX_DEPTH = 60


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What a loader says of a content file: where, and what it needs."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class StrictLoader(yaml.SafeLoader):
    """Refuses keys given twice, aliases and tags; numbers and booleans only as they look.

    `no`, `on`, `12:30` and `010` stay text: plain YAML would make a boolean, 750 and 8 of them.
    """

    most_values: int | None = None
    values = 0

    def compose_node(self, parent: object, index: object) -> yaml.Node:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()
            raise yaml.constructor.ConstructorError(
                None, None, "does not accept aliases (*name)", event.start_mark
            )
        self.values += 1
        if self.most_values is not None and self.values > self.most_values:
            raise yaml.constructor.ConstructorError(
                None, None, f"has more than {self.most_values} values", self.peek_event().start_mark
            )
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > MAX_DEPTH:
            raise yaml.constructor.ConstructorError(
                None, None, "is nested too deeply", self.peek_event().start_mark
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, f"needs text as a key, not {key!r}", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"has the key '{key}' twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _keep_only_plain_resolvers() -> None:
    StrictLoader.yaml_implicit_resolvers = {}
    for tag, pattern, first in (
        ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
        ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
        ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]{0,17})$", "-0123456789"),
        ("tag:yaml.org,2002:float", r"^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}$", "-0123456789"),
    ):
        StrictLoader.add_implicit_resolver(tag, re.compile(pattern), list(first))


_keep_only_plain_resolvers()
StrictLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node))
)
StrictLoader.add_constructor(
    "tag:yaml.org,2002:bool", lambda loader, node: loader.construct_scalar(node) == "true"
)


def read_yaml(
    text: str, *, path: str, most_values: int | None = None
) -> tuple[object, dict[str, int], list[Problem]]:
    """The value in `text`, the line of each key in it, and the problems (then no value).

    Lines are keyed by JSON pointer (`/options/0/text`), the root by the empty string. `most_values`
    bounds keys and values, and with them the time that a stranger's text can take.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None, {}, [Problem(path=path, line=1, message="is larger than 2 MB")]
    loader = None
    try:
        loader = StrictLoader(text)
        loader.most_values = most_values
        node = loader.get_single_node()
        if node is None:
            return None, {}, [Problem(path=path, line=1, message="is empty")]
        return loader.construct_document(node), _lines(node), []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = error.problem or error.context or "is not YAML"
        return None, {}, [Problem(path=path, line=line, message=message)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"is not YAML: {str(error).splitlines()[0] if str(error) else 'too deep'}"
        return None, {}, [Problem(path=path, line=1, message=message)]
    finally:
        if loader is not None:
            loader.dispose()


def _lines(root: yaml.Node) -> dict[str, int]:
    lines: dict[str, int] = {}
    waiting = [("", root, root.start_mark.line + 1)]
    while waiting:
        pointer, node, line = waiting.pop()
        lines[pointer] = line
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                part = str(key.value).replace("~", "~0").replace("/", "~1")
                waiting.append((f"{pointer}/{part}", value, key.start_mark.line + 1))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                waiting.append((f"{pointer}/{index}", value, value.start_mark.line + 1))
    return lines


def line_of(lines: dict[str, int], pointer: str) -> int:
    """The line of the pointer, or of the nearest thing above it that the file has."""
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 1)
