//! Which facts a fraud turns on, by what it was about.

use super::kinds::{self, Per};
use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::Fraud;
use crate::facts::fraud::{CameBy, Contact, PaidWith, What};
use crate::gaps::Want;

/// Names what is read of a fraud.
pub fn asks(case: &Case<'_>, place: usize, fraud: &Fraud, what: What, said: &mut Said<'_>) {
    said.asks(case, place, id::R_01, &[Want::FraudWhat, Want::CallForService]);
    said.asks(case, place, id::R_08, &[Want::VictimWasIn]);
    if fraud.victim_was_in.is_some() {
        said.asks(case, place, id::R_08, &[Want::OffenderIsIn]);
    }
    let untargeted =
        matches!(fraud.contact, Some(Contact::SentToMany | Contact::ColdCall | Contact::AtLarge) | None);
    if untargeted {
        said.asks(case, place, id::R_09, &[Want::FraudContact, Want::FraudResponse, Want::ContactedAgain]);
    }
    if super::intended::left_open(what) {
        said.asks(
            case,
            place,
            id::R_10,
            &[Want::FraudSigns, Want::FraudDoubts, Want::FraudResponse, Want::PaidWith],
        );
    }
    if matches!(what, What::Malware) {
        said.asks(case, place, id::R_03, &[Want::WillReportNationally]);
    }
    let Some(kind) = kinds::of(what) else { return };
    let held = case.facts.prior.iter().any(|prior| prior.class.as_deref() == Some(kind.class));
    if held && case.act(place).before_record.is_none() {
        said.asks(case, place, id::R_16, &[Want::BeforeOrAfter]);
    }
    let several = case.act(place).by.iter().map(|id| case.number(id)).fold(0, u32::saturating_add) > 1;
    match kind.per {
        Per::Thing => said.asks(case, place, kind.rule, &[Want::FraudThings]),
        Per::VictimElseOffenders | Per::OffenderGroup if several => {
            said.asks(case, place, kind.rule, &[Want::ActedApart]);
        }
        Per::VictimElseThing if case.act(place).to.is_empty() => {
            said.asks(case, place, kind.rule, &[Want::FraudThings]);
        }
        _ => {}
    }
    of_kind(case, place, fraud, what, said);
    payment(case, place, fraud, what, said);
}

/// What single kinds turn on.
fn of_kind(case: &Case<'_>, place: usize, fraud: &Fraud, what: What, said: &mut Said<'_>) {
    let mut ask = |rule, wants: &[Want]| said.asks(case, place, rule, wants);
    match what {
        What::ServerHacked
        | What::ComputerHacked
        | What::EmailOrSocialAccountHacked
        | What::TelephoneExchangeHacked => ask(id::R_NFIB52E, &[Want::DemandWithThreat]),
        What::Malware => ask(id::R_NFIB52B, &[Want::DemandWithThreat, Want::MalwareUsed]),
        What::ServiceAttacked => ask(id::R_17, &[Want::Concerted, Want::DemandWithThreat]),
        What::PhoneOrInternetContract => ask(id::R_NFIB7, &[Want::ContractMade]),
        What::CharityCollection => ask(id::R_NFIB4A, &[Want::BogusOrOrganised]),
        What::DoorToDoor => ask(id::R_28D, &[Want::TriedToSell, Want::GotIntoHome]),
        What::ThingsForFraud | What::ForgedIdentityDocument => ask(id::R_61A, &[Want::MeantForFraud]),
        What::OpenedAccountInOthersName => ask(id::R_14, &[Want::MeantForFraud]),
        What::CopiedNumberPlate => ask(id::R_13, &[Want::IssuingAuthorityReports]),
        What::OnlineShopping | What::OtherSale => {
            ask(id::R_11, &[Want::GoodsWereStolen]);
            if fraud.goods_were_stolen == Some(true) {
                ask(id::R_54, &[Want::BuyerThoughtStolen, Want::GoodsRecovered]);
            }
        }
        _ => {}
    }
    if fraud.demand_with_threat == Some(true) {
        said.asks(case, place, id::R_35, &[Want::DemandMet]);
    }
}

/// What cards, cheques and payments turn on.
fn payment(case: &Case<'_>, place: usize, fraud: &Fraud, what: What, said: &mut Said<'_>) {
    let pays = matches!(
        what,
        What::CreditApplication
            | What::PhoneOrInternetContract
            | What::DoorToDoor
            | What::Rental
            | What::RetailerDeceived
    );
    if pays {
        said.asks(case, place, id::R_NFIB5A, &[Want::PaidWith]);
    }
    if what == What::CardChequeOrAccount && fraud.losses_refused_by_bank.is_empty() {
        said.asks(case, place, id::R_07, &[Want::BankSaidReport]);
    }
    if !fraud.losses_refused_by_bank.is_empty() {
        said.asks(case, place, id::R_NFIB5A, &[Want::BankBearsLoss]);
    }
    let card = matches!(
        fraud.paid_with,
        Some(PaidWith::StolenOrClonedCard | PaidWith::PaymentServiceFundedByStolenCard)
    );
    if card {
        said.asks(case, place, id::R_NFIB5A, &[Want::CardFraudRecorded]);
    }
    if card || what == What::CardChequeOrAccount {
        said.asks(case, place, id::R_49, &[Want::CameBy]);
    }
    if matches!(fraud.came_by, Some(CameBy::Stolen | CameBy::FoundAndKept)) {
        said.asks(case, place, id::R_49, &[Want::TheftRecorded]);
    }
}
