//! What words mode promises, each case with its reason.
