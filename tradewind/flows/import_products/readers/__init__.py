"""Files as rows, read as they come: nothing holds a whole file in memory but XLSX's own texts."""

from tradewind.flows.import_products.readers.opening import Table, open_table
from tradewind.flows.import_products.readers.rows import (
    BadRow,
    FileUnreadable,
    FormatUnknown,
    RawRow,
)

__all__ = ["BadRow", "FileUnreadable", "FormatUnknown", "RawRow", "Table", "open_table"]
