//! What reports are about: codes, offences and the accounts that callers give.

use terms::Family;

use crate::offences::Offence;
use crate::random::Random;

#[path = "scenario_crime.rs"]
mod crime;
#[path = "scenario_other.rs"]
mod other;

/// How a report comes to be told, which says where it may go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// A crime, reported and opened as one.
    Ordinary,
    /// A crime between partners or family.
    Domestic,
    /// A crime that a professional reports.
    Professional,
    /// A crime inside a log opened as anti-social behaviour.
    AntiSocial,
    /// A rape, confirmed by the victim.
    Rape,
    /// No crime.
    NoCrime,
    /// Domestic abuse and no crime.
    DomesticNoCrime,
    /// A professional's concern without a crime.
    ProfessionalNoCrime,
    /// A report of rape that the victim has not confirmed: rightly N100.
    N100,
}

/// Where such things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// At the household's home.
    Home,
    /// In a street or a busy place.
    Outside,
    /// At a busy place.
    Busy,
}

/// One kind of report.
#[derive(Debug)]
pub struct Scenario {
    /// What it is about.
    pub family: Family,
    /// How it is told.
    pub route: Route,
    /// Where it happens.
    pub setting: Setting,
    /// How common it is on its route, relative to the others.
    pub weight: f64,
    /// Codes it is opened under.
    pub openings: &'static [&'static str],
    /// Codes it is closed under when no crime is recorded.
    pub closings: &'static [&'static str],
    /// The first crime that each account owes, in the order of `accounts`; empty where none owes any.
    pub offences: &'static [Offence],
    /// The further crimes it may owe.
    pub further: &'static [Offence],
    /// What the caller says.
    pub accounts: &'static [&'static str],
}

impl Scenario {
    /// Whether it is domestic abuse.
    pub const fn is_domestic(&self) -> bool {
        matches!(self.route, Route::Domestic | Route::DomesticNoCrime)
    }

    /// Whether a professional reports it.
    pub const fn is_professional(&self) -> bool {
        matches!(self.route, Route::Professional | Route::ProfessionalNoCrime)
    }

    /// Whether it owes a crime.
    pub const fn owes_crime(&self) -> bool {
        !self.offences.is_empty()
    }

    /// Whether it is an offence against a person in the families the inspectorate names.
    pub const fn is_against_person(&self) -> bool {
        matches!(self.family, Family::Violence | Family::Conduct | Family::PublicOrder | Family::Robbery)
    }
}

/// One scenario of a route that passes `keep`, by weight.
pub fn choose(route: Route, keep: impl Fn(&Scenario) -> bool, random: &mut Random) -> &'static Scenario {
    let weight = |scenario: &Scenario| {
        let fits = scenario.route == route && keep(scenario);
        if fits { scenario.weight } else { 0.0 }
    };
    let table = if route_owes(route) { crime::TABLE } else { other::TABLE };
    table.get(random.weighted(table.iter().map(weight))).unwrap_or(&other::CONTACT)
}

const fn route_owes(route: Route) -> bool {
    matches!(route, Route::Ordinary | Route::Domestic | Route::Professional | Route::AntiSocial | Route::Rape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crime_routes_owe_crimes_and_the_others_do_not() {
        for scenario in crime::TABLE.iter().chain(other::TABLE) {
            assert_eq!(scenario.owes_crime(), route_owes(scenario.route), "{scenario:?}");
            assert_eq!(scenario.further.is_empty(), !scenario.owes_crime(), "{scenario:?}");
            let n_offences = if scenario.owes_crime() { scenario.accounts.len() } else { 0 };
            assert_eq!(scenario.offences.len(), n_offences, "{scenario:?}");
            assert!(scenario.accounts.len() >= 3 && scenario.weight > 0.0, "{scenario:?}");
            assert!(!scenario.openings.is_empty() && !scenario.closings.is_empty(), "{scenario:?}");
        }
    }
}
