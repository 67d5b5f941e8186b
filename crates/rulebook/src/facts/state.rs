//! What only weapons, drugs, disorder, breaches and offences against justice need.

words! {
    /// What a court or police order or condition is.
    Order {
        /// A restraining order.
        Restraining,
        /// An injunction or order against harassment.
        AgainstHarassment,
        /// A stalking protection order, interim or full.
        Stalking,
        /// Telling the police one's name or address under the Stalking Protection Act.
        StalkingNotification,
        /// A non-molestation order.
        NonMolestation,
        /// A criminal behaviour order.
        CriminalBehaviour,
        /// A sex offender's duty to notify the police.
        SexOffenderNotification,
        /// A sexual harm prevention order (or sexual risk order).
        SexualHarmPrevention,
        /// A female genital mutilation protection order.
        GenitalMutilationProtection,
        /// A forced marriage protection order.
        ForcedMarriageProtection,
        /// A knife crime prevention order.
        KnifeCrimePrevention,
        /// A domestic abuse protection order (DAPO, of 2021).
        DomesticAbuseProtectionOrder,
        /// A domestic violence protection notice (DVPN) or order (DVPO), of 2010.
        DomesticViolenceProtectionNoticeOrOrder,
        /// Bail conditions, police or court.
        Bail,
        /// Pre-charge bail conditions about travel.
        PreChargeBailTravel,
        /// A prison licence.
        PrisonLicence,
        /// Any other court order, such as about contact with a child.
        OtherCourtOrder,
    }
}

words! {
    /// A weapon.
    Weapon {
        /// A firearm, shotgun or prohibited weapon.
        Firearm,
        /// An imitation firearm or air weapon.
        ImitationFirearm,
        /// A knife, blade or pointed thing.
        KnifeOrBlade,
        /// A corrosive substance.
        Corrosive,
        /// Any other offensive weapon: knuckleduster, baton, bat carried as a weapon.
        Other,
    }
}

words! {
    /// A drug.
    Drug {
        /// Cocaine.
        Cocaine,
        /// Heroin.
        Heroin,
        /// LSD.
        Lsd,
        /// MDMA, ecstasy.
        Mdma,
        /// Crack.
        Crack,
        /// Methadone.
        Methadone,
        /// Another drug of class A.
        OtherClassA,
        /// Crystal meth.
        CrystalMeth,
        /// Amphetamine.
        Amphetamine,
        /// Another drug of class B.
        OtherClassB,
        /// Cannabis.
        Cannabis,
        /// Synthetic cannabinoids ("spice").
        SyntheticCannabinoid,
        /// Ketamine.
        Ketamine,
        /// Mephedrone and other cathinones.
        Mephedrone,
        /// Anabolic steroids.
        Steroids,
        /// Piperazines such as BZP.
        Piperazines,
        /// Another drug of class C.
        OtherClassC,
        /// Khat.
        Khat,
        /// Nitrous oxide.
        NitrousOxide,
        /// A controlled drug, not said which.
        Unspecified,
    }
}

words! {
    /// What was done with a drug.
    DrugAct {
        /// Had it, for own use or nothing said of another purpose.
        Possessed,
        /// Had it to supply it.
        PossessedToSupply,
        /// Supplied or offered it.
        Supplied,
        /// Made or grew it.
        Produced,
        /// Let premises be used for drugs.
        PermittedPremises,
        /// Brought it into the country or sent it out.
        ImportedOrExported,
    }
}

words! {
    /// How it is known what drug it is.
    DrugKnownBy {
        /// By laboratory test or an approved field test.
        Test,
        /// By the suspect's admission; police hold a test not justified.
        Admission,
        /// By an officer experienced in it (cannabis).
        ExperiencedOfficer,
        /// Not yet known or being tested.
        NotYet,
    }
}

words! {
    /// How justice was interfered with.
    Justice {
        /// Pressed, frightened or tried to frighten a witness, juror or somebody who helps an investigation.
        Intimidated,
        /// Harmed, or threatened to harm, somebody because they gave evidence, helped police or sat on a jury.
        Harmed,
        /// False evidence, a false accusation to have somebody convicted, hiding evidence, or anything else that perverts the course of justice.
        Perverted,
        /// A juror's forbidden research or disclosure.
        JurorsMisconduct,
    }
}

fields! {
    /// What only an offence against the state needs.
    State {
        /// Which order or condition was broken.
        #[schemars(example = &"non_molestation")]
        order: Option<Order>,
        /// Which weapon.
        #[schemars(example = &"knife_or_blade")]
        weapon: Option<Weapon>,
        /// True where the weapon was used in another act of these facts, or that act was done with it.
        #[schemars(example = false)]
        weapon_used: Option<bool>,
        /// True where somebody was threatened with it.
        #[schemars(example = false)]
        weapon_threatened: Option<bool>,
        /// For a firearm: true where held with intent to injure, to frighten or to commit another offence.
        #[schemars(example = false)]
        weapon_with_intent: Option<bool>,
        /// Which drug.
        #[schemars(example = &"heroin")]
        drug: Option<Drug>,
        /// What was done with it.
        #[schemars(example = &"possessed")]
        drug_act: Option<DrugAct>,
        /// How it is known what drug it is.
        #[schemars(example = &"test")]
        drug_known_by: Option<DrugKnownBy>,
        /// How justice was interfered with.
        #[schemars(example = &"intimidated")]
        justice: Option<Justice>,
        /// For disorder: how many used or threatened violence together.
        #[schemars(example = 5)]
        how_many_together: Option<u32>,
        /// For disorder: true where they acted for a common purpose.
        #[schemars(example = true)]
        common_purpose: Option<bool>,
        /// For disorder: true where people near were in fear for their safety, or would have been.
        #[schemars(example = true)]
        bystanders_feared: Option<bool>,
        /// For property that comes of crime: how much money, in whole pounds.
        #[schemars(example = 12000)]
        money_pounds: Option<u32>,
    }
}
