"""Whoever denies media, by whatever path: every front hears of it when the denial is committed."""

from __future__ import annotations

from django.db import migrations

FORWARDS = """
CREATE FUNCTION tell_media_denied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY media_denied;
    RETURN NULL;
END $$;
CREATE FUNCTION tell_denied_rendition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM media_blobdenial WHERE blob_id = NEW.source_id) THEN
        NOTIFY media_denied;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER denial_is_heard AFTER INSERT OR UPDATE OR DELETE ON media_blobdenial
    FOR EACH STATEMENT EXECUTE FUNCTION tell_media_denied();
CREATE TRIGGER rendition_is_heard AFTER INSERT ON media_rendition
    FOR EACH ROW EXECUTE FUNCTION tell_denied_rendition();
"""
BACKWARDS = """
DROP TRIGGER denial_is_heard ON media_blobdenial;
DROP TRIGGER rendition_is_heard ON media_rendition;
DROP FUNCTION tell_media_denied();
DROP FUNCTION tell_denied_rendition();
"""


class Migration(migrations.Migration):
    dependencies = [("media", "0003_shape")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
