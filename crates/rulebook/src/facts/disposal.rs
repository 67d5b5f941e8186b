//! How a recorded crime ended or is to end: what was done with a suspect, or why nothing can be.

use alloc::string::String;
use alloc::vec::Vec;

use super::kinds::Kind;

words! {
    /// What was done, or is to be done.
    DisposalKind {
        /// Charged or summonsed.
        Charged,
        /// Cautioned (youth or adult, simple or conditional).
        Cautioned,
        /// The offender asks the court to take it into consideration with other offences.
        TakenIntoConsideration,
        /// A penalty notice for disorder.
        PenaltyNotice,
        /// A warning for possession of cannabis or khat.
        CannabisWarning,
        /// A community resolution.
        CommunityResolution,
        /// Words of advice at the victim's wish, nothing more.
        WordsOfAdvice,
        /// A diversion, course or other intervention, with no charge held back.
        Diversion,
        /// A prosecution put off while the offender completes agreed conditions (deferred prosecution).
        DeferredProsecution,
        /// The Crown Prosecution Service decides that a prosecution is not in the public interest.
        ProsecutorsNotInPublicInterest,
        /// Police, with enough evidence to charge, decide that a prosecution is not in the public interest.
        PoliceNotInPublicInterest,
        /// Police decide not to investigate further, as it would not be in the public interest.
        NotInvestigatedInPublicInterest,
        /// Another body or agency takes the action (social services, a school, trading standards).
        OtherAgencyActs,
        /// It goes to another police force to deal with.
        PassedToOtherForce,
        /// No further action: the fields below say why.
        NoFurtherAction,
    }
}

words! {
    /// How what the suspect is charged with or cautioned for stands to the recorded crime.
    Stands {
        /// It is the recorded crime itself.
        RecordedCrime,
        /// It is another offence on the same facts as the recorded crime (a lesser or alternative charge for the same deed).
        SameFacts,
        /// It is for something else that was done on that occasion or to that victim and was not recorded for itself (write it in `acts`).
        RelatedAct,
    }
}

words! {
    /// The alternative offence, where the rules name it.
    Charge {
        /// Manslaughter.
        Manslaughter,
        /// Infanticide.
        Infanticide,
        /// Child destruction.
        ChildDestruction,
        /// Causing or allowing the death of a child or vulnerable person.
        CausingOrAllowingDeath,
        /// Sexual Offences Act 2003 section 2: assault by penetration.
        AssaultByPenetration,
        /// Section 6: assault of a child under 13 by penetration.
        ChildPenetration,
        /// Section 8: causing or inciting a child under 13 to sexual activity.
        ChildCausedOrIncited,
        /// Section 9: sexual activity with a child.
        SexualActivityWithChild,
        /// Section 13: child sex offence by a child or young person.
        ChildSexOffenceByYoungPerson,
        /// Section 25: sexual activity with a child family member.
        ChildFamilyMember,
        /// Section 30 or 34: person with a mental disorder.
        MentalDisorder,
        /// Another sexual offence.
        OtherSexual,
        /// Theft.
        Theft,
        /// Assault.
        Assault,
        /// Any other offence.
        Other,
    }
}

words! {
    /// Why somebody cannot take part any more.
    Unable {
        /// Dead.
        Dead,
        /// Seriously ill, and not likely to recover.
        SeriouslyIll,
    }
}

words! {
    /// Who decided on the charge or alternative.
    Adviser {
        /// The Crown Prosecution Service advised or decided it.
        Prosecutors,
        /// Police decided it themselves.
        Police,
    }
}

