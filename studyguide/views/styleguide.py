"""`/styleguide/` in DEBUG: every component in every state, to look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from labs.figures import FIGURES

COLOURS = (
    ("page", "页面"),
    ("card", "卡片"),
    ("sunk", "凹面"),
    ("fill", "填充"),
    ("line", "发丝线"),
    ("rule", "分隔线"),
    ("control", "控件边"),
    ("ink", "正文"),
    ("muted", "次要"),
    ("brand", "品牌"),
    ("brand-soft", "品牌底"),
    ("ok", "正确"),
    ("warn", "警告"),
    ("bad", "错误"),
    ("susp", "挂起"),
    ("maint", "维护"),
)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(
        request, "styleguide/styleguide.html", {"colours": COLOURS, "figures": tuple(FIGURES)}
    )
