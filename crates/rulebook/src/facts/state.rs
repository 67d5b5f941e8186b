//! What only weapons, drugs, disorder, breaches and offences against justice need.

words! {
    /// What a court or police order or condition is.
    Order {
        /// A restraining order, or an injunction against harassment.
        RestrainingOrHarassment,
        /// A stalking protection order.
        Stalking,
        /// A non-molestation order.
        NonMolestation,
        /// Bail conditions.
        Bail,
    }
}

fields! {
    /// What only an offence against the state needs.
    State {
        /// Which order or condition was broken.
        #[schemars(example = &"non_molestation")]
        order: Option<Order>,
    }
}
