//! What only sexual acts need.

use alloc::string::String;

words! {
    /// Whether the person to whom it was done was willing.
    Consent {
        /// Not willing, or it is their account that they were not.
        No,
        /// Willing in fact (whatever the law says of their age).
        Willing,
        /// Could not consent: asleep, unconscious, too drunk, or a mental disorder.
        CouldNotConsent,
        /// Willing only because of pressure, threats, deception or payment in kind.
        Pressured,
    }
}

words! {
    /// What part or thing was used.
    PenetrationBy {
        /// A penis.
        Penis,
        /// A finger, tongue or other part of the body.
        OtherBodyPart,
        /// An object.
        Object,
    }
}

words! {
    /// Why a picture was made, shared, sent or threatened with, or an exposure made.
    Purpose {
        /// To alarm, distress or humiliate.
        AlarmDistressOrHumiliate,
        /// For sexual pleasure.
        SexualGratification,
        /// To get money or something else.
        Gain,
        /// None of these, or for fun.
        NoneOfThese,
    }
}

fields! {
    /// What only a sexual act needs.
    Sexual {
        /// Whether the person to whom it was done was willing. For somebody who reports being raped it is `no`.
        #[schemars(example = &"no")]
        consent: Option<Consent>,
        /// What it was done with, where there was penetration.
        #[schemars(example = &"penis")]
        penetration_by: Option<PenetrationBy>,
        /// True where what was done or asked for involved penetration; false where it did not.
        #[schemars(example = false)]
        with_penetration: Option<bool>,
        /// Why a picture was shared or sent, or an exposure made.
        #[schemars(example = &"alarm_distress_or_humiliate")]
        purpose: Option<Purpose>,
        /// True where a picture shows genitals.
        #[schemars(example = true)]
        shows_genitals: Option<bool>,
        /// The age of the person shown in a picture.
        #[schemars(example = 13)]
        age_of_person_shown: Option<u16>,
        /// The `id` of the person shown in a picture.
        #[schemars(example = &"woman")]
        person_shown: Option<String>,
        /// How many people were there who could have seen it.
        #[schemars(example = 4)]
        people_who_could_see: Option<u32>,
        /// True where the child sent or did it because of blackmail, coercion, bullying or grooming; false where freely.
        #[schemars(example = false)]
        child_was_forced: Option<bool>,
        /// True where sex was exchanged for, or paid by, something the child needs or wants, or gains somebody else.
        #[schemars(example = false)]
        for_exchange: Option<bool>,
    }
}
