"""Everything one view of the console shows, from where the run stands and what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from labs import topology
from labs.console.disputes import Dispute, dispute_of
from labs.console.guidance import guidance
from labs.console.live import IDLE, asked_live, live
from labs.console.objects import SUMMARY, Selected, first_ref, select
from labs.console.request import RequestWizard, as_checked, form_values, kind_of
from labs.console.talk import may_repair
from labs.console.tree import HOSTS, VIEW_OF_KIND, VIEWS, Node, sought, tree_of, warned_of
from labs.console.wizard import Wizard, read_draft
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.history import Moment
from labs.selectors import Standing
from labs.services import MOST_STEPS

PANES = ("tree", "draw", "act", "task", "con")
DOINGS = ("check", "reset", "history", "next")
MIGRATE = "migrate"
KEPT = (
    "object",
    "view",
    "tab",
    "do",
    "kind",
    "host",
    "datastore",
    "provision",
    "step",
    "pane",
    "told",
    "towards",
    "find",
)
FORM_KEY = re.compile(r"[fun]-[a-z0-9_]{1,40}\Z")
MOST_ANSWERS = 40
LONGEST = 200


def address(run_id: UUID, **asked: object) -> str:
    """The console with something selected or asked for; empty values are left out.

    Answers of a form are kept empty too: an answer taken back is not one never given.
    """
    told = {
        name: value
        for name, value in asked.items()
        if value not in ("", None) or FORM_KEY.match(name)
    }
    query = urlencode(told)
    return reverse("labs:run", args=[run_id]) + (f"?{query}" if query else "")


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for: known names only, short values only."""
    asked = {
        name: query[name]
        for name in (*KEPT, "go")
        if 0 < len(query.get(name, "")) <= LONGEST and query[name].isprintable()
    }
    answered = [name for name in query if FORM_KEY.match(name)][:MOST_ANSWERS]
    for name in answered:
        if len(query[name]) <= LONGEST and query[name].isprintable():
            asked[name] = query[name]
    return asked | asked_live(query)


def asked_again(post: Mapping[str, str], back: Mapping[str, str]) -> dict[str, str] | None:
    """The view that judges a posted form anew: asked for, or needed as answers have changed."""
    answers = form_values(post)
    if "checked" not in post:
        return None
    if "check" not in post and as_checked(answers) == post["checked"]:
        return None
    kept = {name: value for name, value in back.items() if not FORM_KEY.match(name)}
    return kept | asked_of(answers)


def console(
    standing: Standing, asked: Mapping[str, str], *, language: str, token: UUID
) -> dict[str, object]:
    """The context of the console's templates."""
    site, lab = standing.site, standing.lab
    selected = _selected(standing, asked, language)
    view = view_of(asked, selected)
    tab = selected.tab if selected else SUMMARY
    wizard = _wizard(standing, selected, asked)
    request = None if wizard else _request(standing, selected, asked, language)
    doing = _doing(asked, wizard, request)
    pane = asked.get("pane") if asked.get("pane") in PANES else ("act" if doing else "draw")
    base = reverse("labs:run", args=[standing.run.id])
    tree = sought(tree_of(site, view, warned_of(standing.alarms)), asked.get("find", ""))
    return {
        "section": "labs",
        "run": standing.run,
        "lab": lab,
        "standing": standing,
        "site": site,
        "base": base,
        "link": _link(base, view, tab, asked.get("find", "")),
        "pane": pane,
        "tabs": _tabs(asked, pane),
        "doing": doing,
        "wizard": wizard,
        "request_wizard": request,
        "selected": selected,
        "view": view,
        "views": _views(asked, view),
        "tree": tree,
        "finding": _finding(asked, tree),
        "drawings": drawings(site, wizard),
        "summary": summary_of(site),
        "told": told_of(standing, asked.get("told", "")),
        **live(standing, asked, language=language),
        "token": token,
        "head": standing.head,
        "back": _back(asked, wizard),
        "most_steps": MOST_STEPS,
        **guidance(standing, asked),
    }


