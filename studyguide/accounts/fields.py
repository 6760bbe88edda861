"""Form fields that account forms share: no password is cut off, none costs more than a glance."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from studyguide.accounts.names import check_printable

LONGEST_PASSWORD = 200
LONGEST_NAME = 80


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty post is an answer too, and gets its errors."""
    return request.POST if request.method == "POST" else None


class PasswordField(forms.CharField):
    """A password as typed. What is longer than the limit is refused before it is hashed."""

    widget = forms.PasswordInput

    def __init__(self, *, autocomplete: str, **options: object) -> None:
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, **options)
        self.widget.attrs["autocomplete"] = autocomplete

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """No `maxlength`: a browser would cut a pasted password without a word."""
        return {}


class NameField(forms.CharField):
    """A name that others read."""

    default_validators = (check_printable,)

    def __init__(self, **options: object) -> None:
        options.setdefault("max_length", LONGEST_NAME)
        super().__init__(**options)


def display_name_field() -> forms.CharField:
    return NameField(
        label=_("Name shown to others"),
        required=False,
        help_text=_("Your class sees it. Without one your user name is shown."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Used only to set a new password when you have forgotten yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
