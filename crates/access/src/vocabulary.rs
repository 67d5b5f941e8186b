//! The words of the table: roles, actions, scopes, account statuses.

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its word in the table, in the database and on screen.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// From its word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

vocabulary! {
    /// What a person is to the force (design, section 4).
    Role {
        /// Takes 999, 101, online and front-counter contacts.
        ContactHandler = "contact handler",
        /// Decides whether and when to record: the designated decision maker.
        RecordingOfficer = "recording officer",
        /// Attends and updates logs.
        Officer = "officer",
        /// Checks and closes the logs of a unit.
        Supervisor = "supervisor",
        /// Public protection and the multi-agency hub.
        SafeguardingOfficer = "safeguarding officer",
        /// Marks samples.
        Auditor = "auditor",
        /// The Force Crime and Incident Registrar, or a deputy.
        Registrar = "registrar",
        /// Runs training.
        TrainingLead = "training lead",
        /// Answers for the force.
        ChiefOfficer = "chief officer",
        /// The commissioner, mayor or board: aggregates alone.
        LocalPolicingBody = "local policing body",
        /// An inspector or a peer reviewer.
        Inspector = "inspector",
        /// A commissioned service for victims.
        VictimServices = "victim services",
        /// Answers for the data: sources, access, retention.
        InformationManager = "information manager",
        /// Runs the system, and sees no incident or crime content.
        Administrator = "administrator",
    }
}

vocabulary! {
    /// What is asked for. Every route has one.
    Action {
        /// The first page after signing in; own sessions; own second factor.
        SeeMyWork = "see my work",
        /// Look for records.
        SearchRecords = "search records",
        /// Read an incident.
        ReadIncident = "read incident",
        /// Read a crime.
        ReadCrime = "read crime",
        /// Read links that wait for a person, both records side by side.
        ReviewLinks = "review links",
        /// Accept or refuse a link.
        DecideLink = "decide link",
        /// Read what was loaded, in counts.
        ReadLoads = "read loads",
        /// Read rows set aside, with the value that could not be read.
        ReadQuarantine = "read quarantine",
        /// Read figures over the whole force, without a record.
        ReadFigures = "read figures",
        /// Read the list of crimes recorded late.
        ListLate = "list late",
        /// Read the list of domestic abuse with no crime.
        ListSafeguarding = "list safeguarding",
        /// Say whether safeguarding was given.
        AnswerSafeguarding = "answer safeguarding",
        /// Bring in extracts, and say what their columns mean.
        ManageSources = "manage sources",
        /// Invite people, give roles, suspend, end sessions.
        ManageAccounts = "manage accounts",
        /// Restrict a record to a named list.
        ManageRestricted = "manage restricted",
        /// Read who looked at what.
        ReadAccessLog = "read access log",
        /// Read the ledger's entries and checkpoints: no personal data.
        ReadLedger = "read ledger",
    }
}

vocabulary! {
    /// Where a record lies, as seen by whoever asks.
    Scope {
        /// In the unit of who asks.
        OwnUnit = "own unit",
        /// Elsewhere in the force; also what is about no record.
        Force = "force",
        /// Restricted to a list that who asks is not on.
        Restricted = "restricted",
    }
}

vocabulary! {
    /// How an account stands.
    Status {
        /// Invited, and not taken up.
        Invited = "invited",
        /// In use.
        Active = "active",
        /// Suspended.
        Suspended = "suspended",
        /// The person has left.
        Left = "left",
        /// Of another force than this database.
        WrongForce = "wrong force",
    }
}