def view_of(asked: Mapping[str, str], selected: Selected | None) -> str:
    """The view of the inventory asked for, else the one that holds the selected object."""
    if asked.get("view") in VIEWS:
        return asked["view"]
    return VIEW_OF_KIND.get(selected.kind, HOSTS) if selected else HOSTS


def _doing(asked: Mapping[str, str], wizard: Wizard | None, request: RequestWizard | None) -> str:
    """What the pane at the side is for; empty: the selected object."""
    if wizard is not None:
        return MIGRATE
    if request is not None:
        return request.verb
    return asked["do"] if asked.get("do") in DOINGS else ""


def _link(base: str, view: str, tab: str, find: str) -> str:
    """An address that ends where an object's reference is to be put."""
    kept = {"pane": "act"} | ({"view": view} if view != HOSTS else {})
    kept |= {"tab": tab} if tab != SUMMARY else {}
    kept |= {"find": find} if find else {}
    return f"{base}?{urlencode(kept)}&"


def _selected(standing: Standing, asked: Mapping[str, str], language: str) -> Selected | None:
    """The object asked for; where there is none, the first that the lab's actions are about."""
    named = [ref for check in standing.lab.every_check for ref in check.goal.named().values()]
    first = first_ref(standing.site, named, standing.lab.actions)
    for ref in (asked.get("object", ""), first):
        found = select(
            standing.site,
            ref,
            language=language,
            allowed=standing.lab.actions,
            tab=asked.get("tab", ""),
            alarms=standing.alarms,
        )
        if found is not None:
            return found
    return None


def _back(asked: Mapping[str, str], wizard: Wizard | None) -> str:
    """What a form sends along to come back to this view: the wizard at the step it shows."""
    kept = {
        name: value for name, value in asked.items() if name not in ("told", "go", "line", IDLE)
    }
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


def _wizard(
    standing: Standing, selected: Selected | None, asked: Mapping[str, str]
) -> Wizard | None:
    """The Migrate wizard; what else is asked for has the wizard of any action."""
    if asked.get("do") != MIGRATE or selected is None or not selected.can_migrate:
        return None
    vm = standing.site.vms[selected.name]
    draft = read_draft(standing.site, vm, asked)
    lab = standing.lab
    return Wizard(standing.site, draft, lab.actions, may_repair(standing), lab.repairs)


def _request(
    standing: Standing, selected: Selected | None, asked: Mapping[str, str], language: str
) -> RequestWizard | None:
    kind = kind_of(asked.get("do", ""), standing.lab.actions)
    if kind is None:
        return None
    return RequestWizard(
        standing.site,
        kind,
        selected.subject if selected else None,
        form_values(asked),
        standing.lab.actions,
        language,
        may_repair(standing),
        standing.lab.repairs,
    )


def _finding(asked: Mapping[str, str], tree: Iterable[Node]) -> dict[str, object]:
    """What is looked for in the inventory, what its form sends along, and whether it is there."""
    moved = ("find", "pane", "go", "told", "line", "page")
    return {
        "words": asked.get("find", ""),
        "kept": {name: value for name, value in asked.items() if name not in moved},
        "nothing": all(one.is_hidden for one in tree),
    }


def _views(asked: Mapping[str, str], view: str) -> list[dict[str, object]]:
    words = {
        "hosts": _("Hosts and clusters"),
        "vms": _("VMs and templates"),
        "storage": _("Storage"),
        "networks": _("Networks"),
    }
    kept = {name: value for name, value in asked.items() if name not in ("view", "go", "pane")}
    return [
        {
            "name": name,
            "word": words[name],
            "query": urlencode({**kept, "view": name, "pane": "tree"}),
            "current": name == view,
        }
        for name in VIEWS
    ]


def _tabs(asked: Mapping[str, str], pane: str) -> list[dict[str, object]]:
    words = {
        "tree": _("Inventory"),
        "draw": _("Drawing"),
        "act": _("Object"),
        "task": _("Task"),
        "con": _("Console"),
    }
    kept = {name: value for name, value in asked.items() if name not in ("pane", "go")}
    return [
        {"name": words[name], "query": urlencode({**kept, "pane": name}), "current": name == pane}
        for name in PANES
    ]
