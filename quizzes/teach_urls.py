"""Addresses of authoring, under /teach/."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from quizzes.teach import views

app_name = "teach"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="teach:questions"), name="index"),
    path("questions/", views.questions, name="questions"),
    path("questions/new/", views.new_question, name="new_question"),
    path("questions/preview/", views.preview, name="preview"),
    path("questions/<path:slug>/edit/", views.edit_question, name="edit_question"),
    path("questions/<path:slug>/versions/", views.versions, name="versions"),
    path(
        "questions/<path:slug>/versions/<int:number>/publish/",
        views.publish_version,
        name="publish_version",
    ),
    path("questions/<path:slug>/try/", views.try_question, name="try_question"),
    path("questions/<path:slug>/unpublish/", views.unpublish, name="unpublish"),
    path("questions/<path:slug>/duplicate/", views.duplicate, name="duplicate"),
]
