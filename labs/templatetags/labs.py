"""What the templates of labs ask of lab, run and engine; drawings have tags of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from labs import commands, shelf
from labs.assessment import Outcome
from labs.console.differences import shown
from labs.console.disputes import span_name
from labs.console.objects import SUMMARY
from labs.console.review import Review, Turn
from labs.console.tree import HOSTS, Node
from labs.datacenter.actions import ACTIONS, Action
from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import MIGRATIONS, Finding, Severity
from labs.datacenter.rules import ALL_RULES, RULES
from labs.datacenter.text import Text as EngineText
from labs.datacenter.text import word
from labs.datacenter.wire.read import read_action
from labs.datacenter.wire.schema.records import meaning_of, type_of
from labs.datacenter.wire.shapes import LIST, RECORD, TABLE, WORD, Key
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.words import KIND_NAMES, Kind
from labs.history import Entry
from labs.judging import Card
from labs.models import LabRun
from labs.timing import clock_time
from labs.verdicts.models import Source, VerdictClaim
from labs.verdicts.selectors import claims_of_run
from labs.vocabulary import host_state, machine_state, size, speed
from studyguide.blueprint import blueprint
from studyguide.guide import passage
from studyguide.templatetags.ui import icon
from studyguide.text import Text

register = template.Library()


register.filter(size)
register.filter(speed)
register.filter(passage)
register.filter(clock_time)


@register.filter
def ref_name(ref: str) -> str:
    """The name in a reference."""
    return ref.partition(":")[2]


@register.filter
def say(told: object, language: str) -> str:
    """An action, event or finding as a sentence."""
    return told.say(language)


@register.filter
def predicate(finding: Finding, language: str) -> str:
    return finding.predicate(language)


@register.filter
def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, each in the order of the rules."""
    return sorted(findings, key=lambda one: one.severity is not Severity.ERROR)


@register.filter
def hint(finding: Finding, language: str) -> str:
    return finding.hint(language)


@register.filter
def as_json(action: Action) -> str:
    """An action as a form sends it."""
    return text_of(action_json(action)).strip()


@register.filter
def turn(outcome: Outcome | dict, review: Review) -> Turn | None:
    """Since when a check is as it ended."""
    return review.turn(outcome["key"] if isinstance(outcome, dict) else outcome.key)


@register.simple_tag(takes_context=True)
def kind_name(context: template.Context, kind: str) -> str:
    """What people call a kind of object."""
    return KIND_NAMES[kind].in_language(context.get("lang", "zh"))


@register.simple_tag(takes_context=True)
def value_of(context: template.Context, value: object, path: tuple[str, ...]) -> str:
    """A value of a site's field for reading, its unit by the name of the field."""
    return shown(value, path, context.get("lang", "zh"))


@register.filter
def typed(action: Action) -> str:
    """An action as one types it on the command line."""
    return commands.typed(action)


@register.filter
def asked_in(entry: Entry, language: str) -> str:
    """What a recorded step asked for; its kind alone where the engine no longer reads it."""
    return _sentence(entry.action, language)


@register.simple_tag(takes_context=True)
def asked_of(context: template.Context, action: dict) -> str:
    """What a kept action asks for; its kind alone where the engine no longer reads it."""
    return _sentence(action, context.get("lang", "zh"))


@register.simple_tag
def run_about(run_id: UUID, head: int) -> str:
    """The reference to a request of a run, by the step it was asked after."""
    return f"{Source.RUN}:{run_id}:{head}"


@register.simple_tag
def rule_about(code: str, release: str, kind: str, seed: int, judge: str) -> str:
    """The reference to the request of a rule's world, as a release judges it."""
    return f"{Source.RULE}:{code}:{release}:{kind}:{seed}:{judge}"


@register.simple_tag
def card_about(card: Card) -> str:
    """The reference to the request of a card."""
    return f"{Source.CARD}:{card.seed}:{card.release}"


@register.simple_tag
def doubted(run: LabRun) -> QuerySet[VerdictClaim]:
    """The verdicts of a run that its learner holds to be wrong."""
    return claims_of_run(run=run)


def _sentence(data: Mapping[str, object], language: str) -> str:
    action, problems = read_action(dict(data))
    return str(data.get("type", "")) if problems else action.say(language)


@register.simple_tag
def lab_title(slug: str) -> Text | dict[str, str]:
    """The title of a shipped lab; its address where it is no longer shipped."""
    lab = shelf.labs().get(slug)
    return lab.title if lab else {"en": slug}


@register.filter
def processor(generation: str) -> str:
    return cpu.label(generation).en


@register.filter
def earned(outcome: Outcome | dict) -> int:
    """Points of an outcome; grades kept before checks had parts do not say how many."""
    if isinstance(outcome, dict):
        return outcome.get("earned", outcome["points"] if outcome["met"] else 0)
    return outcome.earned


