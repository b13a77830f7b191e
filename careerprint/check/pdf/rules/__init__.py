"""Rules about what people would notice: fields, targets, unseen text, what is heard instead of what is seen."""
