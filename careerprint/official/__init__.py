"""Official data on occupations: the files of O*NET and of the Bureau of Labor Statistics, as people download them."""
