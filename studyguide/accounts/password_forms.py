"""New passwords: typed twice, checked against what is easily guessed."""

from __future__ import annotations

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from studyguide.accounts.fields import PasswordField
from studyguide.accounts.models import User


class NewPasswordForm(forms.Form):
    """A new password for `person`."""

    password = PasswordField(
        label=_("New password"),
        autocomplete="new-password",
        help_text=_("At least 8 characters, not only digits, not like your name."),
    )
    password_again = PasswordField(label=_("New password again"), autocomplete="new-password")

    def __init__(self, person: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> None:
        super().clean()
        check_twice(self, person=self.person)


class ChangePasswordForm(NewPasswordForm):
    """A new password for who knows the old one."""

    old_password = PasswordField(label=_("Current password"), autocomplete="current-password")
    field_order = ("old_password", "password", "password_again")

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if not self.person.check_password(password):
            raise ValidationError(_("This is not your password. It has not been changed."))
        return password


class ForgottenForm(forms.Form):
    """Where to send a letter about a forgotten password."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def check_twice(form: forms.Form, *, person: User) -> None:
    """Adds an error where the two passwords differ, or each reason why theirs is too weak."""
    password = form.cleaned_data.get("password")
    again = form.cleaned_data.get("password_again")
    if password and again and password != again:
        form.add_error("password_again", _("The two passwords differ. Please type both again."))
    elif password:
        try:
            password_validation.validate_password(password, user=person)
        except ValidationError as problems:
            form.add_error("password", problems)
