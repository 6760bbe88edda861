"""The editor: drafts, publishing, refusals that keep every word, and two people at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import kinds
from quizzes.bank import services
from quizzes.bank.models import Question, QuestionVersion
from quizzes.teach.draft import content_of, draft_of
from quizzes.teach.posted import fields_of
from tests.conftest import a_user, client_of
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false, stored

NEW = reverse("teach:new_question")
OWN = "authored/0123456789ab"
UNFIT = {**a_question(), "options": []}


def edit(slug: str = OWN) -> str:
    return reverse("teach:edit_question", args=[slug])


def a_form(content: dict | None = None, *, do: str = "save", base: str = "", **fields) -> dict:
    """What the editor would post for this content."""
    sent = {**fields_of(draft_of(content or a_question())), "slug": [OWN], "base": [base]}
    return {**sent, "do": [do], **{name: [value] for name, value in fields.items()}}


@pytest.fixture
def written(as_ines) -> QuestionVersion:
    as_ines.post(NEW, a_form())
    return QuestionVersion.objects.get()


# Drafts.


def test_a_new_question_is_kept_as_a_draft_of_its_author(as_ines, ines):
    response = as_ines.post(NEW, a_form())

    version = QuestionVersion.objects.get()
    assert response["Location"] == edit()
    assert (version.number, version.state, version.author) == (1, "draft", ines)
    assert version.content == a_question()
    assert version.question.published is None


@pytest.mark.parametrize("content", [a_question(), a_multiple_response(), a_true_false()])
def test_the_editor_shows_what_was_stored_and_stores_what_it_shows(as_ines, content):
    as_ines.post(NEW, a_form(content))

    page = as_ines.get(edit())

    assert page.status_code == 200
    assert kinds.normalised(content_of(page.context["editor"].draft)[0]) == content


def test_the_same_form_sent_twice_makes_one_question_and_one_version(as_ines):
    as_ines.post(NEW, a_form())
    response = as_ines.post(NEW, a_form())

    assert response["Location"] == edit()
    assert QuestionVersion.objects.count() == 1


def test_an_unfinished_draft_may_be_kept(as_ines):
    as_ines.post(NEW, a_form({"kind": "single_choice", "stem": {"zh": "只有题干"}}))

    assert QuestionVersion.objects.get().content["stem"] == {"zh": "只有题干"}


def test_saving_what_did_not_change_writes_nothing(as_ines, written):
    services.publish(version=written)

    response = as_ines.post(edit(), a_form(base=written.digest), follow=True)

    assert "Nothing has changed since version 1" in response.content.decode()
    assert QuestionVersion.objects.count() == 1


def test_htmx_is_sent_on_to_the_editor_after_saving(as_ines, db):
    response = as_ines.post(NEW, a_form(), headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response["HX-Redirect"] == edit()


# Publishing.


def test_publishing_saves_what_is_typed_and_puts_it_in_use(as_ines, db):
    as_ines.post(NEW, a_form(do="publish"))

    version = QuestionVersion.objects.get()
    assert version.state == "published"
    assert version.question.published == version


def test_an_edit_of_a_published_question_becomes_the_next_version(as_ines, written):
    services.publish(version=written)
    changed = a_question(stem={"zh": "新的题干", "en": "A new stem"})

    as_ines.post(edit(), a_form(changed, base=written.digest))

    question = Question.objects.get()
    assert question.published == written
    assert [(each.number, each.state) for each in question.versions.all()] == [
        (2, "draft"),
        (1, "published"),
    ]


def test_publishing_an_unfit_question_keeps_the_draft_and_says_what_is_amiss(as_ines, db):
    response = as_ines.post(NEW, a_form(UNFIT, do="publish"))
    page = response.content.decode()

    assert response.status_code == 422
    assert "Saved as version 1, but not published" in page
    assert "needs at least two options" in page
    assert Question.objects.get().published is None


def test_publishing_again_after_a_refusal_saves_on_top_of_the_kept_draft(as_ines, db):
    refused = as_ines.post(NEW, a_form(UNFIT, do="publish"))
    base = refused.context["editor"].base

    as_ines.post(NEW, a_form(do="publish", base=base))

    assert Question.objects.get().published.content == a_question()


def test_a_question_taken_out_of_use_keeps_its_versions(as_ines, written):
    services.publish(version=written)

    as_ines.post(reverse("teach:unpublish", args=[OWN]))
    twice = as_ines.post(reverse("teach:unpublish", args=[OWN]), follow=True)

    assert Question.objects.get().published is None
    assert QuestionVersion.objects.get().state == "retired"
    assert "nothing changed" in twice.content.decode()


def test_a_copy_is_a_draft_of_its_own_and_made_once(as_ines, written):
    address = reverse("teach:duplicate", args=[OWN])

    first = as_ines.post(address, {"copy": "authored/aaaaaaaaaaaa"})
    again = as_ines.post(address, {"copy": "authored/aaaaaaaaaaaa"})

    assert first["Location"] == again["Location"] == edit("authored/aaaaaaaaaaaa")
    assert Question.objects.count() == 2
    assert QuestionVersion.objects.filter(content=written.content).count() == 2


# Nothing typed is lost.


@pytest.mark.parametrize(
    ("changes", "said", "at"),
    [
        pytest.param({"stem_zh": "", "stem_en": ""}, "needs a text", "stem-zh", id="no stem"),
        pytest.param({"stem_zh": "长" * 10_001}, "10000 at most", "stem-zh", id="a long stem"),
        pytest.param({"stem_en": "a\x07b"}, "control characters", "stem-en", id="a bell"),
        pytest.param({"stem_en": "a\0b"}, "control characters", "stem-en", id="a zero byte"),
        pytest.param({"kind": "essay"}, "is not one of", "kind", id="an unknown kind"),
        pytest.param({"kind": ""}, "is not one of", "kind", id="no kind"),
        pytest.param({"objectives": "9.99"}, "not an objective", "objectives", id="no objective"),
        pytest.param({"releases": "4.1"}, "not a known release", "releases", id="no release"),
        pytest.param({"difficulty": "hard"}, "from 1 to 5", "difficulty", id="difficulty a word"),
        pytest.param({"difficulty": "99"}, "from 1 to 5", "difficulty", id="difficulty too high"),
        pytest.param({"source": "x" * 1_001}, "1000 at most", "source", id="a long source"),
        pytest.param({"proof": "site: ["}, "line 1", "proof", id="a broken proof"),
        pytest.param({"proof": "7"}, "site", "proof", id="a proof that is a number"),
        pytest.param(
            {"option_key": "A"}, "one small letter", "option-0-text-zh", id="a bad letter"
        ),
        pytest.param(
            {"option_fraction": "a/b"}, "a fraction", "option-0-fraction", id="a fraction of words"
        ),
        pytest.param(
            {"option_fraction": "1/0"}, "fraction", "option-0-fraction", id="a fraction of nothing"
        ),
        pytest.param(
            {"option_misconception": "Not A Tag"}, "a tag", "option-0-misconception", id="no tag"
        ),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_stays_typed(as_ines, db, changes, said, at):
    response = as_ines.post(NEW, a_form(source_note="", **changes))
    page = response.content.decode()

    assert response.status_code == 422
    assert not Question.objects.exists()
    assert f'href="#{at}"' in page
    assert f'id="{at}"' in page
    assert said in page.partition('id="summary"')[2].partition("</section>")[0]
    assert fields_of(response.context["editor"].draft)["explanation_en"] == [
        a_question()["explanation"]["en"]
    ]


def test_every_field_comes_back_as_it_was_typed(as_ines, db):
    sent = a_form(
        difficulty="no number", proof="site: [", stem_zh="  题干 \n", source="<b>来源</b>"
    )

    response = as_ines.post(NEW, sent)

    again = {**fields_of(response.context["editor"].draft)}
    assert again == {name: sent[name] for name in again}
    assert "&lt;b&gt;来源&lt;/b&gt;" in response.content.decode()


def test_a_stem_of_a_megabyte_is_refused_with_its_size(as_ines, db):
    response = as_ines.post(NEW, a_form(stem_zh="长" * 340_000))

    assert response.status_code == 422
    assert "has 340000 characters; 10000 at most" in response.content.decode()


def test_twenty_seven_options_are_refused_when_published(as_ines, db):
    sent = a_form(do="publish")
    sent["option_key"] = [*"abcdefghijklmnopqrstuvwxyz", "aa"]

    response = as_ines.post(NEW, sent)

    assert response.status_code == 422
    assert "26 at most" in response.content.decode()


@pytest.mark.parametrize(
    ("right", "said"),
    [
        pytest.param([], "needs at least one correct and one wrong option", id="none"),
        pytest.param([*"abcd"], "needs at least one correct and one wrong option", id="all"),
    ],
)
def test_a_key_of_none_or_all_is_not_published(as_ines, db, right, said):
    sent = {**a_form(a_multiple_response(), do="publish"), "correct": right}

    response = as_ines.post(NEW, sent)

    assert response.status_code == 422
    assert said in response.content.decode()


def test_messages_are_in_the_readers_language(as_ines, ines, db):
    ines.language = "zh"
    ines.save()

    page = as_ines.post(NEW, a_form(stem_zh="", stem_en="")).content.decode()

    assert "需要文字" in page


# The small buttons, which save nothing.


@pytest.mark.parametrize(
    ("do", "letters"),
    [
        pytest.param("add", "abcde", id="add"),
        pytest.param("remove:1", "acd", id="remove"),
        pytest.param("up:2", "acbd", id="up"),
        pytest.param("down:0", "bacd", id="down"),
        pytest.param("up:0", "abcd", id="up at the top"),
        pytest.param("remove:77", "abcd", id="remove what is not there"),
        pytest.param("remove:x", "abcd", id="remove nonsense"),
        pytest.param("preview", "abcd", id="preview"),
        pytest.param("dance", "abcd", id="an unknown deed"),
    ],
)
def test_a_small_button_changes_the_form_and_stores_nothing(as_ines, db, do, letters):
    response = as_ines.post(NEW, a_form(do=do))

    assert response.status_code == 200
    assert "".join(row.key for row in response.context["editor"].draft.options) == letters
    assert not Question.objects.exists()


def test_changing_the_kind_and_back_loses_no_option(as_ines, db):
    there = as_ines.post(NEW, a_form(do="reshape", kind="true_false"))
    sent = fields_of(there.context["editor"].draft)
    back = as_ines.post(NEW, {**sent, "kind": "single_choice", "do": "reshape"})

    assert 'value="Option b"' in there.content.decode()
    assert back.context["editor"].draft == draft_of(a_question())


def test_an_unknown_kind_in_the_address_is_said(as_ines, db):
    page = as_ines.get(NEW, {"kind": "essay"}).content.decode()

    assert "There is no such kind of question" in page
    assert as_ines.get(NEW, {"kind": "true_false"}).context["editor"].draft.kind == "true_false"


# Two people at once.


@pytest.fixture
def as_ivan(db) -> Client:
    return client_of(a_user("ivan", "instructors", display_name="Ivan", language="en"))


def test_the_slower_of_two_loses_nothing_and_is_told(as_ines, as_ivan, written):
    base = written.digest
    as_ivan.post(edit(), a_form(a_question(source="Ivan's"), base=base))

    response = as_ines.post(edit(), a_form(a_question(source="Ines's"), base=base))
    page = response.content.decode()

    assert response.status_code == 422
    assert "Ivan saved version 2 while you were writing" in page
    assert "Ines&#x27;s" in page
    assert "<del>Ivan</del><ins>Ines</ins>" in page


def test_after_a_conflict_both_texts_are_kept(as_ines, as_ivan, written):
    base = written.digest
    as_ivan.post(edit(), a_form(a_question(source="Ivan's"), base=base))
    clash = as_ines.post(edit(), a_form(a_question(source="Ines's"), base=base))

    as_ines.post(edit(), a_form(a_question(source="Ines's"), base=clash.context["editor"].base))

    assert {each.content["source"] for each in QuestionVersion.objects.all()} >= {
        "Ivan's",
        "Ines's",
    }


def test_a_form_from_before_a_question_existed_is_a_conflict_too(as_ines, written):
    response = as_ines.post(NEW, a_form(a_question(source="older page")))

    assert response.status_code == 422
    assert "older page" in response.content.decode()


# Who may, and what is not there.


ADDRESSES = [
    NEW,
    edit("c/one"),
    *(
        reverse(f"teach:{name}", args=["c/one"])
        for name in ("versions", "try_question", "unpublish", "duplicate")
    ),
    reverse("teach:preview"),
    reverse("teach:publish_version", args=["c/one", 1]),
]
POST_ONLY = ("unpublish", "duplicate", "preview", "publish")


@pytest.mark.parametrize("address", ADDRESSES)
def test_learners_find_nothing_and_visitors_the_log_in(client, as_ada, db, address):
    stored(slug="c/one")
    by = "post" if address.rstrip("/").endswith(POST_ONLY) else "get"

    assert getattr(as_ada, by)(address).status_code == 404
    assert getattr(client, by)(address)["Location"].startswith(reverse("accounts:login"))


@pytest.mark.parametrize("slug", ["no/such", "NO", "a" * 300, "a//b", "a/b/c", "%00", "..", "a b"])
def test_a_question_that_is_not_there_is_not_found(as_ines, db, slug):
    for name in ("edit_question", "versions", "try_question"):
        assert as_ines.get(f"/teach/questions/{slug}/{name.split('_')[0]}/").status_code == 404
    assert as_ines.post(f"/teach/questions/{slug}/duplicate/").status_code == 404


def test_a_form_without_its_token_is_refused(ines):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ines, backend="studyguide.accounts.backends.AccountBackend")

    assert strict.post(NEW, a_form()).status_code == 403
    assert not Question.objects.exists()


def test_the_draft_of_a_deleted_question_is_not_found(as_ines, written):
    services.discard_draft(version=written)

    assert as_ines.post(edit(), a_form()).status_code == 404


@pytest.mark.parametrize("data", [{}, {"do": ""}, {"do": ":"}, {"slug": "../../etc"}])
def test_an_empty_or_senseless_post_is_answered_with_messages(as_ines, db, data):
    assert as_ines.post(NEW, data).status_code in {200, 422}
    assert as_ines.post(reverse("teach:preview"), data).status_code == 200
    assert not Question.objects.exists()


def test_a_slug_of_ones_own_choosing_is_replaced(as_ines, db):
    as_ines.post(NEW, a_form(slug="vmotion-storage-vmotion/mine"))

    assert Question.objects.get().slug.startswith("authored/")


def test_a_draft_replaced_by_the_form_shows_the_editor_at_once(as_ines, written):
    changed = draft_of(a_question())
    changed = replace(changed, source="another source")

    as_ines.post(edit(), {**fields_of(changed), "base": written.digest, "do": "save"})

    assert as_ines.get(edit()).context["editor"].draft.source == "another source"


def test_a_shipped_update_that_waits_is_said_and_does_not_take_the_editors_place(as_ines, written):
    services.publish(version=written)
    services.add_version(
        question=written.question,
        content=a_question(source="as shipped later"),
        state="review",
        origin="shipped",
    )

    page = as_ines.get(edit())
    again = as_ines.post(edit(), a_form(base=page.context["editor"].base))
    changed = as_ines.post(
        edit(), a_form(a_question(source="mine"), base=page.context["editor"].base)
    )

    assert "A shipped update waits as version 2" in page.content.decode()
    assert page.context["editor"].draft.source == a_question()["source"]
    assert again.status_code == changed.status_code == 302
    assert [each.number for each in Question.objects.get().versions.all()] == [3, 2, 1]
