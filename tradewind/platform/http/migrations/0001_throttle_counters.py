from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="ThrottleCounter",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("window", models.BigIntegerField()),
                ("hits", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE http_throttlecounter SET UNLOGGED",
            "ALTER TABLE http_throttlecounter SET LOGGED",
        ),
    ]
