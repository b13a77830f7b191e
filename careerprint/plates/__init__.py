"""Plates: each distinct piece of a report is typeset once; a person's PDF only joins bytes.

The words, all others avoided:

- **slot**: an element of a report's HTML that is marked with `data-slot`; it is a stacking context, never crosses
  a page, and may hold slots of its own. What the end of a page must not part stands in one slot.
- **skeleton**: the HTML of a slot without the contents of the slots in it.
- **piece**: one typeset skeleton; its slots are **holes** of known place and size.
- **line**: a slot whose last words are a person's own, such as the name: `data-slot="line"`. All that says who somebody
  is must stand in lines: only they are never kept.
- **furniture**: what a page shows besides slots: its foot, and on the first page all that stands above the slots.
- **plate**: what all people of an assessment share: fonts, pictures, metadata, as finished bytes.
- **the plain way**: WeasyPrint on the whole report. It judges every plate and prints whoever does not fit.

The rooms, in the order in which a report goes through them:

1. `split`, `places`: HTML → skeletons and slots. In the body, slots stand one below the other and nothing else does.
2. `foundry`: the pieces of many people, typeset together. `setting` has WeasyPrint set them; `regions`, `elements` and
   `reading` take its objects apart into `pieces`; `lines` cuts names from one long line; `widths` knows how wide slots
   are; `compact` writes their content small; `shelf` keeps pieces and plates for other processes and runs.
3. `flattening`: a slot with all that is in it → one piece. `book`: where on which page each slot stands.
4. `joining`: the pieces of one person put together: pages, structure tree, links, outline.
5. `plate`, `faces`, `writing`: what is shared, the fonts, and the file itself (ISO 32000-1).
6. `engine`: sees a report through all of it; `judging` compares the outcome with the plain way's.

Written for WeasyPrint 70.0. Whatever it finds different from what it expects is `Unfit`, and goes the plain way.
"""
