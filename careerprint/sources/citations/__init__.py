"""How a guide says where its figures come from: source marks, their addresses, the figures they follow."""
