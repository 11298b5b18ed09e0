"""Saved SQL alerts: queries (`queries`, `readonly`) → rows that are news (`news`) → outbox (`outbox`) →
messages (`messages`) at the right time (`timing`) → destinations (`destinations`, `sending`)."""
