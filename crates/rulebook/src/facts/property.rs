//! What only thefts, burglaries, robberies, damage and vehicle matters need.

words! {
    /// Where a stolen thing was.
    TakenFrom {
        /// Worn by, carried by or attached to a person.
        Person,
        /// Left in the open or in a place open to the public.
        OpenPlace,
    }
}

fields! {
    /// What only a taking of property needs.
    Taking {
        /// Where the thing was.
        #[schemars(example = &"person")]
        from: Option<TakenFrom>,
    }
}
