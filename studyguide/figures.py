"""The figures of the lessons as HTML: drawings, and tables that the engine computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from labs.console.figures import page_of
from labs.datacenter.matrix import Need, summary
from labs.datacenter.releases import RELEASES
from labs.datacenter.words import PowerState
from labs.figures import FIGURES
from studyguide.guide.figures import Figure
from studyguide.text import HTML_LANGUAGES, Text
from studyguide.web import wants_fragment

GLYPHS = {PowerState.ON: "on", PowerState.OFF: "off", PowerState.SUSPENDED: "suspended"}
POWER = {
    PowerState.ON: Text(zh="开机", en="on"),
    PowerState.OFF: Text(zh="关机", en="off"),
    PowerState.SUSPENDED: Text(zh="挂起", en="suspended"),
}
METHODS = {
    "COLD": Text(zh="冷迁移", en="Cold"),
    "SUSP": Text(zh="挂起迁移", en="Suspended"),
    "VMO": Text(zh="vMotion", en="vMotion"),
    "SVMO": Text(zh="Storage vMotion", en="Storage vMotion"),
    "XHOST": Text(zh="跨主机vMotion", en="Cross-host vMotion"),
}
STORAGE = {
    "shared": Text(zh="需要", en="needed"),
    "visible": Text(zh="两端都可见", en="host sees both"),
    "none": Text(zh="不需要", en="not needed"),
}
CHANGES = {
    ("host",): Text(zh="仅主机", en="host only"),
    ("datastore",): Text(zh="仅存储", en="storage only"),
    ("both",): Text(zh="主机和存储一起", en="host and storage together"),
    ("host", "datastore", "both"): Text(zh="主机、存储或两者", en="host, storage or both"),
}
COLUMNS = ("power", "across_datacenters", "storage", "cpu_compatible", "changes")


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One kind of migration, as the engine answered."""

    method: Text
    power: tuple[tuple[str, Text], ...]  # glyph and word
    across_datacenters: bool
    storage: str
    storage_words: Text
    cpu_compatible: bool
    changes: Text


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One release offered by a figure's switch."""

    release: str
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address says about a live figure: steps, None for its opening, and a variant.

    `pressed`: the control that htmx says was pressed, in a page that still stands.
    """

    steps: str | None = None
    release: str = ""
    pressed: str = ""
    is_fragment: bool = False


NOTHING_ASKED = Asked()


def asked_of(request: HttpRequest) -> Asked:
    return Asked(
        steps=request.GET.get("steps"),
        release=request.GET.get("release", ""),
        pressed=request.headers.get("HX-Trigger", ""),
        is_fragment=wants_fragment(request.headers),
    )


def render_figure(figure: Figure, *, number: str, language: str, release: str) -> SafeString:
    """The figure with its caption."""
    context = figure_context(figure, number=number, language=language, release=release)
    return render_to_string(template_of(figure), context)


def template_of(figure: Figure) -> str:
    """What draws the figure, wherever it stands."""
    if figure.is_live:
        return "figures/_live.html"
    return f"figures/_{figure.name}.html" if figure.is_computed else "figures/_drawing.html"


def figure_context(
    figure: Figure,
    *,
    number: str,
    language: str,
    release: str,
    asked: Asked = NOTHING_ASKED,
) -> dict[str, object]:
    """What the figure's template needs; `asked`: what an address says about a live figure."""
    context = {
        "figure": figure,
        "number": number,
        "lang": language,
        "html_language": HTML_LANGUAGES[language],
        "release": release,
    }
    if figure.is_live:
        live = page_of(
            FIGURES[figure.name],
            steps=asked.steps,
            asked=asked.release,
            pressed=asked.pressed,
            release=release,
            language=language,
            address=reverse("guide:figure", args=[figure.name]),
            number=number,
        )
        return {**context, "live": live, "fragment": asked.is_fragment}
    if figure.is_computed:
        return {**context, **COMPUTED[figure.name](figure, number, release)}
    return {**context, "drawing": f"figures/{figure.name}.svg"}


def release_asked(request: HttpRequest, *, otherwise: str = "") -> str:
    """`?release=` where it names one, else `otherwise`, else the release in force."""
    asked = request.GET.get("release", "")
    return asked if asked in RELEASES else otherwise or request.preferences.release


def choices(address: str, release: str, **parameters: str) -> list[Choice]:
    """The five releases as addresses that show the same figure under each."""
    extra = "".join(f"&{name}={value}" for name, value in parameters.items() if value)
    return [
        Choice(release=each, address=f"{address}?release={each}{extra}", is_current=each == release)
        for each in RELEASES
    ]


def migration_matrix(figure: Figure, number: str, release: str) -> dict[str, object]:
    """The rows under one release, and the columns where releases disagree."""
    return {
        "rows": [_row(need) for need in needs(release)],
        "hot": hot_columns(),
        "choices": choices(reverse("guide:figure", args=[figure.name]), release, number=number),
    }


@cache
def needs(release: str) -> tuple[Need, ...]:
    return summary(release)


@cache
def hot_columns() -> frozenset[str]:
    """The columns whose cells are not the same under every release."""
    return frozenset(
        column
        for column in COLUMNS
        if len({tuple(getattr(need, column) for need in needs(each)) for each in RELEASES}) > 1
    )


def _row(need: Need) -> MatrixRow:
    return MatrixRow(
        method=METHODS[need.kind.value],
        power=tuple((GLYPHS[state], POWER[state]) for state in need.power),
        across_datacenters=need.across_datacenters,
        storage=need.storage,
        storage_words=STORAGE[need.storage],
        cpu_compatible=need.cpu_compatible,
        changes=CHANGES[need.changes],
    )


COMPUTED: dict[str, Callable[[Figure, str, str], dict[str, object]]] = {
    "migration-matrix": migration_matrix,
}
