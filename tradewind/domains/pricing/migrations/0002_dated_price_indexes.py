from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pricing", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="price",
            index=models.Index(
                condition=models.Q(("starts_at", None), _negated=True),
                fields=["starts_at"],
                name="price_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="price",
            index=models.Index(
                condition=models.Q(("ends_at", None), _negated=True),
                fields=["ends_at"],
                name="price_ends",
            ),
        ),
    ]
