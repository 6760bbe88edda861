"""What an instructor types can never run in a reader's browser, on no page that shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.attempts import services as attempts
from quizzes.bank import services
from quizzes.catalogue import find_quiz
from quizzes.teach.draft import draft_of
from quizzes.teach.posted import fields_of
from tests.quizzes.factories import a_question, stored
from tests.quizzes.teach.markup import dangers_in

SLUG = "authored/0123456789ab"
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)

CLASSICS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)' style='position:fixed'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror=alert(1)&gt;">',
    "<math href='javascript:alert(1)'>x</math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<p style='background:url(https://evil.example/)'>x</p>",
    "<div hx-get='/evil' hx-trigger='load'>x</div>",
    "<div data-hx-post='/evil' hx-on:load='alert(1)'>x</div>",
    "<p class='evil btn go' id='question-form' name='evil'>x</p>",
    "<p id='summary'>x</p><p id='summary'>y</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x]( javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](https://evil.example/pixel.png)",
    "<javascript:alert(1)>",
    '[x](https://example.org "a\\" onmouseover=alert(1) b=\\"")',
    "# x {: onclick=alert(1) id=summary style=color:red }",
    "`x`{: onclick=alert(1) }",
    "[ref]\n\n[ref]: javascript:alert(1)",
    '*[HTML]: x" onmouseover="alert(1)',
    '```evil" onclick="alert(1)\nx\n```',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "{{ request }}{% load static %}${7*7}",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "\u2028<script>alert(1)</script>\u202e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]


def laden(text: str) -> dict:
    """A question that carries the text wherever an instructor may type."""
    content = a_question(
        stem={"zh": text, "en": text}, explanation={"zh": text, "en": text}, source=text[:1000]
    )
    content["options"] = content["options"][2:]
    for option in content["options"]:
        option["text"], option["why"] = {"zh": text, "en": text}, {"zh": text, "en": text}
    return content


def of_the_editor(client, content: dict) -> dict[str, str]:
    fields = fields_of(draft_of(content))
    new = reverse("teach:new_question")
    broken = {**fields, "difficulty": "<script>alert(1)</script>", "kind": '"><script>'}
    return {
        "preview": client.post(reverse("teach:preview"), fields),
        "unsaved": client.post(new, {**fields, "do": "add"}),
        "refused": client.post(new, {**broken, "do": "save", "proof": content["source"]}),
        "kept": client.get(reverse("teach:edit_question", args=[SLUG])),
        "list": client.get(reverse("teach:questions"), {"text": "", "kind": content["source"]}),
        "versions": client.get(reverse("teach:versions", args=[SLUG])),
        "trial": client.get(reverse("teach:try_question", args=[SLUG])),
        "tried": client.post(reverse("teach:try_question", args=[SLUG]), {"picked": ["d"]}),
    }


def of_a_learner(client, learner) -> dict[str, str]:
    attempt = attempts.start_attempt(
        learner=learner, quiz=find_quiz("objective-6-31"), release="notes", seed="1", at=AT
    )
    asked = client.get(reverse("quizzes:item", args=[attempt.pk, 1]))
    review = client.get(reverse("quizzes:review", args=[attempt.pk]))
    attempts.hand_in(attempt=attempt, at=AT)
    result = client.get(reverse("quizzes:result", args=[attempt.pk]), {"show": "all"})
    return {"asked": asked, "review": review, "result": result}


@pytest.mark.parametrize("text", CLASSICS)
def test_a_hostile_text_is_only_text(as_ines, as_ada, ada, text):
    version = stored(laden(text), slug=SLUG)
    services.save_draft(question=version.question, content={**laden(f"{text} {text}")}, author=None)

    pages = {**of_the_editor(as_ines, laden(text)), **of_a_learner(as_ada, ada)}

    for name, response in pages.items():
        assert response.status_code in {200, 422}, name
        assert dangers_in(response.content.decode()) == [], name
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "unsafe" not in policy, name


bits = st.sampled_from(
    [
        *("<", ">", "</", "/>", '"', "'", "`", "=", " ", "\n", "\n\n", "&", "&#", ";", "(", ")"),
        *("[", "]", "](", "![", "script", "svg", "math", "style", "img", "a", "p", "table", "td"),
        *("onerror", "onload", "href", "src", "javascript:", "data:", "alert(1)", "{:", "}", "#"),
        *("```", "~~~", "!!!", "???", "///", "[^1]", "[^1]:", "*[", "]:", "<!--", "-->", "\\"),
        *("<![CDATA[", "]]>", "\x00", "\u2028", "：", "迁移", "mtext", "mglyph", "title"),
    ]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(bits | st.text(max_size=4), max_size=30).map("".join))
def test_no_mixture_of_markup_brings_the_preview_to_run_something(as_ines, text):
    fields = {"kind": "single_choice", "stem_zh": text, "option_key": "a", "option_text_zh": text}

    page = as_ines.post(reverse("teach:preview"), fields)

    assert page.status_code == 200
    assert dangers_in(page.content.decode()) == []


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<svg><a href='/x'>x</a></svg>",
        "<p style='color:red'>x</p>",
        "<p id=a></p><p id=a></p>",
        "<i hx-get=/evil></i>",
    ],
)
def test_the_reader_of_these_tests_finds_what_it_looks_for(page):
    assert dangers_in(page) != []


def test_a_laden_question_is_still_graded(as_ines, db):
    stored(laden("<b>x</b>"), slug=SLUG)

    page = as_ines.post(reverse("teach:try_question", args=[SLUG]), {"picked": ["c"]})

    assert page.context["rows"][0].score == Fraction(1)
