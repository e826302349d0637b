"""Opens what strangers wrote: texts of any encoding, archives; with limits, before any format."""
