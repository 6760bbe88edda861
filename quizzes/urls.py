"""Addresses of the quizzes and of attempts at them."""

from __future__ import annotations

from django.urls import path

from quizzes import views

app_name = "quizzes"

urlpatterns = [
    path("quizzes/", views.index, name="index"),
    path("quizzes/<slug:slug>/", views.quiz, name="quiz"),
    path("attempts/<uuid:attempt_id>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/<int:position>/", views.item, name="item"),
    path("attempts/<uuid:attempt_id>/review/", views.review, name="review"),
    path("attempts/<uuid:attempt_id>/hand-in/", views.hand_in, name="hand_in"),
    path("attempts/<uuid:attempt_id>/result/", views.result, name="result"),
    path("attempts/<uuid:attempt_id>/retry/", views.retry, name="retry"),
]
