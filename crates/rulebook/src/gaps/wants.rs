//! Every fact that may be asked for: its field, the values it is supposed to have in turn, the question.

use super::{Told as _, part, part_mut};
use crate::facts::ask::{DecisionMaker, Received};
use crate::facts::death::{Cause, Sureness};
use crate::facts::disposal::{Adviser, Charge, Stands, Unable};
use crate::facts::fraud::{Before, CallForService, CameBy, Contact, Doubt, PaidWith, Response, Sign, What};
use crate::facts::people::{Account, Sex};
use crate::facts::places::Country;
use crate::facts::property::{Building, Damageable, Force, Habitation, Owner, TakenFrom, Thing, WayIn};
use crate::facts::report::{AuthorityDecision, CentrePasses, Reporter};
use crate::facts::sexual::{Consent, PenetrationBy, Purpose};
use crate::facts::state::{Drug, DrugAct, DrugKnownBy, Justice, Order, Weapon};
use crate::facts::{
    Behaviour, Content, Effect, Facts, Injury, Intent, Kind, PlaceKind, Source, Status, Via, When, Work,
};

/// True or false.
const EITHER: &[bool] = &[true, false];

/// One row a want: name, list / group . field, values, question (`{}` is the person's id).
macro_rules! wants {
    ($($name:ident = $list:ident $(/ $group:ident)? . $field:ident : $values:expr, $question:literal;)*) => {
        /// Which fact is wanted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Want { $(#[doc = $question] $name),* }

        impl Want {
            /// Every fact that may be asked for.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The list of the facts that holds it, and the field within an entry of it.
            pub(super) fn names(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => (
                        stringify!($list),
                        concat!($(stringify!($group), ".",)? stringify!($field)),
                    )),*
                }
            }

            /// The question, with `{}` where the person's id goes.
            pub(super) fn asks(self) -> &'static str {
                match self { $(Self::$name => $question),* }
            }

            /// Whether it is told.
            pub fn is_known(self, facts: &Facts, at: usize) -> bool {
                match self {
                    $(Self::$name => part::$list(facts, at)
                        $(.and_then(|part| part.$group.as_ref()))?
                        .is_some_and(|part| part.$field.is_told())),*
                }
            }

            /// Hands on the facts with each value supposed in turn.
            pub fn suppose(self, facts: &Facts, at: usize, mut with: impl FnMut(&Facts)) {
                match self {
                    $(Self::$name => for value in $values.iter().copied() {
                        let mut supposed = facts.clone();
                        let part = part_mut::$list(&mut supposed, at)
                            $(.map(|part| part.$group.get_or_insert_default()))?;
                        if let Some(part) = part {
                            part.$field.tell(value);
                        }
                        with(&supposed);
                    }),*
                }
            }
        }
    };
}

