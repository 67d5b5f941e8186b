//! What holds for every extract: bars add up, order and threads do not matter, windows are kept.

#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;

use linkage::{Check, Holder, How, Link, Linked, Options, Records, link};
use terms::{
    CrimeRef, CrimeRow, Family, IncidentRef, IncidentRow, Instant, PersonRow, Place, Point, Precision,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// A link told by references, so that runs over rows in another order can be compared.
type Told = BTreeMap<(String, String), (u64, bool, Vec<Check>, Vec<(&'static str, u64)>)>;

fn told(records: &Records, linked: &Linked) -> Told {
    let both = linked.links.iter().map(|it| (it, true)).chain(linked.review.iter().map(|it| (it, false)));
    both.map(|(link, accepted)| {
        let incident = records.incidents[link.incident].incident_ref.as_ref().map_or("", |it| it.as_str());
        let crime = records.crimes[link.crime].crime_ref.as_ref().map_or("", |it| it.as_str());
        let bars = link.bars.iter().map(|bar| (bar.name, bar.weight.to_bits())).collect();
        let what = (link.probability.to_bits(), accepted, link.checks_failed.clone(), bars);
        ((incident.into(), crime.into()), what)
    })
    .collect()
}

#[test]
fn bars_add_up_to_the_log_odds_on_thousands_of_pairs() {
    let force = common::force(11, 6_000).with_references(9);
    let linked = link(&force.records(), &Options { review_probability: 1e-4, ..Options::default() });
    let mut n = 0;
    for link in linked.links.iter().chain(&linked.review).filter(|link| link.how == How::Probable) {
        let sum: f64 = link.bars.iter().map(|bar| bar.weight).sum();
        let log_odds = (link.probability / (1.0 - link.probability)).ln();
        assert!((sum - log_odds).abs() < 1e-9, "{link:?}");
        n += 1;
    }
    assert!(n > 4_000, "{n}");
}

#[test]
fn accepted_and_reviewed_links_are_sorted_apart_and_best_mass_is_their_best() {
    let force = common::force(12, 2_000).with_references(7);
    let linked = link(&force.records(), &Options::default());
    for links in [&linked.links, &linked.review] {
        assert!(
            links
                .windows(2)
                .all(|pair| (pair[0].crime, pair[0].incident) < (pair[1].crime, pair[1].incident))
        );
    }
    assert!(linked.links.iter().all(|link| link.probability >= 0.5));
    for link in linked.links.iter().chain(&linked.review) {
        assert!(linked.best_mass[link.incident] >= link.probability);
    }
    let referenced: Vec<usize> =
        linked.links.iter().filter(|it| it.how == How::CrossReference).map(|it| it.crime).collect();
    assert!(!referenced.is_empty());
    let again = |it: &&Link| it.how == How::Probable && referenced.contains(&it.crime);
    assert_eq!(linked.links.iter().chain(&linked.review).find(again), None);
}

#[test]
fn neither_the_order_of_rows_nor_the_number_of_threads_matters() {
    let force = common::force(13, 3_000).with_references(8);
    let expected = told(&force.records(), &link(&force.records(), &Options::default()));
    for seed in 1..=2 {
        let mixed = shuffled(&force, seed);
        assert_eq!(told(&mixed.records(), &link(&mixed.records(), &Options::default())), expected, "{seed}");
    }
    for n_threads in [1, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let linked = pool.install(|| link(&force.records(), &Options::default()));
        assert_eq!(told(&force.records(), &linked), expected, "{n_threads} threads");
    }
}

fn shuffled(force: &common::Force, seed: u64) -> common::Force {
    let mut dice = common::Dice::new(seed);
    let mut order = |n: usize| {
        let mut order: Vec<usize> = (0..n).collect();
        (1..n).for_each(|at| order.swap(at, dice.below(at + 1)));
        order
    };
    let (incidents, crimes, people) =
        (order(force.incidents.len()), order(force.crimes.len()), order(force.people.len()));
    common::Force {
        incidents: incidents.iter().map(|&at| force.incidents[at].clone()).collect(),
        incident_families: incidents.iter().map(|&at| force.incident_families[at]).collect(),
        crimes: crimes.iter().map(|&at| force.crimes[at].clone()).collect(),
        crime_families: crimes.iter().map(|&at| force.crime_families[at]).collect(),
        people: people.iter().map(|&at| force.people[at].clone()).collect(),
        links: Vec::new(),
    }
}

fn incident(name: &str, at: i64, place: &str) -> IncidentRow {
    IncidentRow {
        incident_ref: Some(name.into()),
        received_at: Some(Instant::exact(at)),
        place: Place { place: Some(place.into()), ..Place::default() },
        ..IncidentRow::default()
    }
}

fn crime(name: &str, at: i64, place: &str) -> CrimeRow {
    CrimeRow {
        crime_ref: Some(name.into()),
        recorded_at: Some(Instant::exact(at)),
        place: Place { place: Some(place.into()), ..Place::default() },
        ..CrimeRow::default()
    }
}

fn run(incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Linked {
    run_with(incidents, crimes, &[])
}

fn run_with(incidents: &[IncidentRow], crimes: &[CrimeRow], people: &[PersonRow]) -> Linked {
    let records = Records { incidents, crimes, people, incident_families: &[], crime_families: &[] };
    link(&records, &Options::default())
}

fn pairs(linked: &Linked) -> Vec<(usize, usize)> {
    linked.links.iter().map(|link| (link.incident, link.crime)).collect()
}

/// Incidents elsewhere, spread over ninety days, so that a window is never nearly empty.
fn elsewhere() -> Vec<IncidentRow> {
    (0..90).map(|n| incident(&format!("E{n}"), n * DAY, &format!("{n} Lakey Hill"))).collect()
}

#[test]
fn the_window_is_kept_to_the_second_and_gives_way_only_to_a_clock_change() {
    let received = 40 * DAY;
    let changed = |at| Instant::new(at, Precision::ClockChange);
    let exact = Instant::exact;
    for (at, recorded, inside) in [
        (exact(received), exact(received + 28 * DAY), true),
        (exact(received), exact(received + 28 * DAY + 1), false),
        (exact(received), exact(received - DAY), true),
        (exact(received), exact(received - DAY - 1), false),
        (changed(received), exact(received + 28 * DAY + HOUR), true),
        (changed(received), exact(received + 28 * DAY + HOUR + 1), false),
        (exact(received), changed(received - DAY - HOUR), true),
        (exact(received), changed(received - DAY - HOUR - 1), false),
    ] {
        let mut incidents = elsewhere();
        incidents.push(IncidentRow { received_at: Some(at), ..incident("I", 0, "1 Mill Lane") });
        let crimes = [CrimeRow { recorded_at: Some(recorded), ..crime("C", 0, "1 Mill Lane") }];
        let records = Records {
            incidents: &incidents,
            crimes: &crimes,
            people: &[],
            incident_families: &[],
            crime_families: &[],
        };
        let linked = link(&records, &Options { review_probability: 0.0, ..Options::default() });
        let found = linked.links.iter().chain(&linked.review).any(|link| link.incident == 90);
        assert_eq!(found, inside, "{at:?} {recorded:?}");
    }
}

#[test]
fn a_late_record_is_found_by_the_time_it_was_reported() {
    let mut incidents = elsewhere();
    incidents.push(incident("I", 10 * DAY + 7, "1 Mill Lane"));
    let late =
        CrimeRow { reported_at: Some(Instant::exact(10 * DAY + 60)), ..crime("C", 80 * DAY, "1 Mill Lane") };
    assert_eq!(pairs(&run(&incidents, &[late])), [(90, 0)]);
}

#[test]
fn an_incident_holds_several_crimes_and_a_duplicate_call_shares_them() {
    let mut incidents = elsewhere();
    incidents.push(incident("I1", 40 * DAY + 6 * HOUR, "1 Mill Lane"));
    incidents.push(incident("I2", 40 * DAY + 6 * HOUR + 300, "1 Mill Lane"));
    incidents.push(incident("I3", 60 * DAY, "1 Mill Lane"));
    let crimes =
        [crime("C1", 40 * DAY + 8 * HOUR, "1 Mill Lane"), crime("C2", 40 * DAY + 8 * HOUR, "1 MILL LN.")];
    assert_eq!(pairs(&run(&incidents, &crimes)), [(90, 0), (91, 0), (90, 1), (91, 1)]);
    incidents[91].received_at = Some(Instant::exact(43 * DAY));
    assert_eq!(pairs(&run(&incidents, &crimes)), [(90, 0), (90, 1)], "another call, days later");
}

#[test]
fn a_tie_goes_to_review_and_never_to_the_first() {
    let mut incidents = elsewhere();
    for name in ["I1", "I2"] {
        incidents.push(incident(name, 40 * DAY + 100, "1 Mill Lane"));
    }
    // Two callers with other names and other kinds of call: two events that cannot be told apart.
    let families: Vec<Family> =
        (0..92).map(|at| if at == 91 { Family::Fraud } else { Family::Sexual }).collect();
    let crimes = [crime("C", 40 * DAY + 2 * HOUR, "1 Mill Lane")];
    let records = Records {
        incidents: &incidents,
        crimes: &crimes,
        people: &[],
        incident_families: &families,
        crime_families: &[],
    };
    let linked = link(&records, &Options::default());
    assert_eq!(pairs(&linked), []);
    let review: Vec<usize> = linked.review.iter().map(|link| link.incident).collect();
    assert_eq!(review, [90, 91]);
    assert!(linked.review.iter().all(|link| link.checks_failed == [Check::Tied] && link.probability < 0.5));
}

#[test]
fn what_one_side_does_not_say_has_no_bar() {
    let place = Place {
        place: Some("1 Mill Lane".into()),
        postcode: Some("BF1 1AA".into()),
        point: Some(Point::Grid { easting: 1.0, northing: 1.0 }),
    };
    let full =
        IncidentRow { place: place.clone(), unit: Some("North".into()), ..incident("I", 40 * DAY, "") };
    let theirs = CrimeRow {
        place,
        team: Some("North".into()),
        reported_at: Some(Instant::exact(40 * DAY)),
        ..crime("C", 40 * DAY + HOUR, "")
    };
    for (name, without) in [
        ("", full.clone()),
        ("place", IncidentRow { place: Place { place: None, ..full.place.clone() }, ..full.clone() }),
        ("postcode", IncidentRow { place: Place { postcode: None, ..full.place.clone() }, ..full.clone() }),
        ("distance", IncidentRow { place: Place { point: None, ..full.place.clone() }, ..full.clone() }),
        ("unit", IncidentRow { unit: None, ..full.clone() }),
    ] {
        let mut incidents = elsewhere();
        incidents.push(without);
        let linked = run(&incidents, std::slice::from_ref(&theirs));
        assert_eq!(pairs(&linked), [(90, 0)], "{name}");
        let names: Vec<&str> = linked.links[0].bars.iter().map(|bar| bar.name).collect();
        for field in ["place", "postcode", "distance", "received to reported"] {
            assert_eq!(names.contains(&field), field != name, "{field} without {name}");
        }
        assert!(
            !names.contains(&"surname")
                && !names.contains(&"kind")
                && !names.contains(&"time of the offence")
        );
    }
}

#[test]
fn values_of_people_never_stand_in_a_bar() {
    let mut incidents = elsewhere();
    incidents.push(incident("I", 40 * DAY, "1 Mill Lane"));
    let person = |reference: &str| PersonRow {
        reference: Some(reference.into()),
        surname: Some("Grundy".into()),
        phone: Some("07700 900123".into()),
        ..PersonRow::default()
    };
    let linked =
        run_with(&incidents, &[crime("C", 40 * DAY + HOUR, "2 Mill Lane")], &[person("I"), person("C")]);
    let bars: Vec<_> =
        linked.links[0].bars.iter().filter(|bar| ["surname", "telephone"].contains(&bar.name)).collect();
    assert_eq!(bars.len(), 2);
    assert!(
        bars.iter().all(|bar| bar.weight > 0.0 && bar.incident_value.is_none() && bar.crime_value.is_none())
    );
}

/// A cross-referenced pair with the change given, and the checks it fails.
fn check(change: impl Fn(&mut IncidentRow, &mut CrimeRow), families: [Family; 2], expected: &[Check]) {
    let mut one = incident("I", DAY, "1 Mill Lane");
    let mut other = crime("C", 2 * DAY, "1 Mill Lane");
    other.incident_refs = vec![IncidentRef::from("I")];
    change(&mut one, &mut other);
    let (incidents, crimes) = ([one], [other]);
    let records = Records {
        incidents: &incidents,
        crimes: &crimes,
        people: &[],
        incident_families: &families[..1],
        crime_families: &families[1..],
    };
    let linked = link(&records, &Options::default());
    assert_eq!(pairs(&linked), [(0, 0)]);
    let link = &linked.links[0];
    assert_eq!((link.how, link.probability, &link.bars[..]), (How::CrossReference, 1.0, &[][..]));
    assert_eq!(link.checks_failed, expected, "{incidents:?} {crimes:?}");
}

#[test]
fn each_sanity_check_upheld_and_violated() {
    let unknown = [Family::Unknown; 2];
    let at = |seconds| Some(Instant::exact(seconds));
    let spot = |easting| Some(Point::Grid { easting, northing: 0.0 });
    check(|_, _| (), unknown, &[]);
    check(|_, c| c.recorded_at = at(DAY), unknown, &[]);
    check(|_, c| c.recorded_at = at(DAY - 1), unknown, &[Check::RecordedBeforeReceived]);
    check(|_, c| c.recorded_at = Some(Instant::new(DAY / 2, Precision::Day)), unknown, &[]);
    check(|_, c| c.recorded_at = Some(Instant::new(DAY - HOUR, Precision::ClockChange)), unknown, &[]);
    check(|_, c| c.recorded_at = None, unknown, &[]);
    check(|i, c| (i.place.point, c.place.point) = (spot(0.0), spot(1_999.0)), unknown, &[]);
    check(
        |i, c| (i.place.point, c.place.point) = (spot(0.0), spot(2_001.0)),
        unknown,
        &[Check::PlacesFarApart],
    );
    check(|i, _| i.place.point = spot(0.0), unknown, &[]);
    for (a, b, failed) in [
        ("BF1 1AA", "bf1 2zz", vec![]),
        ("BF1 1AA", "BF2 1AA", vec![Check::PlacesFarApart]),
        ("BF1 1AA", "local area 7", vec![]),
    ] {
        let postcodes = |i: &mut IncidentRow, c: &mut CrimeRow| {
            (i.place.postcode, c.place.postcode) = (Some(a.into()), Some(b.into()));
        };
        check(postcodes, unknown, &failed);
    }
    check(|_, _| (), [Family::Domestic, Family::Violence], &[]);
    check(|_, _| (), [Family::Welfare, Family::Sexual], &[]);
    check(|_, _| (), [Family::Fraud, Family::Sexual], &[Check::FamiliesDisagree]);
    check(|i, _| i.crime_refs = vec![CrimeRef::from("C")], unknown, &[]);
    check(|i, _| i.crime_refs = vec![CrimeRef::from("X")], unknown, &[Check::OnlyOneSideNames]);
}

#[test]
fn references_lead_nowhere_to_several_and_by_way_of_a_duplicate() {
    let mut incidents = vec![
        incident("I1", DAY, "a"),
        incident("I2", DAY, "b"),
        incident("I2", DAY, "c"),
        incident("I3", DAY, "d"),
    ];
    incidents[0].crime_refs = vec![CrimeRef::from("C1"), CrimeRef::from("C9")];
    incidents[3].duplicate_of = Some(IncidentRef::from("I1"));
    incidents[1].duplicate_of = Some(IncidentRef::from("I9"));
    let mut crimes = vec![crime("C1", 2 * DAY, "x"), crime("C2", 2 * DAY, "y")];
    crimes[1].incident_refs = vec![IncidentRef::from("I2"), IncidentRef::from("I8")];
    let linked = run(&incidents, &crimes);
    assert_eq!(pairs(&linked), [(0, 0), (3, 0), (1, 1), (2, 1)]);
    let failed: Vec<&[Check]> = linked.links.iter().map(|link| &link.checks_failed[..]).collect();
    let several: &[Check] = &[Check::ReferenceNotUnique];
    assert_eq!(failed, [&[], &[], several, several]);
    let dangling: Vec<(Holder, &str)> =
        linked.dangling.iter().map(|it| (it.holder, &*it.reference)).collect();
    let expected = [
        (Holder::IncidentToCrime(0), "C9"),
        (Holder::IncidentToOriginal(1), "I9"),
        (Holder::CrimeToIncident(1), "I8"),
    ];
    assert_eq!(dangling, expected);
}

#[test]
fn records_of_another_force_are_another_forces() {
    let of = |force: &str| Some(force.into());
    for (ours, theirs, linked) in
        [("Borsetshire", "BORSETSHIRE", true), ("Borsetshire", "Felpershire", false)]
    {
        let incidents = [IncidentRow { force: of(ours), ..incident("I", DAY, "1 Mill Lane") }];
        let mut crimes = [CrimeRow { force: of(theirs), ..crime("C", DAY + HOUR, "1 Mill Lane") }];
        assert_eq!(pairs(&run(&incidents, &crimes)).len(), usize::from(linked), "{theirs}");
        crimes[0].incident_refs = vec![IncidentRef::from("I")];
        let found = run(&incidents, &crimes);
        assert_eq!((found.links.len(), found.dangling.len()), (usize::from(linked), usize::from(!linked)));
    }
}

#[test]
fn empty_and_bare_rows_are_no_trouble() {
    assert_eq!(run(&[], &[]), Linked::default());
    let linked = run(&[IncidentRow::default()], &[CrimeRow::default()]);
    assert_eq!(linked, Linked { best_mass: vec![0.0], ..Linked::default() });
    assert_eq!(run(&[], &[crime("C", 0, "x")]), Linked::default());
}

#[test]
fn a_month_links_nothing_and_a_day_may() {
    let place = || Place { place: Some("1 Mill Lane".into()), ..Place::default() };
    for (precision, n_links) in [(Precision::Month, 0), (Precision::Day, 1), (Precision::Minute, 1)] {
        let at = Some(Instant::new(1_500_000_000, precision));
        let incidents = [IncidentRow { received_at: at, place: place(), ..IncidentRow::default() }];
        let crimes = [CrimeRow { recorded_at: at, place: place(), ..CrimeRow::default() }];
        let families = [Family::Burglary];
        let records = Records {
            incidents: &incidents,
            crimes: &crimes,
            people: &[],
            incident_families: &families,
            crime_families: &families,
        };
        let linked = link(&records, &Options::default());
        assert_eq!(linked.links.len() + linked.review.len(), n_links, "{precision:?}");
    }
}
