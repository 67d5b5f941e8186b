//! Seeded series of monthly counts with planted gaps.
