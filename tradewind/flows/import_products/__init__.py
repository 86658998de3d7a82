"""Products from a file: catalogue, prices and stock in one go, which no single domain could write.

Read (`readers`) → understood by columns (`reading`, `rows`) → grouped into products (`grouping`)
→ written (`batches`). Pictures named by address are not fetched.
"""

from tradewind.flows.import_products.exporting import export_products, export_workbook
from tradewind.flows.import_products.fields import Field
from tradewind.flows.import_products.reading import Reading
from tradewind.flows.import_products.running import (
    MAX_FILE,
    Preview,
    PreviewRow,
    look,
    map_columns,
    open_file,
    preview,
    run,
)

__all__ = [
    "MAX_FILE",
    "Field",
    "Preview",
    "PreviewRow",
    "Reading",
    "export_products",
    "export_workbook",
    "look",
    "map_columns",
    "open_file",
    "preview",
    "run",
]
