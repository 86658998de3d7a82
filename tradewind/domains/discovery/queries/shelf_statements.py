"""The statements behind shelves: everything a screen needs at once.

Each row is a shelf's name, product, store, score, reason, tile, what the product says, and what the
product that led to it is called.
"""

from __future__ import annotations

from tradewind.domains.discovery.rules.affinity import SEEDS

_CANDIDATES = 80
_RECENT = 20

# What goods have in common is worth more the more it costs people to do: buying, looking, nothing.
_WORTH = "CASE c.kind WHEN 'bought' THEN 1.0 WHEN 'viewed' THEN 0.6 ELSE 0.15 END"
PERSONAL = f"""
WITH permit AS (SELECT id FROM visits_browsing WHERE %(whose)s),
viewed AS (
    SELECT v.product_id, v.viewed_at AS at FROM visits_productview v
    JOIN permit ON permit.id = v.browsing_id ORDER BY v.viewed_at DESC LIMIT {_RECENT}
),
bought AS (
    SELECT l.product_id, max(u.placed_at) AS at
    FROM permit, orders_purchase u
    JOIN orders_order o ON o.purchase_id = u.id JOIN orders_orderline l ON l.order_id = o.id
    WHERE u.person_id = %%(person)s::bigint
    GROUP BY l.product_id ORDER BY 2 DESC LIMIT {SEEDS}
),
seeds AS (
    SELECT product_id, at, 'bought' AS why, 1.0 AS worth FROM bought
    UNION ALL SELECT product_id, at, 'viewed', 0.5 FROM viewed
),
near AS (
    SELECT c.other_id, s.product_id AS seed, s.why, sum(
        c.score * {_WORTH} * s.worth
        * power(2, -greatest(extract(epoch FROM %%(now)s::timestamptz - s.at), 0) / 5184000)
    ) AS part
    FROM seeds s JOIN discovery_companion c ON c.product_id = s.product_id
    WHERE c.other_id NOT IN (SELECT product_id FROM seeds)
    GROUP BY 1, 2, 3
),
scored AS (
    SELECT other_id, sum(part) AS score, (array_agg(seed ORDER BY part DESC))[1] AS seed,
           (array_agg(why ORDER BY part DESC))[1] AS why
    FROM near GROUP BY other_id ORDER BY 2 DESC LIMIT {_CANDIDATES}
)
SELECT 'for_you', l.product_id, l.store_id, scored.score::float8, scored.why, l.tile::text,
       json_build_array(p.tags, p.attributes, p.options)::text,
       json_build_array(seed.title, seed.translations)::text
FROM scored
JOIN discovery_listing l ON l.product_id = scored.other_id AND l.is_in_stock
JOIN catalogue_product p ON p.id = l.product_id
JOIN catalogue_product seed ON seed.id = scored.seed
UNION ALL
SELECT 'recent', l.product_id, l.store_id, extract(epoch FROM viewed.at)::float8, '', l.tile::text,
       NULL, NULL
FROM viewed JOIN discovery_listing l ON l.product_id = viewed.product_id
UNION ALL
SELECT 'taste', 0, 0, 0, '', NULL, json_build_array(sizes, skin_type, needs, budget_minor,
       currency)::text, NULL
FROM permit, discovery_taste WHERE person_id = %%(person)s::bigint
UNION ALL
SELECT 'permit', id, 0, 0, '', NULL, NULL, NULL FROM permit
UNION ALL
"""  # noqa: S608
POPULAR = f"""
SELECT 'popular', l.product_id, l.store_id, most.weight, most.place, l.tile::text, NULL, NULL
FROM (
    (SELECT product_id, weight, 'there' AS place FROM discovery_demand
     WHERE kind = 'bought' AND country = %(country)s ORDER BY weight DESC LIMIT {_CANDIDATES})
    UNION ALL
    (SELECT product_id, -1e-9 / (1 + popularity), 'anywhere' FROM discovery_listing
     WHERE is_in_stock ORDER BY popularity DESC, product_id DESC LIMIT {_CANDIDATES})
) most
JOIN discovery_listing l ON l.product_id = most.product_id AND l.is_in_stock
"""  # noqa: S608
BESIDE = f"""
WITH own AS (SELECT id, store_id FROM catalogue_product WHERE public_id = ANY(%(own)s::uuid[])),
near AS (
    SELECT c.other_id, c.kind, sum(c.score * {_WORTH})::float8 AS score
    FROM own JOIN discovery_companion c ON c.product_id = own.id
    WHERE c.other_id NOT IN (SELECT id FROM own)
    GROUP BY 1, 2 ORDER BY 3 DESC
)
SELECT kind, l.product_id, l.store_id, score, '', l.tile::text, NULL, NULL
FROM near JOIN discovery_listing l ON l.product_id = near.other_id AND l.is_in_stock
UNION ALL
SELECT 'own', id, store_id, 0, '', NULL, NULL, NULL FROM own
"""  # noqa: S608
MORE = """
UNION ALL
SELECT 'more', product_id, store_id, 0, '', tile::text, NULL, NULL FROM (
    SELECT l.product_id, l.store_id, l.tile FROM discovery_listing l
    WHERE l.store_id = (SELECT store_id FROM own) AND l.product_id <> (SELECT id FROM own)
    ORDER BY l.popularity DESC, l.product_id DESC LIMIT %(more)s
) more
"""
