"""Every read of the catalogue others may make."""

from tradewind.domains.catalogue.queries.attributes import attributes_of, list_attributes
from tradewind.domains.catalogue.queries.console import (
    ProductFilter,
    ProductRow,
    chosen_products,
    count_products,
    list_products,
    product_named,
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
    list_remarks,
)
from tradewind.domains.catalogue.queries.inspections import (
    InspectionRow,
    count_waiting_inspections,
    get_inspected_product,
    last_verdict,
    list_inspections,
    looks_first,
)
from tradewind.domains.catalogue.queries.pictures import PICTURE
from tradewind.domains.catalogue.queries.product import (
    Beside,
    find_product,
    find_unpublished,
    get_product,
    get_store_product,
)
from tradewind.domains.catalogue.queries.sections import SectionFacts, home_sections
from tradewind.domains.catalogue.queries.sellable import SELLABLE, sellable_ids
from tradewind.domains.catalogue.queries.texts import (
    ProductTexts,
    count_untold,
    list_untold,
    texts_of,
)
from tradewind.domains.catalogue.queries.tree import CategoryNode, CategoryTree, category_tree

__all__ = [
    "PICTURE",
    "SELLABLE",
    "AttributeFacts",
    "Beside",
    "CategoryNode",
    "CategoryTree",
    "InspectionRow",
    "OwnProductFacts",
    "PictureFacts",
    "ProductFacts",
    "ProductFilter",
    "ProductRow",
    "ProductTexts",
    "SectionFacts",
    "SellerFacts",
    "VariantFacts",
    "attributes_of",
    "category_tree",
    "chosen_products",
    "count_products",
    "count_untold",
    "count_waiting_inspections",
    "find_product",
    "find_unfinished",
    "find_unpublished",
    "get_import",
    "get_inspected_product",
    "get_product",
    "get_store_product",
    "home_sections",
    "last_verdict",
    "list_attributes",
    "list_imports",
    "list_inspections",
    "list_products",
    "list_remarks",
    "list_untold",
    "looks_first",
    "product_named",
    "sellable_ids",
    "texts_of",
]
