"""Guessing is slowed down for one name from one address; a class behind one address is not."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from studyguide import configuration
from studyguide.accounts import services
from studyguide.accounts.models import User
from studyguide.accounts.throttle import client_address, counted_name
from tests.people import PASSWORD, UserFactory

LOG_IN = reverse("accounts:login")
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def lin(db):
    return UserFactory(username="linxy")


def try_password(client, password, *, name="linxy", address="192.0.2.7", agent="tests"):
    return client.post(
        LOG_IN,
        {"username": name, "password": password, "next": "/labs/"},
        REMOTE_ADDR=address,
        headers={"user-agent": agent},
    )


def fail(client, times, **options):
    return [try_password(client, f"guess {n}", **options) for n in range(times)][-1]


def test_lets_a_whole_class_in_behind_one_address_in_spite_of_its_typos(db):
    hashed = UserFactory(username="template").password
    people = User.objects.bulk_create(
        User(username=f"s{n:03}", name_key=f"s{n:03}", password=hashed) for n in range(120)
    )

    for person in people[:30]:
        assert try_password(Client(), "typo", name=person.username).status_code == 422
    answers = [try_password(Client(), PASSWORD, name=person.username) for person in people]

    assert [answer.status_code for answer in answers] == [302] * 120


def test_lets_the_fifth_try_in_if_it_is_right(visitor, lin):
    fail(visitor, 4)
    assert try_password(visitor, PASSWORD).status_code == 302


def test_holds_a_name_back_after_five_failures_even_with_the_right_password(visitor, lin):
    fifth = fail(visitor, 5)
    assert fifth.status_code == 429

    sixth = try_password(Client(headers={"accept-language": "en"}), PASSWORD)

    assert sixth.status_code == 429


def test_says_when_to_try_again_and_what_else_to_do(visitor, lin):
    response = fail(visitor, 5)

    until = timezone.localtime(AccessAttempt.objects.get().attempt_time + TEN_MINUTES)
    assert f"until {until:%H:%M}" in response.text
    assert "in 10 minutes" in response.text
    assert "linxy" in response.text
    assert reverse("accounts:reset") in response.text
    assert 'href="/account/login/?next=%2Flabs%2F"' in response.text
    assert 590 <= int(response.headers["Retry-After"]) <= 600


def test_says_it_in_chinese_too(chinese_visitor, lin):
    assert "密码错误次数过多" in fail(chinese_visitor, 5).text


def test_holds_back_nobody_else_at_this_address(visitor, lin):
    UserFactory(username="zhouben")
    fail(visitor, 5)
    assert try_password(visitor, PASSWORD, name="zhouben").status_code == 302


def test_lets_the_same_person_in_from_elsewhere(visitor, lin):
    fail(visitor, 5)
    assert try_password(visitor, PASSWORD, address="192.0.2.8").status_code == 302


def test_counts_all_spellings_of_a_name_together(visitor, lin):
    for name in ("linxy", "LINXY", "LinXy", "ｌｉｎｘｙ"):
        fail(visitor, 1, name=name)
    assert fail(visitor, 1, name=" Linxy ").status_code == 429


def test_counts_all_browsers_together(visitor, lin):
    for agent in ("one", "two", "three", "four"):
        fail(visitor, 1, agent=agent)
    assert fail(visitor, 1, agent="five").status_code == 429


def test_answers_the_same_for_a_name_that_nobody_has(visitor, db):
    assert fail(visitor, 5, name="nobody").status_code == 429


def test_forgets_failures_after_a_success(visitor, lin):
    fail(visitor, 4)
    try_password(Client(), PASSWORD)
    assert fail(visitor, 4).status_code == 422


@pytest.mark.parametrize(
    ("minutes", "status"),
    [pytest.param(9, 429, id="a minute early"), pytest.param(11, 302, id="a minute late")],
)
def test_lets_in_again_after_ten_minutes(visitor, lin, minutes, status):
    fail(visitor, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=minutes))
    assert try_password(visitor, PASSWORD).status_code == status


def test_trying_on_does_not_make_the_wait_longer(visitor, lin):
    fail(visitor, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=8))
    before = AccessAttempt.objects.get().attempt_time

    response = fail(visitor, 3)

    assert response.status_code == 429
    assert AccessAttempt.objects.get().attempt_time == before


def test_a_new_password_ends_the_wait(visitor, lin):
    fail(visitor, 5)
    services.set_password(person=lin, password="a fresh horse 8")
    assert try_password(visitor, "a fresh horse 8").status_code == 302


def test_never_writes_a_password_down(visitor, lin):
    try_password(visitor, "a secret guess")
    row = AccessAttempt.objects.get()
    assert "a secret guess" not in f"{row.post_data}{row.get_data}"


def a_request(**meta):
    return RequestFactory().get("/", **meta)


@pytest.mark.parametrize(
    ("seen", "forwarded", "counted"),
    [
        pytest.param("192.0.2.7", "", "192.0.2.7", id="no proxy"),
        pytest.param("192.0.2.7", "8.8.8.8", "192.0.2.7", id="a visitor who claims one"),
        pytest.param("10.0.0.1", "8.8.8.8", "8.8.8.8", id="one proxy"),
        pytest.param("10.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.8", id="a claim before the proxy"),
        pytest.param("10.0.0.1", "8.8.8.8, 10.0.0.2", "8.8.8.8", id="two proxies"),
        pytest.param("10.0.0.1", "", "10.0.0.1", id="a proxy that says nothing"),
        pytest.param("10.0.0.1", "rubbish", "10.0.0.1", id="a proxy that says rubbish"),
        pytest.param("::ffff:192.0.2.7", "", "192.0.2.7", id="the old address in the new form"),
        pytest.param("2001:db8::1:2:3:4", "", "2001:db8::", id="the network of a new address"),
        pytest.param("", "8.8.8.8", None, id="a socket without an address"),
    ],
)
@override_settings(TRUSTED_PROXIES=[ip_network("10.0.0.0/24")])
def test_believes_only_trusted_proxies(seen, forwarded, counted):
    request = a_request(REMOTE_ADDR=seen, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == counted


def test_reads_trusted_proxies_from_the_environment():
    environ = {"TRUSTED_PROXIES": "10.0.0.1, 192.0.2.0/24,::1"}
    proxies = configuration.networks(environ, "TRUSTED_PROXIES")
    assert [str(proxy) for proxy in proxies] == ["10.0.0.1/32", "192.0.2.0/24", "::1/128"]
    assert configuration.networks({}, "TRUSTED_PROXIES") == []


@pytest.mark.parametrize("value", ["proxy.example", "10.0.0.1/8", "10.0.0.256", "*"])
def test_refuses_a_proxy_that_is_no_address(value):
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES needs addresses"):
        configuration.networks({"TRUSTED_PROXIES": value}, "TRUSTED_PROXIES")


def test_counts_a_huge_name_within_its_column():
    assert len(counted_name(a_request(), {"username": "ﷺ" * 150})) == 255


@pytest.mark.parametrize("credentials", [None, {}, {"username": None}])
def test_counts_a_missing_name_as_none(credentials):
    assert counted_name(a_request(), credentials) == ""
