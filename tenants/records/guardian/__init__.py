"""监护人与受委托照护人: the adults around a child; a legal guardian is one thing, and who cares another."""
