"""`make map`: which package imports which, top to bottom, with the number of imports."""

from __future__ import annotations

from collections import Counter

import grimp

ROOT = "tradewind"
DOMAINS = f"{ROOT}.domains"


def main() -> None:
    graph = grimp.build_graph(ROOT)
    for title, container in (("Packages", ROOT), ("Domains", DOMAINS)):
        print(f"{title}\n")
        for importer in sorted(graph.find_children(container)):
            edges: Counter[str] = Counter()
            for module in {importer} | graph.find_descendants(importer):
                for imported in graph.find_modules_directly_imported_by(module):
                    edges[_child(container, imported)] += 1
            edges.pop(_child(container, importer), None)
            edges.pop("", None)
            told = ", ".join(f"{name} {count}" for name, count in edges.most_common())
            print(f"  {_child(container, importer):<14} → {told or 'nothing'}")
        print()


def _child(container: str, module: str) -> str:
    """The child of `container` that holds `module`; empty for one outside."""
    inside = module.removeprefix(f"{container}.")
    return "" if inside == module else inside.partition(".")[0]


if __name__ == "__main__":
    main()
