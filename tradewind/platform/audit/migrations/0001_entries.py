from __future__ import annotations

from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry is append-only: % refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- Also for sessions that switch ordinary triggers off.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_append_only;
"""
REVERT = """
DROP TRIGGER audit_append_only ON audit_entry;
DROP FUNCTION audit_refuse;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.TextField(null=True)),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("store_id", models.BigIntegerField(null=True)),
                ("changes", models.JSONField()),
                ("request_id", models.TextField(null=True)),
            ],
            options={
                "db_table": "audit_entry",
                "indexes": [
                    models.Index(fields=["subject", "-id"], name="audit_subject"),
                    models.Index(fields=["store_id", "-id"], name="audit_store"),
                    models.Index(fields=["actor", "-id"], name="audit_actor"),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, REVERT),
    ]
