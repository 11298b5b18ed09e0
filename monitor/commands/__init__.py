"""The commands: each module lists its own in COMMANDS. Arguments in, one call, a plain line out; the logic is elsewhere."""
