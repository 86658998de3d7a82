"""Every change of the catalogue, named by what the merchant does. Ids here are public ids."""

from tradewind.domains.catalogue.operations.attributes import (
    NewAttribute,
    change_attribute,
    declare_attributes,
)
from tradewind.domains.catalogue.operations.categories import (
    archive_category,
    change_category,
    create_category,
)
from tradewind.domains.catalogue.operations.columns import ProductColumns
from tradewind.domains.catalogue.operations.inspecting import (
    approve_product,
    refuse_product,
    set_moderation,
)
from tradewind.domains.catalogue.operations.loading import Loaded, load_products
from tradewind.domains.catalogue.operations.matrix import set_options
from tradewind.domains.catalogue.operations.pictures import (
    add_drawing,
    add_picture,
    describe_picture,
    link_picture,
    order_pictures,
    remove_picture,
)
from tradewind.domains.catalogue.operations.products import (
    change_product,
    create_product,
    translate_product,
)
from tradewind.domains.catalogue.operations.saying import say_product
from tradewind.domains.catalogue.operations.sections import (
    change_section,
    create_section,
    remove_section,
)
from tradewind.domains.catalogue.operations.status import (
    archive,
    discontinue,
    publish,
    restore,
    withdraw,
)
from tradewind.domains.catalogue.operations.tags import add_tag, remove_tag
from tradewind.domains.catalogue.operations.to_load import ProductToLoad, VariantToLoad
from tradewind.domains.catalogue.operations.variants import change_variant

__all__ = [
    "Loaded",
    "NewAttribute",
    "ProductColumns",
    "ProductToLoad",
    "VariantToLoad",
    "add_drawing",
    "add_picture",
    "add_tag",
    "approve_product",
    "archive",
    "archive_category",
    "change_attribute",
    "change_category",
    "change_product",
    "change_section",
    "change_variant",
    "create_category",
    "create_product",
    "create_section",
    "declare_attributes",
    "describe_picture",
    "discontinue",
    "link_picture",
    "load_products",
    "order_pictures",
    "publish",
    "refuse_product",
    "remove_picture",
    "remove_section",
    "remove_tag",
    "restore",
    "say_product",
    "set_moderation",
    "set_options",
    "translate_product",
    "withdraw",
]
