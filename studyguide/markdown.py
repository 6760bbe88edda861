"""Markdown to safe HTML: the one place that marks text of people and files as safe.

What Markdown makes of a text goes through two unrelated sanitisers, bleach and nh3; neither
trusts what came before it. Headings begin at the third level, ids wear a prefix so that they
cannot take the place of the page's own, and images come from this site alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import bleach
import nh3
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

MAX_CHARACTERS = 60_000
MAX_OPENERS = 2_000  # of one kind: the parser looks for the end of each, in quadratic time
OPENERS = "[`<!&*_~^=+{|#"
TOP_HEADING = 3
SCHEMES = frozenset({"http", "https", "mailto"})
ID_PREFIX = "md-"
REL = {True: "noopener noreferrer", False: "nofollow ugc noopener noreferrer"}

EXTENSIONS = (
    *("toc", "tables", "footnotes", "def_list", "abbr", "attr_list"),
    *("pymdownx.superfences", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.tasklist", "pymdownx.keys", "pymdownx.mark", "pymdownx.tilde", "pymdownx.caret"),
    *("pymdownx.blocks.admonition", "pymdownx.blocks.details"),
)
# Never pymdownx.snippets or pymdownx.b64: they read files of this machine.
EXTENSION_CONFIGS = {
    "toc": {"permalink": False},
    "pymdownx.highlight": {"use_pygments": True, "noclasses": False, "guess_lang": False},
    "pymdownx.superfences": {"custom_fences": [], "disable_indented_code_blocks": True},
}

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div"),
    *("dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark"),
    *("ol", "p", "pre", "q", "s", "section", "small", "span", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
CLASSES = {
    *("admonition", "admonition-title", "attention", "caution", "danger", "error", "example"),
    *("hint", "important", "note", "tip", "warning", "abstract", "footnote", "footnote-ref"),
    *("footnote-backref", "highlight", "task-list", "task-list-item", "keys", "term", "mono", "id"),
}
CODE_CLASS = re.compile(r"[a-z][a-z0-9]{0,2}|key-[a-z0-9-]{1,20}")
NUMBER = re.compile(r"[0-9]{1,4}")
ADDRESS = re.compile(r"(?:https?://|mailto:|[#?]|/(?!/))", re.IGNORECASE)
HIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
IDENTITY = re.compile(r"[\w.:-]{1,120}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
ID_IN_HTML = re.compile(r'\sid="([^"]+)"')
TABLE = re.compile(r"<table\b[^>]*>")
NAME = r"(?<![A-Za-z0-9_-])[A-Za-z]{1,12}-[0-9]{1,3}(?![A-Za-z0-9_-])"
IMAGE = re.compile(r"<img\b[^>]*>")
CHECKBOX = re.compile(r"<input\b[^>]*type=\"checkbox\"[^>]*>")


def render_markdown(text: str, *, trusted: bool = False, scope: str = "") -> SafeString:
    """`text` as HTML that cannot harm a reader.

    `trusted` (files of this project) only leaves search engines free to follow its links.
    `scope` keeps the ids of several texts on one page apart. Too long or too deep a text is
    shown as it was written.
    """
    return _render(text, trusted, scope, get_language() or "")


@lru_cache(maxsize=1024)
def _render(text: str, trusted: bool, scope: str, language: str) -> SafeString:
    if not text.strip():
        return SafeString("")
    if _is_too_much(text):
        return _as_written(text)
    try:
        html = _markdown().convert(text.replace("\x00", "\ufffd"))
        html = _sanitised(
            html, trusted=trusted, prefix=f"{ID_PREFIX}{scope}-" if scope else ID_PREFIX
        )
    except (RecursionError, AssertionError, ValueError):
        # The parsers give up on texts built to break them; the reader still gets the words.
        return _as_written(text)
    return mark_safe(_with_scrolling_tables(html))


def _is_too_much(text: str) -> bool:
    return len(text) > MAX_CHARACTERS or any(text.count(each) > MAX_OPENERS for each in OPENERS)


def _as_written(text: str) -> SafeString:
    return format_html('<pre class="as-written">{}</pre>', text)


def _markdown() -> Markdown:
    """A parser for one text: its extensions keep footnotes and ids between texts."""
    back = {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": gettext("Back to footnote {} in the text")}
    return Markdown(
        extensions=[*EXTENSIONS, _Headings()],
        extension_configs={**EXTENSION_CONFIGS, "footnotes": back},
        output_format="html",
    )


def _sanitised(html: str, *, trusted: bool, prefix: str) -> str:
    html = CHECKBOX.sub(lambda box: "☑ " if "checked" in box[0] else "☐ ", html)
    html = bleach.clean(
        html,
        tags=TAGS,
        attributes=_is_allowed,
        protocols=SCHEMES,
        strip=False,  # what is no markup here stays readable: <name> is a placeholder to most
        strip_comments=True,
    )
    ids = frozenset(ID_IN_HTML.findall(html))
    html = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style", "template", "noscript"},
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _filtered(tag, name, value, ids, prefix),
        url_schemes=set(SCHEMES),
        link_rel=REL[trusted],
        strip_comments=True,
    )
    return IMAGE.sub(_whole_image, html)


def _whole_image(image: re.Match[str]) -> str:
    """Nothing for an image that lost its address; else one that readers can skip."""
    if " src=" not in image[0]:
        return ""
    return image[0] if " alt=" in image[0] else image[0].replace("<img", '<img alt=""', 1)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def _filtered(tag: str, name: str, value: str, ids: frozenset[str], prefix: str) -> str | None:
    """The attribute's value as it may stand, or nothing."""
    if name == "id":
        return prefix + value if IDENTITY.fullmatch(value) else None
    if name == "href":
        target = value.removeprefix("#")
        if value.startswith("#") and target in ids:
            return f"#{prefix}{target}"
        return value if _is_plain_address(value) else None
    if name == "src":
        return value if _is_own_image(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if _is_known_class(tag, word)) or None
    if name == "lang":
        return value if LANGUAGE.fullmatch(value) else None
    if name in {"width", "height", "start", "value", "colspan", "rowspan"}:
        return value if NUMBER.fullmatch(value) else None
    return value


