"""Links that show a run: to anybody, step by step, and only for as long as the learner wants."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from labs import selectors, services, sharing
from labs.datacenter.apply import replay
from labs.datacenter.wire.read import read_actions, read_site
from labs.models import LabRun, Mode, SharedReplay
from studyguide.accounts.guests import move_work
from tests.conftest import client_of
from tests.labs.casts import CD_OUT, NOON, OFF, SOLUTION, TO_ESX_03, a_lab, a_run, do
from tests.people import GuestFactory
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db


def at(run: LabRun, name: str = "share") -> str:
    return reverse(f"labs:{name}", args=[run.id])


def link_to(run: LabRun) -> str:
    run.refresh_from_db()
    token = sharing.share(run=run, at=NOON).token
    return reverse("labs:shared_replay", args=[token])


@pytest.fixture
def run(ada) -> LabRun:
    run = a_run(ada)
    do(run, TO_ESX_03, CD_OUT)
    return run


def a_graded_run(learner) -> LabRun:
    return services.start_run(
        learner=learner, lab=a_lab(), release="8.0", mode=Mode.GRADED, at=NOON
    )


def test_anybody_with_the_link_watches_step_by_step_before_and_after(run):
    address = link_to(run)

    for step, words in (("0", "The start"), ("1", "CannotAccessVmDisk"), ("2", "Before")):
        html = Client().get(address, {"step": step, "lang": "en"}).content.decode()
        assert words in html


def test_a_shared_replay_names_neither_the_learner_nor_the_run(run):
    response = Client().get(link_to(run))

    html = response.content.decode()
    for secret in (str(run.id), run.learner.display_name, run.learner.username + "<"):
        assert secret not in html
    assert "/runs/" not in html
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "no-store" in response.headers["Cache-Control"]


def test_the_learner_sees_there_what_a_stranger_sees(run, as_ada):
    assert "/runs/" not in as_ada.get(link_to(run)).content.decode()


def test_htmx_gets_the_step_alone(run):
    response = Client().get(link_to(run), {"step": 1}, headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith('<div id="replay"')


def test_what_is_done_after_the_link_was_made_is_not_shown(run):
    address = link_to(run)
    do(run, OFF)
    before = Client().get(address, {"lang": "en"}).content.decode()

    again = link_to(run)

    assert "step 2 of 2" in before
    assert again != address
    assert "step 3 of 3" in Client().get(again, {"lang": "en"}).content.decode()


def test_undoing_leaves_the_shared_line_as_it_was(run):
    address = link_to(run)
    services.reset(run=run, head=2, at=NOON)

    assert "step 2 of 2" in Client().get(address, {"lang": "en"}).content.decode()


def test_a_run_without_a_step_can_be_shared_too(ada):
    assert Client().get(link_to(a_run(ada))).status_code == 200


def test_the_same_place_gives_the_same_link(run):
    assert link_to(run) == link_to(run)
    assert SharedReplay.objects.count() == 1


def test_a_revoked_link_leads_nowhere(run, as_ada):
    address = link_to(run)
    token = SharedReplay.objects.get().token

    assert as_ada.post(at(run, "unshare"), {"token": token}).status_code == 302

    assert Client().get(address).status_code == 404
    assert as_ada.get(address).status_code == 404
    assert link_to(run) != address


def test_nobody_revokes_the_link_of_another(run, as_ben, ben):
    address = link_to(run)
    token = SharedReplay.objects.get().token
    mine = a_run(ben)

    assert as_ben.post(at(run, "unshare"), {"token": token}).status_code == 404
    as_ben.post(at(mine, "unshare"), {"token": token})

    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 32, "-", "0" * 300])
def test_a_link_that_was_never_made_leads_nowhere(run, token):
    link_to(run)

    assert Client().get(f"/replays/{token}/").status_code == 404


def test_tokens_are_long_and_never_the_same(ada):
    tokens = {sharing.share(run=a_run(ada), at=NOON).token for _ in range(20)}

    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 32


def test_the_page_makes_lists_and_revokes_links(run, as_ada):
    made = as_ada.post(at(run), follow=True).content.decode()
    token = SharedReplay.objects.get().token

    assert f"http://testserver/replays/{token}/" in made
    assert f'value="{token}"' in made
    gone = as_ada.post(at(run, "unshare"), {"token": token}, follow=True).content.decode()
    assert token not in gone


def test_a_run_has_a_bounded_number_of_links(run, as_ada, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_LINKS", 1)
    link_to(run)
    do(run, OFF)

    assert as_ada.post(at(run)).status_code == 422
    assert SharedReplay.objects.count() == 1


def test_a_graded_run_shows_itself_to_nobody_before_it_is_over(ada, as_ada):
    run = a_graded_run(ada)

    assert as_ada.post(at(run)).status_code == 422
    for name in ("site_json", "figures_json", "actions_json"):
        assert as_ada.get(at(run, name)).status_code == 404
    assert "capacity_mb" not in as_ada.get(at(run)).content.decode()
    assert not SharedReplay.objects.exists()


def test_a_graded_run_that_is_over_can_be_shared(ada):
    run = a_graded_run(ada)
    services.finish(run=run, head=0, at=NOON)

    assert Client().get(link_to(run)).status_code == 200


def test_links_are_for_the_learner_alone(run, as_ben):
    for name in ("share", "unshare", "site_json", "figures_json", "actions_json"):
        assert as_ben.get(at(run, name)).status_code in {404, 405}
        assert as_ben.post(at(run, name)).status_code in {404, 405}
        anonymous = Client().get(at(run, name))
        assert anonymous.status_code in {302, 405}


def test_links_move_along_with_a_guests_work(ada):
    guest = GuestFactory()
    address = link_to(a_run(guest))

    move_work(guest=guest, owner=ada)

    assert Client().get(address).status_code == 200


def test_a_link_asks_the_database_twice(run):
    address = link_to(run)

    assert queries(lambda: Client().get(address)) == 2


def test_the_page_of_links_asks_little_however_many_there_are(run, as_ada):
    for _ in range(5):
        link_to(run)
        do(run, CD_OUT)

    assert queries(lambda: as_ada.get(at(run))) <= 6


def test_a_link_cannot_be_revoked_before_it_was_made(run):
    link_to(run)

    with pytest.raises(IntegrityError), transaction.atomic():
        SharedReplay.objects.update(revoked_at=NOON.replace(year=2000))


# the site as JSON


def test_the_site_comes_out_at_any_step_and_can_be_read_again(run, as_ada):
    run = selectors.run_of(learner=run.learner, id=run.id)
    state = selectors.standing_of(run)
    for step, site in enumerate((state.start, *(moment.site for moment in state.moments))):
        response = as_ada.get(at(run, "site_json"), {"step": step})
        assert read_site(response.content) == (site, ())
        assert 'filename="site.json"' in response.headers["Content-Disposition"]
        page = as_ada.get(at(run), {"step": step}).content.decode()
        assert f"{at(run, 'site_json')}?step={step}" in page


def test_what_comes_out_is_what_the_command_line_takes(ada, as_ada):
    run = a_run(ada)
    do(run, TO_ESX_03, *SOLUTION)
    start, _ = read_site(as_ada.get(at(run, "site_json"), {"step": 0}).content)
    actions, problems = read_actions(as_ada.get(at(run, "actions_json")).content)

    *_, last = replay(start, actions)

    assert problems == ()
    assert read_site(as_ada.get(at(run, "site_json")).content) == (last.site, ())


def test_figures_come_out_with_their_warnings(run, as_ada):
    told = json.loads(as_ada.get(at(run, "figures_json")).content)

    assert "hosts" in told


def test_a_step_leads_on_into_the_sandbox(run, as_ada):
    text = as_ada.get(at(run, "site_json")).content.decode()

    response = as_ada.post(
        "/labs/sandbox/", {"world": "own", "text": text, "repair": "any", "failures": "1"}
    )

    free = LabRun.objects.get(lab="sandbox")
    assert response.url == at(free, "run")
    assert free.release == run.release
    assert sharing.share(run=free, at=NOON)


@pytest.mark.parametrize("step", ["99", "-1", "x", "", "9" * 400, "\u0663"])
def test_a_step_that_is_none_gives_the_last(run, as_ada, step):
    last = as_ada.get(at(run, "site_json")).content

    assert as_ada.get(at(run, "site_json"), {"step": step}).content == last


def test_the_token_of_another_run_is_no_token_of_this_one(run, ada):
    other = a_run(ada)
    link = sharing.share(run=other, at=NOON)

    sharing.revoke(run=run, token=link.token, at=NOON)

    assert sharing.links_of(other) == [link]
    assert client_of(ada).post(at(run, "unshare"), {"token": "\x00"}).status_code == 404
    assert client_of(ada).post(at(run, "unshare"), {"token": str(uuid.uuid4())}).status_code == 302


# taken into a sandbox


def opened(client: Client, address: str, step: object, **more: str):
    return client.post(f"{address}sandbox/", {"step": step} | more)


def test_whoever_has_the_link_goes_on_from_the_step_shown_in_a_world_of_their_own(run, as_ben, ben):
    address = link_to(run)
    form = re.search(r'action="([^"]*)/sandbox/"', as_ben.get(address).content.decode())
    assert f"{form[1]}/" == address

    response = opened(as_ben, address, 1)

    mine = LabRun.objects.get(learner=ben)
    assert response.url == reverse("labs:run", args=[mine.id])
    standing = selectors.standing_of(mine)
    shown = selectors.standing_of(run)
    assert standing.lab.is_free
    assert standing.lab.title.en.endswith(", step 1")
    assert standing.start == shown.moments[0].site
    assert as_ben.get(response.url).status_code == 200
    do(mine, OFF)
    assert len(selectors.standing_of(LabRun.objects.get(id=run.id)).entries) == 2


def test_a_visitor_takes_it_along_as_a_guest(run):
    visitor = Client()

    response = opened(visitor, link_to(run), 2)

    assert LabRun.objects.get(lab="sandbox").learner.is_guest
    assert visitor.get(response.url).status_code == 200


@pytest.mark.parametrize("step", ["", "9", "-1", "x", "٣", "1" * 400])
def test_a_step_that_is_none_opens_nothing(run, as_ben, step):
    assert opened(as_ben, link_to(run), step).status_code == 404
    assert LabRun.objects.count() == 1


def test_neither_a_revoked_link_nor_a_made_up_one_nor_another_site_opens_anything(run, as_ben, ben):
    address = link_to(run)
    sharing.revoke(run=run, token=SharedReplay.objects.get().token, at=NOON)
    assert opened(as_ben, address, 1).status_code == 404
    assert opened(as_ben, "/replays/nonsense/", 1).status_code == 404

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben, backend="studyguide.accounts.backends.AccountBackend")
    assert opened(strict, link_to(run), 1).status_code == 403
    assert as_ben.get(f"{link_to(run)}sandbox/").status_code == 405
    assert LabRun.objects.count() == 1


def test_who_keeps_the_most_worlds_is_told_and_the_replay_still_stands(run, as_ben, monkeypatch):
    monkeypatch.setattr(services, "MOST_FREE_RUNS", 0)

    response = opened(as_ben, link_to(run), 1)

    assert response.status_code == 422
    page = response.content.decode()
    assert 'role="alert"' in page
    assert "CannotAccessVmDisk" in page
