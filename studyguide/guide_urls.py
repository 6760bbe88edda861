"""Addresses of the guide. `studyguide.blueprint.RESERVED_SLUGS` keeps chapters off its words."""

from __future__ import annotations

from django.urls import path

from studyguide.views import guide

app_name = "guide"

urlpatterns = [
    path("", guide.index, name="index"),
    path("errata/", guide.errata, name="errata"),
    path("objectives/", guide.objectives, name="objectives"),
    path("objectives/<str:objective_id>/", guide.objective, name="objective"),
    path("figures/<slug:name>/", guide.figure, name="figure"),
    path("<slug:chapter>/", guide.chapter, name="chapter"),
    path("<slug:chapter>/<slug:lesson>/", guide.lesson, name="lesson"),
    path("<slug:chapter>/<slug:lesson>/read/", guide.mark, name="mark"),
    path("<slug:chapter>/<slug:lesson>/place/", guide.place, name="place"),
]
