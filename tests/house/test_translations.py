"""Every text of the interface exists in Chinese, and the compiled file is the written one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "studyguide/locale/zh_Hans/LC_MESSAGES"
NAMES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PYTHON = sorted(
    path
    for room in ("studyguide", "quizzes", "labs")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".svg", ".txt"}
)


# a text, and the context that tells it from another with the same words ("" for none)
Located = tuple[str, str]
STRING = r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\""


def texts_of_python(source: str) -> set[Located]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in NAMES:
            continue
        place = 1 if name.startswith("pgettext") else 0
        if len(node.args) > place and isinstance(node.args[place], ast.Constant):
            found.add((node.args[0].value if place else "", node.args[place].value))
    return found


def texts_of_template(source: str) -> set[Located]:
    """What Django's own preparation for xgettext finds: calls of (n)(p)gettext with literals."""
    code = templatize(source)
    calls = re.findall(rf"\bn?gettext\(({STRING})", code)
    calls += re.findall(r"\bn?gettext\(\s*u?\"\"\"(.*?)\"\"\"", code, re.S)
    found = {("", ast.literal_eval(call) if call[:1] in "'\"u" else call) for call in calls}
    pairs = re.findall(rf"\bn?pgettext\(({STRING}),\s*({STRING})", code)
    return found | {(ast.literal_eval(where), ast.literal_eval(text)) for where, text in pairs}


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


@cache
def known_texts() -> frozenset[Located]:
    return frozenset(
        (entry.msgctxt or "", entry.msgid.replace("%%", "%"))
        for entry in catalogue()
        if entry.translated()
    )


@pytest.mark.parametrize("files", [PYTHON, TEMPLATES], ids=["Python", "templates"])
def test_each_text_of_a_file_is_in_the_catalogue_in_chinese(files):
    unknown = {}
    for path in files:
        source = path.read_text(encoding="utf-8")
        texts = texts_of_python(source) if path.suffix == ".py" else texts_of_template(source)
        found = {(context, text.replace("%%", "%")) for context, text in texts if text}
        if found - known_texts():
            unknown[str(path.relative_to(ROOT))] = sorted(found - known_texts())

    assert len(files) > 200
    assert unknown == {}


def test_the_catalogue_holds_nothing_unsure_or_left_over():
    assert [entry.msgid for entry in catalogue() if entry.fuzzy or entry.obsolete] == []


def test_each_translation_fills_in_the_same_names():
    for entry in catalogue():
        wanted = set(re.findall(r"%\((\w+)\)[sd]", entry.msgid + (entry.msgid_plural or "")))
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert set(re.findall(r"%\((\w+)\)[sd]", text)) <= wanted, entry.msgid


def test_the_compiled_catalogue_is_the_written_one():
    compiled = {
        (entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(FOLDER / "django.mo"))
    }
    written = {(entry.msgctxt, entry.msgid): entry for entry in catalogue() if entry.translated()}

    assert compiled.keys() == written.keys()
    for place, entry in written.items():
        assert compiled[place].msgstr == entry.msgstr
        assert compiled[place].msgstr_plural == entry.msgstr_plural
