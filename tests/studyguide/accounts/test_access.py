"""Who is let in, who is sent to the log-in, and for whom a page does not exist."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from studyguide.accounts import access
from tests.people import AdministratorFactory, GuestFactory, InstructorFactory, UserFactory

FACTORIES = {
    "guest": GuestFactory,
    "learner": UserFactory,
    "instructor": InstructorFactory,
    "administrator": AdministratorFactory,
}


def a_request(user=None, method="get", path="/runs/1/?x=1", **headers):
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.user = user or AnonymousUser()
    request.resolver_match = None
    return request


def page(request):
    return HttpResponse("page")


@pytest.mark.parametrize(
    ("guard", "allowed"),
    [
        (access.sign_in_required, {"guest", "learner", "instructor", "administrator"}),
        (access.account_required, {"learner", "instructor", "administrator"}),
        (access.instructor_required, {"instructor", "administrator"}),
        (access.administrator_required, {"administrator"}),
    ],
)
def test_each_guard_lets_in_whom_it_names(db, guard, allowed):
    let_in = set()
    for who, factory in FACTORIES.items():
        try:
            if guard(page)(a_request(factory())).status_code == 200:
                let_in.add(who)
        except Http404:
            assert guard in {access.instructor_required, access.administrator_required}
    assert let_in == allowed
    assert guard(page)(a_request()).url == "/account/login/?next=/runs/1/%3Fx%3D1"


def test_a_post_comes_back_to_the_page_it_was_on():
    request = a_request(method="post", referer="http://testserver/runs/1/")
    response = access.sign_in_required(page)(request)
    assert response.url == "/account/login/?next=http%3A//testserver/runs/1/"


def test_htmx_follows_to_the_log_in_as_a_whole_page():
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/runs/1/"}
    response = access.sign_in_required(page)(a_request(method="post", **headers))
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/account/login/?next=")
    assert "runs/1/" in response.headers["HX-Redirect"]


def test_a_post_from_nowhere_comes_back_home():
    request = a_request(method="post", referer="http://evil.example/")
    assert access.sign_in_required(page)(request).url == "/account/login/?next=/"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/a?lang=zh", "/a"),
        ("/a?x=1&lang=zh&y=%20#b", "/a?x=1&y=%20#b"),
        ("/a?language=zh", "/a?language=zh"),
        ("/a?lang", "/a"),
        ("/a", "/a"),
    ],
)
def test_leaves_the_language_behind_and_nothing_else(address, kept):
    assert access.without_language(address) == kept


@example("/\\")
@given(st.text(alphabet="/\\:?#@.ab%&=\t\n[] \u2028é"))
def test_never_leads_off_the_site(address):
    kept = access.own_address(a_request(), address)
    assert not kept.startswith(("//", "/\\", "\\"))
    assert kept == access.own_address(a_request(), kept)
