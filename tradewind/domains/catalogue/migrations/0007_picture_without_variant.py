"""What `shows` says now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_picture_shows")]

    operations = [migrations.RemoveField(model_name="media", name="variant")]
