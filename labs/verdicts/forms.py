"""What is sent about doubted verdicts, checked before anything is kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.datacenter.rules import ALL_RULES
from labs.forms import LONGEST_ACTION, readable_action
from labs.verdicts.about import LONGEST
from labs.verdicts.models import (
    LONGEST_ANSWER,
    LONGEST_COMMENT,
    Claim,
    Outcome,
    Source,
)
from labs.verdicts.selectors import OPEN

ANY = ("", _("Any"))
NO_RULE = ("", _("not named"))


def _rules() -> list[tuple[str, object]]:
    return [NO_RULE, *((rule.code, rule.code) for rule in ALL_RULES)]


class ClaimForm(forms.Form):
    """Which verdict is doubted; the action alone of all that is sent is read as JSON."""

    about = forms.CharField(max_length=LONGEST)
    action = forms.CharField(max_length=LONGEST_ACTION, required=False)

    def clean_action(self) -> object:
        text = self.cleaned_data["action"]
        return readable_action(text) if text else None


class MoreForm(forms.Form):
    """What the learner holds to be right."""

    claims = forms.ChoiceField(label=_("The action"), choices=Claim.choices)
    rule = forms.ChoiceField(label=_("By this rule"), choices=_rules, required=False)
    comment = forms.CharField(
        label=_("Why, in your words, with a source if you have one"),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SettleForm(forms.Form):
    """How an instructor settles it; where the engine is wrong, what has to come out."""

    outcome = forms.ChoiceField(
        label=_("Settled as"), choices=[one for one in Outcome.choices if one[0]]
    )
    expected = forms.ChoiceField(
        label=_("If the engine is wrong: the action"),
        choices=[("", _("not said")), *Claim.choices],
        required=False,
    )
    expected_rule = forms.ChoiceField(label=_("By this rule"), choices=_rules, required=False)
    answer = forms.CharField(
        label=_("Answer to the learner"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("outcome") == Outcome.WRONG and not data.get("expected"):
            self.add_error("expected", _("Say what the verdict has to be."))
        if data.get("expected") == Claim.OTHER_RULE and not data.get("expected_rule"):
            self.add_error("expected_rule", _("Name the rule that has to refuse it."))
        return data


class FilterForm(forms.Form):
    """The filters as they stand in the address."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[ANY, (OPEN, _("not settled yet")), *(one for one in Outcome.choices if one[0])],
    )
    source = forms.ChoiceField(label=_("Read in"), required=False, choices=[ANY, *Source.choices])
    rule = forms.CharField(label=_("Rule"), max_length=80, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """What is valid of the address; call `is_valid` first."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
