"""Plates: a report is typeset once with empty slots, each distinct piece once; a person's PDF only joins bytes.

The words, all others avoided:

- **slot**: an element of a report's HTML that is marked with `data-slot`; it is a stacking context, never crosses
  a page, and may hold slots of its own.
- **skeleton**: the HTML of the report, or of a slot, without the contents of the slots in it.
- **piece**: one typeset skeleton; its slots are **holes** of known place and size.
- **plate**: what all people of an assessment share: fonts, pictures, metadata, as finished bytes.
- **the plain way**: WeasyPrint on the whole report. It judges every plate and prints whoever does not fit.

The rooms, in the order in which a report goes through them:

1. `split`: HTML → skeletons and slots.
2. `setting`: skeletons typeset in bulk, a whole report as one with pages; `regions`, `elements` and `reading` take
   WeasyPrint's objects apart into `pieces`.
3. `joining`: the pieces of one person put together: pages, structure tree, links, outline.
4. `plate`, `faces`, `writing`: what is shared, the fonts, and the file itself (ISO 32000-1).
5. `engine`: decides who goes which way.

Written for WeasyPrint 70.0. Whatever it finds different from what it expects is `Unfit`, and goes the plain way.
"""
