//! Emitting: every file of a site into a staging directory, then one switch.
