//! Drugs (CRR 91-93): the class by the deed, the code by the drug; a drug not tested is an attempt.

use crate::case::{Allegation, Case, Other, Said};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::Kind;
use crate::facts::state::{Drug, DrugAct, DrugKnownBy};
use crate::gaps::Want;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    if act.kind != Some(Kind::HadDrugs) {
        return;
    }
    let state = act.state.clone().unwrap_or_default();
    let drug = state.drug.unwrap_or(Drug::Unspecified);
    let deed = state.drug_act.unwrap_or(DrugAct::Possessed);
    said.asks(case, place, id::P_92, &[Want::DrugAct, Want::Drug]);
    if deed == DrugAct::Possessed {
        said.asks(case, place, id::B_17, &[Want::DrugKnownBy]);
    }
    let plain = deed == DrugAct::Possessed;
    if plain && state.drug_known_by == Some(DrugKnownBy::NotYet) {
        let stop = "what the substance is has not been shown";
        said.others.push(Other::new(Verdict::Incident, stop, id::B_17));
        said.qualify("Drugs");
        return;
    }
    let class = match (deed, drug) {
        (DrugAct::Possessed, Drug::Cannabis) => "92E",
        (DrugAct::Possessed, _) => "92D",
        (DrugAct::PermittedPremises, _) => "92C",
        _ => "92A",
    };
    let code = code(deed, drug).filter(|code| crate::edition::Edition::offence(class, code).is_some());
    let mut allegation = Allegation::against_state(case, place, class, code, id::P_92);
    let admitted = state.drug_known_by == Some(DrugKnownBy::Admission);
    if plain && admitted && drug != Drug::Cannabis {
        allegation.attempt = true;
        allegation = allegation.also(id::B_17);
    }
    said.allegations.push(allegation);
    said.qualify("Drugs");
}

/// The table of page 93.
fn code(deed: DrugAct, drug: Drug) -> Option<&'static str> {
    let row: [&str; 5] = match drug {
        Drug::Cocaine => ["092/10", "092/30", "092/50", "092/70", "093/10"],
        Drug::Heroin => ["092/11", "092/31", "092/51", "092/71", "093/11"],
        Drug::Lsd => ["092/12", "092/32", "092/52", "092/72", "093/12"],
        Drug::Mdma => ["092/13", "092/33", "092/53", "092/73", "093/13"],
        Drug::Crack => ["092/14", "092/34", "092/54", "092/74", "093/14"],
        Drug::Methadone => ["092/15", "092/35", "092/55", "092/75", "093/15"],
        Drug::OtherClassA => ["092/19", "092/39", "092/59", "092/79", "093/19"],
        Drug::CrystalMeth => ["093/55", "093/61", "093/67", "093/73", "093/79"],
        Drug::Amphetamine => ["092/20", "092/40", "092/60", "092/80", "093/20"],
        Drug::OtherClassB => ["092/25", "092/45", "092/65", "092/85", "093/25"],
        Drug::Cannabis => ["092/21", "092/41", "092/61", "092/81", "093/21"],
        Drug::SyntheticCannabinoid => ["092/22", "092/42", "092/62", "092/82", "093/22"],
        Drug::Ketamine => ["093/60", "093/66", "093/72", "093/78", "093/84"],
        Drug::Mephedrone => ["092/23", "092/43", "092/63", "092/83", "093/23"],
        Drug::Steroids => ["092/27", "092/47", "092/67", "092/87", "093/27"],
        Drug::Piperazines => ["093/57", "093/64", "093/70", "093/76", "093/82"],
        Drug::OtherClassC => ["092/28", "092/48", "092/68", "092/88", "093/28"],
        Drug::Khat => ["093/62", "093/68", "093/74", "093/80", "093/90"],
        Drug::NitrousOxide => ["093/93", "093/94", "093/91", "093/92", "093/95"],
        Drug::Unspecified => ["092/29", "092/49", "092/69", "092/89", "093/29"],
    };
    match deed {
        DrugAct::Produced => Some(row[0]),
        DrugAct::Supplied => Some(row[1]),
        DrugAct::Possessed => Some(row[2]),
        DrugAct::PossessedToSupply => Some(row[3]),
        DrugAct::PermittedPremises => Some(row[4]),
        DrugAct::ImportedOrExported => None,
    }
}
