"""The one company, append-only events, and the cache table that all processes share."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from manyhands.core.append_only import FUNCTION, append_only

CACHE = """
CREATE UNLOGGED TABLE core_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


def found_company(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("core", "Company").objects.create(pk=1, at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION refuse_change()"),
        *append_only("core_event", "core_event_topic"),
        migrations.RunSQL(CACHE, "DROP TABLE core_cache"),
        migrations.RunPython(found_company, migrations.RunPython.noop),
    ]
