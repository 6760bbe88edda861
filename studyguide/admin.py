"""Django's administration: to look things up, and to switch an account off or on."""

from __future__ import annotations

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from studyguide.accounts import selectors
from studyguide.accounts.access import log_in_first
from studyguide.accounts.models import User


def may_administer(request: HttpRequest) -> bool:
    return (
        request.user.is_authenticated and request.user.is_active and request.user.is_administrator
    )


def log_in(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """The site has one log-in; to others than administrators this place does not exist."""
    if request.user.is_authenticated:
        raise Http404
    return log_in_first(request)


admin.site.has_permission = may_administer
admin.site.login = log_in
admin.site.site_header = admin.site.site_title = _("Studyguide: administration")
admin.site.enable_nav_sidebar = False


class ReadOnlyAdmin(admin.ModelAdmin):
    """For looking things up."""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return may_administer(request)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User)
class PeopleAdmin(ReadOnlyAdmin):
    """People can be switched off here; roles are given on the page for them."""

    list_display = ("username", "display_name", "student_number", "is_active", "last_login")
    list_filter = ("is_active", "is_guest", "groups")
    search_fields = ("username", "display_name", "student_number")
    fields = (
        "username", "display_name", "student_number", "email", "groups",
        "is_active", "is_guest", "is_demo", "date_joined", "last_login",
    )  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return may_administer(request)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """All but the switch, and that too for the last who can administer, and for oneself."""
        keeps_on = obj is not None and (obj == request.user or _is_last_administrator(obj))
        return [name for name in self.fields if name != "is_active" or keeps_on]


class AttemptAdmin(ReadOnlyAdmin):
    """Failed log-ins; deleting a count lets the person try again at once."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    search_fields = ("username", "ip_address")
    fields = list_display

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return may_administer(request)


@admin.register(LogEntry)
class HistoryAdmin(ReadOnlyAdmin):
    """Who gave roles and made links for new passwords."""

    list_display = ("action_time", "user", "object_repr", "change_message")
    list_select_related = ("user",)
    search_fields = ("object_repr", "change_message")
    fields = list_display


for model in (Group, AccessAttempt, AccessLog, AccessFailureLog):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
admin.site.register(AccessAttempt, AttemptAdmin)


def _is_last_administrator(person: User) -> bool:
    present = list(selectors.administrators().values_list("pk", flat=True)[:2])
    return present == [person.pk]
