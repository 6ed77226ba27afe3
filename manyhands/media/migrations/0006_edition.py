"""With which ladder an original was prepared; none is known of those that are there."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0005_takes")]

    operations = [
        migrations.AddField("processing", "edition", models.CharField(blank=True, max_length=8, db_default="")),
        migrations.AddIndex(
            "processing",
            models.Index(condition=models.Q(state="ready"), fields=["edition"], name="processing_of_edition"),
        ),
    ]
