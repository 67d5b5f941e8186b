//! Fraud and computer misuse (Home Office fraud text, April 2026): what a deceit amounts to, for whom it
//! is counted, whether there was a specific intended victim, and what goes to Report Fraud.

mod absorb;
mod asks;
mod extra;
mod intended;
mod kinds;
mod national;

pub use absorb::absorb;
pub use national::report;

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::fraud::{Before, PaidWith, What};
use crate::facts::{Act, Fraud, Kind as ActKind, Tie};
use kinds::{Kind, Per};

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let fraudulent = matches!(act.kind, Some(ActKind::Deceived | ActKind::MisusedComputer));
    if act.fraud.is_none() && !fraudulent {
        return;
    }
    let nothing_said = Fraud::default();
    let fraud = act.fraud.as_ref().unwrap_or(&nothing_said);
    let what = fraud.what.unwrap_or(What::Other);
    asks::asks(case, place, fraud, what, said);
    if let Some(other) = no_crime(case, act, fraud, what) {
        if what == What::OnlineShopping && other.rule == id::R_10 {
            said.because(id::R_06);
        }
        said.others.push(other);
        return;
    }
    if joins_record(case, act, fraud, what) {
        let class = kinds::of(what).map_or("NFIB90", |kind| kind.class);
        said.not_for_itself(class, id::R_16, "it belongs to the record already made");
        said.verdict = Some(Verdict::AddToExisting);
        said.stopped_at = Some("it belongs to the record already made");
        return;
    }
    if act.already_recorded == Some(true) {
        return;
    }
    let Some(found) = found(case, act, fraud, what) else { return };
    together(case, act, found, said);
    push(case, place, found, count(case, act, fraud, what, found.per), said);
    extra::beside(case, place, fraud, found, said);
}

/// A group acting together is counted once, and so is a body whose staff are struck.
fn together(case: &Case<'_>, act: &Act, found: Kind, said: &mut Said<'_>) {
    let by_offenders = matches!(found.per, Per::OffenderGroup | Per::VictimElseOffenders);
    if by_offenders && sum(case, act.by.iter()) > 1 {
        said.because(id::D_04);
    }
    if found.class == "NFIB50A" && act.to.iter().any(|id| case.is_body(id)) {
        said.because(id::D_05);
    }
}

/// The class once the circumstances are looked at.
fn found(case: &Case<'_>, act: &Act, fraud: &Fraud, what: What) -> Option<Kind> {
    let plain = kinds::of(what)?;
    let of = |class, rule| Some(Kind { class, rule, ..plain });
    let hacked = matches!(
        what,
        What::ServerHacked
            | What::ComputerHacked
            | What::EmailOrSocialAccountHacked
            | What::TelephoneExchangeHacked
            | What::Malware
    );
    let demanded = fraud.demand_with_threat == Some(true);
    let card = fraud.paid_with == Some(PaidWith::StolenOrClonedCard);
    match what {
        _ if hacked && demanded && fraud.demand_met == Some(true) => {
            Some(Kind { class: "35", per: Per::Victim, rule: id::R_35 })
        }
        _ if hacked && demanded => Some(Kind { class: "NFIB52E", per: Per::Victim, rule: id::R_NFIB52E }),
        What::InsuranceBroker if !case.settings.broker_staff_is_6b && by_staff(case, act) => {
            Some(Kind { class: "NFIB6A", rule: id::R_NFIB6A, ..plain })
        }
        What::ServiceAttacked if demanded => of("NFIB51B", id::R_NFIB51B),
        What::Malware if fraud.malware_used == Some(true) => {
            Some(Kind { class: "NFIB52B", per: Per::Thing, rule: id::R_NFIB52B })
        }
        What::OnlineShopping | What::TicketsOrTravel | What::RetailerDeceived | What::OtherSale if card => {
            Some(Kind { class: "NFIB5A", per: Per::Thing, rule: id::R_NFIB5A })
        }
        What::PhoneOrInternetContract if fraud.contract_made == Some(false) => {
            Some(Kind { class: "NFIB5A", per: Per::Thing, rule: id::R_NFIB5A })
        }
        What::OnlineShopping | What::OtherSale if handled(fraud) => of("54", id::R_54),
        What::CharityCollection if fraud.bogus_or_organised == Some(false) => of("NFIB90", id::R_NFIB90),
        What::DoorToDoor if fraud.tried_to_sell == Some(false) && fraud.got_into_home != Some(false) => {
            of("28L", id::R_28D)
        }
        What::ThingsForFraud if fraud.meant_for_fraud == Some(false) => of("61A", id::R_61A),
        What::ForgedIdentityDocument if fraud.meant_for_fraud == Some(true) => of("33A", id::R_33A),
        _ => Some(plain),
    }
}

