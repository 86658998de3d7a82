import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tradewind.platform.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0002_initial"),
        ("notices", "0001_initial"),
        ("stores", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Browser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    tradewind.platform.models.fields.PublicIdField(
                        editable=False, prefix="brw", unique=True
                    ),
                ),
                ("endpoint", models.CharField(max_length=1000, unique=True)),
                ("p256dh", models.CharField(max_length=100)),
                ("auth", models.TextField()),
                ("name", models.CharField(blank=True, max_length=60)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(help_text="See purposes.py", max_length=30)),
                ("channels", models.JSONField(default=list, help_text="Values of Notice.Channel")),
                ("rhythm", models.CharField(default="at_once", max_length=10)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AddField(
            model_name="notice",
            name="basis",
            field=models.CharField(
                blank=True, help_text="What the consent gate found", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="consent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="consent.consent",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="digest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="notices.notice",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="purpose",
            field=models.CharField(blank=True, help_text="See purposes.py", max_length=30),
        ),
        migrations.AddField(
            model_name="notice",
            name="rhythm",
            field=models.CharField(blank=True, help_text="daily, weekly", max_length=10),
        ),
        migrations.AlterField(
            model_name="notice",
            name="channel",
            field=models.CharField(
                choices=[
                    ("email", "E-mail"),
                    ("site", "Notice centre"),
                    ("banner", "Banner"),
                    ("push", "On this device"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("held", "Held back"),
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                    ("read", "Read"),
                    ("gathered", "In a digest"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state", "held")), fields=["due_at"], name="notice_held_until"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("channel__in", ("site", "banner")), ("state", "sent")),
                fields=["person"],
                name="notice_unread",
            ),
        ),
        # They passed the gate when it did not yet say on what.
        migrations.RunSQL(
            "UPDATE notices_notice SET basis = 'unrecorded' WHERE is_commercial AND basis = ''",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_commercial", False),
                    models.Q(("basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="notice_commercial_has_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("due_at__isnull", False),
                    _connector="OR",
                ),
                name="notice_held_is_due",
            ),
        ),
        migrations.AddField(
            model_name="browser",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="quiethours",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="wish",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(
                fields=("person", "purpose"), name="wish_once_a_purpose"
            ),
        ),
    ]
