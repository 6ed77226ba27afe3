"""Counting what one owner has waiting, without reading the whole queue."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0002_ground"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_job_owner ON procrastinate_jobs (queue_name, (args ->> '_owner'))"
            " WHERE status IN ('todo', 'doing')",
            "DROP INDEX core_job_owner",
        )
    ]
