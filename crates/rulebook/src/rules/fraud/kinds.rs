//! From what a deceit was about to its class and what is counted.

use crate::edition::{RuleId, id};
use crate::facts::fraud::What;

/// What one crime each is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Each victim.
    Victim,
    /// Each victim; where there is none, each thing (charity), or each offender acting independently.
    VictimElseThing,
    /// Each victim; where there is none, one for the group, or each offender acting apart.
    VictimElseOffenders,
    /// Each account, policy, contract, application, return, pension, computer.
    Thing,
    /// Each offender.
    Offender,
    /// Each offender or group acting together.
    OffenderGroup,
    /// One.
    One,
}

/// Class, what is counted, and the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Class.
    pub class: &'static str,
    /// What is counted.
    pub per: Per,
    /// The class's rule.
    pub rule: RuleId,
}

const fn kind(class: &'static str, per: Per, rule: RuleId) -> Option<Kind> {
    Some(Kind { class, per, rule })
}

/// The class of a deceit or misuse before its circumstances are looked at; `None` where it is no offence
/// by itself.
pub const fn of(what: What) -> Option<Kind> {
    use Per::{Offender, OffenderGroup, One, Thing, Victim, VictimElseOffenders, VictimElseThing};
    match what {
        What::ForeignMillions => kind("NFIB1A", Victim, id::R_NFIB1A),
        What::LotteryWin => kind("NFIB1B", Victim, id::R_NFIB1B),
        What::OverpaidByCheque => kind("NFIB1C", Victim, id::R_NFIB1C),
        What::Romance => kind("NFIB1D", Victim, id::R_NFIB1D),
        What::RecoveryOfLoss => kind("NFIB1E", Victim, id::R_NFIB1E),
        What::Inheritance => kind("NFIB1F", Victim, id::R_NFIB1F),
        What::Rental => kind("NFIB1G", Victim, id::R_NFIB1G),
        What::OtherAdvancePayment => kind("NFIB1H", Victim, id::R_NFIB1H),
        What::LoanForFee => kind("NFIB1J", Victim, id::R_NFIB1J),
        What::SharesOrBonds => kind("NFIB2A", Victim, id::R_NFIB2A),
        What::PyramidOrPonzi => kind("NFIB2B", Victim, id::R_NFIB2B),
        What::PrimeBank => kind("NFIB2C", Victim, id::R_NFIB2C),
        What::TimeShare => kind("NFIB2D", Victim, id::R_NFIB2D),
        What::OtherInvestment => kind("NFIB2E", Victim, id::R_NFIB2E),
        What::OnlineShopping => kind("NFIB3A", Victim, id::R_NFIB3A),
        What::PhoneCharges => kind("NFIB3B", Victim, id::R_NFIB3B),
        What::DoorToDoor => kind("NFIB3C", Victim, id::R_NFIB3C),
        What::OtherSale => kind("NFIB3D", Victim, id::R_NFIB3D),
        What::ComputerRepair => kind("NFIB3E", Victim, id::R_NFIB3E),
        What::TicketsOrTravel => kind("NFIB3F", Victim, id::R_NFIB3F),
        What::RetailerDeceived => kind("NFIB3G", Victim, id::R_NFIB3G),
        What::CharityCollection => kind("NFIB4A", VictimElseThing, id::R_NFIB4A),
        What::GrantFromCharity => kind("NFIB4B", Thing, id::R_NFIB4B),
        What::CardChequeOrAccount => kind("NFIB5A", Thing, id::R_NFIB5A),
        What::CardsCopiedAtPlace => kind("NFIB5A", One, id::R_NFIB5A),
        What::CreditApplication => kind("NFIB5B", Thing, id::R_NFIB5B),
        What::Mortgage => kind("NFIB5C", Thing, id::R_NFIB5C),
        What::PaymentDetailsChanged => kind("NFIB5D", Thing, id::R_NFIB5D),
        What::KeptWrongfulCredit => kind("NFIB5E", VictimElseThing, id::R_NFIB5E),
        What::InsuranceClaimOrPolicy => kind("NFIB6A", Thing, id::R_NFIB6A),
        What::InsuranceBroker => kind("NFIB6B", Victim, id::R_NFIB6B),
        What::PhoneOrInternetContract => kind("NFIB7", Thing, id::R_NFIB7),
        What::Employee => kind("NFIB8A", Offender, id::R_NFIB8A),
        What::Procurement => kind("NFIB8B", OffenderGroup, id::R_NFIB8B),
        What::Trading => kind("NFIB9", VictimElseOffenders, id::R_NFIB9),
        What::FalseAccounts => kind("NFIB10", VictimElseOffenders, id::R_NFIB10),
        What::Insolvency => kind("NFIB11", VictimElseOffenders, id::R_NFIB11),
        What::PassportApplication => kind("NFIB12", Thing, id::R_NFIB12),
        What::Benefit => kind("NFIB13", Thing, id::R_NFIB13),
        What::GrantFromGovernment => kind("NFIB14", Thing, id::R_NFIB14),
        What::TaxReturn => kind("NFIB15", Thing, id::R_NFIB15),
        What::PensionDrawn => kind("NFIB16A", Thing, id::R_NFIB16A),
        What::PensionFund => kind("NFIB16B", OffenderGroup, id::R_NFIB16B),
        What::PensionCashedIn => kind("NFIB16C", Thing, id::R_NFIB16C),
        What::RegulatorDeceived => kind("NFIB17", Victim, id::R_NFIB17),
        What::FailedToDisclose => kind("NFIB18", Victim, id::R_NFIB18),
        What::AbusedPosition => kind("NFIB19", Victim, id::R_NFIB19),
        What::DrivingLicenceApplication => kind("NFIB20A", Thing, id::R_NFIB20A),
        What::SublettingTenancy | What::Other => kind("NFIB90", Victim, id::R_NFIB90),
        What::CopiedNumberPlate => kind("NFIB90", Victim, id::R_13),
        What::ParkingPermitOrVehicleRecord => kind("814", Thing, id::R_814),
        What::ForgedIdentityDocument => kind("61A", One, id::R_61A),
        What::OtherForgery => kind("61", One, id::R_61),
        What::ThingsForFraud => kind("33A", One, id::R_33A),
        What::Malware => kind("NFIB50A", Victim, id::R_NFIB50A),
        What::MalwareReleased => kind("NFIB50A", Thing, id::R_NFIB50A),
        What::ServiceAttacked => kind("NFIB51A", Victim, id::R_NFIB51A),
        What::ServerHacked => kind("NFIB52A", Thing, id::R_NFIB52A),
        What::ComputerHacked => kind("NFIB52B", Thing, id::R_NFIB52B),
        What::EmailOrSocialAccountHacked => kind("NFIB52C", Thing, id::R_NFIB52C),
        What::TelephoneExchangeHacked => kind("NFIB52D", Thing, id::R_NFIB52D),
        What::OpenedAccountInOthersName => kind("NFIB5A", Thing, id::R_14),
        What::PhishingMessage => kind("NFIB90", Victim, id::R_15),
    }
}
