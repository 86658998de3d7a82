"""A picture shows choices rather than one variant."""

from django.db import migrations, models

_TAKE_OVER = """
UPDATE catalogue_media m SET shows = v.choices FROM catalogue_variant v WHERE v.id = m.variant_id
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_section_audiences")]

    operations = [
        migrations.AddField(
            model_name="media",
            name="shows",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                help_text="A value for each option, empty: any; an empty list: every variant",
            ),
        ),
        migrations.RunSQL(_TAKE_OVER, migrations.RunSQL.noop),
    ]