def _is_known_class(tag: str, word: str) -> bool:
    return word in CLASSES or (tag in {"span", "kbd"} and bool(CODE_CLASS.fullmatch(word)))


def _is_plain_address(value: str) -> bool:
    """Another site by its scheme, or a place on this one; `//host` and `/\\host` are neither."""
    return bool(ADDRESS.match(value)) and not HIDDEN.search(value)


def _is_own_image(value: str) -> bool:
    roots = [root for root in (settings.STATIC_URL, settings.MEDIA_URL) if len(root) > 1]
    return _is_plain_address(value) and value.startswith(tuple(roots)) and ".." not in value


def _with_scrolling_tables(html: str) -> str:
    """Wide tables scroll in a box of their own, which the keyboard can reach."""
    label = gettext("Table")
    box = f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
    html = TABLE.sub(f'{box}<table class="tbl dense">', html)
    return html.replace("</table>", "</table></div>")


class _LowerHeadings(Treeprocessor):
    """The highest heading used becomes the third level, the next the fourth, without gaps."""

    def run(self, root: Element) -> None:
        headings = [each for each in root.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
        levels = sorted({int(each.tag[1]) for each in headings})
        for heading in headings:
            heading.tag = f"h{min(6, TOP_HEADING + levels.index(int(heading.tag[1])))}"


class _Names(InlineProcessor):
    """A name such as esx-02 does not break at its hyphen; code is untouched."""

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element, int, int]:
        name = Element("span", {"class": "id"})
        name.text = AtomicString(match[0])
        return name, match.start(0), match.end(0)


class _Headings(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # last of the inline patterns: links, code and emphasis have been taken out by then
        md.inlinePatterns.register(_Names(NAME, md), "names", 1)
        md.treeprocessors.register(_LowerHeadings(md), "lower-headings", 1)
