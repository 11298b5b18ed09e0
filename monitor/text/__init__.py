"""Pure text tools: folding, sentences, cues, numbers, dates, quotations. No rules, no storage."""
