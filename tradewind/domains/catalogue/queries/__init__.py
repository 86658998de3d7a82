"""Every read of the catalogue others may make."""

from tradewind.domains.catalogue.queries.attributes import attributes_of, list_attributes
from tradewind.domains.catalogue.queries.console import (
    ProductFilter,
    ProductRow,
    chosen_products,
    count_products,
    list_products,
)
from tradewind.domains.catalogue.queries.facts import (
    AttributeFacts,
    OwnProductFacts,
    PictureFacts,
    ProductFacts,
    SellerFacts,
    VariantFacts,
)
from tradewind.domains.catalogue.queries.imports import (
    find_unfinished,
    get_import,
    list_imports,
    list_refused_rows,
)
from tradewind.domains.catalogue.queries.product import (
    find_product,
    get_product,
    get_store_product,
)
from tradewind.domains.catalogue.queries.sections import SectionFacts, home_sections
from tradewind.domains.catalogue.queries.sellable import sellable_ids
from tradewind.domains.catalogue.queries.tree import CategoryNode, CategoryTree, category_tree

__all__ = [
    "AttributeFacts",
    "CategoryNode",
    "CategoryTree",
    "OwnProductFacts",
    "PictureFacts",
    "ProductFacts",
    "ProductFilter",
    "ProductRow",
    "SectionFacts",
    "SellerFacts",
    "VariantFacts",
    "attributes_of",
    "category_tree",
    "chosen_products",
    "count_products",
    "find_product",
    "find_unfinished",
    "get_import",
    "get_product",
    "get_store_product",
    "home_sections",
    "list_attributes",
    "list_imports",
    "list_products",
    "list_refused_rows",
    "sellable_ids",
]
