"""What may be asked of the list of questions, in its address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.bank.models import State
from quizzes.kinds import KINDS
from quizzes.proof import OUTCOME_LABELS
from quizzes.teach.selectors import UNPUBLISHED_CHANGES, Filters
from studyguide.blueprint import blueprint

ANY = ("", _("Any"))
STATES = [
    (State.PUBLISHED, _("Published")),
    (UNPUBLISHED_CHANGES, _("Published, with newer changes")),
    (State.DRAFT, _("Draft, never published")),
    (State.REVIEW, _("In review")),
    (State.RETIRED, _("Retired")),
]


class FilterForm(forms.Form):
    """The filters as they stand in the address; what is unknown is left out and said."""

    text = forms.CharField(label=_("Words in the question"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    objective = forms.ChoiceField(label=_("Chapter or objective"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *STATES])
    proof = forms.ChoiceField(label=_("Proof"), required=False)

    def __init__(self, *args: object, language: str, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["kind"].choices = [
            ANY,
            *((name, kind.label.in_language(language)) for name, kind in KINDS.items()),
        ]
        self.fields["objective"].choices = [ANY, *_chapters_and_objectives(language)]
        self.fields["proof"].choices = [
            ANY,
            *((str(name), label.in_language(language)) for name, label in OUTCOME_LABELS.items()),
        ]

    @property
    def filters(self) -> Filters:
        """What is valid of the address; call `is_valid` first."""
        known = {name: self.cleaned_data.get(name, "") for name in self.fields}
        objective = known.pop("objective")
        is_chapter = bool(objective) and "." not in objective
        return Filters(
            **known,
            chapter=objective if is_chapter else "",
            objective="" if is_chapter else objective,
        )


def _chapters_and_objectives(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    course = blueprint()
    return [
        (
            _("Chapter %(number)d") % {"number": chapter.id},
            [
                (str(chapter.id), chapter.title.in_language(language)),
                *(
                    (known.id, f"{known.id} {known.title.in_language(language)}")
                    for known in course.of_chapter(chapter)
                ),
            ],
        )
        for chapter in course.chapters
    ]