/// Whether one who did it works for a firm.
fn by_staff(case: &Case<'_>, act: &Act) -> bool {
    act.by.iter().any(|by| {
        case.facts.relations.iter().any(|tie| {
            (tie.of == *by && tie.is == Some(Tie::Employee))
                || (tie.to == *by && tie.is == Some(Tie::Employer))
        })
    })
}

fn handled(fraud: &Fraud) -> bool {
    fraud.goods_were_stolen == Some(true) && fraud.buyer_thought_stolen == Some(true)
}

/// Whether it is no crime here, and what it is instead.
fn no_crime(case: &Case<'_>, act: &Act, fraud: &Fraud, what: What) -> Option<Other> {
    let none = |stop, rule| Some(Other::new(Verdict::None, stop, rule));
    if intended::abroad(fraud) {
        return none(
            "the only link with England and Wales is the victim's home or the passage of money",
            id::R_08,
        );
    }
    if fraud.goods_were_stolen == Some(true)
        && matches!(what, What::OnlineShopping | What::OtherSale)
        && !handled(fraud)
        && fraud.goods_recovered == Some(false)
    {
        return none("innocent buyers who still have the goods are not treated as victims", id::R_11);
    }
    let card = matches!(what, What::CardChequeOrAccount) && fraud.losses_refused_by_bank.is_empty();
    if card && fraud.bank_said_report == Some(false) {
        return none("the account holder is told to go to the bank, which reports it", id::R_07);
    }
    match what {
        What::ServiceAttacked if fraud.concerted == Some(false) && fraud.demand_with_threat != Some(true) => {
            return none("there was no concerted effort", id::R_17);
        }
        What::CopiedNumberPlate if fraud.issuing_authority_reports != Some(true) => {
            return none("the motorist is referred to the authority that issued it", id::R_13);
        }
        What::OpenedAccountInOthersName if fraud.meant_for_fraud != Some(true) => {
            return none("an account in another's name is not in itself a fraud", id::R_14);
        }
        _ => {}
    }
    if !intended::specific(fraud, what) {
        let rule = if what == What::PhishingMessage { id::R_15 } else { id::R_09 };
        let police_take_it = matches!(what, What::Malware)
            && fraud.will_report_nationally == Some(false)
            && case.settings.mailshot_taken_by_police_is_incident;
        let verdict = if police_take_it { Verdict::CrimeRelatedIncident } else { Verdict::None };
        return Some(Other::new(
            verdict,
            "there is no specific intended victim: an information report",
            rule,
        ));
    }
    if !intended::clear(act, fraud, what) {
        return none("it is not clear that it is fraudulent", id::R_10);
    }
    None
}

/// Whether what is told belongs to a record already made of the same offender's fraud.
fn joins_record(case: &Case<'_>, act: &Act, fraud: &Fraud, what: What) -> bool {
    let class = kinds::of(what).map(|kind| kind.class);
    let held = case.facts.prior.iter().any(|prior| prior.class.as_deref() == class);
    let before = match fraud.before_or_after_record {
        Some(told) => told == Before::Before,
        None => act.before_record == Some(true),
    };
    held && before
}

