//! People and bodies, and what they are to each other.

use alloc::string::String;

words! {
    /// What kind of party this is.
    Party {
        /// A human being.
        Person,
        /// A firm, shop, bank, trader or other business.
        Business,
        /// A council, department, school, hospital, police force or other public body.
        PublicBody,
        /// A club, charity, church or other body.
        OtherBody,
        /// The public or society at large; nobody in particular.
        Nobody,
    }
}

words! {
    /// Sex, as far as classes of sexual offences turn on it.
    Sex {
        /// Female.
        Female,
        /// Male.
        Male,
    }
}

words! {
    /// Work that the recording rules treat specially.
    Work {
        /// A police constable of any rank, or special constable.
        PoliceOfficer,
        /// Police staff (not a constable).
        PoliceStaff,
        /// An emergency worker who is not a constable: ambulance, fire, hospital and other NHS staff at work, prison or custody officer, search and rescue.
        EmergencyWorker,
        /// Shop worker or security guard of a shop.
        ShopWorker,
        /// Teacher or school staff.
        Teacher,
        /// Doctor, nurse, midwife or other health professional.
        HealthProfessional,
        /// Social worker or social care professional.
        SocialWorker,
        /// Paid or unpaid carer of somebody in this matter.
        Carer,
        /// A witness, juror or person helping an investigation (whether or not it is their job).
        WitnessOrJuror,
        /// Any other work.
        Other,
    }
}

words! {
    /// What this person says about what is reported to have happened to them (or, for a body, what it says).
    Account {
        /// Confirms that it happened, whether or not they want police action.
        Confirms,
        /// Was found and asked, and will not confirm it.
        WillNotConfirm,
        /// Says that it did not happen.
        SaysItDidNotHappen,
        /// Has not been asked yet.
        NotYetAsked,
        /// Police looked and could not find this person.
        CannotBeTraced,
        /// Cannot say: unconscious, too drunk or ill, too young, or remembers nothing.
        CannotSay,
    }
}

words! {
    /// What one person is to another.
    Tie {
        /// Husband, wife or civil partner now.
        Spouse,
        /// Was husband, wife or civil partner.
        FormerSpouse,
        /// Partner, boyfriend or girlfriend, fiancé(e) now.
        Partner,
        /// Was partner, boyfriend or girlfriend, fiancé(e).
        FormerPartner,
        /// The other parent of the same child, never partners.
        ParentOfSameChild,
        /// Father, mother or step-parent.
        Parent,
        /// Son, daughter or stepchild.
        Child,
        /// Brother or sister, full, half or step.
        Sibling,
        /// Grandparent, grandchild, uncle, aunt, nephew, niece, first cousin, or any of these by marriage, or any in-law.
        OtherRelative,
        /// Has parental responsibility for, or looks after, the other (a child), without being a parent.
        ResponsibleFor,
        /// Paid or unpaid carer.
        Carer,
        /// Employs the other.
        Employer,
        /// Is employed by the other.
        Employee,
        /// Was employed by the other.
        FormerEmployee,
        /// Works or worked with the other.
        Colleague,
        /// Lives near.
        Neighbour,
        /// Teacher of, trainer of, or otherwise in a position of trust over the other.
        PositionOfTrust,
        /// Pupil of, or at the same school as, the other.
        Schoolmate,
        /// Customer of the other.
        Customer,
        /// Landlord of the other.
        Landlord,
        /// Tenant of the other.
        Tenant,
        /// Lives in the same household as the other (family or not).
        SameHousehold,
        /// Director, trustee or partner of the body.
        DirectorOf,
        /// Friend or acquaintance.
        Acquaintance,
        /// Not known to each other.
        Stranger,
    }
}

words! {
    /// Faith that an offender meant to target.
    Faith {
        /// Christian.
        Christian,
        /// Buddhist.
        Buddhist,
        /// Hindu.
        Hindu,
        /// Jewish.
        Jewish,
        /// Muslim.
        Muslim,
        /// Sikh.
        Sikh,
        /// Another faith.
        Other,
        /// No religion.
        NoReligion,
        /// Not known.
        Unknown,
    }
}

fields! {
    /// A person, a firm or another body concerned in the matter; or several alike, told apart only by number.
    Person {
        /// A short name of your choice, unique in these facts. Never a real name.
        #[schemars(example = &"woman")]
        id: String,
        /// How many this entry stands for, where several alike need no entry each ("three women", "fifty account holders"). Leave out for one.
        #[schemars(example = 3)]
        number: Option<u32>,
        /// Person or body. Leave out for a human being.
        #[schemars(example = &"business")]
        party: Option<Party>,
        /// Age in years. A baby of three months is 0.
        #[schemars(example = 30)]
        age: Option<u16>,
        /// Only where the exact age is not known: at least this many years ("an adult" is 18).
        #[schemars(example = 18)]
        age_at_least: Option<u16>,
        /// Only where the exact age is not known: under this many years ("a child" is 18, "under 13" is 13).
        #[schemars(example = 13)]
        age_under: Option<u16>,
        /// Female or male. Classes of sexual offences turn on it: always give it for a victim of one.
        #[schemars(example = &"female")]
        sex: Option<Sex>,
        /// Work, where it matters.
        #[schemars(example = &"police_officer")]
        work: Option<Work>,
        /// True where they were at work (on duty) when it happened; false where off duty.
        #[schemars(example = true)]
        on_duty: Option<bool>,
        /// What they say about what is reported to have happened to them. Use it for a victim. Leave out where nothing is said.
        #[schemars(example = &"confirms")]
        account: Option<Account>,
        /// True where they support police action; false where they do not or no longer do. This is not the same as confirming that it happened.
        #[schemars(example = true)]
        supports_action: Option<bool>,
        /// True where this person is known to be vulnerable or at risk; false where it is said that they are not.
        #[schemars(example = false)]
        vulnerable: Option<bool>,
        /// True where they lack the mental capacity to understand what they did or what was done (dementia, serious mental disorder, learning disability).
        #[schemars(example = true)]
        lacks_capacity: Option<bool>,
        /// For an offender: true where police know who it is (named or can be found); false where nobody knows.
        #[schemars(example = true)]
        identified: Option<bool>,
        /// For one of several offenders: false where the victim cannot tell this one (or these) apart from the others. Leave out otherwise.
        #[schemars(example = false)]
        can_be_told_apart: Option<bool>,
        /// A label shared by people who live in one household, where they have no entry in `relations`.
        #[schemars(example = &"family")]
        household: Option<String>,
        /// The force area where they live, or where the body has its place of business.
        #[schemars(example = &"Force A")]
        home_force: Option<String>,
        /// Country of nationality or usual residence, where not the United Kingdom or where it matters.
        #[schemars(example = &"united_kingdom")]
        nationality: Option<String>,
        /// True where drink affected this person and somebody thinks it mattered.
        #[schemars(example = false)]
        affected_by_alcohol: Option<bool>,
    }
}

fields! {
    /// What one person is to another: `of` is the `is` of `to`.
    Relation {
        /// The `id` of one person.
        #[schemars(example = &"ex")]
        of: String,
        /// The `id` of the other person.
        #[schemars(example = &"woman")]
        to: String,
        /// What the first is to the second.
        #[schemars(example = &"former_partner")]
        is: Option<Tie>,
    }
}
