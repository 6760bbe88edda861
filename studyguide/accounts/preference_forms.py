"""What a reader may choose, and what each choice means."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.datacenter.releases import NOTES, RELEASES
from studyguide.accounts.preferences import THEMES

# Names of languages stay in their own language: whoever is lost in the other can read them.
LANGUAGE_LABELS = [("zh", "中文"), ("en", "English")]
THEME_LABELS = [("system", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]
# What "show me both" sends: no release, since every verdict names the others where they differ.
BOTH = "both"

RELEASE_MEANINGS = {
    NOTES: _(
        "What the course notes say: vSphere 5.5, except that powered-off and suspended machines "
        "stay in their datacenter while vMotion and Storage vMotion may leave it."
    ),
    "5.5": _("What vSphere 5.5 does, the product of the course's time."),
    "6.7": _("What vSphere 6.7 does; where 6.0 and 6.5 differ, 6.7 decides."),
    "7.0": _("What vSphere 7.0 does."),
    "8.0": _("What vSphere 8.0 does, the newest release here."),
}


class ReleaseForm(forms.Form):
    """One release, or both sides of every dispute."""

    release = forms.ChoiceField(choices=[(name, name) for name in (*RELEASES, BOTH)])


class ThemeForm(forms.Form):
    """One theme."""

    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES])


class PreferencesForm(forms.Form):
    """All preferences at once."""

    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGE_LABELS, widget=forms.RadioSelect
    )
    release = forms.ChoiceField(
        label=_("Release"),
        choices=[(name, name) for name in RELEASES],
        widget=forms.RadioSelect,
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=THEME_LABELS, widget=forms.RadioSelect)

    @property
    def release_rows(self) -> list[dict[str, object]]:
        """Each release with what it means, and whether it is the one chosen."""
        value = self["release"].value()
        return [
            {"name": name, "meaning": RELEASE_MEANINGS[name], "chosen": name == value}
            for name in RELEASES
        ]
