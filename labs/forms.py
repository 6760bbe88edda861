"""What the console's forms may send, checked before anything is asked of the site."""

from __future__ import annotations

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from labs import sandbox
from labs.commands import LONGEST_LINE
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import ANY, GENTLE, TIERS
from labs.datacenter.wire.read import read_action
from labs.datacenter.words import Pacing
from labs.judging import ALLOWED
from labs.models import Mode
from labs.scenario_files import HINT_LEVELS
from labs.scenarios import Lab
from labs.services import MOST_STEPS
from studyguide.text import Text

LONGEST_ACTION = 4_000
MOST_DRAWN = 10_000  # a seed that nobody named is short enough to be read out
# what the sandbox may offer -> the tiers of repair that are searched
REPAIRS = {ANY: TIERS, GENTLE: (GENTLE,), "none": ()}
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


class LineForm(HeadForm):
    """A line of the command line; an empty one is answered too."""

    token = forms.UUIDField()
    line = forms.CharField(max_length=LONGEST_LINE, required=False)

    def clean_line(self) -> str:
        return " ".join(self.cleaned_data["line"].split())


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


class SandboxForm(forms.Form):
    """A world to play in and the switches it is played with.

    `site` is the world that was chosen, `title` its name and `complaints` what is wrong with it.
    """

    GENERATED = "generated"
    OWN = "own"
    AS_IT_IS = ""

    world = forms.ChoiceField(
        choices=[(name, name) for name in (*sandbox.WORLDS, GENERATED, OWN)],
        error_messages={"invalid_choice": _("Choose one of the worlds below.")},
    )
    seed = forms.IntegerField(min_value=0, max_value=sandbox.LARGEST_SEED, required=False)
    size = forms.ChoiceField(choices=[(name, name) for name in sandbox.SIZES], required=False)
    text = forms.CharField(required=False, strip=False)
    file = forms.FileField(required=False)
    keep = forms.BooleanField(required=False)
    release = forms.ChoiceField(
        choices=[(AS_IT_IS, AS_IT_IS), *((name, name) for name in RELEASES)], required=False
    )
    pacing = forms.ChoiceField(
        choices=[(AS_IT_IS, AS_IT_IS), *((one.value, one.value) for one in Pacing)], required=False
    )
    failures = forms.BooleanField(required=False)
    repair = forms.ChoiceField(choices=[(name, name) for name in REPAIRS], required=False)

    site: Site | None = None
    title: Text | None = None
    complaints: sandbox.Complaints = ()

    def clean_file(self) -> str:
        """The text of an uploaded file, which then stands in the form as if it had been pasted."""
        file = self.cleaned_data.get("file")
        if file is None:
            return ""
        if file.size > sandbox.MOST_BYTES:
            raise forms.ValidationError(
                _("This file has %(size)d bytes; the sandbox reads %(most)d.")
                % {"size": file.size, "most": sandbox.MOST_BYTES},
                code="large",
            )
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This file is not UTF-8 text."), code="text") from None

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if self.errors:
            return data
        if data["world"] == self.OWN:
            self._read_own(data)
        elif data["world"] == self.GENERATED:
            seed = data["seed"] if data["seed"] is not None else secrets.randbelow(MOST_DRAWN)
            self.site, self.title = sandbox.generated(
                seed, data["size"] or next(iter(sandbox.SIZES))
            )
        else:
            preset = sandbox.WORLDS[data["world"]]
            self.site, self.title = preset.site, preset.title
        if self.site is not None and data["pacing"]:
            self.site, self.complaints = sandbox.paced(self.site, Pacing(data["pacing"]))
        return data

    def _read_own(self, data: dict[str, object]) -> None:
        text = data["file"] or data["text"]
        if not text.strip():
            self.add_error("text", _("Paste a site here, or choose a file."))
            return
        self.title = sandbox.OWN_TITLE
        self.site, self.complaints = sandbox.read_world(text)

    @property
    def lab(self) -> Lab | None:
        """The lab that these answers make; None where something is wrong with them."""
        if not self.is_valid() or self.site is None:
            return None
        return sandbox.free_lab(
            self.site,
            self.title,
            failures=self.cleaned_data["failures"],
            repairs=REPAIRS[self.cleaned_data["repair"] or ANY],
        )

    @property
    def release_of_run(self) -> str:
        """The release chosen, or the one that a site of one's own names; only with a world."""
        data = self.cleaned_data
        keeps = data["keep"] and data["world"] == self.OWN
        return self.site.release if keeps else data["release"] or self.site.release


class JudgeForm(forms.Form):
    """The verdict on a card: allowed, or the rule that refuses."""

    answer = forms.ChoiceField()

    def __init__(self, *args: object, codes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(code, code) for code in (ALLOWED, *codes)]
