"""Pictures that carry figures, as SVG. The same figures stand beside each as words."""
