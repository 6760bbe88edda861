"""What the console's forms may send, checked before anything is asked of the site."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.datacenter.actions import Action
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.read import read_action
from labs.judging import ALLOWED
from labs.models import Mode
from labs.scenario_files import HINT_LEVELS
from labs.services import MOST_STEPS

LONGEST_ACTION = 4_000
UNREADABLE = _("This action cannot be read. Go back to the site and choose it again.")


def readable_action(text: str) -> Action:
    """The action that a form sent as JSON; ValidationError for what is none."""
    action, problems = read_action(text)
    if problems:
        raise forms.ValidationError(UNREADABLE, code="unreadable")
    return action


class HeadForm(forms.Form):
    """Which step of the run the page showed: 0 is the start."""

    head = forms.IntegerField(min_value=0, max_value=10 * MOST_STEPS)


class ActionForm(HeadForm):
    """One action, as JSON that the console wrote itself."""

    token = forms.UUIDField()
    action = forms.CharField(max_length=LONGEST_ACTION)
    warnings = forms.IntegerField(min_value=0, max_value=1000, required=False)
    ack = forms.BooleanField(required=False)

    def clean_action(self) -> Action:
        return readable_action(self.cleaned_data["action"])

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("warnings") and not data.get("ack"):
            self.add_error("ack", _("Tick that you have read the warnings, then finish."))
        return data


class BranchForm(HeadForm):
    """The branch to go to, by its last step."""

    end = forms.IntegerField(min_value=1, max_value=10 * MOST_STEPS)


class HintForm(forms.Form):
    """The hint to open."""

    level = forms.IntegerField(min_value=1, max_value=HINT_LEVELS)


class StartForm(forms.Form):
    """How a run is taken, and under which release; a lab that names one offers no choice."""

    mode = forms.ChoiceField(choices=Mode.choices, required=False)

    release = forms.ChoiceField(choices=[(release, release) for release in RELEASES])

    def __init__(self, *args: object, releases: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = [(release, release) for release in releases]

    def clean_mode(self) -> str:
        """Practice where nothing is said: a link from a lesson begins one at once."""
        return self.cleaned_data["mode"] or Mode.PRACTICE


class JudgeForm(forms.Form):
    """The verdict on a card: allowed, or the rule that refuses."""

    answer = forms.ChoiceField()

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(code, code) for code in (ALLOWED, *codes)]
