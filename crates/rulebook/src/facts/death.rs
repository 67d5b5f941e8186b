//! Deaths that came to notice.

use alloc::string::String;

words! {
    /// What brought the death about, as far as is known.
    Cause {
        /// Not known; the circumstances are not clear.
        NotKnown,
        /// Natural causes.
        Natural,
        /// Another person's unlawful violence.
        UnlawfulViolence,
        /// Suicide.
        Suicide,
        /// Drugs (overdose, poisoning by drugs taken).
        Drugs,
        /// A road collision.
        Road,
        /// A railway.
        Rail,
        /// An accident other than on road or rail.
        Accident,
        /// A sudden unexplained death of an infant or child: looked into, neither natural nor homicide.
        UnexplainedChildDeath,
        /// The coroner has given an open verdict (conclusion).
        OpenVerdict,
        /// A firm's gross breach of its duty of care, or gross negligence.
        GrossNegligence,
    }
}

words! {
    /// How sure that is.
    Sureness {
        /// Confirmed, established or found by post-mortem, coroner or investigation.
        Confirmed,
        /// Believed, from the outset or on balance.
        Believed,
        /// Only suspected or possible; not determined.
        Suspected,
    }
}

fields! {
    /// A death, whatever its cause.
    Death {
        /// The `id` of the person who died (give age there).
        #[schemars(example = &"man")]
        person: String,
        /// What brought it about, as far as is known now.
        #[schemars(example = &"not_known")]
        cause: Option<Cause>,
        /// How sure that is.
        #[schemars(example = &"believed")]
        sure: Option<Sureness>,
        /// True where the death was unexpected or sudden.
        #[schemars(example = true)]
        unexpected: Option<bool>,
        /// True where something is suspicious or unexplained (an injury, a fracture, a forced door); false where nothing is.
        #[schemars(example = false)]
        suspicious: Option<bool>,
        /// The `id`s of those believed to have brought it about, where anybody is.
        #[schemars(example = super::json(r#"["driver"]"#))]
        by: alloc::vec::Vec<String>,
        /// True where police have not yet established that an offence of driving is made out; false where it is made out.
        #[schemars(example = true)]
        driving_still_being_investigated: Option<bool>,
    }
}
