//! Dangerous driving (CRR 96-97).

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::Kind;
use crate::gaps::Want;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    if act.kind != Some(Kind::DroveDangerously) {
        return;
    }
    let vehicle = act.vehicle.clone().unwrap_or_default();
    said.asks(case, place, id::P_802, &[Want::DrivingConfirmed]);
    said.asks(case, place, id::P_37, &[Want::KnownStolen]);
    if meant(case, place) {
        said.asks(case, place, id::P_802, &[Want::InjuriesOnlyEvidence]);
    }
    if vehicle.known_stolen == Some(true) {
        let harm = [Want::AccidentKilled, Want::AccidentHurt, Want::AccidentDamaged, Want::VehicleDamaged];
        said.asks(case, place, id::P_37, &harm);
    }
    if vehicle.injuries_only_evidence == Some(true) {
        let why = "the harm done on purpose is the only evidence of how it was driven";
        said.not_for_itself("802", id::P_802, why);
        return;
    }
    let harmed =
        [vehicle.accident_hurt, vehicle.accident_damaged, vehicle.vehicle_damaged].contains(&Some(true));
    let confirmed = vehicle.dangerous_driving_confirmed == Some(true) || act.made_out == Some(true);
    if vehicle.known_stolen == Some(true) && (confirmed || harmed || vehicle.accident_killed == Some(true)) {
        let (class, code) =
            if vehicle.accident_killed == Some(true) { ("37/1", "037/01") } else { ("37/2", "037/02") };
        said.allegations
            .push(Allegation::new(case, place, class, Some(code), id::P_37).counted(Unit::Fixed(1)));
        return;
    }
    if confirmed || meant(case, place) {
        let allegation = Allegation::against_state(case, place, "802", Some("802/00"), id::P_802);
        said.allegations.push(allegation.counted(Unit::Offender));
        return;
    }
    let stop = "dangerous driving stays a crime-related incident until an investigation confirms it";
    said.because(id::A_22);
    said.others.push(Other::new(Verdict::CrimeRelatedIncident, stop, id::P_802));
}

/// Whether somebody was run down on purpose by the same driver.
fn meant(case: &Case<'_>, place: usize) -> bool {
    let by = &case.act(place).by;
    case.facts.acts.iter().any(|act| {
        act.kind == Some(Kind::RanDownOnPurpose)
            && (by.is_empty() || act.by.iter().any(|doer| by.contains(doer)))
    })
}
