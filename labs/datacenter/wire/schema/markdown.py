"""The schema as a Markdown page, in one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from labs.datacenter.text import Text, word
from labs.datacenter.wire.schema.answers import (
    FINDING_MEANS,
    REPAIR_MEANS,
    REPORT_MEANS,
    SETTINGS_MEAN,
)
from labs.datacenter.wire.schema.examples import examples
from labs.datacenter.wire.schema.records import (
    Request,
    actions,
    goals,
    meaning_of,
    records,
    tables,
    type_of,
    vocabularies,
)
from labs.datacenter.wire.shapes import Key

_TITLES = {
    "settings": Text(zh="站点的设置", en="Settings of a site"),
    "tables": Text(zh="站点的各表", en="Tables of a site"),
    "records": Text(zh="记录", en="Records"),
    "words": Text(zh="词汇", en="Vocabularies"),
    "actions": Text(zh="操作", en="Actions"),
    "goals": Text(zh="检查项", en="Goals"),
    "report": Text(zh="报告", en="Report"),
    "finding": Text(zh="检查结果", en="Finding"),
    "repair": Text(zh="修复", en="Repair"),
    "examples": Text(zh="示例", en="Examples"),
}
_HEADS = {
    "key": Text(zh="键", en="key"),
    "type": Text(zh="类型", en="type"),
    "unit": Text(zh="单位", en="unit"),
    "default": Text(zh="缺省值", en="default"),
    "meaning": Text(zh="含义", en="meaning"),
    "record": Text(zh="记录", en="record"),
    "word": Text(zh="词", en="word"),
}
_REQUIRED = Text(zh="必填", en="required")
_MEANS = {"report": REPORT_MEANS, "finding": FINDING_MEANS, "repair": REPAIR_MEANS}


def schema_markdown(language: str) -> str:
    """The whole schema as Markdown."""
    lines = [
        *_titled("settings", language, _meanings(SETTINGS_MEAN.items(), "key", language)),
        *_titled("tables", language, _table_of_tables(language)),
        *_titled("records", language, _records(language)),
        *_titled("words", language, _words(language)),
        *_titled("actions", language, _requests(actions(), language)),
        *_titled("goals", language, _requests(goals(), language)),
    ]
    for part, means in _MEANS.items():
        lines += _titled(part, language, _meanings(means.items(), "key", language))
    lines += _titled("examples", language, _examples())
    return "\n".join(lines).rstrip("\n") + "\n"


def _titled(part: str, language: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {_TITLES[part].in_language(language)}"
    yield ""
    yield from lines
    yield ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], language: str) -> Iterator[str]:
    yield f"| {' | '.join(_HEADS[head].in_language(language) for head in heads)} |"
    yield "|---" * len(heads) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _meanings(pairs: Iterable[tuple[str, Text]], head: str, language: str) -> Iterator[str]:
    rows = ((f"`{name}`", text.in_language(language)) for name, text in pairs)
    return _table((head, "meaning"), rows, language)


def _table_of_tables(language: str) -> Iterator[str]:
    rows = ((f"`{table}`", name) for table, name in tables().items())
    return _table(("key", "record"), rows, language)


def _records(language: str) -> Iterator[str]:
    for record in records():
        yield f"### {record.name}"
        yield ""
        yield record.about.in_language(language)
        yield ""
        yield from _keys(record.keys, language)
        yield ""


def _requests(requests: Iterable[Request], language: str) -> Iterator[str]:
    for request in requests:
        yield f"### `{request.name}`"
        yield ""
        yield request.label.in_language(language)
        yield ""
        yield from _keys(request.keys, language)
        yield ""
        if request.example is not None:
            yield f"    {_compact(request.example)}"
            yield ""


def _keys(keys: tuple[Key, ...], language: str) -> Iterator[str]:
    if not keys:
        return iter(())
    heads = ("key", "type", "unit", "default", "meaning")
    return _table(heads, (_row(key, language) for key in keys), language)


def _row(key: Key, language: str) -> tuple[str, ...]:
    return (
        f"`{key.name}`",
        type_of(key.shape).in_language(language),
        key.unit or "",
        _REQUIRED.in_language(language) if key.required else f"`{_compact(key.default)}`",
        meaning_of(key).in_language(language),
    )


def _words(language: str) -> Iterator[str]:
    for name, words in vocabularies().items():
        yield f"### {name}"
        yield ""
        yield from _meanings(((one.value, word(one)) for one in words), "word", language)
        yield ""


def _examples() -> Iterator[str]:
    for name, value in examples().items():
        yield f"`{name}`"
        yield ""
        text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
        yield from (f"    {line}" for line in text.splitlines())
        yield ""


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
