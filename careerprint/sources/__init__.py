"""The texts in source/ become guides, assessments and the center, each mistake with its line."""
