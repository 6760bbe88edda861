"""Addresses of labs, runs and rules."""

from __future__ import annotations

from django.urls import path

from labs import views

app_name = "labs"
urlpatterns = [
    path("labs/", views.index, name="index"),
    path("labs/judge/", views.judge, name="judge"),
    path("labs/sandbox/", views.free_play, name="sandbox"),
    path("labs/<slug:lab>/", views.lab, name="lab"),
    path("runs/<uuid:run_id>/", views.run, name="run"),
    path("runs/<uuid:run_id>/act/", views.act, name="act"),
    path("runs/<uuid:run_id>/type/", views.type_line, name="type"),
    path("runs/<uuid:run_id>/complete/", views.complete, name="complete"),
    path("runs/<uuid:run_id>/undo/", views.undo, name="undo"),
    path("runs/<uuid:run_id>/redo/", views.redo, name="redo"),
    path("runs/<uuid:run_id>/reset/", views.reset, name="reset"),
    path("runs/<uuid:run_id>/branch/", views.branch, name="branch"),
    path("runs/<uuid:run_id>/passage/<str:objective>/", views.passage, name="passage"),
    path("runs/<uuid:run_id>/hint/", views.hint, name="hint"),
    path("runs/<uuid:run_id>/finish/", views.finish, name="finish"),
    path("runs/<uuid:run_id>/result/", views.result, name="result"),
    path("runs/<uuid:run_id>/replay/", views.replay, name="replay"),
    path("verdicts/", views.verdicts, name="verdicts"),
    path("verdicts/<uuid:claim_id>/", views.verdict, name="verdict"),
    path("teach/verdicts/", views.claims, name="claims"),
    path("teach/verdicts/<uuid:claim_id>/", views.settle, name="settle"),
    path("teach/verdicts/<uuid:claim_id>/<str:name>", views.export_file, name="export_claim"),
    path("runs/<uuid:run_id>/share/", views.share, name="share"),
    path("runs/<uuid:run_id>/unshare/", views.unshare, name="unshare"),
    path("runs/<uuid:run_id>/remove/", views.remove, name="remove"),
    path("runs/<uuid:run_id>/site.json", views.site_json, name="site_json"),
    path("runs/<uuid:run_id>/figures.json", views.figures_json, name="figures_json"),
    path("runs/<uuid:run_id>/actions.json", views.actions_json, name="actions_json"),
    path("replays/<slug:token>/", views.shared_replay, name="shared_replay"),
    path("replays/<slug:token>/sandbox/", views.open_shared, name="open_shared"),
    path("rules/", views.rules, name="rules"),
    path("rules/not-modelled/", views.not_modelled, name="not_modelled"),
    path("rules/schema/", views.schema, name="schema"),
    path("rules/<str:code>/", views.rule, name="rule"),
]