@register.simple_tag(takes_context=True)
def migration_type(context: template.Context, code: str) -> str:
    """The name of a migration type: cold migration, vMotion …"""
    return word(Kind(code)).in_language(context.get("lang", "zh")) if code else ""


@register.simple_tag(takes_context=True)
def action_kind(context: template.Context, kind: str) -> str:
    """A kind of action as people call it: the migration type, or the label of the action."""
    if kind in MIGRATIONS:
        return migration_type(context, kind)
    return ACTIONS[kind].label.in_language(context.get("lang", "zh"))


@register.simple_tag(takes_context=True)
def engine_text(context: template.Context, words: EngineText) -> str:
    return words.in_language(context.get("lang", "zh"))


@register.simple_tag(takes_context=True)
def key_type(context: template.Context, key: Key) -> SafeString | str:
    """What JSON a key takes, with a link to the object or vocabulary it is made of."""
    words = type_of(key.shape).in_language(context.get("lang", "zh"))
    inner = key.shape.of if key.shape.form == LIST else key.shape
    if inner.form in (RECORD, TABLE):
        return format_html('<a href="#record-{}">{}</a>', inner.of.__name__, words)
    if inner.form == WORD:
        return format_html('<a href="#words-{}">{}</a>', inner.of.__name__, words)
    return words


@register.simple_tag(takes_context=True)
def key_meaning(context: template.Context, key: Key) -> str:
    return meaning_of(key).in_language(context.get("lang", "zh"))


@register.simple_tag(takes_context=True)
def word_label(context: template.Context, member: StrEnum) -> str:
    return word(member).in_language(context.get("lang", "zh"))


@register.filter
def as_code(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


@register.simple_tag(takes_context=True)
def objective_title(context: template.Context, objective: str) -> str:
    """The title of an objective; its number where the blueprint no longer has it."""
    known = blueprint().objectives.get(objective)
    return known.title.in_language(context.get("lang", "zh")) if known else objective


@register.simple_tag
def rule_link(code: str) -> SafeString:
    """The rule's code, as a link while the engine still has the rule."""
    if code not in RULES:
        return format_html("<code>{}</code>", code)
    return format_html('<a href="{}"><code>{}</code></a>', reverse("labs:rule", args=[code]), code)


@register.simple_tag
def rule_family(family: str) -> str:
    """What the rules of a family are about, also of one that has no name yet."""
    return {
        "request": _("The request itself"),
        "power": _("Power state"),
        "host": _("State of the hosts"),
        "boundary": _("Datacenter boundaries"),
        "storage": _("Storage"),
        "disk": _("Virtual disks"),
        "space": _("Free space"),
        "cpu": _("Processors"),
        "vmotion": _("vMotion network"),
        "network": _("Networks of the machine"),
        "device": _("Devices"),
        "admission": _("CPU and memory reserves"),
        "snapshot": _("Snapshots"),
        "task": _("Running tasks"),
        "template": _("Templates and clones"),
        "encryption": _("Encryption"),
        "backup": _("Backup"),
        "guest": _("Guest operating system"),
        "vcenter": _("vCenter Servers"),
    }.get(family) or _("Other: %(family)s") % {"family": family}


@register.simple_tag
def source_mark(mark: str) -> str:
    """What the mark of a source says."""
    return {
        "V": _("source read"),
        "K": _("unverified"),
        "E": _("engine's choice"),
    }[mark]


register.simple_tag(span_name)


@register.simple_tag
def known_rules() -> int:
    return len(ALL_RULES)


@register.simple_tag
def free_mb(site: Site, datastore: str) -> str:
    return size(site.free_mb(datastore))


@register.simple_tag
def state_word(node: Node) -> str:
    if node.kind == "vm":
        return machine_state(node.state)
    return host_state(node.state) if node.kind == "host" else _("not reachable")


_ICONS = {
    "vcenter": "vcenter",
    "datacenter": "datacenter",
    "cluster": "cluster",
    "datastore": "storage",
    "distributed_switch": "switch",
    "standard_switch": "switch",
    "standard_network": "network",
    "dv_network": "network",
    "key_server": "key",
    "backup_store": "storage",
}


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    """The sign of a kind of object that has no state to show."""
    return icon(_ICONS.get(kind, "file"), "dim")


@register.simple_tag
def object_address(base: str, view: str, ref: str, tab: str) -> str:
    """The console with a tab of an object open."""
    asked = {"object": ref, "pane": "act"}
    asked |= {"view": view} if view != HOSTS else {}
    asked |= {"tab": tab} if tab != SUMMARY else {}
    return f"{base}?{urlencode(asked)}"
