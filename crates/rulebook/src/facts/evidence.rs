//! Evidence and information, at once or later.

use alloc::string::String;

words! {
    /// What the information comes from.
    Source {
        /// Camera footage or other video.
        CameraFootage,
        /// A witness with no interest in the matter.
        IndependentWitness,
        /// The victim, or the person recorded as the victim.
        Victim,
        /// The suspect.
        Suspect,
        /// The person who made the report (not the victim).
        Reporter,
        /// A visible injury.
        InjurySeen,
        /// A doctor, a post-mortem or other medical finding.
        Medical,
        /// Forensic or laboratory finding.
        Forensic,
        /// Documents, bank records, telephone records.
        Records,
        /// Payment made or property returned.
        Payment,
        /// A decision of another body: competent authority, court, coroner, prosecutor.
        Decision,
        /// An officer's opinion, doubt or view of somebody's character, and nothing more.
        Opinion,
        /// Another force.
        OtherForce,
        /// Police enquiries in general.
        PoliceEnquiries,
    }
}

words! {
    /// What it shows or says.
    Shows {
        /// It supports what was reported.
        SupportsTheReport,
        /// It shows that what was reported did not happen, or was no crime (an accident, a mistake, a lawful act).
        NothingHappened,
        /// It shows that the person complained of only defended themselves.
        SelfDefence,
        /// The same matter (or a part of it) is already recorded as a crime by this force.
        AlreadyRecorded,
        /// The record was made by mistake (wrong button, wrong matter, points to prove never made out).
        RecordedByMistake,
        /// It happened in the area of another force.
        OtherForceArea,
        /// The victim takes the report back.
        VictimTakesItBack,
        /// The victim will not engage or does not support an investigation.
        VictimWillNotEngage,
        /// There is not enough evidence to go on.
        EvidenceTooThin,
        /// What was owed was paid, before police had any contact with the payer.
        PaidBeforePoliceContact,
        /// What was owed was paid, only after police had contacted the payer.
        PaidAfterPoliceContact,
        /// The child was blackmailed, coerced, bullied, groomed or otherwise forced.
        ChildWasForced,
        /// Modern slavery: the competent authority finds no reasonable grounds.
        NoReasonableGrounds,
        /// Modern slavery: the competent authority finds, at the end, no conclusive grounds.
        NoConclusiveGrounds,
        /// A medical or expert finding that female genital mutilation did not take place.
        NoMutilation,
        /// It shows that a crime did happen which was not recorded or not believed before.
        CrimeHappened,
    }
}

words! {
    /// When it became available.
    When {
        /// At once, before a crime was recorded.
        AtOnce,
        /// Later, after a crime was recorded; it was not to be had at the time.
        AfterRecording,
        /// It was there when the crime was recorded, but nobody looked.
        KnownWhenRecorded,
    }
}

fields! {
    /// One piece of evidence or information.
    Evidence {
        /// What it comes from.
        #[schemars(example = &"camera_footage")]
        source: Option<Source>,
        /// What it shows or says.
        #[schemars(example = &"nothing_happened")]
        shows: Option<Shows>,
        /// When it became available.
        #[schemars(example = &"after_recording")]
        when: Option<When>,
        /// True where it is fact that can be checked (its origin, reliability and bearing are known); false where it is opinion, hearsay or cannot be checked.
        #[schemars(example = true)]
        can_be_checked: Option<bool>,
        /// True where the person who says it seems to be afraid, pressed or told what to say; false where that was looked into and there is no sign of it.
        #[schemars(example = false)]
        under_pressure: Option<bool>,
        /// The `id` of the person whom it concerns, where it does not concern all.
        #[schemars(example = &"man")]
        about: Option<String>,
    }
}
