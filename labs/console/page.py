"""Everything one view of the console shows, from where the run stands and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from labs import topology
from labs.console.disputes import Dispute, dispute_of
from labs.console.guidance import guidance
from labs.console.objects import Selected, select
from labs.console.tree import stores_of, tree_of
from labs.console.wizard import Wizard, read_draft
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.history import Moment
from labs.selectors import Standing
from labs.services import MOST_STEPS

PANES = ("draw", "task", "act")
DOINGS = ("migrate", "check", "reset", "history", "next")
KEPT = ("object", "do", "kind", "host", "datastore", "step", "pane", "told", "towards")
LONGEST = 200


def address(run_id: UUID, **asked: object) -> str:
    """The console with something selected or asked for; empty values are left out."""
    query = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
    return reverse("labs:run", args=[run_id]) + (f"?{query}" if query else "")


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for: known names only, short values only."""
    return {
        name: query[name]
        for name in (*KEPT, "go")
        if 0 < len(query.get(name, "")) <= LONGEST and query[name].isprintable()
    }


def console(
    standing: Standing, asked: Mapping[str, str], *, language: str, token: UUID
) -> dict[str, object]:
    """The context of the console's templates."""
    site, lab = standing.site, standing.lab
    selected = select(
        site, asked.get("object", ""), language=language, allowed=lab.actions
    ) or _first(standing, language)
    doing = asked.get("do", "") if asked.get("do") in DOINGS else ""
    wizard = _wizard(standing, selected, asked) if doing == "migrate" else None
    pane = asked.get("pane") if asked.get("pane") in PANES else ("act" if doing else "draw")
    base = reverse("labs:run", args=[standing.run.id])
    return {
        "section": "labs",
        "run": standing.run,
        "lab": lab,
        "standing": standing,
        "site": site,
        "base": base,
        "link": f"{base}?pane=act&",
        "pane": pane,
        "tabs": _tabs(asked, pane),
        "doing": doing if wizard or doing != "migrate" else "",
        "wizard": wizard,
        "selected": selected,
        "tree": tree_of(site),
        "stores": stores_of(site),
        "drawings": drawings(site, wizard),
        "summary": summary_of(site),
        "told": told_of(standing, asked.get("told", "")),
        "token": token,
        "head": standing.head,
        "back": _back(asked, wizard),
        "most_steps": MOST_STEPS,
        **guidance(standing, asked),
    }


def _back(asked: Mapping[str, str], wizard: Wizard | None) -> str:
    """What a form sends along to come back to this view: the wizard at the step it shows."""
    kept = {name: asked[name] for name in KEPT if name in asked and name != "told"}
    if wizard is not None:
        kept["step"] = wizard.step
    return urlencode(kept)


def drawings(site: Site, wizard: Wizard | None = None) -> tuple[topology.Drawing, ...]:
    """The site in both forms; style sheets show the one that fits."""
    move = receiving = None
    if wizard is not None:
        draft = wizard.draft
        move = (draft.vm, draft.host) if draft.wants_host and draft.host else None
        receiving = draft.datastore if draft.wants_datastore else None
    return tuple(
        topology.layout(site, form=form, move=move, receiving=receiving)
        for form in (topology.FLAT, topology.TALL)
    )


def summary_of(site: Site) -> str:
    """The drawing in one sentence, for those who do not see it."""
    return _(
        "Site drawing. Datacenters: %(datacenters)d; hosts: %(hosts)d; virtual machines: %(vms)d; "
        "datastores: %(datastores)d. The inventory lists the same as text."
    ) % {
        "datacenters": len(site.datacenters),
        "hosts": len(site.hosts),
        "vms": len(site.vms),
        "datastores": len(site.datastores),
    }


class Told:
    """The last answer to an action: what happened, or why not."""

    def __init__(self, moment: Moment, before: Site) -> None:
        self.moment = moment
        self.report: Report | None = moment.refusal
        if moment.accepted:
            self.report = report(before, moment.action)

    @property
    def dispute(self) -> Dispute | None:
        return dispute_of(self.report) if self.report else None


def told_of(standing: Standing, number: str) -> Told | None:
    """The answer to the step of that number, if it still stands at the head."""
    last = standing.moments[-1] if standing.moments else None
    if last is None or last.action is None or number != str(last.number):
        return None
    before = standing.moments[-2].site if len(standing.moments) > 1 else standing.start
    return Told(last, before)


def _first(standing: Standing, language: str) -> Selected | None:
    """The machine of the lab's first check about one, else the first machine of the site."""
    named = [getattr(check.goal, "vm", "") for check in standing.lab.every_check]
    names = [f"vm:{name}" for name in (*filter(None, named), *standing.site.vms)]
    for ref in names[:1]:
        return select(standing.site, ref, language=language, allowed=standing.lab.actions)
    return None


def _wizard(standing: Standing, selected: Selected | None, asked: Mapping) -> Wizard | None:
    if selected is None or not selected.can_migrate:
        return None
    vm = standing.site.vms[selected.name]
    return Wizard(standing.site, read_draft(standing.site, vm, asked), standing.lab.actions)


def _tabs(asked: Mapping[str, str], pane: str) -> list[dict[str, object]]:
    words = {"draw": _("Drawing"), "task": _("Task"), "act": _("Object")}
    kept = {name: value for name, value in asked.items() if name not in ("pane", "go")}
    return [
        {"name": words[name], "query": urlencode({**kept, "pane": name}), "current": name == pane}
        for name in PANES
    ]
