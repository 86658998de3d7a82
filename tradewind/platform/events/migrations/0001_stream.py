from __future__ import annotations

from typing import Any

import django.db.models.fields.composite
from django.db import migrations, models

from tradewind.kernel import clock
from tradewind.platform.events.partitions import create_ahead

# Ids are drawn without a cache: of two writers under one row lock, the later one's is greater.
STREAM = """
CREATE SEQUENCE events_id AS bigint;
CREATE SEQUENCE events_position AS bigint;
CREATE TABLE events_event (
    id bigint NOT NULL DEFAULT nextval('events_id'),
    occurred_at timestamptz NOT NULL,
    position bigint,
    event_id uuid NOT NULL,
    name text NOT NULL,
    version smallint NOT NULL,
    aggregate text NOT NULL,
    payload jsonb NOT NULL,
    request_id text,
    actor text,
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
ALTER SEQUENCE events_id OWNED BY events_event.id;
ALTER SEQUENCE events_position OWNED BY events_event.position;
CREATE INDEX events_unnumbered ON events_event (id) WHERE position IS NULL;
CREATE INDEX events_numbered ON events_event (position) WHERE position IS NOT NULL;
CREATE TABLE events_event_default PARTITION OF events_event DEFAULT;
"""


def create_months(*_: Any) -> None:
    # The same code as the nightly job: it names no model, so it may serve old migrations too.
    create_ahead(today=clock.now().date())


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(STREAM, "DROP TABLE events_event")],
            state_operations=[
                migrations.CreateModel(
                    name="StoredEvent",
                    fields=[
                        (
                            "pk",
                            django.db.models.fields.composite.CompositePrimaryKey(
                                "id",
                                "occurred_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("occurred_at", models.DateTimeField()),
                        ("position", models.BigIntegerField(null=True)),
                        ("event_id", models.UUIDField()),
                        ("name", models.TextField()),
                        ("version", models.SmallIntegerField()),
                        ("aggregate", models.TextField()),
                        ("payload", models.JSONField()),
                        ("request_id", models.TextField(null=True)),
                        ("actor", models.TextField(null=True)),
                    ],
                    options={"db_table": "events_event"},
                ),
            ],
        ),
        migrations.RunPython(create_months, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("subscription", models.TextField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
                ("moved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ParkedEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subscription", models.TextField()),
                ("position", models.BigIntegerField()),
                ("aggregate", models.TextField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("parked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "events_parked",
                "indexes": [
                    models.Index(fields=["subscription", "due_at"], name="parked_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "aggregate", "position"), name="parked_once"
                    ),
                ],
            },
        ),
    ]
