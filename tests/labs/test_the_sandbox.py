"""Free play: every world begins a run of the same console, and no paste does any harm."""

from __future__ import annotations

import json
import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from labs import sandbox, selectors, services
from labs.datacenter.actions import ACTIONS
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.write import site_json
from labs.datacenter.words import Pacing
from labs.models import LabRun, LabVersion
from studyguide.progress.models import Evidence
from tests.conftest import client_of
from tests.labs.casts import NOON, a_run, an_action
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db
URL = "/labs/sandbox/"
SITE = json.dumps(site_json(two_hosts("6.7")))
YAML = """
vcenters: {vc-01: {}}
datacenters: {DC-A: {vcenter: vc-01}}
datastores: {san-01: {capacity_mb: 1000}}
"""


def asked(**changes: object) -> dict[str, object]:
    return {
        "world": "company",
        "release": "8.0",
        "pacing": "",
        "repair": "any",
        "failures": "1",
        **changes,
    }


def own(text: str, **changes: object) -> dict[str, object]:
    return asked(world="own", text=text, release="", **changes)


def standing(run: LabRun) -> selectors.Standing:
    return selectors.standing_of(LabRun.objects.select_related("version", "head").get(pk=run.pk))


def begun(client, **changes: object) -> selectors.Standing:
    response = client.post(URL, asked(**changes))
    assert response.status_code == 302
    return standing(LabRun.objects.get())


def test_the_page_offers_every_world_and_every_switch(client):
    html = client.get(URL, headers={"accept-language": "en"}).content.decode()

    for name in (*sandbox.WORLDS, "generated", "own"):
        assert f'name="world" value="{name}"' in html
    for name in ("release", "pacing", "repair", "failures", "seed", "size", "text", "file", "keep"):
        assert f'name="{name}"' in html


@pytest.mark.parametrize("name", sandbox.WORLDS)
def test_a_ready_made_world_begins_a_run_of_the_console(client, name):
    found = begun(client, world=name)

    assert found.site == sandbox.WORLDS[name].make().with_release("8.0")
    page = client.get(reverse("labs:run", args=[found.run.id]))
    assert page.status_code == 200


@pytest.mark.parametrize(("size", "hosts"), sandbox.SIZES.items())
def test_the_same_number_draws_the_same_world(client, size, hosts):
    found = begun(client, world="generated", seed="77", size=size)

    assert found.site == sandbox.generated(77, size)[0].with_release("8.0")
    assert len(found.site.hosts) == hosts + 1
    assert "77" in found.lab.title.en


def test_without_a_number_a_world_is_drawn_and_names_its_own(client):
    assert begun(client, world="generated", seed="").lab.title.en.split()[-1].isdigit()


def test_a_pasted_site_begins_under_its_own_release(client):
    client.post(URL, own(SITE, keep="1") | {"release": "8.0"})

    found = standing(LabRun.objects.get())
    assert found.site == two_hosts("6.7")
    assert found.run.release == "6.7"


def test_a_pasted_site_is_played_under_another_release_on_request(client):
    client.post(URL, own(SITE) | {"release": "8.0"})

    assert standing(LabRun.objects.get()).site == two_hosts("8.0")


def test_a_ready_made_world_takes_the_release_that_is_chosen(client):
    assert begun(client, keep="1", release="5.5").run.release == "5.5"


def test_a_pasted_site_in_yaml_is_read_by_the_strict_reader(client):
    assert client.post(URL, own(YAML, pacing="timed")).status_code == 302
    assert standing(LabRun.objects.get()).site.pacing is Pacing.TIMED


def test_a_file_is_read_like_a_paste(client):
    client.post(URL, own("", file=SimpleUploadedFile("site.json", SITE.encode())))

    assert standing(LabRun.objects.get()).site == two_hosts("6.7")


def test_every_action_is_offered_and_failures_only_where_they_are_wanted(client):
    assert begun(client).lab.actions == tuple(ACTIONS)
    LabRun.objects.all().delete()

    quiet = begun(client, failures="")

    assert set(ACTIONS) - set(quiet.lab.actions) == sandbox.FAILURES


def test_every_action_that_breaks_something_is_among_the_failures():
    breaking = ("Fail", "Cut", "Lose", "Corrupt", "Lock")

    assert {name for name in ACTIONS if name.startswith(breaking)} == sandbox.FAILURES


