"""What is kept in memory and what is forgotten."""

from __future__ import annotations

from careerprint.plates.memory_cache import MemoryCache


def test_a_store_keeps_what_came_back_and_forgets_what_did_not() -> None:
    store: MemoryCache[str] = MemoryCache(fresh=2, kept=2)
    store.put("often", "o")
    store.turn = 1
    assert store.get("often") == "o"
    for name in ("once", "twice", "thrice"):
        store.put(name, name)
    assert (store.get("often"), store.get("once"), store.get("thrice")) == ("o", None, "thrice")
    assert len(store) == 3
