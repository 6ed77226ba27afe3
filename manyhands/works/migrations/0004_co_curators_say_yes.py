from django.db import migrations, models

# Whoever was named before could act at once; they go on as they were.
_STANDING = "UPDATE works_cocurator SET accepted_at = at WHERE accepted_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("works", "0003_collections_can_be_held")]

    operations = [
        migrations.AddField(
            model_name="cocurator", name="accepted_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(_STANDING, reverse_sql=migrations.RunSQL.noop),
    ]
