"""One row for each thing that can be found, in each language it has."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """Title and body as a reader sees them, and as the index holds them (see `tokens`)."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    body = models.TextField()
    url = models.CharField(max_length=300)
    title_tokens = models.TextField()
    body_tokens = models.TextField()

    class Meta:
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="found_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.language})"