/// How many.
fn count(case: &Case<'_>, act: &Act, fraud: &Fraud, what: What, per: Per) -> Count {
    let victims = sum(case, act.to.iter());
    let offenders = sum(case, act.by.iter()).max(1);
    let apart = if fraud.acted_apart == Some(true) { offenders } else { 1 };
    match per {
        Per::Victim => Count::Victims,
        Per::VictimElseThing if victims > 0 => Count::Victims,
        Per::VictimElseThing => Count::Fixed(fraud.things.unwrap_or(1).max(1)),
        Per::VictimElseOffenders if victims > 0 => Count::Victims,
        Per::VictimElseOffenders | Per::OffenderGroup => Count::Fixed(apart),
        Per::Offender => Count::Fixed(offenders),
        Per::One => Count::Fixed(1),
        Per::Thing => Count::Fixed(things(case, act, fraud, what)),
    }
}

/// Accounts, policies and the like: as said; where not said, at least one for each body or holder that
/// each keeps its own. A card's uses in several shops are one account.
fn things(case: &Case<'_>, act: &Act, fraud: &Fraud, what: What) -> u32 {
    let losers = sum(case, fraud.losses_refused_by_bank.iter());
    let uses_of_card = matches!(
        what,
        What::CardChequeOrAccount
            | What::OnlineShopping
            | What::TicketsOrTravel
            | What::RetailerDeceived
            | What::OtherSale
            | What::PhoneOrInternetContract
    );
    let state = matches!(
        what,
        What::Benefit
            | What::TaxReturn
            | What::PassportApplication
            | What::DrivingLicenceApplication
            | What::GrantFromCharity
            | What::GrantFromGovernment
            | What::MalwareReleased
            | What::ParkingPermitOrVehicleRecord
    );
    let told = fraud.things.map(|things| things.max(1));
    let assumed = || {
        if state {
            1
        } else if uses_of_card {
            sum(case, act.to.iter().filter(|id| !case.is_body(id))).max(1)
        } else {
            sum(case, act.to.iter()).max(1)
        }
    };
    let accounts = told.unwrap_or_else(assumed);
    let borne = if fraud.bank_bears_loss == Some(false) && losers > 0 { 0 } else { accounts };
    borne.saturating_add(losers).max(1)
}

fn sum<'a>(case: &Case<'_>, ids: impl Iterator<Item = &'a alloc::string::String>) -> u32 {
    ids.map(|id| case.number(id)).fold(0, u32::saturating_add)
}

/// One for each victim, or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Victims,
    Fixed(u32),
}

fn push<'f>(case: &Case<'f>, place: usize, kind: Kind, count: Count, said: &mut Said<'f>) {
    let unit = match count {
        Count::Victims => Unit::Victim,
        Count::Fixed(number) => Unit::Fixed(number),
    };
    let code = code(kind.class);
    let mut allegation = Allegation::new(case, place, kind.class, code, kind.rule).counted(unit).beside();
    // Counted by account, policy or application, an attempt is counted as the thing itself.
    if matches!(count, Count::Fixed(_)) || !matches!(kind.class, "NFIB50A" | "28L") {
        allegation.attempt = false;
    }
    if kind.class == "28L" {
        allegation.class = if stole(case, place) { "28K" } else { "28L" };
        allegation.attempt = !stole(case, place);
        allegation.unit = Unit::Household;
    }
    said.allegations.push(allegation);
}

fn stole(case: &Case<'_>, place: usize) -> bool {
    case.act(place).taking.is_some() && case.act(place).attempted_only != Some(true)
}

/// The one code of a class that has one; the fraud text settles the class alone.
fn code(class: &str) -> Option<&'static str> {
    match class {
        "28L" => Some("028/03"),
        "35" => Some("035/00"),
        _ => None,
    }
}