@pytest.mark.parametrize(("asked_for", "tiers"), [("gentle", ("gentle",)), ("none", ())])
def test_the_tier_of_repairs_goes_with_the_world(client, asked_for, tiers):
    assert begun(client, repair=asked_for).lab.repairs == tiers


def test_the_console_offers_repairs_of_that_tier_alone(as_ada, ada):
    moved = {"do": "migrate", "object": "vm:web-01", "kind": "host", "host": "esx-02"}
    shown = {}
    for tier in ("any", "none"):
        LabRun.objects.all().delete()
        run = begun(as_ada, world="four-errors", repair=tier, release="notes").run
        html = as_ada.get(reverse("labs:run", args=[run.id]), {**moved, "lang": "en"})
        shown[tier] = 'class="repair' in html.content.decode()

    assert shown == {"any": True, "none": False}


def test_the_same_world_twice_is_kept_once(ada, ben):
    for person in (ada, ben):
        client_of(person).post(URL, asked())

    assert LabRun.objects.count() == 2
    assert LabVersion.objects.count() == 1


def test_a_visitor_plays_without_an_account_and_owns_the_world(client, as_ben):
    found = begun(client)

    assert found.run.learner.is_guest
    assert as_ben.get(reverse("labs:run", args=[found.run.id])).status_code == 404


def test_free_play_is_undone_and_replayed_like_any_run(as_ada, ada):
    run = begun(as_ada, world="two-hosts").run
    off = an_action(type="PowerOff", vm="web-01")
    services.take_step(run=run, head=0, token=uuid.uuid4(), action=off, at=NOON)
    services.undo(run=run, head=1, at=NOON)
    services.redo(run=run, head=0, at=NOON)

    assert standing(run).site.vms["web-01"].power == "poweredOff"
    for page in ("run", "replay", "share"):
        assert as_ada.get(reverse(f"labs:{page}", args=[run.id])).status_code == 200


def test_a_closed_world_says_that_there_is_nothing_to_grade(as_ada, ada):
    run = begun(as_ada).run

    response = as_ada.post(reverse("labs:finish", args=[run.id]), {"head": 0}, follow=True)

    assert "There is nothing to grade" in response.content.decode()
    assert not Evidence.objects.exists()
    assert selectors.best_percents(learner=ada) == {}
    assert "None" not in as_ada.get("/").content.decode()


def test_a_world_can_be_removed_with_all_that_hangs_on_it(as_ada, ada, as_ben):
    run = begun(as_ada).run
    address = reverse("labs:remove", args=[run.id])

    assert as_ben.post(address).status_code == 404
    assert as_ada.post(address).status_code == 302
    assert not LabRun.objects.exists()
    assert not LabVersion.objects.exists()


def test_a_run_of_a_lab_is_not_removed(as_ada, ada):
    run = a_run(ada)

    assert as_ada.post(reverse("labs:remove", args=[run.id])).status_code == 404
    assert LabRun.objects.get() == run


def test_a_learner_keeps_a_bounded_number_of_worlds(as_ada, ada, monkeypatch):
    monkeypatch.setattr(services, "MOST_FREE_RUNS", 1)
    as_ada.post(URL, asked())

    response = as_ada.post(URL, asked(world="campus"))

    assert response.status_code == 422
    assert LabRun.objects.count() == 1


def test_worlds_that_nobody_plays_in_are_tidied_away(as_ada, ada):
    begun(as_ada)
    a_run(ada)
    LabRun.objects.all().delete()

    assert services.remove_unused_worlds() == 1
    assert LabVersion.objects.get().lab != sandbox.SLUG


def test_the_catalogue_leads_to_the_sandbox_and_back_to_what_is_open(as_ada, ada):
    run = begun(as_ada).run

    html = as_ada.get("/labs/").content.decode()

    assert URL in html
    assert "A small company" in html
    assert reverse("labs:run", args=[run.id]) in html


def many(count: int) -> str:
    return json.dumps({"vms": {f"vm-{number}": {"x": 1} for number in range(count)}})


