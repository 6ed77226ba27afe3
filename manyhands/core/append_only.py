"""Tables that only grow: a trigger refuses UPDATE, DELETE and TRUNCATE, whoever asks."""

from __future__ import annotations

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def append_only(*tables: str) -> list[migrations.RunSQL]:
    """Migration operations that make tables append-only.

    The function itself comes with core's first migrations.
    """
    return [
        migrations.RunSQL(
            sql=f"""
            CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """,
            reverse_sql=f"DROP TRIGGER only_added ON {table}; DROP TRIGGER never_emptied ON {table};",
        )
        for table in tables
    ]
