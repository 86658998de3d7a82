"""Imports keep what was left out as well as what was refused."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_picture_without_variant")]

    operations = [
        migrations.RenameModel("RefusedRow", "RowRemark"),
        migrations.AlterField(
            model_name="rowremark",
            name="of",
            field=models.ForeignKey(
                on_delete=models.deletion.CASCADE,
                related_name="remarks",
                to="catalogue.import",
            ),
        ),
        migrations.AddField(
            model_name="rowremark",
            name="is_warning",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="rowremark",
            name="column",
            field=models.CharField(
                blank=True, db_default="", help_text="What the file calls it", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="warnings",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
