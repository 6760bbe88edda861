"""Every address of the site, room by room."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from studyguide import views

urlpatterns = [
    path("", views.home, name="home"),
    path("guide/", include("studyguide.guide_urls")),
    path("search/", views.search, name="search"),
    path("account/", include("studyguide.accounts.urls")),
    path("", include("quizzes.urls")),
    path("teach/", include("quizzes.teach_urls")),
    path("", include("labs.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
