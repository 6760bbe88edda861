"""Drafts, publishing and taking back: what an instructor may do to the bank."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from quizzes.bank import selectors, services
from quizzes.bank.models import ImmutableVersion, Question, QuestionVersion, State
from quizzes.bank.services import (
    BadSlug,
    ContentProblems,
    Gone,
    NotADraft,
    SlugTaken,
    StaleDraft,
)
from quizzes.drafts import Draft
from studyguide import search
from tests.quizzes.factories import a_claim, a_move, a_proof, a_question, a_true_false, stored

pytestmark = pytest.mark.django_db
REFUTED = a_true_false(proof=a_proof(true=a_claim(a_move(host="esx-amd"), "allowed")))


def create(author=None, **changes):
    return services.create_question(content=a_question(**changes), author=author)


def in_search(word):
    return [(hit.kind, hit.key) for hit in search.find(word, language="en").hits]


class TestCreating:
    def test_makes_a_question_with_one_draft(self, ines):
        version = create(ines)

        assert (version.number, version.state, version.origin) == (1, "draft", "authored")
        assert version.author == ines
        assert version.question.published is None

    def test_keeps_two_questions_of_the_same_words_apart(self):
        first, second = create(), create()

        assert first.question.slug.startswith("authored/")
        assert second.question.slug == f"{first.question.slug}-2"

    @pytest.mark.parametrize(
        "slug",
        [
            "",
            "Abc",
            "a b",
            "../etc",
            "a/b/c",
            "a//b",
            "/a",
            "a/",
            "a--b",
            "ä",
            "a\n",
            "a" * 161,
            "'",
        ],
    )
    def test_refuses_a_hostile_slug(self, slug):
        with pytest.raises(BadSlug):
            services.create_question(content=a_question(), author=None, slug=slug)

        assert Question.objects.count() == 0

    def test_refuses_a_slug_that_is_taken(self):
        stored(slug="authored/one")

        with pytest.raises(SlugTaken):
            services.create_question(content=a_question(), author=None, slug="authored/one")

    def test_refuses_what_cannot_even_be_a_draft(self):
        with pytest.raises(ContentProblems) as refusal:
            create(stem={})

        assert [each.pointer for each in refusal.value.problems] == ["/stem"]
        assert Question.objects.count() == 0


class TestSavingDrafts:
    def save(self, version, author, expected=None, **changes):
        return services.save_draft(
            question=version.question,
            content=a_question(**changes),
            author=author,
            expected_digest=expected,
        )

    def test_replaces_the_authors_own_draft(self, ines):
        draft = create(ines)

        saved = self.save(draft, ines, difficulty=5)

        assert (saved.pk, saved.number) == (draft.pk, 1)
        assert QuestionVersion.objects.get().content["difficulty"] == 5
        assert saved.created_at > draft.created_at

    def test_adds_a_version_beside_somebody_elses_draft(self, ines, olga):
        draft = create(ines)

        saved = self.save(draft, olga, difficulty=5)

        assert (saved.number, saved.author) == (2, olga)
        assert draft.question.versions.count() == 2

    def test_adds_a_version_to_a_published_question_which_stays_as_it_is(self, ines):
        published = stored(author=ines)

        saved = self.save(published, ines, difficulty=5)

        published.refresh_from_db()
        assert (saved.number, saved.state) == (2, "draft")
        assert (published.state, published.content["difficulty"]) == ("published", 2)

    def test_adds_nothing_for_the_same_words(self, ines):
        published = stored(author=ines)

        assert self.save(published, ines) == published
        assert QuestionVersion.objects.count() == 1

    def test_refuses_to_overwrite_what_somebody_saved_meanwhile(self, ines, olga):
        draft = create(ines)
        begun_with = draft.digest
        newer = self.save(draft, olga, difficulty=4)

        with pytest.raises(StaleDraft) as refusal:
            self.save(draft, ines, expected=begun_with, difficulty=5)

        assert refusal.value.newest == newer

    def test_accepts_the_digest_that_stands(self, ines):
        draft = create(ines)

        assert self.save(draft, ines, expected=draft.digest, difficulty=5).number == 1

    def test_a_new_draft_begins_with_the_words_in_use(self, ines):
        published = stored()

        draft = services.new_draft(question=published.question, author=ines)

        assert (draft.number, draft.content) == (2, published.content)
        assert services.new_draft(question=published.question, author=ines) == draft


class TestDiscardingDrafts:
    def test_leaves_the_version_in_use(self, ines):
        published = stored()
        draft = services.new_draft(question=published.question, author=ines)

        services.discard_draft(version=draft)

        assert list(published.question.versions.all()) == [published]

    def test_takes_a_question_without_versions_along(self):
        services.discard_draft(version=create())

        assert Question.objects.count() == 0

    @pytest.mark.parametrize("state", ["published", "retired"])
    def test_refuses_what_readers_may_have_seen(self, state):
        version = stored(state=state)

        with pytest.raises(NotADraft):
            services.discard_draft(version=version)


def test_a_question_deleted_meanwhile_is_said_to_be_gone(ines):
    draft = create(ines)
    question = draft.question
    services.discard_draft(version=draft)

    for write in (
        lambda: services.discard_draft(version=QuestionVersion(pk=99, question=question)),
        lambda: services.save_draft(question=question, content=a_question(), author=ines),
        lambda: services.new_draft(question=question, author=ines),
        lambda: services.publish(version=QuestionVersion(pk=99, question=question)),
        lambda: services.unpublish(question=question),
    ):
        with pytest.raises(Gone):
            write()


def test_a_version_deleted_meanwhile_is_said_to_be_gone(ines):
    published = stored()
    draft = services.new_draft(question=published.question, author=ines)
    twin = QuestionVersion.objects.get(pk=draft.pk)
    services.discard_draft(version=draft)

    with pytest.raises(Gone):
        services.discard_draft(version=twin)
    with pytest.raises(Gone):
        services.publish(version=twin)


class TestPublishing:
    def test_puts_the_version_in_use_and_retires_the_one_before(self, ines):
        before = stored()
        draft = services.save_draft(
            question=before.question, content=a_question(difficulty=4), author=ines
        )

        published = services.publish(version=draft)

        before.refresh_from_db()
        assert published.question.published == published
        assert (published.state, before.state) == ("published", "retired")

    def test_twice_is_once(self):
        version = services.publish(version=create())

        assert services.publish(version=version).state == "published"
        assert QuestionVersion.objects.count() == 1

    def test_brings_back_an_earlier_version(self, ines):
        first = stored()
        second = services.publish(
            version=services.save_draft(
                question=first.question, content=a_question(difficulty=4), author=ines
            )
        )

        services.publish(version=first)

        second.refresh_from_db()
        assert second.state == "retired"
        assert Question.objects.get().published == first

    def test_refuses_unfinished_content_with_every_problem(self):
        draft = create(objectives=[], options=[])

        with pytest.raises(ContentProblems) as refusal:
            services.publish(version=draft)

        assert [each.pointer for each in refusal.value.problems] == ["/objectives", "/options"]
        draft.refresh_from_db()
        assert draft.state == "draft"

    def test_refuses_a_key_that_the_engine_refutes(self):
        draft = services.create_question(content=REFUTED, author=None)

        with pytest.raises(ContentProblems) as refusal:
            services.publish(version=draft)

        assert refusal.value.problems[0].pointer == "/proof"
        assert draft.proof == "refuted"

    def test_makes_the_stem_findable_and_nothing_else(self):
        draft = create(
            stem={"en": "Which walrus migrates?", "zh": "哪只海象迁移？"},
            explanation={"en": "The penguin knows.", "zh": "企鹅知道。"},
        )
        assert in_search("walrus") == []

        services.publish(version=draft)

        assert in_search("walrus") == [("question", draft.question.slug)]
        assert in_search("penguin") == []
        assert in_search("Option") == []

    def test_forgets_a_stem_that_was_reworded(self, ines):
        first = services.publish(version=create(stem={"en": "Which walrus?", "zh": "哪只海象？"}))
        draft = services.save_draft(question=first.question, content=a_question(), author=ines)

        services.publish(version=draft)

        assert in_search("walrus") == []


class TestUnpublishing:
    def test_takes_the_question_out_of_use_and_keeps_its_words(self):
        version = services.publish(version=create(stem={"en": "Which walrus?", "zh": "海象？"}))

        services.unpublish(question=version.question)

        version.refresh_from_db()
        assert version.state == "retired"
        assert Question.objects.get().published is None
        assert in_search("walrus") == []

    def test_twice_is_once(self):
        version = stored()

        services.unpublish(question=version.question)
        services.unpublish(question=version.question)

        assert Question.objects.get().published is None


class TestImmutability:
    @pytest.mark.parametrize("state", ["published", "retired"])
    @pytest.mark.parametrize(
        "change",
        [
            {"content": {}},
            {"digest": "x"},
            {"kind": "true_false"},
            {"number": 7},
            {"origin": "shipped"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_saving_refuses_other_words_once_a_version_was_in_use(self, state, change):
        version = stored(state=state)
        for name, value in change.items():
            setattr(version, name, value)

        with pytest.raises(ImmutableVersion):
            version.save()

    def test_cannot_be_talked_round_by_an_old_state(self):
        version = stored()
        version.state, version.content = State.DRAFT, a_question(difficulty=5)

        with pytest.raises(ImmutableVersion):
            version.save()

    def test_the_state_may_change(self):
        version = stored()
        version.state = State.RETIRED

        version.save()

        assert QuestionVersion.objects.get().state == "retired"

    def test_updating_many_refuses_other_words(self):
        stored()

        with pytest.raises(ImmutableVersion):
            QuestionVersion.objects.update(content={})


class TestTheDatabaseRefuses:
    def test_two_versions_of_one_number(self):
        version = stored()

        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionVersion.objects.create(
                question=version.question, number=1, kind="x", content={}, origin="shipped"
            )

    def test_two_published_versions_of_one_question(self):
        version = stored()

        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionVersion.objects.create(
                question=version.question,
                number=2,
                kind="x",
                content={},
                origin="shipped",
                state="published",
            )

    @pytest.mark.parametrize(
        "fields", [{"number": 0}, {"state": "lost"}, {"origin": "stolen"}], ids=str
    )
    def test_what_no_version_is(self, fields):
        question = Question.objects.create(slug="authored/one")
        row = {"number": 1, "state": "draft", "origin": "authored", **fields}

        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionVersion.objects.create(question=question, kind="x", content={}, **row)

    def test_a_version_published_by_two_questions(self):
        version = stored()

        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=Question.objects.create(slug="authored/b").pk).update(
                published=version
            )


class TestQuestions:
    def test_publish_only_published_versions_of_their_own(self):
        mine, other = stored(state="draft"), stored(slug="authored/other")

        for version in (mine, other):
            mine.question.published = version
            with pytest.raises(ValidationError):
                mine.question.save()

    def test_refuse_a_hostile_slug(self):
        with pytest.raises(ValidationError):
            Question.objects.create(slug="../x")


class TestImportingDrafts:
    def test_adds_what_is_new_and_leaves_the_rest(self, ines):
        first = [Draft(slug="notes/one", content=a_question())]

        added = services.import_drafts(drafts=first, author=ines)
        again = services.import_drafts(drafts=first, author=ines)

        assert (added.added, again.added) == (("notes/one",), ())
        assert again.unchanged == ("notes/one",)
        version = QuestionVersion.objects.get()
        assert (version.state, version.origin, version.author) == ("draft", "authored", ines)

    def test_never_touches_what_was_edited_since(self, ines):
        draft = Draft(slug="notes/one", content=a_question())
        services.import_drafts(drafts=[draft], author=ines)
        question = Question.objects.get()
        services.save_draft(question=question, content=a_question(difficulty=5), author=ines)

        again = services.import_drafts(drafts=[draft], author=ines)

        assert again.kept == ("notes/one",)
        assert QuestionVersion.objects.get().content["difficulty"] == 5

    def test_brings_in_nothing_where_one_draft_is_unfit(self):
        drafts = [
            Draft(slug="notes/one", content=a_question()),
            Draft(slug="notes/two", content={**a_question(), "stem": 7}),
        ]

        with pytest.raises(ContentProblems):
            services.import_drafts(drafts=drafts)

        assert Question.objects.count() == 0


class TestReading:
    def test_lists_what_is_in_use_by_slug(self):
        stored(slug="authored/b")
        stored(slug="authored/a")
        stored(slug="authored/c", state="draft")

        slugs = [version.question.slug for version in selectors.published_versions()]

        assert slugs == ["authored/a", "authored/b"]

    def test_filters_by_objective_and_chapter(self):
        stored(a_question(objectives=["6.03", "7.29"]), slug="authored/a")
        stored(a_question(objectives=["6.31"]), slug="authored/b")

        def slugs(**filters):
            return [each.question.slug[-1] for each in selectors.published_versions(**filters)]

        assert slugs(objectives=["6.03"]) == ["a"]
        assert slugs(objectives=["6.03", "6.31"]) == ["a", "b"]
        assert slugs(objectives=[]) == []
        assert slugs(objectives=["6.0"]) == []
        assert slugs(chapter=7) == ["a"]

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({}, "ab"),
            ({"kind": "true_false"}, "b"),
            ({"state": "published"}, "a"),
            ({"state": "draft"}, "b"),
            ({"objective": "6.31"}, "a"),
            ({"chapter": 5}, "b"),
            ({"text": "CPUS which"}, "a"),
            ({"text": "模板"}, "b"),
            ({"text": "authored/a"}, "a"),
            ({"text": "%"}, ""),
            ({"text": "' OR 1=1 --"}, ""),
        ],
        ids=str,
    )
    def test_the_list_filters_by_the_newest_words(self, filters, found):
        stored(slug="authored/a")
        template = a_true_false(objectives=["5.19"], stem={"zh": "模板不能开机。"})
        stored(template, slug="authored/b", state="draft")

        page = selectors.bank_page(**filters)

        assert "".join(question.slug[-1] for question in page) == found

    def test_the_list_costs_one_query(self, django_assert_num_queries):
        for letter in "abcdef":
            stored(slug=f"authored/{letter}")

        with django_assert_num_queries(1):
            rows = [(row.newest_number, row.newest_state) for row in selectors.bank_page()]

        assert rows == [(1, "published")] * 6

    @pytest.mark.parametrize("slug", ["authored/none", "../x", "", "A"])
    def test_a_question_that_is_not_there_is_a_404(self, slug):
        with pytest.raises(Http404):
            selectors.question_or_404(slug)

    @pytest.mark.parametrize("number", [0, 2, -1, 10**30])
    def test_a_version_that_is_not_there_is_a_404(self, number):
        stored(slug="authored/a")

        with pytest.raises(Http404):
            selectors.version_or_404("authored/a", number)

    def test_edits_the_draft_that_stands_or_the_words_in_use(self, ines):
        published = stored()
        assert selectors.editable_version(published.question) == published

        draft = services.new_draft(question=published.question, author=ines)

        assert selectors.editable_version(published.question) == draft
