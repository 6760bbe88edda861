"""Addresses under /account/."""

from __future__ import annotations

from django.urls import path

from studyguide.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.account, name="account"),
    path("signup/", views.sign_up, name="signup"),
    path("login/", views.log_in, name="login"),
    path("logout/", views.log_out, name="logout"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/theme/", views.theme, name="theme"),
    path("preferences/release/", views.release, name="release"),
    path("password/", views.change_password, name="password"),
    path("reset/", views.reset, name="reset"),
    path("reset/sent/", views.reset_sent, name="reset_sent"),
    path("reset/<str:uidb64>/<str:token>/", views.reset_confirm, name="reset_confirm"),
    path("delete/", views.delete, name="delete"),
    path("reset-links/", views.reset_links, name="reset_links"),
    path("people/", views.people, name="people"),
]
