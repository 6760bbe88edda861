"""What one question page sends: the answer, its place in the order, and where to go next."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quizzes.attempts.models import AttemptItem
from quizzes.attempts.order import GREATEST_COUNTER, OrderKey, read_lease
from quizzes.widgets import Widget, widget

MISPLACED = _("This page is out of date, so nothing was saved. What you chose is shown again.")


class AnswerForm(forms.Form):
    """Valid when the page is one we gave out and the answer is one the question can have."""

    lease = forms.CharField(max_length=200, required=False)
    counter = forms.IntegerField(min_value=0, max_value=GREATEST_COUNTER, required=False)
    flag = forms.CharField(max_length=1, required=False)

    def __init__(self, data: QueryDict, *, item: AttemptItem) -> None:
        super().__init__(data)
        self.item = item
        self.response: dict | None = None

    def clean(self) -> dict:
        form, content, order = self._asked
        data = QueryDict() if "clear" in self.data else self.data
        response, problems = form.read(content, order, data)
        language = "en" if get_language() == "en" else "zh"
        for problem in problems:
            self.add_error(None, problem.text.in_language(language))
        self.response = response
        self.lease = read_lease(self.cleaned_data.get("lease", ""), item=self.item.pk)
        if self.lease is None or self.cleaned_data.get("counter") is None:
            self.add_error(None, MISPLACED)
        return self.cleaned_data

    @property
    def key(self) -> OrderKey:
        return OrderKey(self.lease, self.cleaned_data["counter"])

    @property
    def is_untouched(self) -> bool:
        """Whether the page sends back only what it showed."""
        form, _content, order = self._asked
        fields = [list(field) for field in form.fields(order, self.response)]
        return self.cleaned_data["counter"] == 0 and self._shown() == fields

    @property
    def typed(self) -> Mapping | None:
        """What stands in the fields, to be shown again: read or not."""
        form, content, order = self._asked
        return self.response if self.response is not None else form.typed(content, order, self.data)

    @property
    def _asked(self) -> tuple[Widget, Mapping, object]:
        version = self.item.version
        return widget(version.kind), version.content, self.item.option_order

    @property
    def flagged(self) -> bool | None:
        """The mark asked for; None leaves it as it is."""
        return {"1": True, "0": False}.get(self.cleaned_data["flag"])

    def _shown(self) -> object:
        try:
            return json.loads(self.data.get("shown", ""))
        except (ValueError, RecursionError):
            return None
