"""Full-text search over products: pure Python on Tantivy, no Django.

`writing` builds and feeds an index folder, `searching` answers from it, `evaluation` judges it.
The decision behind the shape is docs/adr "search".
"""
