//! Vehicles (CRR 75-78): taking, aggravated taking, interference.

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::{RuleId, id};
use crate::facts::property::{Taking, Thing, Vehicle};
use crate::facts::{Act, Kind};
use crate::gaps::Want;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    match act.kind {
        Some(Kind::TookVehicle) if !super::robbery::by_force(case, place) => {
            let vehicle = act.vehicle.clone().unwrap_or_default();
            asks(case, place, said);
            said.asks(case, place, id::P_48, &[Want::OnlyDroveOrCarried]);
            if vehicle.only_drove_or_carried == Some(true) {
                let stop = "driving a taken vehicle, or being carried in it, is not notifiable";
                said.others.push(Other::new(Verdict::Incident, stop, id::P_48));
                return;
            }
            let (class, code, rule) = taken(&vehicle);
            said.allegations.push(Allegation::new(case, place, class, code, rule).counted(Unit::Household));
        }
        Some(Kind::InterferedWithVehicle) => interfered(case, place, said),
        _ => {}
    }
}

/// What the taking of a vehicle turns on.
pub fn asks(case: &Case<'_>, place: usize, said: &mut Said<'_>) {
    said.asks(case, place, id::P_34, &[Want::Force]);
    let harm = [Want::AccidentKilled, Want::AccidentHurt, Want::AccidentDamaged, Want::VehicleDamaged];
    said.asks(case, place, id::P_37, &harm);
    let dangerous = case.act(place).vehicle.as_ref().and_then(|vehicle| vehicle.driven_dangerously);
    if dangerous != Some(false) {
        said.asks(case, place, id::P_37, &[Want::DrivingConfirmed]);
    }
}

/// The class of a vehicle taken: aggravated where harm came of it, or dangerous driving is confirmed.
fn taken(vehicle: &Vehicle) -> (&'static str, Option<&'static str>, RuleId) {
    if vehicle.accident_killed == Some(true) {
        return ("37/1", Some("037/01"), id::P_37);
    }
    let harm =
        [vehicle.accident_hurt, vehicle.accident_damaged, vehicle.vehicle_damaged].contains(&Some(true));
    if harm || vehicle.dangerous_driving_confirmed == Some(true) {
        return ("37/2", Some("037/02"), id::P_37);
    }
    ("48", None, id::P_48)
}

/// A motor vehicle among the things taken: the theft room's answer for it.
pub fn stolen(act: &Act, taking: &Taking) -> Option<(&'static str, Option<&'static str>, Unit, RuleId)> {
    let motor =
        taking.what.iter().any(|thing| matches!(thing, Thing::MotorVehicle | Thing::PowerfulElectricBike));
    if !motor {
        return None;
    }
    let (class, code, rule) = taken(&act.vehicle.clone().unwrap_or_default());
    // An electric bicycle beyond the limits is a motor vehicle.
    let rule = if taking.what.contains(&Thing::PowerfulElectricBike) { id::B_10 } else { rule };
    Some((class, code.or(Some("048/01")), Unit::Household, rule))
}

/// The chart of page 78.
fn interfered<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let vehicle = act.vehicle.clone().unwrap_or_default();
    said.asks(case, place, id::P_126, &[Want::NoCrimeMeant, Want::VehicleDamaged]);
    if vehicle.vehicle_damaged == Some(true) {
        said.asks(case, place, id::P_126, &[Want::TheftLikelier]);
        if vehicle.theft_likelier == Some(true) {
            said.asks(case, place, id::P_126, &[Want::VehicleWanted]);
        }
    }
    if vehicle.no_crime_meant == Some(true) {
        let stop = "credible evidence that no crime was meant";
        said.others.push(Other::new(Verdict::Incident, stop, id::P_126));
        return;
    }
    let damaged = vehicle.vehicle_damaged == Some(true);
    let (class, code, attempt) = match (damaged, vehicle.theft_likelier) {
        (true, Some(true)) if vehicle.vehicle_wanted == Some(true) => ("48", Some("048/01"), true),
        (true, Some(true)) => ("45", Some("045/10"), true),
        (true, _) => ("58C", None, false),
        (false, _) => ("126", None, false),
    };
    let mut allegation =
        Allegation::new(case, place, class, code, id::P_126).also(id::B_09).counted(Unit::Household);
    allegation.attempt = attempt;
    said.allegations.push(allegation);
}
