//! Small indexes, read as a browser reads them.