HOSTILE = {
    "nothing": "",
    "blanks": " \n\t",
    "a number": "5",
    "a sentence": "hello",
    "a list": "[]",
    "no JSON": '{"release": ',
    "keys twice": '{"seed": 1, "seed": 2}',
    "keys twice in YAML": "seed: 1\nseed: 2\n",
    "a bomb of aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a tag": "release: !!python/object/apply:os.system ['true']\n",
    "brackets without end": "[" * 900_000,
    "objects without end": '{"a":' * 150_000,
    "YAML without end": "- " * 90_000,
    "numbers without end": '{"seed": ' + "9" * 900_000 + "}",
    "a huge list in YAML": "- 1\n" * 49_000,
    "ten thousand bad machines": many(10_000),
    "many unknown keys": json.dumps({f"k{number}": 1 for number in range(60_000)}),
    "no number": '{"now_s": NaN}',
    "half a pair": '{"vms": {"\\ud800": {}}}',
    "a nought": "a\x00b",
    "a megabyte and more": '{"a": "' + "x" * 1_000_000 + '"}',
    "much YAML": "a: " + "x" * 300_000,
    "two masters": json.dumps({"datacenters": {"DC": {"vcenter": "nowhere"}}}),
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_pasted_gets_an_answer_and_changes_nothing(client, name):
    began = time.thread_time()
    response = client.post(URL, own(HOSTILE[name]), headers={"accept-language": "en"})
    took = time.thread_time() - began

    html = response.content.decode()
    assert response.status_code == 422
    assert took < 10  # seconds of this thread, where a fifth of one is usual
    assert 'role="alert"' in html
    assert "<script>alert" not in html
    assert not LabRun.objects.exists()
    assert not LabVersion.objects.exists()


def test_every_problem_is_named_with_its_pointer_in_the_readers_language(client):
    text = json.dumps({"seed": "x", "vms": {"a/b": {"host": 5}}, "extra": 1})

    for language, words in (("en", "must be a whole number"), ("zh", "应为整数")):
        html = client.post(f"{URL}?lang={language}", own(text)).content.decode()
        assert words in html
        for pointer in ("/seed", "/extra", "/vms/a~1b/host"):
            assert f"<code>{pointer}</code>" in html


def test_a_problem_in_yaml_has_its_line_too(client):
    html = client.post(f"{URL}?lang=zh", own("release: '8.0'\nseed: [1]\n")).content.decode()

    assert "<code>/seed</code>" in html
    assert "2" in html[html.index("<code>/seed</code>") :][:80]
    again = client.post(f"{URL}?lang=zh", own("seed: 1\nseed: 2\n")).content.decode()
    assert "键“seed”出现了两次" in again


def test_what_was_pasted_is_not_lost(client):
    html = client.post(URL, own('{"seed": "mine"}')).content.decode()

    assert "mine" in html


def test_a_file_that_is_too_large_or_no_text_is_refused(client):
    for content, words in ((b"x" * 1_000_001, "1000001"), (b"\xff\xfe", "UTF-8")):
        file = SimpleUploadedFile("site.json", content)
        response = client.post(URL, own("", file=file))
        assert response.status_code == 422
        assert words in response.content.decode()


def test_a_site_too_large_to_be_shown_is_sent_to_the_command_line():
    data = site_json(two_hosts())
    vm = data["vms"]["old-01"]
    data["datastores"]["local-01"]["capacity_mb"] = 10**9
    data["vms"] = {f"vm-{number}": vm for number in range(sandbox.MOST_MACHINES + 1)}

    site, (complaint,) = sandbox.read_world(json.dumps(data))

    assert site is None
    assert complaint.problem.path == "/vms"
    assert "251" in complaint.problem.say("en")


def test_the_page_asks_the_database_little_however_many_worlds_there_are(as_ada, ada):
    for seed in range(5):
        as_ada.post(URL, asked(world="generated", seed=seed))

    assert queries(lambda: as_ada.get(URL)) <= 6


def test_a_stored_world_that_the_engine_cannot_read_any_more_says_so(as_ada, ada):
    run = begun(as_ada).run
    LabVersion.objects.update(digest="0" * 64, content={"world": {"gone": 1}, "title": {}})

    response = as_ada.get(reverse("labs:run", args=[run.id]))

    assert "cannot be opened" in response.content.decode()
