"""The same report by other typesetters, which ours is compared with."""
