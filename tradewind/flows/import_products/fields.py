"""What a column of a file can mean, and what people and programs call it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

_NOT_A_LETTER = re.compile(r"[\W_]+")


class Field(StrEnum):
    """What a column means. `PRICE` is in major units, `PRICE_MINOR` in whole minor units."""

    EXTERNAL_ID = "external_id"
    SKU = "sku"
    GTIN = "gtin"
    TITLE = "title"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    CARE = "care"
    BRAND = "brand"
    CATEGORY = "category"
    TAGS = "tags"
    STATUS = "status"
    PRICE = "price"
    PRICE_MINOR = "price_minor"
    COMPARE_AT = "compare_at"
    QUANTITY_PRICES = "quantity_prices"
    CURRENCY = "currency"
    STOCK = "stock"
    WEIGHT_G = "weight_g"
    RELEASED_ON = "released_on"
    TAX_CATEGORY = "tax_category"
    ATTRIBUTES = "attributes"
    OPTION1_NAME = "option1_name"
    OPTION1_VALUE = "option1_value"
    OPTION2_NAME = "option2_name"
    OPTION2_VALUE = "option2_value"
    OPTION3_NAME = "option3_name"
    OPTION3_VALUE = "option3_value"
    OPTION4_NAME = "option4_name"
    OPTION4_VALUE = "option4_value"
    ATTRIBUTE = "attribute"
    PICTURE = "picture"
    IGNORED = ""


OPTIONS = tuple(
    (Field(f"option{place}_name"), Field(f"option{place}_value")) for place in range(1, 5)
)

# English, French, German, Spanish, Korean, Vietnamese, Mongolian, Arabic; then Shopify's export
# (https://help.shopify.com/en/manual/products/import-export/using-csv) and Icecat's names.
_NAMES: Mapping[Field, str] = {
    Field.EXTERNAL_ID: "id|external id|product id|handle|identifiant|produkt id|상품id",
    Field.SKU: "sku|variant sku|article number|item number|part number|mpn|reference|référence"
    "|artikelnummer|referencia|품번|상품코드|mã sản phẩm|барааны код|код|رمز المنتج",
    Field.GTIN: "gtin|ean|ean13|upc|barcode|variant barcode|isbn|code barres|code à barres|strichcode"
    "|código de barras|바코드|mã vạch|баркод|باركود|الباركود",
    Field.TITLE: "title|name|product name|product title|titre|nom|nom du produit|désignation|titel"
    "|bezeichnung|produktname|nombre|título|상품명|제품명|tên|tên sản phẩm|нэр|барааны нэр|название"
    "|الاسم|اسم المنتج|العنوان",
    Field.SUMMARY: "summary|short description|subtitle|résumé|sous titre|kurzbeschreibung|resumen",
    Field.DESCRIPTION: "description|body|body html|long description|product description"
    "|beschreibung|descripción|설명|상품설명|mô tả|тайлбар|описание|الوصف",
    Field.CARE: "care|care instructions|entretien|pflege|العناية",
    Field.BRAND: "brand|vendor|manufacturer|maker|marque|fabricant|marke|hersteller|marca"
    "|브랜드|제조사|thương hiệu|брэнд|бренд|العلامة التجارية",
    Field.CATEGORY: "category|product category|type|catégorie|kategorie|categoría|카테고리"
    "|danh mục|ангилал|категория|الفئة",
    Field.TAGS: "tags|tag|labels|étiquettes|mots clés|schlagwörter|etiquetas|태그|الوسوم",
    Field.STATUS: "status|state|statut|état|estado|상태|الحالة",
    Field.PRICE: "price|variant price|unit price|selling price|prix|prix de vente|preis|precio"
    "|가격|판매가|giá|giá bán|үнэ|цена|السعر",
    Field.PRICE_MINOR: "price cents|price minor|cents|price in cents|prix en centimes",
    Field.COMPARE_AT: "compare at|compare at price|variant compare at price|list price|rrp|msrp"
    "|regular price|former price|prix barré|uvp|precio anterior|정가|giá gốc|السعر قبل الخصم",
    Field.QUANTITY_PRICES: "quantity prices|price tiers|tier prices|price breaks|volume pricing"
    "|prix par quantité|prix dégressifs|staffelpreise|precios por cantidad",
    Field.CURRENCY: "currency|devise|währung|moneda|통화|tiền tệ|валют|العملة",
    Field.STOCK: "stock|quantity|qty|inventory|on hand|available|variant inventory qty|quantité"
    "|en stock|bestand|menge|cantidad|existencias|재고|수량|số lượng|tồn kho|үлдэгдэл|тоо"
    "|количество|остаток|المخزون|الكمية",
    Field.WEIGHT_G: "weight g|weight grams|grams|variant grams|poids g|gewicht g|peso g|무게 g",
    Field.RELEASED_ON: "released|released on|release date|date de sortie|erscheinungsdatum",
    Field.TAX_CATEGORY: "tax category|tax class|catégorie de taxe",
    Field.ATTRIBUTES: "attributes|features|specifications|properties|attributs|merkmale|atributos",
    Field.PICTURE: "image|images|image src|image url|picture|photo|variant image|image position"
    "|image alt text",
}

# Columns of Shopify's export that say nothing a product here could hold.
_NOTHING = (
    "published|gift card|variant inventory tracker|variant inventory policy|seo title"
    "|variant fulfillment service|variant requires shipping|variant taxable|variant weight unit"
    "|seo description|variant tax code|cost per item|collection"
)


def plain(header: str) -> str:
    """A header without case, accents and punctuation: ``Prix (barré)`` is ``prix barre``."""
    folded = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", _NOT_A_LETTER.sub(" ", letters)).strip()


def _known() -> dict[str, Field]:
    known = {plain(name): field for field, names in _NAMES.items() for name in names.split("|")}
    known |= {plain(field.value): field for field in Field if field.value}
    return known | {plain(name): Field.IGNORED for name in _NOTHING.split("|")}


KNOWN_NAMES: Mapping[str, Field] = _known()
