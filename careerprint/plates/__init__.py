"""Plates: each distinct piece of a report is typeset once; a person's PDF is then joined from finished bytes.

WeasyPrint takes about half a second to lay a report out. But the reports of an assessment consist of the same pieces
again and again, so that all but the first few people cost a few milliseconds each.

The words:

- **slot**: an element of a report's HTML that is marked with `data-slot`. It is a stacking context (so that its
  operators stand together in the page), never crosses a page, and may hold slots of its own. What the end of a page
  must not separate stands in one slot.
- **skeleton**: the HTML of a slot without the contents of the slots in it.
- **piece**: one typeset skeleton; its slots are **holes** of known place and size.
- **line**: a slot whose last words are a person's own, such as the name: `data-slot="line"`. Everything that says who
  somebody is must stand in lines, because only lines are never kept on disk.
- **furniture**: what a page shows besides slots: its foot, and on the first page everything above the slots.
- **plate**: what all people of an assessment share: fonts, pictures, metadata, as finished bytes.
- **the plain way**: WeasyPrint on the whole report. Every plate is compared with it, and it prints the reports that
  plates cannot print.

The files, in the order in which a report passes through them:

1. `slots`: HTML → skeletons and slots. In the body, slots stand one below the other, and nothing stands between them.
2. `typeset/`: `foundry` makes the pieces of many people together. `compositor` has WeasyPrint set them;
   `taking_apart`, `content` and `elements` turn WeasyPrint's objects into `pieces`; `lines` cuts names from one long
   line; `widths` knows how wide slots are.
3. `placements`: where on which page each slot stands.
4. `file/`: `joining` puts the pieces of one person together; `plate`, `font_subsets`, `objects` and `writing` make the
   file around them (ISO 32000-1).
5. `plates` sees a report through all of it. `memory_cache` and `disk_cache` keep what was made.

`check/pdf/compare` holds the outcome against the plain way's.

Written for WeasyPrint 70.0. Where it does anything else than expected, `Unfit` is raised and the report goes the plain
way: slower, and never wrong.
"""
