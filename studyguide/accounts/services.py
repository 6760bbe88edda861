"""What is done to accounts: each write whole or not at all."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from studyguide.accounts import selectors
from studyguide.accounts.models import ADMINISTRATORS, INSTRUCTORS, User
from studyguide.accounts.throttle import forgive

ROLE_GROUPS = {"learner": None, "instructor": INSTRUCTORS, "administrator": ADMINISTRATORS}


class NameTaken(Exception):
    """Somebody else was quicker."""


class LastAdministrator(Exception):
    """Without this person nobody could administer the site."""


def sign_up(
    *,
    username: str,
    password: str,
    display_name: str,
    email: str,
    choices: dict[str, str],
    guest: User | None,
) -> User:
    """A new account, or the guest's row made one, so that its work stays where it is.

    `choices` are the preferences made in this browser. Raises NameTaken.
    """
    try:
        with transaction.atomic():
            person = User(**choices) if guest is None else _still_a_guest(guest)
            person.username = username
            person.display_name = display_name
            person.email = User.objects.normalize_email(email)
            person.is_guest = False
            person.set_password(password)
            person.save()
    except (IntegrityError, User.DoesNotExist) as error:
        raise NameTaken(username) from error
    return person


def update_profile(*, person: User, display_name: str, student_number: str, email: str) -> None:
    """What others read of a person, and where a letter about a new password goes."""
    person.display_name = display_name
    person.student_number = student_number
    person.email = User.objects.normalize_email(email)
    person.save(update_fields=["display_name", "student_number", "email"])


@transaction.atomic
def set_role(*, person: User, role: str, by: User | None = None) -> None:
    """Makes `person` a learner, an instructor or an administrator, and nothing else.

    Raises LastAdministrator rather than leave the site without one.
    """
    if role != "administrator":
        _keep_an_administrator(without=person)
    person.groups.remove(*Group.objects.filter(name__in=[INSTRUCTORS, ADMINISTRATORS]))
    group = ROLE_GROUPS[role]
    if group is not None:
        person.groups.add(Group.objects.get_or_create(name=group)[0])
    person.is_staff = role == "administrator"  # only they see Django's own administration
    person.is_superuser = False
    person.save(update_fields=["is_staff", "is_superuser"])
    person.__dict__.pop("roles", None)
    if by is not None:
        _note(by=by, person=person, what=f"role: {role}")


@transaction.atomic
def delete_account(*, person: User) -> None:
    """Removes a person and their work; what they wrote for others stays, without their name.

    Raises LastAdministrator rather than leave the site without one.
    """
    _keep_an_administrator(without=person)
    person.delete()


def set_password(*, person: User, password: str) -> None:
    """Ends all other sessions and reset links of `person`, and forgives failed log-ins."""
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
    forgive(username=person.username)


def reset_link(*, person: User, by: User) -> str:
    """The address, on this site, under which `person` may set a new password once."""
    _note(by=by, person=person, what="password reset link made")
    return reset_address(person)


def reset_address(person: User) -> str:
    """Ends with a token that a log-in, a new password or a day's time makes worthless."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return reverse("accounts:reset_confirm", args=[key, token])


def _still_a_guest(guest: User) -> User:
    """The row, held; DoesNotExist if a form sent twice has made it an account meanwhile."""
    return User.objects.select_for_update().get(pk=guest.pk, is_guest=True)


def _keep_an_administrator(*, without: User) -> None:
    """Call inside a transaction: of two who leave at once, the second is counted after the first.

    Raises LastAdministrator.
    """
    present = list(selectors.administrators().values_list("pk", flat=True))
    if without.pk not in present:
        return
    list(User.objects.select_for_update().filter(pk__in=present).order_by("pk"))
    if not selectors.administrators().exclude(pk=without.pk).exists():
        raise LastAdministrator(without.username)


def _note(*, by: User, person: User, what: str) -> None:
    """Leaves a line in the history that administrators can read."""
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr=str(person)[:200],
        action_flag=CHANGE,
        change_message=what,
    )
