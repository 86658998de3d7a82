from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.domains.discovery.engine.factories import ids, make_index, make_product
from tradewind.domains.discovery.engine import searching
from tradewind.domains.discovery.engine.documents import Attribute, ProductDocument
from tradewind.domains.discovery.engine.errors import IndexBusy, IndexMissing
from tradewind.domains.discovery.engine.questions import SearchQuery
from tradewind.domains.discovery.engine.searching import SearchIndex
from tradewind.domains.discovery.engine.storage import IndexRoot
from tradewind.domains.discovery.engine.writing import rebuild, writer


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "LOOK_AGAIN_SECONDS", 0.0)


def test_changes_show_after_commit_and_not_before(tmp_path: Path) -> None:
    index = make_index(tmp_path, make_product("a", "old mug"), make_product("b", "jug"))
    with writer(IndexRoot(tmp_path)) as changes:
        changes.put(make_product("a", "new mug"))
        changes.put(make_product("c", "third mug"))
        changes.remove("b")
        changes.remove("never was")
        assert ids(index.search(SearchQuery("mug"))) == ["a"]
        assert ids(index.search(SearchQuery("jug"))) == ["b"]
        changes.commit(cursor="41")
    assert sorted(ids(index.search(SearchQuery("mug")))) == ["a", "c"]
    assert index.search(SearchQuery("old mug")).relaxed
    assert index.search(SearchQuery("jug")).corrected_query is None
    assert ids(index.search(SearchQuery("jug"))) == []
    assert (index.count(), index.cursor()) == (2, "41")


def test_what_was_not_committed_is_dropped(tmp_path: Path) -> None:
    index = make_index(tmp_path, make_product("a", "mug"))
    with writer(IndexRoot(tmp_path)) as changes:
        changes.put(make_product("b", "mug"))
    with writer(IndexRoot(tmp_path)) as changes:
        changes.commit(cursor="9")
    assert ids(index.search(SearchQuery("mug"))) == ["a"]


def test_putting_the_same_thing_again_changes_nothing(tmp_path: Path) -> None:
    index = make_index(tmp_path, make_product("a", "mug"))
    for cursor in ("1", "2"):
        with writer(IndexRoot(tmp_path)) as changes:
            changes.put(make_product("a", "mug"))
            changes.commit(cursor=cursor)
    assert (index.count(), ids(index.search(SearchQuery("mug")))) == (1, ["a"])


def test_a_rebuild_replaces_all_at_once_and_starts_a_new_name(tmp_path: Path) -> None:
    index = make_index(tmp_path, make_product("a", "mug"))
    before = index.folder_name()
    assert rebuild(IndexRoot(tmp_path), documents=[make_product("b", "mug")], cursor="77") == 1
    assert ids(index.search(SearchQuery("mug"))) == ["b"]
    assert (index.cursor(), index.folder_name() != before) == ("77", True)


def test_only_the_folder_in_use_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for n in range(4):
        make_index(tmp_path, make_product(str(n), "mug"))
    assert len(list(tmp_path.glob("i_*"))) == 2


def test_a_failed_rebuild_leaves_the_old_index(tmp_path: Path) -> None:
    index = make_index(tmp_path, make_product("a", "mug"))

    def broken() -> Iterator[ProductDocument]:
        yield make_product("b", "mug")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        rebuild(IndexRoot(tmp_path), documents=broken(), cursor="5")
    assert ids(index.search(SearchQuery("mug"))) == ["a"]
    assert len(list(tmp_path.glob("i_*"))) == 1


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    make_index(tmp_path, make_product("a", "mug"))
    root = IndexRoot(tmp_path)
    with writer(root):
        with pytest.raises(IndexBusy) as busy, writer(root):
            pass
        with pytest.raises(IndexBusy):
            rebuild(root, documents=[], cursor="")
        assert busy.value.details == {"folder": str(tmp_path)}
    with writer(root) as again:
        again.commit(cursor="1")


def test_an_empty_catalogue_is_an_index_too(tmp_path: Path) -> None:
    index = make_index(tmp_path)
    assert index.search(SearchQuery("mug")).hits == ()
    assert index.search(SearchQuery("")).total == 0
    assert index.suggest("mu", language="en").products == ()


def test_unseen_attributes_become_facets_without_a_rebuild(tmp_path: Path) -> None:
    index = make_index(tmp_path)
    with writer(IndexRoot(tmp_path)) as changes:
        for id, colour in (("a", "red"), ("b", "blue")):
            changes.put(_coloured(id, colour))
        changes.commit(cursor="1")
    facets = index.search(SearchQuery("mug")).facets
    assert [(facet.name, facet.label) for facet in facets] == [("main_colour", "main colour")]


def _coloured(id: str, colour: str) -> ProductDocument:
    from_factory = make_product(id, "mug")
    return ProductDocument(
        id=id,
        store_id=from_factory.store_id,
        title="mug",
        created_at=from_factory.created_at,
        attributes=(Attribute("main_colour", (colour,)),),
    )


def _no_pointer(root: Path) -> None:
    (root / "current").unlink()


def _pointer_elsewhere(root: Path) -> None:
    (root / "current").write_text("../outside", encoding="utf-8")


def _pointer_empty(root: Path) -> None:
    (root / "current").write_text("", encoding="utf-8")


def _pointer_binary(root: Path) -> None:
    (root / "current").write_bytes(b"\xff\xfe\x00")


def _no_folder(root: Path) -> None:
    shutil.rmtree(_folder(root))


def _no_meta(root: Path) -> None:
    (_folder(root) / "meta.json").unlink()


def _broken_meta(root: Path) -> None:
    (_folder(root) / "meta.json").write_text("{", encoding="utf-8")


def _other_schema(root: Path) -> None:
    path = _folder(root) / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["schema"] = meta["schema"][:1]
    path.write_text(json.dumps(meta), encoding="utf-8")


def _no_segments(root: Path) -> None:
    for path in _folder(root).glob("*.term"):
        path.unlink()


def _cut_segments(root: Path) -> None:
    for path in [*_folder(root).glob("*.term"), *_folder(root).glob("*.fast")]:
        path.write_bytes(path.read_bytes()[:20])


def _broken_lexicon(root: Path) -> None:
    (_folder(root) / "lexicon.json").write_text("[]", encoding="utf-8")


def _broken_labels(root: Path) -> None:
    (_folder(root) / "labels.json").write_text("nonsense", encoding="utf-8")


def _folder(root: Path) -> Path:
    return next(root.glob("i_*"))


@pytest.mark.parametrize(
    "damage",
    [
        _no_pointer,
        _pointer_elsewhere,
        _pointer_empty,
        _pointer_binary,
        _no_folder,
        _no_meta,
        _broken_meta,
        _other_schema,
        _no_segments,
        _cut_segments,
        _broken_lexicon,
        _broken_labels,
    ],
)
def test_a_missing_or_broken_index_says_so(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    make_index(tmp_path, make_product("a", "mug"))
    damage(tmp_path)
    index = SearchIndex(tmp_path)
    with pytest.raises(IndexMissing):
        index.search(SearchQuery("mug"))
    with pytest.raises(IndexMissing):
        index.suggest("mu", language="en")
    rebuild(IndexRoot(tmp_path), documents=[make_product("b", "mug")], cursor="")
    assert ids(index.search(SearchQuery("mug"))) == ["b"]


def test_no_index_at_all(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        SearchIndex(tmp_path / "nowhere").search(SearchQuery("mug"))
    with pytest.raises(IndexMissing), writer(IndexRoot(tmp_path / "nowhere")):
        pass
