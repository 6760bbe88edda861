"""The full-text index over search entries, kept in step by the database itself.

SQLite: an FTS5 table over the rows of `SearchEntry` (it stores no text twice) with triggers.
A later migration that alters `SearchEntry` on SQLite rebuilds that table and loses the triggers:
it has to run `CREATE_TRIGGERS` again. PostgreSQL: a GIN index over the same two columns.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "studyguide_searchentry"
INDEX = "studyguide_searchindex"
COLUMNS = "title_tokens, body_tokens"
NEW = "new.id, new.title_tokens, new.body_tokens"
OLD = "old.id, old.title_tokens, old.body_tokens"
FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, {COLUMNS}) VALUES ('delete', {OLD});"
LEARN = f"INSERT INTO {INDEX}(rowid, {COLUMNS}) VALUES ({NEW});"

CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5({COLUMNS}, content='{TABLE}', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')"
)
CREATE_TRIGGERS = (
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {LEARN} END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE ON {TABLE} BEGIN {FORGET} {LEARN} END",
)
CREATE_GIN = (
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (("
    "setweight(to_tsvector('simple', title_tokens), 'A') || "
    "setweight(to_tsvector('simple', body_tokens), 'B')))"
)


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in (CREATE_INDEX, *CREATE_TRIGGERS):
            schema_editor.execute(statement)
        schema_editor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE_GIN)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {INDEX}_{event}")
        schema_editor.execute(f"DROP TABLE {INDEX}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("studyguide", "0001_initial")]

    operations = [migrations.RunPython(build, drop)]
