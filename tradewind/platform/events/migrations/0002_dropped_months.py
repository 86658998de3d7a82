from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0001_stream")]
    operations = [
        migrations.CreateModel(
            name="DroppedMonth",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("last_position", models.BigIntegerField()),
                ("dropped_at", models.DateTimeField()),
            ],
        ),
    ]