fields! {
    /// How one recorded crime ended or is to end. Where `prior` holds several records, write one for each that is dealt with and name its class in `record`.
    Disposal {
        /// What was done or is to be done.
        #[schemars(example = &"charged")]
        kind: Option<DisposalKind>,
        /// Class of the record in `prior` that it is about, where there are several.
        #[schemars(example = &"NFIB5B")]
        record: Option<String>,
        /// How what is charged or cautioned stands to the recorded crime. Leave out where it is the recorded crime.
        #[schemars(example = &"same_facts")]
        stands: Option<Stands>,
        /// The alternative offence charged.
        #[schemars(example = &"manslaughter")]
        charge: Option<Charge>,
        /// Kinds of the acts in `acts` that are charged, where only some of them are.
        #[schemars(example = super::json(r#"["damaged"]"#))]
        for_acts: Vec<Kind>,
        /// Who decided on the charge or alternative.
        #[schemars(example = &"prosecutors")]
        decided_by: Option<Adviser>,
        /// For an alternative to murder: true where the prosecutors confirm murder is established, the charge is about the death and in the public interest, and the registrar endorses it; false where one of these fails.
        #[schemars(example = true)]
        conditions_met: Option<bool>,
        /// For rape: true where the accredited registrar allows the alternative; false where refused or not asked.
        #[schemars(example = false)]
        registrar_allows: Option<bool>,
        /// True where specimen charges (or a conspiracy) stand for the whole case.
        #[schemars(example = true)]
        specimen_for_whole_case: Option<bool>,
        /// The `id` of the suspect, where listed in `people`.
        #[schemars(example = &"suspect")]
        suspect: Option<String>,
        /// True where police know who the suspect is; false where nobody has been identified.
        #[schemars(example = true)]
        suspect_known: Option<bool>,
        /// True where the victim (or the body that is the victim of the recorded crime) supports police action; false where not, or not any more.
        #[schemars(example = false)]
        victim_supports: Option<bool>,
        /// True where police cannot get into contact with the victim or get no answer. That is not the same as not supporting.
        #[schemars(example = false)]
        victim_not_reached: Option<bool>,
        /// True where there is enough evidence to charge; false where not.
        #[schemars(example = true)]
        evidence_enough: Option<bool>,
        /// Why the suspect cannot be prosecuted.
        #[schemars(example = &"dead")]
        suspect_unable: Option<Unable>,
        /// Why the victim or a key witness cannot give evidence.
        #[schemars(example = &"seriously_ill")]
        witness_unable: Option<Unable>,
        /// True where the suspect is circulated as wanted and cannot be found.
        #[schemars(example = true)]
        wanted: Option<bool>,
        /// True where a statutory time limit for prosecution has passed.
        #[schemars(example = false)]
        time_limit_passed: Option<bool>,
        /// True where what would be charged can be tried only in a magistrates' court (summary only); false where not.
        #[schemars(example = true)]
        summary_only: Option<bool>,
        /// True where the agreed activity or conditions were completed; false where not.
        #[schemars(example = true)]
        completed: Option<bool>,
        /// True where the offender admitted it in a recorded interview; false where not.
        #[schemars(example = true)]
        admitted: Option<bool>,
        /// For an offence taken into consideration: true where the acceptance form (MG18) is signed or the court was asked at sentencing; false where not.
        #[schemars(example = true)]
        form_signed: Option<bool>,
        /// For an offence taken into consideration that nobody had reported: true where a victim was traced and confirms it; false where none was.
        #[schemars(example = true)]
        victim_traced: Option<bool>,
        /// True where it is domestic abuse between partners or former partners.
        #[schemars(example = false)]
        intimate_partner_abuse: Option<bool>,
        /// True where it is domestic abuse of another kind, or assessed as domestic abuse at all.
        #[schemars(example = false)]
        domestic_abuse: Option<bool>,
        /// True where it is domestic abuse assessed as high risk.
        #[schemars(example = false)]
        high_risk_domestic_abuse: Option<bool>,
        /// True where it is a hate crime.
        #[schemars(example = false)]
        hate_crime: Option<bool>,
        /// True where an inspector (or equivalent, or the independent unit under the registrar) has authorised it; false where not.
        #[schemars(example = true)]
        inspector_authorised: Option<bool>,
        /// For a robbery from a shop: true where somebody has judged that only slight force or threat was used. Leave out where nobody has: what was done is read from `acts` (a push and no injury is slight).
        #[schemars(example = true)]
        slight_force: Option<bool>,
        /// For a robbery from a shop: true where somebody has judged that the property was of low value. Leave out where nobody has: the worth is read from `taking.value_pounds`.
        #[schemars(example = true)]
        low_value: Option<bool>,
        /// For a robbery from a shop: true where the offender is prolific; false where it is said that not.
        #[schemars(example = false)]
        prolific: Option<bool>,
        /// For a robbery from a shop: true where a weapon was used, threatened or seen; false where not. What `acts` say of weapons counts too.
        #[schemars(example = false)]
        weapon: Option<bool>,
    }
}
