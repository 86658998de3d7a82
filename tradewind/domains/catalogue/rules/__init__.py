"""What the catalogue decides without a database."""

from tradewind.domains.catalogue.rules.gtins import is_gtin, normal_gtin
from tradewind.domains.catalogue.rules.naming import (
    Words,
    attribute_value,
    option_name,
    option_value,
    words,
)
from tradewind.domains.catalogue.rules.options import (
    MAX_VARIANTS,
    Option,
    OptionValue,
    TooManyVariants,
    option_rows,
    read_options,
    rearrange,
    with_words,
)
from tradewind.domains.catalogue.rules.slugs import slug_of

__all__ = [
    "MAX_VARIANTS",
    "Option",
    "OptionValue",
    "TooManyVariants",
    "Words",
    "attribute_value",
    "is_gtin",
    "normal_gtin",
    "option_name",
    "option_rows",
    "option_value",
    "read_options",
    "rearrange",
    "slug_of",
    "with_words",
    "words",
]
