"""Reads a page as a browser would and names everything in it that could run or reach out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bleach._vendor import html5lib

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "background",
    "ping",
}
FOREIGN = {
    *("iframe", "object", "embed", "applet", "base", "frame", "frameset", "math", "portal"),
    *(
        "foreignobject",
        "animate",
        "animatetransform",
        "set",
        "use",
        "template",
        "style",
        "noscript",
    ),
}
OWN_SVG = {"svg", "g", "path", "circle", "rect", "line", "polyline", "title", "desc"}
SCHEMES = {"", "http", "https", "mailto"}
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def dangers_in(page: str) -> list[str]:
    """Everything a page of ours never holds, in words; `evil` marks what an attacker wrote."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=True)
    found = [danger for element in root.iter() for danger in _dangers_of(element)]
    # Ids inside a text wear a prefix: an author may use one twice, but never one of the page.
    ids = Counter(
        name for each in root.iter() if (name := each.get("id")) and not name.startswith("md-")
    )
    return found + [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]


def _dangers_of(element: object) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    tag = element.tag.removeprefix(HTML).removeprefix(SVG).lower()
    if tag in FOREIGN:
        yield f"<{tag}>"
    if element.tag.startswith(SVG) and tag not in OWN_SVG:
        yield f"<{tag}> in a drawing"
    if tag == "script" and not (element.get("src") or "").startswith("/static/"):
        yield "a script of its own"
    if tag == "script" and (element.text or "").strip():
        yield "an inline script"
    if tag == "link" and not (element.get("href") or "").startswith("/static/"):
        yield "a link element"
    if tag == "meta" and element.get("http-equiv"):
        yield "a meta refresh"
    for name, value in element.attrib.items():
        yield from _dangers_of_attribute(tag, str(name).lower(), value)


def _dangers_of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    name = name.rpartition("}")[2]
    if name.startswith("on") or name in {"style", "srcdoc"}:
        yield f"<{tag} {name}>"
    if name.startswith(("hx-", "data-hx-", "ws-", "sse-")) and "evil" in value:
        yield f"<{tag} {name}={value!r}>"
    if name in ADDRESSES:
        plain = re.sub(r"[\x00-\x20]", "", value)
        try:
            scheme = urlsplit(plain).scheme.lower()
        except ValueError:
            scheme = "unreadable"
        if scheme not in SCHEMES:
            yield f"<{tag} {name}={value!r}>"
    if name in {"class", "id", "name"} and "evil" in value and not value.startswith("md-"):
        yield f"<{tag} {name}={value!r}>"
