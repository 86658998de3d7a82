from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="UsedKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "scope",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("scope", models.TextField()),
                ("key", models.TextField()),
                ("fingerprint", models.BinaryField()),
                ("attempt", models.IntegerField()),
                ("leased_until", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("status", models.SmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.BinaryField(default=bytes)),
            ],
            options={
                "db_table": "idempotency_key",
                "indexes": [models.Index(fields=["expires_at"], name="idempotency_expiry")],
            },
        ),
    ]
