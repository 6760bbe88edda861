"""A form no longer recognised: nothing is saved, nothing is lost, nothing is smuggled in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

ACCOUNT = reverse("accounts:account")
OWN = {"origin": "http://testserver"}


@pytest.fixture
def client(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.get(reverse("accounts:login"))
    return client


def test_offers_to_send_the_same_again_with_a_new_token(client):
    form = {"display_name": 'a "quoted" <name>', "password": "secret", "csrfmiddlewaretoken": "old"}

    response = client.post(ACCOUNT + "?x=1", form, headers=OWN)

    assert response.status_code == 403
    assert "Send it again" in response.text
    assert f'action="{ACCOUNT}?x=1"' in response.text
    assert "a &quot;quoted&quot; &lt;name&gt;</textarea>" in response.text
    assert "secret" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_what_is_sent_again_arrives(client):
    page = client.post(reverse("accounts:theme"), {"theme": "dark"}, headers=OWN)
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    response = client.post(
        reverse("accounts:theme"), {"theme": "dark", "csrfmiddlewaretoken": token}, headers=OWN
    )

    assert response.status_code == 302


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "https://testserver", "http://testserver.evil"]
)
def test_sends_nothing_again_that_came_from_elsewhere(client, origin):
    response = client.post(ACCOUNT, {"role": "administrator"}, headers={"origin": origin})

    assert response.status_code == 403
    assert "Send it again" not in response.text
    assert 'name="role"' not in response.text
    assert "Go back in your browser" in response.text


def test_does_not_pretend_to_keep_files(client):
    file = SimpleUploadedFile("notes.txt", b"text")
    response = client.post(ACCOUNT, {"file": file}, headers=OWN)
    assert "Send it again" not in response.text


def test_does_not_give_back_more_than_it_can_hold(client):
    response = client.post(ACCOUNT, {"text": "x" * 200_001}, headers=OWN)
    assert "Send it again" not in response.text
    assert len(response.text) < 50_000


def test_says_when_the_browser_sends_no_cookies(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post(ACCOUNT, {}, headers=OWN)
    assert "sent no cookie" in response.text


def test_speaks_chinese_by_default(db):
    response = Client(enforce_csrf_checks=True).post(ACCOUNT, {})
    assert "页面已过期" in response.text
