"""The guide learners read: lesson files as values, and where each objective is taught."""

from studyguide.guide.lessons import Guide, Lesson, Section, TaughtChapter, anchor, reading_minutes
from studyguide.guide.shelf import SHELF, Shelf, guide, passage

__all__ = [
    "SHELF",
    "Guide",
    "Lesson",
    "Section",
    "Shelf",
    "TaughtChapter",
    "anchor",
    "guide",
    "passage",
    "reading_minutes",
]
