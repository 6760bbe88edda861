"""`{% live_figure "snapshot-chain" %}`: a live figure as it opens, on any page."""

from __future__ import annotations

from django import template
from django.urls import reverse

from labs.console.figures import page_of
from labs.figures import FIGURES
from studyguide.guide import guide

register = template.Library()


@register.inclusion_tag("figures/_live.html", takes_context=True)
def live_figure(context: template.Context, name: str) -> dict[str, object]:
    language = context.get("lang", "zh")
    live = page_of(
        FIGURES[name],
        steps=None,
        release=context["request"].preferences.release,
        language=language,
        address=reverse("guide:figure", args=[name]),
    )
    return {"live": live, "figure": guide().figures[name], "lang": language}
