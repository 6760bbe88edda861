"""What people may type about themselves, and what is said when it will not do."""

from __future__ import annotations

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from studyguide.accounts.fields import NameField, PasswordField, display_name_field, email_field
from studyguide.accounts.models import User
from studyguide.accounts.names import LONGEST, check_new_name
from studyguide.accounts.password_forms import check_twice
from studyguide.accounts.selectors import is_name_taken

USERNAME_ATTRS = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignUpForm(forms.Form):
    """A new account. A name taken in the meantime is for the service to notice."""

    username = forms.CharField(
        label=_("User name"),
        validators=[check_new_name],
        help_text=_("Letters, digits and @ . + - _; capitals make no difference at log-in."),
        widget=forms.TextInput(attrs=USERNAME_ATTRS),
    )
    display_name = display_name_field()
    email = email_field()
    password = PasswordField(
        label=_("Password"),
        autocomplete="new-password",
        help_text=_("At least 8 characters, not only digits, not like your name."),
    )
    password_again = PasswordField(label=_("Password again"), autocomplete="new-password")

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"])
        check_new_name(username)
        if is_name_taken(username):
            raise ValidationError(_("This name is taken. Please choose another."))
        return username

    def clean(self) -> None:
        super().clean()
        facts = {
            name: self.cleaned_data.get(name, "") for name in ("username", "display_name", "email")
        }
        check_twice(self, person=User(**facts))


class LogInForm(AuthenticationForm):
    """User name and password; what is too long is refused before it costs anything."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={**USERNAME_ATTRS, "autofocus": True}),
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "User name and password do not match. Capitals count in the password only."
        ),
    }


class ProfileForm(forms.ModelForm):
    """What others read of a person, and the address for a forgotten password."""

    display_name = display_name_field()
    student_number = NameField(
        label=_("Student number"),
        required=False,
        max_length=40,
        help_text=_("Instructors find you by it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = email_field()
    password = PasswordField(
        label=_("Current password"),
        autocomplete="current-password",
        required=False,
        help_text=_("Needed only to change the e-mail address."),
    )

    class Meta:
        model = User
        fields = ("display_name", "student_number", "email")

    def clean(self) -> None:
        super().clean()
        if "email" not in self.changed_data or self.errors:
            return
        if not self.instance.check_password(self.cleaned_data["password"]):
            self.add_error(
                "password",
                _("Please type your current password: it protects the e-mail address."),
            )


class DeleteAccountForm(forms.Form):
    """The password, asked once more before everything goes."""

    password = PasswordField(label=_("Current password"), autocomplete="current-password")

    def __init__(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Through the backends, so that guesses are counted with those of the log-in."""
        password = self.cleaned_data["password"]
        username = self.request.user.username
        if authenticate(self.request, username=username, password=password) is None:
            raise ValidationError(_("This is not your password. Nothing was deleted."))
        return password


class FindPeopleForm(forms.Form):
    """Words that a person is looked up by."""

    q = forms.CharField(
        label=_("User name, name or student number"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """One of the three roles."""

    ROLES = (
        ("learner", _("Learner")),
        ("instructor", _("Instructor")),
        ("administrator", _("Administrator")),
    )

    role = forms.ChoiceField(choices=ROLES)
