//! Things that happened which need not be anybody's crime.

words! {
    /// What happened.
    EventKind {
        /// Noise, rowdiness or other nuisance.
        Nuisance,
        /// Property was found or lost.
        FoundProperty,
    }
}

fields! {
    /// One such happening.
    Event {
        /// What happened.
        #[schemars(example = &"nuisance")]
        kind: Option<EventKind>,
    }
}
