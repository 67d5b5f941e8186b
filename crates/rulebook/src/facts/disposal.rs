//! How a suspect was or is to be dealt with.

use alloc::string::String;

words! {
    /// What is done with a suspect.
    DisposalKind {
        /// Charged or summonsed.
        Charged,
        /// Cautioned.
        Cautioned,
    }
}

fields! {
    /// One way in which a suspect was or is to be dealt with.
    Disposal {
        /// What is done.
        #[schemars(example = &"charged")]
        kind: Option<DisposalKind>,
        /// The offence, in plain words, where it differs from the record or matters.
        #[schemars(example = &"theft")]
        with: Option<String>,
    }
}
