"""The page of a datastore."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from labs.console.sheet import Fact, Meter, Section, link, number, table
from labs.console.subjects import Subject
from labs.datacenter.figures import datastore_figures
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.text import word
from labs.vocabulary import size

# the product's own alarm "Datastore usage on disk"
WARNING_PERCENT, ALERT_PERCENT = 75, 85


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    store: Datastore = subject.thing
    yield Fact(
        label=_("Storage type"),
        value=f"{word(store.kind).in_language(language)}, "
        f"{word(store.backing).in_language(language)}",
    )
    yield Fact(label=_("Capacity"), value=size(store.capacity_mb))
    yield Fact(label=_("Free"), value=size(site.free_mb(store.name)))
    yield from _users(site, store)


def _users(site: Site, store: Datastore) -> Iterator[Fact]:
    hosts = tuple(f"host:{name}" for name in site.hosts_of_datastore.get(store.name, ()))
    machines = tuple(f"vm:{name}" for name in site.vms_of_datastore.get(store.name, ()))
    yield Fact(label=_("Mounted on"), value="" if hosts else _("no host"), refs=hosts)
    yield Fact(label=_("Files of"), value="" if machines else _("no machine"), refs=machines)
    left = site.unregistered_of_datastore.get(store.name, ())
    if left:
        refs = tuple(f"unregistered_vm:{name}" for name in left)
        yield Fact(label=_("Files of unregistered machines"), refs=refs)


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    told = datastore_figures(site, subject.label)
    of = _("%(used)s of %(all)s")
    capacity, cost = told["capacity_mb"], told["cost"]
    yield Meter(
        label=_("Space used"),
        used=told["used_mb"],
        total=capacity,
        text=of % {"used": size(told["used_mb"]), "all": size(capacity)},
        warn_at=WARNING_PERCENT,
        bad_at=ALERT_PERCENT,
    )
    yield Meter(
        label=_("Space provisioned"),
        used=told["provisioned_mb"],
        total=capacity,
        text=of % {"used": size(told["provisioned_mb"]), "all": size(capacity)},
        warn_at=101,
        bad_at=10**6,
    )
    yield Meter(
        label=_("Cost of the copies under way"),
        used=cost["used"],
        total=cost["most"],
        text=of % {"used": cost["used"], "all": cost["most"]},
        warn_at=100,
    )


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    told = datastore_figures(site, subject.label)
    yield Fact(label=_("Free"), value=size(told["free_mb"]))
    if told["copying_mb"]:
        yield Fact(label=_("Copies under way take"), value=size(told["copying_mb"]))
    yield Fact(label=_("Other files"), value=size(subject.thing.other_mb))


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    store: Datastore = subject.thing
    facts = [
        Fact(label=_("File system"), value=word(store.kind).in_language(language)),
        Fact(label=_("Blocks lie on"), value=word(store.backing).in_language(language)),
        Fact(label=_("Capacity"), value=size(store.capacity_mb)),
    ]
    if not store.accessible:
        facts.append(Fact(label=_("Array"), value=_("does not answer"), is_warning=True))
    yield Section(title=_("General"), facts=tuple(facts))
    yield _hosts(site, store, language)
    rows = (
        (
            link(f"vm:{name}"),
            f"{name}/{one.name}",
            word(one.kind).in_language(language),
            number(size(one.size_mb) if one.size_mb else "–"),
        )
        for name in site.vms_of_datastore.get(store.name, ())
        for one in site.vms[name].file_list
        if one.datastore == store.name
    )
    columns = (_("Virtual machine"), _("File"), pgettext("of an object", "Kind"), _("Size"))
    yield table(_("Files"), columns, rows, empty=_("No file of a machine."))


def _hosts(site: Site, store: Datastore, language: str) -> Section:
    rows = []
    for name in site.hosts_of_datastore.get(store.name, ()):
        mount = site.hosts[name].mount(store.name)
        live = f"{len(mount.live)}/{len(mount.paths)}" if mount.paths else "–"
        policy = word(mount.policy).in_language(language) if mount.paths else "–"
        mode = word(mount.mode).in_language(language)
        rows.append((link(f"host:{name}"), mode, number(live), policy))
    columns = (_("Host"), _("Mode"), _("Live paths"), _("Policy"))
    return table(_("Connectivity and multipathing"), columns, rows, empty=_("No host mounts it."))


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    places = tuple(f"datacenter:{name}" for name in site.datacenters_of(subject.label))
    yield Fact(label=_("Datacenters"), value="" if places else _("none"), refs=places)
    yield from _users(site, subject.thing)


def state(subject: Subject) -> tuple[str, str]:
    return ("", "") if subject.thing.accessible else ("error", _("inaccessible"))
