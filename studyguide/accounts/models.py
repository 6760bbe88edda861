"""People: one row for everyone, guests and demonstration accounts included."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from labs.datacenter.releases import RELEASES
from studyguide.accounts.names import name_key

INSTRUCTORS = "instructors"
ADMINISTRATORS = "administrators"

LANGUAGE_CHOICES = [("zh", _("Simplified Chinese")), ("en", _("English"))]
THEME_CHOICES = [("system", _("System")), ("light", _("Light")), ("dark", _("Dark"))]
RELEASE_CHOICES = [(release, release) for release in RELEASES]
# Whether the card that a first disputed claim shows has been answered.
DISPUTE_CHOICES = [("answered", _("Answered"))]


class People(UserManager):
    """Finds a person by any spelling of the user name."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(name_key=name_key(username or ""))


class User(AbstractUser):
    """Whoever uses the site. Empty preferences mean "as the site or the browser says"."""

    # Two spellings of one name must not be two people; NFKC may make a name three times as long.
    name_key = models.CharField(max_length=450, unique=True, editable=False)
    display_name = models.CharField(_("Name shown to others"), max_length=80, blank=True)
    student_number = models.CharField(_("Student number"), max_length=40, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=8, blank=True, choices=LANGUAGE_CHOICES)
    release = models.CharField(_("Release"), max_length=8, blank=True, choices=RELEASE_CHOICES)
    theme = models.CharField(_("Theme"), max_length=8, blank=True, choices=THEME_CHOICES)
    dispute = models.CharField(max_length=8, blank=True, choices=DISPUTE_CHOICES)
    is_guest = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~models.Q(external_id=""),
                name="external_id_once",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = name_key(self.username)
        if "username" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        super().save(*args, **kwargs)

    @property
    def shown_name(self) -> str:
        """What others read; a guest has no name of their own."""
        return self.display_name or self.username

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the groups that give this user more than a learner may do."""
        if self.is_superuser:
            return frozenset({ADMINISTRATORS, INSTRUCTORS})
        names = {group.name for group in self.groups.all()}  # all(): lists prefetch them
        return frozenset(names | ({INSTRUCTORS} if ADMINISTRATORS in names else set()))

    @property
    def is_instructor(self) -> bool:
        return INSTRUCTORS in self.roles

    @property
    def is_administrator(self) -> bool:
        return ADMINISTRATORS in self.roles

    @property
    def role(self) -> str:
        """The one word for what this person may do."""
        if self.is_administrator:
            return "administrator"
        return "instructor" if self.is_instructor else "learner"
