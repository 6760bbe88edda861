"""Pages that read every room: home, guide, search, health, style guide."""

from __future__ import annotations

from studyguide.views.health import healthz
from studyguide.views.home import home
from studyguide.views.search import search
from studyguide.views.styleguide import styleguide

__all__ = ["healthz", "home", "search", "styleguide"]
