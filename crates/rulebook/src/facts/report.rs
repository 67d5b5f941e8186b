//! The report: who, how, when, and what police did at once.

use alloc::string::String;

words! {
    /// Who told the police.
    Reporter {
        /// The person or body to whom it was done (a shop's manager speaks for the shop).
        Victim,
        /// Somebody the victim asked to speak for them: a spouse, a friend, a solicitor, staff of the firm.
        Representative,
        /// A parent, guardian or carer of the victim.
        ParentOrCarer,
        /// A doctor, nurse, social worker, teacher or the like, reporting in that capacity on behalf of a victim.
        Professional,
        /// Anybody else: a neighbour, a passer-by, a witness, a friend not asked to.
        OtherPerson,
        /// Police officers saw it or came upon it themselves.
        Police,
        /// Nobody but a camera: council cameras, dash camera, doorbell video, or its operator watching.
        Camera,
        /// The person complained of, making an allegation back.
        Suspect,
        /// A multi-agency panel or conference (MARAC, MASH) refers it.
        AgencyPanel,
        /// A sexual assault referral centre (SARC).
        ReferralCentre,
        /// The competent authority of the National Referral Mechanism sends a referral or a duty-to-notify.
        CompetentAuthority,
        /// A school, or staff of a school, about something at the school.
        School,
        /// Another public investigating body: a council, a government department, a regulator.
        OtherAuthority,
        /// Another police force passes it on.
        OtherForce,
        /// The national fraud centre or bureau passes a case to the force.
        NationalFraudBureau,
        /// A bank or card company about an account it keeps.
        Bank,
        /// Nobody knows who told the police.
        Anonymous,
    }
}

words! {
    /// By what route the report came.
    Channel {
        /// An emergency call.
        EmergencyCall,
        /// A non-emergency call.
        Call,
        /// A web form.
        OnlineForm,
        /// E-mail or post.
        EmailOrPost,
        /// In person at a police station.
        FrontDesk,
        /// To an officer out and about, or at the scene.
        ToOfficer,
        /// A referral from another body.
        Referral,
    }
}

words! {
    /// What a referral centre passes on, or is allowed to pass on, about a report of rape.
    CentrePasses {
        /// The victim's name and details; she or he asks for an investigation.
        DetailsAndWantsInvestigation,
        /// The account is passed to police with the victim's leave (name or no name), but she or he will not pursue it.
        AccountButNotPursued,
        /// Samples go to police for analysis, with or without a name.
        SamplesToPolice,
        /// Only depersonalised data, as intelligence.
        DepersonalisedDataOnly,
        /// The victim wants nothing passed; police know only that it was said.
        NothingPassed,
        /// Samples are frozen at the centre in case the victim decides later.
        SamplesFrozen,
        /// A doctor, nurse or other professional of the centre reports it on the victim's behalf.
        ProfessionalReports,
    }
}

words! {
    /// Where the appropriate authority (the body that decides on police conduct) stands.
    AuthorityDecision {
        /// It has decided nothing yet.
        NothingYet,
        /// It asks the Crown Prosecution Service for advice because there may be a criminal case to answer.
        SeeksProsecutorsAdvice,
        /// It decides on a charge, summons or out-of-court disposal.
        ChargeOrDisposal,
        /// It finds a case to answer for misconduct or gross misconduct, and the conduct would be a notifiable offence.
        MisconductCaseToAnswer,
        /// It finds no case to answer.
        NoCaseToAnswer,
    }
}

fields! {
    /// Who reports, how, when, and what police did about it at once.
    Report {
        /// Who told the police.
        #[schemars(example = &"victim")]
        by: Option<Reporter>,
        /// The `id` of the person who reports, where they are listed in `people`.
        #[schemars(example = &"woman")]
        person: Option<String>,
        /// By what route it came.
        #[schemars(example = &"online_form")]
        channel: Option<Channel>,
        /// When the force first received it, by any route: date, month, or date and time with offset. Leave out where no date is said (a time of day, or "yesterday", alone): it only chooses the rules of the day.
        #[schemars(example = &"2026-11-20T22:10:00+00:00")]
        received: Option<String>,
        /// The force that takes the report (needed only where forces differ).
        #[schemars(example = &"Force A")]
        force: Option<String>,
        /// True where there is reason to doubt that the reporter is who or what they say.
        #[schemars(example = false)]
        reporter_doubted: Option<bool>,
        /// True where there is reason to doubt that what is reported is true; false where it is said that there is none.
        #[schemars(example = false)]
        truth_doubted: Option<bool>,
        /// True where the person reporting is drunk, drugged, confused or otherwise unfit to give an account now.
        #[schemars(example = false)]
        reporter_unfit: Option<bool>,
        /// True where police (or a supervisor) see it as necessary or appropriate to record without the victim's word: clear evidence, risk, vulnerability, an arrest, the public interest. False where they see no need.
        #[schemars(example = false)]
        necessary_without_victim: Option<bool>,
        /// True where police looked for a victim or asked around; false where they have not.
        #[schemars(example = true)]
        enquiries_made: Option<bool>,
        /// True where those enquiries, or officers at the scene, found any evidence or witness in support; false where they found none.
        #[schemars(example = false)]
        support_found: Option<bool>,
        /// For disorder: true where it was still going on when police came (they saw it themselves), false where it was over.
        #[schemars(example = false)]
        still_going_on_when_police_came: Option<bool>,
        /// The name of another force, or British Transport Police, that is already dealing with this and recording it.
        #[schemars(example = &"Force B")]
        recorded_by_other_force: Option<String>,
        /// The name of another body that leads the investigation (a government department, the National Crime Agency), where police do not.
        #[schemars(example = &"Environment Agency")]
        led_by_other_body: Option<String>,
        /// True where a formal request to make a crime record came from the school, or from the child, a parent, a guardian or the child's representative; false where nobody asks for one.
        #[schemars(example = false)]
        crime_record_asked_for: Option<bool>,
        /// What a sexual assault referral centre passes on, where one is concerned.
        #[schemars(example = &"account_but_not_pursued")]
        referral_centre_passes: Option<CentrePasses>,
        /// True where a regulated health or social care professional or a teacher reports under the legal duty to tell police of female genital mutilation of a girl under 18.
        #[schemars(example = true)]
        under_mandatory_duty: Option<bool>,
        /// For an allegation against police officers or staff on duty: where the appropriate authority stands.
        #[schemars(example = &"nothing_yet")]
        authority_decision: Option<AuthorityDecision>,
        /// True where the force registrar has ruled that the conduct of a former partner is harassment in law only, not stalking; false where the registrar was asked and did not.
        #[schemars(example = false)]
        registrar_ruled_harassment_only: Option<bool>,
    }
}
