"""Markdown in templates: `{% load prose %}`, then `{{ question.stem|markdown }}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from studyguide.markdown import render_markdown

register = template.Library()


@register.filter
def markdown(text: str, scope: str = "") -> SafeString:
    """Safe HTML; `scope` keeps the ids of several texts on one page apart."""
    return render_markdown(str(text), scope=scope)
