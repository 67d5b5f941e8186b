//! What is asked.

use alloc::string::String;

words! {
    /// The question put.
    Question {
        /// What must be recorded: crimes, a reported incident, a crime-related incident, an incident, or nothing?
        Record,
        /// May the crime (or N100) record in `prior` be cancelled?
        Cancel,
        /// Which outcome may the crime in `prior` have?
        Outcome,
        /// What does the record in `prior` become, now that more is known?
        Reclassify,
        /// Which NSIR category closes the incident log?
        Category,
        /// By when must it be recorded, or does no clock run? Answered with all else that must be recorded (`deadline_hours`).
        Deadline,
    }
}

words! {
    /// Who decides, or wants to decide.
    DecisionMaker {
        /// The force crime registrar, on the College of Policing register.
        RegistrarOnRegister,
        /// The force crime registrar, not (or not said to be) on the College of Policing register.
        Registrar,
        /// A designated decision maker, trained and independent of the investigation.
        DesignatedDecisionMaker,
        /// A detective, inspector or other officer independent of the case but not a designated decision maker.
        IndependentOfficer,
        /// The officer or supervisor in the case.
        InvestigatingOfficer,
        /// The chief officer responsible for crime recording.
        ChiefOfficer,
    }
}

words! {
    /// What the record is to be cancelled for, where that is said.
    CancelFor {
        /// C1: it belongs to another force.
        Transfer,
        /// C2: no crime took place.
        NoCrime,
        /// C3: it is a duplicate, or part of a recorded crime.
        Duplicate,
        /// C4: it was recorded in error.
        Error,
        /// C5: the suspect acted in self-defence.
        SelfDefence,
    }
}

words! {
    /// What number the receiving force has given.
    Received {
        /// A crime reference number.
        CrimeNumber,
        /// A crime-related incident number.
        CrimeRelatedIncidentNumber,
        /// None yet.
        Nothing,
    }
}

fields! {
    /// What is asked, and what is said about how it would be decided.
    Ask {
        /// The question. Leave out to ask what must be recorded.
        #[schemars(example = &"cancel")]
        question: Option<Question>,
        /// The day on which the decision is made; it chooses the edition of the rules. Leave out for the newest edition.
        #[schemars(example = &"2026-11-25")]
        decided: Option<String>,
        /// True where the crime was missed and is only now found: then the edition of first receipt plus 24 hours applies.
        #[schemars(example = false)]
        was_missed: Option<bool>,
        /// The force that asks, where forces differ.
        #[schemars(example = &"Force A")]
        force: Option<String>,
        /// Who decides or wants to decide.
        #[schemars(example = &"designated_decision_maker")]
        decider: Option<DecisionMaker>,
        /// True where the force has a registrar on the College register; false where it has none.
        #[schemars(example = true)]
        force_has_registrar_on_register: Option<bool>,
        /// What a cancellation is asked for, where that is said.
        #[schemars(example = &"no_crime")]
        cancel_for: Option<CancelFor>,
        /// What number the receiving force has given, for a transfer.
        #[schemars(example = &"crime_number")]
        receiving_force_gave: Option<Received>,
        /// True where the victim has been told of the transfer or cancellation, and for a transfer of the new number; false where not.
        #[schemars(example = true)]
        victim_told: Option<bool>,
        /// True where the force records deaths by natural causes as N300/07 of its own choice; false where it does not.
        #[schemars(example = false)]
        force_records_natural_deaths: Option<bool>,
    }
}
