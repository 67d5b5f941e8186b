//! What only fraud and computer misuse need.

use alloc::string::String;

fields! {
    /// What only a fraud or computer misuse needs.
    Fraud {
        /// In the caller's words: the pretext used.
        #[schemars(example = &"a lottery win that needs a fee first")]
        pretext: Option<String>,
    }
}