wants! {
    // ---- the report
    Reporter = report.by: [Reporter::Victim, Reporter::Professional, Reporter::OtherPerson],
        "Who is reporting this: the victim, somebody acting for the victim, a professional, or somebody else?";
    Necessary = report.necessary_without_victim: EITHER,
        "Is there clear evidence, risk or another reason to record it without the victim's word?";
    ReporterUnfit = report.reporter_unfit: EITHER,
        "Is the person reporting drunk, drugged, confused or otherwise unfit to give an account now?";
    StillGoingOn = report.still_going_on_when_police_came: EITHER,
        "Was it still going on when police came?";
    SupportFound = report.support_found: EITHER,
        "Did enquiries, or officers at the scene, find any evidence or witness in support?";
    CrimeRecordAskedFor = report.crime_record_asked_for: EITHER,
        "Does the school, the child, a parent or somebody for the child ask for a crime record?";
    CentrePasses = report.referral_centre_passes: CentrePasses::ALL,
        "What does the referral centre pass on?";
    AuthorityDecision = report.authority_decision: AuthorityDecision::ALL,
        "What has the appropriate authority decided?";
    RegistrarRuled = report.registrar_ruled_harassment_only: EITHER,
        "Has the registrar ruled that this is harassment only, and not stalking?";

    // ---- people
    VictimAccount = people.account: [Account::Confirms, Account::WillNotConfirm, Account::CannotBeTraced],
        "Does {} confirm that it happened?";
    Age = people.age: [10_u16, 14, 17, 30],
        "How old is {}?";
    Sex = people.sex: Sex::ALL,
        "Is {} female or male?";
    Work = people.work: [Work::PoliceOfficer, Work::EmergencyWorker, Work::Other],
        "Is {} a constable or another emergency worker?";
    OnDuty = people.on_duty: EITHER,
        "Was {} on duty?";
    CanBeToldApart = people.can_be_told_apart: EITHER,
        "Can the victim tell those who are listed as {} apart from the others?";

    // ---- what was done
    ActKind = acts.kind: [Kind::Hit, Kind::Took, Kind::Damaged, Kind::AbusiveInPublic],
        "What was done?";
    Injury = acts.injury: [Injury::NoInjury, Injury::Bruise, Injury::Wound],
        "What injury was there, if any: a mark, a bruise, a wound, a broken bone?";
    Intent = acts.intent: Intent::ALL,
        "What did the person mean to do or to bring about, as far as words or deeds show?";
    Via = acts.via: Via::ALL,
        "By what way did it come: face to face, by telephone, letter, message or post?";
    Content = acts.content: Content::ALL,
        "What was said, written or shown?";
    Behaviours = acts.behaviours: Behaviour::ALL,
        "What was done again and again?";
    Effect = acts.effect: Effect::ALL,
        "What did it do to the person it was aimed at: fear of violence, alarm, distress, a nuisance only?";
    Fixated = acts.fixated: EITHER,
        "Is the conduct fixated or obsessive?";
    Resisted = acts.resisted: EITHER,
        "Did the person hold on, resist or fight back?";
    AttemptedOnly = acts.attempted_only: EITHER,
        "Was it only tried, or did it come off?";
    Knew = acts.knew: EITHER,
        "Did the person know what they had or did?";
    MadeOut = acts.made_out: EITHER,
        "Are all the points to prove of the offence clearly made out?";
    CounterSupported = acts.counter_allegation_supported: EITHER,
        "Does anything support what the suspect alleges: an injury, an independent witness?";
    BeforeRecord = acts.before_record: EITHER,
        "Did this happen before police first heard of the matter already recorded, or afterwards?";

    // ---- where
    PlaceKind = acts/place.kind: PlaceKind::ALL,
        "In what kind of place did it happen?";
    SchoolHours = acts/place.school_hours: EITHER,
        "Was it during normal school hours?";
    PrivatePlace = acts/place.public: EITHER,
        "Can the public see or get in there?";
    Country = acts/place.country: [Country::England, Country::Wales],
        "Did it happen in England or in Wales?";
    PoliceThereDeclined = acts/place.police_there_declined: EITHER,
        "Have the police there declined to take it?";
    ThisForceInvestigates = acts/place.this_force_investigates: EITHER,
        "Does this force investigate it?";

    // ---- sexual acts
    Consent = acts/sexual.consent: [Consent::No, Consent::Willing],
        "Was the person willing?";
    PenetrationBy = acts/sexual.penetration_by: PenetrationBy::ALL,
        "Was there penetration, and with what?";
    WithPenetration = acts/sexual.with_penetration: EITHER,
        "Did it involve penetration?";
    Purpose = acts/sexual.purpose: Purpose::ALL,
        "Why was it done: to distress, for sexual pleasure, for gain, for none of these?";
    AgeShown = acts/sexual.age_of_person_shown: [13_u16, 17, 30],
        "How old is the person shown in the picture?";
    PeopleWhoCouldSee = acts/sexual.people_who_could_see: [0_u32, 1, 2],
        "How many people were there who could have seen it?";
    ChildWasForced = acts/sexual.child_was_forced: EITHER,
        "Was the child blackmailed, coerced, bullied or groomed into it?";

    // ---- taking
    TakenWhat = acts/taking.what: Thing::ALL,
        "What was taken?";
    TakenFrom = acts/taking.from: TakenFrom::ALL,
        "Where was the thing when it was taken: on a person, in a vehicle, in a shop, in a home?";
    Force = acts/taking.force: Force::ALL,
        "Was force or a threat used: on a person, on the thing alone, or to get away?";
    Owner = acts/taking.owner: Owner::ALL,
        "Whose property was it: a person's or a business's?";
    InsideOneStore = acts/taking.inside_one_store: EITHER,
        "Were the things taken inside one store?";
    ChargedWithBurglary = acts/taking.charged_with_burglary: EITHER,
        "Has the taker already been charged with burglary for it?";
    AnimalLivedWithBoth = acts/taking.animal_lived_with_both: EITHER,
        "Had the taker, the owner and the animal all lived in one household?";
    OwnerDealsAlone = acts/taking.owner_deals_alone: EITHER,
        "Does the owner of the machine deal with it alone, with no action by police?";

    // ---- entry into a building
    Building = acts/entry.building: Building::ALL,
        "What kind of building or lodging was it?";
    Habitation = acts/entry.habitation: Habitation::ALL,
        "How is it used: lived in, let for short stays, or empty?";
    WayIn = acts/entry.way_in: WayIn::ALL,
        "How was the way in gained or sought: by force, unlocked, by a trick?";
    Stole = acts/entry.stole: EITHER,
        "Was anything stolen inside?";
    DidNotGetIn = acts/entry.did_not_get_in: EITHER,
        "Did nobody get in, or did somebody?";
    HadWeapon = acts/entry.had_weapon: EITHER,
        "Did the intruder have a firearm, weapon or explosive with them?";
    ForceToSteal = acts/entry.force_to_steal: Force::ALL,
        "Was force or a threat used inside in order to steal?";
    DamageLikelier = acts/entry.damage_likelier: EITHER,
        "Is the damage to the way in more likely mere damage than a try to get in?";
    StaffArea = acts/entry.staff_area: EITHER,
        "Was it a part of the shop that is closed to customers?";

    // ---- vehicles
    DrivingConfirmed = acts/vehicle.dangerous_driving_confirmed: EITHER,
        "Has an investigation confirmed the dangerous driving?";
    AccidentHurt = acts/vehicle.accident_hurt: EITHER,
        "Was somebody hurt in an accident that its driving caused?";
    AccidentKilled = acts/vehicle.accident_killed: EITHER,
        "Did somebody die in an accident that its driving caused?";
    AccidentDamaged = acts/vehicle.accident_damaged: EITHER,
        "Did its driving cause an accident that damaged other property?";
    VehicleDamaged = acts/vehicle.vehicle_damaged: EITHER,
        "Was the vehicle damaged?";
    KnownStolen = acts/vehicle.known_stolen: EITHER,
        "Is the vehicle known to be stolen or taken without leave?";
    OnlyDroveOrCarried = acts/vehicle.only_drove_or_carried: EITHER,
        "Did this person take it, or only ride in it or drive it after somebody else took it?";
    TheftLikelier = acts/vehicle.theft_likelier: EITHER,
        "Is a try to steal the vehicle, or from it, more likely than mere damage?";
    NoCrimeMeant = acts/vehicle.no_crime_meant: EITHER,
        "Is there credible evidence that no crime was meant?";
    VehicleWanted = acts/vehicle.vehicle_wanted: EITHER,
        "Was the vehicle itself wanted, or things in it?";
    InjuriesOnlyEvidence = acts/vehicle.injuries_only_evidence: EITHER,
        "Is the harm done on purpose the only evidence of how it was driven?";

    // ---- damage
    DamagedWhat = acts/damage.what: Damageable::ALL,
        "What was damaged: a home, a business or community building, a vehicle, something else?";
    CostPounds = acts/damage.cost_pounds: [100_u32, 6000],
        "What will it cost to put right, in pounds?";
    EasilyPutRight = acts/damage.easily_put_right: EITHER,
        "Does it come off, or can it be put right, at no cost and with little effort?";
    LifeEndangered = acts/damage.life_endangered: EITHER,
        "Was anybody's life endangered?";
    DoersOwn = acts/damage.doers_own: EITHER,
        "Does the thing belong to the person who did it, and to nobody else?";
    EndangersOthers = acts/damage.own_thing_endangers_others: EITHER,
        "Would it endanger others' lives?";

    // ---- disorder, weapons, drugs, orders, justice
    HowManyTogether = acts/state.how_many_together: [1_u32, 3, 12],
        "How many used or threatened violence together?";
    CommonPurpose = acts/state.common_purpose: EITHER,
        "Did they act for a common purpose?";
    BystandersFeared = acts/state.bystanders_feared: EITHER,
        "Were people near in fear for their safety, or would they have been?";
    Weapon = acts/state.weapon: Weapon::ALL,
        "What weapon was it?";
    WeaponUsed = acts/state.weapon_used: EITHER,
        "Was the weapon used in another act?";
    WeaponThreatened = acts/state.weapon_threatened: EITHER,
        "Was somebody threatened with it?";
    WeaponWithIntent = acts/state.weapon_with_intent: EITHER,
        "Was the firearm held in order to injure, to frighten or to commit another offence?";
    Drug = acts/state.drug: Drug::ALL,
        "Which drug was it?";
    DrugAct = acts/state.drug_act: DrugAct::ALL,
        "What was done with it: possessed, to be supplied, supplied, grown or made?";
    DrugKnownBy = acts/state.drug_known_by: DrugKnownBy::ALL,
        "How is it known what drug it is: by test, by admission, by an experienced officer?";
    Order = acts/state.order: Order::ALL,
        "Which order or condition was broken?";
    Justice = acts/state.justice: Justice::ALL,
        "How was justice interfered with?";

    // ---- fraud
    FraudWhat = acts/fraud.what: What::ALL,
        "What was the deceit or misuse about?";
    FraudContact = acts/fraud.contact: Contact::ALL,
        "How did the first contact come about?";
    FraudResponse = acts/fraud.response: Response::ALL,
        "What did the person aimed at do?";
    ContactedAgain = acts/fraud.contacted_again: EITHER,
        "Did they come back to this person after the first contact had ended?";
    FraudSigns = acts/fraud.signs: Sign::ALL,
        "What shows that it was a fraud, and not a bad bargain or a late delivery?";
    FraudDoubts = acts/fraud.doubts: Doubt::ALL,
        "Is there anything that speaks for a late delivery, a poor bargain or a dispute?";
    FraudThings = acts/fraud.things: [1_u32, 2],
        "How many accounts, cards, policies, contracts or applications were abused?";
    BankBearsLoss = acts/fraud.bank_bears_loss: EITHER,
        "Does the bank or issuer bear any of the loss?";
    PaidWith = acts/fraud.paid_with: PaidWith::ALL,
        "How was it paid for?";
    CardFraudRecorded = acts/fraud.card_fraud_recorded: EITHER,
        "Is the fraud on the card already recorded?";
    CameBy = acts/fraud.came_by: CameBy::ALL,
        "How did the offender come by the card, papers or details?";
    TheftRecorded = acts/fraud.theft_recorded: EITHER,
        "Is the theft of the card or papers already recorded?";
    ContractMade = acts/fraud.contract_made: EITHER,
        "Was a contract made, or were goods just bought?";
    ActedApart = acts/fraud.acted_apart: EITHER,
        "Did the offenders act apart from each other, or together?";
    BogusOrOrganised = acts/fraud.bogus_or_organised: EITHER,
        "Is the charity bogus, or the attack on a real one organised?";
    TriedToSell = acts/fraud.tried_to_sell: EITHER,
        "Did they sell or offer work in earnest, or was it a pretext to get in or look round?";
    GotIntoHome = acts/fraud.got_into_home: EITHER,
        "Did they get into the home?";
    GoodsWereStolen = acts/fraud.goods_were_stolen: EITHER,
        "Were the goods stolen?";
    BuyerThoughtStolen = acts/fraud.buyer_thought_stolen: EITHER,
        "Did the buyer think that they were stolen?";
    GoodsRecovered = acts/fraud.goods_recovered: EITHER,
        "Have the goods been recovered from the buyer?";
    Concerted = acts/fraud.concerted: EITHER,
        "Was it a concerted effort, or only unexpected demand?";
    DemandWithThreat = acts/fraud.demand_with_threat: EITHER,
        "Was anything demanded with a threat?";
    DemandMet = acts/fraud.demand_met: EITHER,
        "Was the demand met, or other direct loss suffered?";
    MalwareUsed = acts/fraud.malware_used: EITHER,
        "Did the offender then use the malware?";
    MeantForFraud = acts/fraud.meant_for_fraud: EITHER,
        "Was fraud meant or done with it?";
    IssuingAuthorityReports = acts/fraud.issuing_authority_reports: EITHER,
        "Has the authority that issued the ticket told police that another vehicle shows the plate?";
    BankSaidReport = acts/fraud.bank_said_report: EITHER,
        "Did the bank tell the account holder to report it?";
    WillReportNationally = acts/fraud.will_report_nationally: EITHER,
        "Is the victim willing to report to Report Fraud?";
    CallForService = acts/fraud.call_for_service: CallForService::ALL,
        "Has somebody been arrested, is it going on now, or is there a local suspect or lead?";
    OffenderIsIn = acts/fraud.offender_is_in: [Country::EnglandOrWales, Country::OutsideUnitedKingdom],
        "In which country is the offender?";
    VictimWasIn = acts/fraud.victim_was_in: [Country::EnglandOrWales, Country::OutsideUnitedKingdom],
        "In which country was the victim when deceived?";
    BeforeOrAfter = acts/fraud.before_or_after_record: Before::ALL,
        "Was this fraud done before the record already held was made, or after?";

    // ---- deaths
    Cause = deaths.cause: Cause::ALL,
        "What brought the death about, as far as is known?";
    Sure = deaths.sure: Sureness::ALL,
        "How sure is the cause: confirmed, believed, or only suspected?";
    Suspicious = deaths.suspicious: EITHER,
        "Is anything about the death suspicious or unexplained?";
    RecordsNaturalDeaths = ask.force_records_natural_deaths: EITHER,
        "Does the force record deaths by natural causes as N300/07?";

    // ---- records held, cancelling
    BeforeInvestigation = prior.before_investigation: EITHER,
        "Was the record made before any substantive investigation began?";
    PriorStatus = prior.status: Status::ALL,
        "How does the record already held stand: open, charged, dealt with, decided by a court?";
    SinceLastIncident = prior.since_last_incident: ["1 month", "4 months"],
        "How long ago was the last incident in the record already held?";
    SamePeople = prior.same_people: EITHER,
        "Are the new acts by the same people to the same victim as in the record already held?";
    ReceivedNumber = ask.receiving_force_gave: Received::ALL,
        "What number has the receiving force given?";
    Decider = ask.decider: DecisionMaker::ALL,
        "Who decides?";
    VictimTold = ask.victim_told: EITHER,
        "Has the victim been told?";
    EvidenceSource = evidence.source: Source::ALL,
        "What does the information come from?";
    EvidenceWhen = evidence.when: When::ALL,
        "Was the information to be had when the crime was recorded, or only later?";
    CanBeChecked = evidence.can_be_checked: EITHER,
        "Is it fact that can be checked, or opinion?";
    UnderPressure = evidence.under_pressure: EITHER,
        "Is there any sign that the person who says it is afraid or pressed?";

    // ---- outcomes
    Stands = disposals.stands: Stands::ALL,
        "Is what is charged or cautioned the recorded crime, another offence on the same facts, or something else?";
    Charge = disposals.charge: Charge::ALL,
        "Which alternative offence is charged?";
    DecidedBy = disposals.decided_by: Adviser::ALL,
        "Who decided on the charge: the prosecutors, or police?";
    ConditionsMet = disposals.conditions_met: EITHER,
        "Do the prosecutors confirm that murder is established, the charge is about the death and in the public interest?";
    RegistrarAllows = disposals.registrar_allows: EITHER,
        "Does the accredited registrar allow the alternative?";
    SuspectKnown = disposals.suspect_known: EITHER,
        "Do police know who the suspect is?";
    VictimSupports = disposals.victim_supports: EITHER,
        "Does the victim support police action?";
    VictimNotReached = disposals.victim_not_reached: EITHER,
        "Can police not get into contact with the victim?";
    EvidenceEnough = disposals.evidence_enough: EITHER,
        "Is there enough evidence to charge?";
    SuspectUnable = disposals.suspect_unable: Unable::ALL,
        "Is the suspect dead or too ill to be prosecuted?";
    WitnessUnable = disposals.witness_unable: Unable::ALL,
        "Is the victim or a key witness dead or too ill to give evidence?";
    Wanted = disposals.wanted: EITHER,
        "Is the suspect circulated as wanted?";
    TimeLimitPassed = disposals.time_limit_passed: EITHER,
        "Has a statutory time limit for prosecution passed?";
    SummaryOnly = disposals.summary_only: EITHER,
        "Can what would be charged be tried only in a magistrates' court?";
    Completed = disposals.completed: EITHER,
        "Were the agreed activity or conditions completed?";
    Admitted = disposals.admitted: EITHER,
        "Did the offender admit it in a recorded interview?";
    FormSigned = disposals.form_signed: EITHER,
        "Is the acceptance form signed, or was the court asked at sentencing?";
    VictimTraced = disposals.victim_traced: EITHER,
        "Was a victim traced who confirms it?";
    IntimateAbuse = disposals.intimate_partner_abuse: EITHER,
        "Is it domestic abuse between partners or former partners?";
    DomesticAbuse = disposals.domestic_abuse: EITHER,
        "Is it domestic abuse?";
    HateCrime = disposals.hate_crime: EITHER,
        "Is it a hate crime?";
    InspectorAuthorised = disposals.inspector_authorised: EITHER,
        "Has an inspector authorised it?";
    SlightForce = disposals.slight_force: EITHER,
        "Was only slight force or threat used?";
    LowValue = disposals.low_value: EITHER,
        "Was the property of low value?";
    Prolific = disposals.prolific: EITHER,
        "Is the offender prolific?";
    WeaponSeen = disposals.weapon: EITHER,
        "Was a weapon used, threatened or seen?";
}
