//! The completeness alarm.
