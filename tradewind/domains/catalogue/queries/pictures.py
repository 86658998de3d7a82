"""The picture that shows a variant best."""

# For statements that join a `variant` with its `product`: the file of a picture of just this
# choice, else of the choice most like it (a colour is shown in one size only), else the first of
# those that show every variant.
PICTURE = """(SELECT media.file FROM catalogue_media AS media
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE said.value = variant.choices ->> (said.place - 1)::int) AS alike,
               count(*) FILTER (WHERE said.value <> ''
                   AND said.value IS DISTINCT FROM variant.choices ->> (said.place - 1)::int) AS unlike
        FROM jsonb_array_elements_text(media.shows) WITH ORDINALITY AS said(value, place)
    ) AS fit
    WHERE media.product_id = product.id
    ORDER BY fit.alike > 0 AND fit.unlike = 0 DESC, fit.alike DESC, fit.unlike > 0,
             media.position, media.id
    LIMIT 1)"""
