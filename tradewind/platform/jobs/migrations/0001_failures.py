from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        # A NOTIFY makes commits wait for one another (docs/adr/events), and this trigger would
        # send two with every deferred job. The worker polls.
        migrations.RunSQL(
            "DROP TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 ON procrastinate_jobs",
            migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="JobFailure",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("error", models.TextField()),
                ("failed_at", models.DateTimeField()),
            ],
            options={"db_table": "jobs_failure"},
        ),
        migrations.RunSQL(
            "ALTER TABLE jobs_failure ADD CONSTRAINT jobs_failure_job FOREIGN KEY (job_id)"
            " REFERENCES procrastinate_jobs ON DELETE CASCADE",
            migrations.RunSQL.noop,
        ),
    ]
