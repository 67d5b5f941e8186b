//! The synthetic force: what is planted comes out, adds up, and can be found again in the rows.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use synth::{Cause, Difficulty, Options, Truth, World, force};
use terms::{CrimeRow, CrimeStatus, IncidentRow, Zone};

const N: usize = 20_000;

fn borsetshire() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| force(&Options::borsetshire(7, N)))
}

fn hard() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| force(&Options::hard_links(7, N)))
}

fn received(row: &IncidentRow) -> i64 {
    row.received_at.unwrap().seconds()
}

fn recorded(row: &CrimeRow) -> i64 {
    row.recorded_at.unwrap().seconds()
}

fn incident_ref(row: &IncidentRow) -> &str {
    row.incident_ref.as_ref().unwrap().as_str()
}

fn crime_ref(row: &CrimeRow) -> &str {
    row.crime_ref.as_ref().unwrap().as_str()
}

fn sum(truth: &[Truth], of: impl Fn(&Truth) -> u8) -> u64 {
    truth.iter().map(|truth| u64::from(of(truth))).sum()
}

fn count<T>(rows: &[T], keep: impl Fn(&T) -> bool) -> u64 {
    rows.iter().filter(|row| keep(row)).count() as u64
}

/// A share came out within four standard errors, doubled for the clustering of crimes in reports.
#[track_caller]
fn check_share(what: &str, k: u64, n: u64, expected: f64) {
    let share = k as f64 / n as f64;
    let tolerance = 4.0 * (2.0 * expected * (1.0 - expected) / n as f64).sqrt();
    assert!((share - expected).abs() < tolerance, "{what}: {k} of {n} = {share:.4}, expected {expected:.4}");
}

#[test]
fn the_same_options_give_the_same_world_and_another_seed_another() {
    for options in [Options::borsetshire(1, 2_000), Options::hard_links(1, 2_000)] {
        assert_eq!(force(&options), force(&options));
        let other = Options { seed: 2, ..options.clone() };
        assert_ne!(force(&options).incidents, force(&other).incidents);
    }
}

#[test]
fn a_world_has_as_many_incidents_as_asked() {
    for n in [0, 1, 2, 10, 1_000] {
        for options in [Options::borsetshire(3, n), Options::hard_links(3, n)] {
            let world = force(&options);
            assert_eq!((world.incidents.len(), world.truth.len()), (n, n));
        }
    }
}

#[test]
fn moving_one_knob_leaves_the_rest_where_it_was() {
    let base = Options::borsetshire(5, 3_000);
    let world = force(&base);
    let changed = |change: &dyn Fn(&mut Options)| {
        let mut options = base.clone();
        change(&mut options);
        force(&options)
    };
    let texts = |world: &World| world.incidents.iter().map(|row| row.text.clone()).collect::<Vec<_>>();
    let typos = changed(&|options| options.difficulty.typos = 0.5);
    assert_eq!(
        (&typos.incidents, &typos.crimes, &typos.truth),
        (&world.incidents, &world.crimes, &world.truth)
    );
    assert_ne!(typos.people, world.people);

    let withheld = changed(&|options| options.difficulty.references_withheld = 1.0);
    assert_eq!(
        (&withheld.people, &withheld.truth, &withheld.links),
        (&world.people, &world.truth, &world.links)
    );
    assert_eq!(texts(&withheld), texts(&world));
    assert_ne!(withheld.crimes, world.crimes);

    let places = changed(&|options| options.difficulty.wrong_place = 0.5);
    assert_eq!((&places.crimes, &places.people, &places.truth), (&world.crimes, &world.people, &world.truth));
    assert_ne!(places.incidents, world.incidents);

    let cancelled = changed(&|options| options.rates.cancelled = 0.5);
    assert_eq!((&cancelled.incidents, &cancelled.people), (&world.incidents, &world.people));

    let course = changed(&|options| options.rates.course.trough = 0.5);
    let receipts = |world: &World| world.incidents.iter().map(|row| row.received_at).collect::<Vec<_>>();
    assert_eq!(receipts(&course), receipts(&world));
    let owed = |world: &World| world.truth.iter().map(|truth| truth.crimes_owed).collect::<Vec<_>>();
    assert_eq!(owed(&course), owed(&world));
}

#[test]
fn every_planted_rate_comes_out() {
    let World { crimes, truth, incidents, .. } = borsetshire();
    let Options { rates, difficulty, .. } = Options::borsetshire(7, N);
    let primary = count(truth, |truth| truth.duplicate_of.is_none());
    let owing = count(truth, |truth| truth.crimes_owed > 0);
    let owed = sum(truth, |truth| truth.crimes_owed);
    let missed = sum(truth, |truth| truth.crimes_missed);
    let from_incidents = sum(truth, |truth| truth.crimes_recorded);
    let led_to_crime = count(truth, |truth| truth.crimes_recorded > 0);
    let standing = count(crimes, |crime| crime.n_code.is_none());
    let quiet_domestic = count(truth, |truth| truth.domestic_no_crime);
    for (what, k, n, expected) in [
        ("duplicate calls", N as u64 - primary, N as u64, difficulty.duplicate_calls),
        ("owes a crime", owing, primary, rates.owes_crime),
        ("owes one", count(truth, |t| t.crimes_owed == 1), owing, 0.82),
        ("owes two", count(truth, |t| t.crimes_owed == 2), owing, 0.12),
        ("owes three", count(truth, |t| t.crimes_owed == 3), owing, 0.04),
        ("owes four", count(truth, |t| t.crimes_owed == 4), owing, 0.014),
        ("owes five", count(truth, |t| t.crimes_owed == 5), owing, 0.006),
        ("missed", missed, owed, 0.10),
        ("late", count(truth, |t| t.late), led_to_crime, rates.late),
        ("domestic and no crime", quiet_domestic, primary, rates.domestic_no_crime),
        ("wrongly recorded", sum(truth, |t| t.wrongly_recorded), from_incidents, rates.wrongly_recorded),
        ("direct", standing - from_incidents, standing, rates.direct),
        (
            "cancelled",
            count(crimes, |crime| crime.status == Some(CrimeStatus::Cancelled)),
            standing,
            rates.cancelled,
        ),
        (
            "wrongly cancelled",
            sum(truth, |t| t.wrongly_cancelled),
            from_incidents,
            rates.cancelled * rates.wrongly_cancelled,
        ),
        (
            "safeguarded though missed",
            count(truth, |t| {
                t.domestic_abuse && t.crimes_owed > 0 && t.crimes_recorded == 0 && t.safeguarded
            }),
            count(truth, |t| t.domestic_abuse && t.crimes_owed > 0 && t.crimes_recorded == 0),
            rates.safeguarded_missed,
        ),
        (
            "duplicates named",
            count(incidents, |row| row.duplicate_of.is_some()),
            N as u64 - primary,
            difficulty.duplicates_named,
        ),
        (
            "professional reports recorded: 55 of 133",
            truth.iter().filter(|t| t.professional).map(|t| u64::from(t.crimes_recorded)).sum(),
            truth.iter().filter(|t| t.professional).map(|t| u64::from(t.crimes_owed)).sum(),
            55.0 / 133.0,
        ),
    ] {
        check_share(what, k, n, expected);
    }
    for share in &rates.causes {
        let of_cause = truth.iter().filter(|truth| truth.missed == Some(share.cause));
        let k = of_cause.map(|truth| u64::from(truth.crimes_missed)).sum();
        check_share(share.cause.name(), k, missed, share.share);
    }
}

#[test]
fn accuracy_falls_and_recovers() {
    let World { truth, .. } = borsetshire();
    for (from, to, expected) in [(0.0, 0.15, 0.955), (0.42, 0.58, 0.842), (0.85, 1.0, 0.955)] {
        let part = &truth[(from * N as f64) as usize..(to * N as f64) as usize];
        let owed = sum(part, |truth| truth.crimes_owed);
        check_share("recorded", owed - sum(part, |truth| truth.crimes_missed), owed, expected);
    }
}

#[test]
fn the_counts_add_up() {
    for world in [borsetshire(), hard()] {
        for truth in &world.truth {
            assert_eq!(
                truth.crimes_owed + truth.wrongly_recorded,
                truth.crimes_recorded + truth.crimes_missed,
                "{truth:?}"
            );
            assert_eq!(truth.crimes_missed > 0, truth.missed.is_some(), "{truth:?}");
            assert!(!truth.n100 || truth.missed.is_none_or(|cause| cause == Cause::N100Misused), "{truth:?}");
        }
        let primary: BTreeSet<&str> = world
            .truth
            .iter()
            .filter(|truth| truth.duplicate_of.is_none())
            .map(|truth| truth.incident.as_str())
            .collect();
        let linked = world.links.iter().filter(|(incident, _)| primary.contains(incident.as_str()));
        let recorded = sum(&world.truth, |truth| truth.crimes_recorded);
        let n100 = count(&world.truth, |truth| truth.n100);
        assert_eq!(linked.count() as u64, recorded + n100);
        assert_eq!(count(&world.crimes, |crime| crime.n_code.is_some()), n100);
    }
}

#[test]
fn references_are_unique_and_without_gaps() {
    for world in [borsetshire(), hard()] {
        let incidents = world.incidents.iter().map(incident_ref);
        let crimes = world.crimes.iter().map(crime_ref);
        for references in [incidents.collect::<Vec<_>>(), crimes.collect()] {
            let mut last: BTreeMap<&str, u32> = BTreeMap::new();
            for reference in references {
                let (series, number) = reference.split_at(reference.len() - 6);
                let before = last.insert(series, number.parse().unwrap()).unwrap_or(0);
                assert_eq!(last[series], before + 1, "{reference}");
            }
        }
        assert!(world.incidents.is_sorted_by_key(received));
        assert!(world.crimes.is_sorted_by_key(recorded));
    }
}

#[test]
fn links_resolve_and_crimes_follow_receipt() {
    for world in [borsetshire(), hard()] {
        let incidents: BTreeMap<&str, (&IncidentRow, &Truth)> = (world.incidents.iter())
            .zip(&world.truth)
            .map(|(row, truth)| (incident_ref(row), (row, truth)))
            .collect();
        let crimes: BTreeMap<&str, &CrimeRow> =
            world.crimes.iter().map(|row| (crime_ref(row), row)).collect();
        let pairs: BTreeSet<_> = world.links.iter().collect();
        assert_eq!(pairs.len(), world.links.len());
        for (incident, crime) in &world.links {
            let ((row, truth), crime_row) = (incidents[incident.as_str()], crimes[crime.as_str()]);
            match &truth.duplicate_of {
                Some(first) => assert!(pairs.contains(&(first.clone(), crime.clone()))),
                None => {
                    let elapsed = recorded(crime_row) - received(row);
                    assert!(elapsed > 0, "{row:?}");
                    let is_crime = crime_row.n_code.is_none();
                    assert!(!is_crime || (elapsed > 86_400) == truth.late, "{elapsed} {truth:?}");
                    assert!(crime_row.reported_at.is_none_or(|at| at >= row.received_at.unwrap()));
                }
            }
        }
        for people in &world.people {
            let reference = people.reference.as_deref().unwrap();
            assert!(incidents.contains_key(reference) || crimes.contains_key(reference));
        }
    }
}

#[test]
fn the_steps_of_a_report_stand_in_order() {
    for row in borsetshire().incidents.iter().chain(&hard().incidents) {
        let (received, closed) = (row.received_at, row.closed_at);
        assert!(received < closed, "{row:?}");
        for step in [row.attended_at, row.sent_for_decision_at, row.decided_at, row.safeguarded_at] {
            assert!(step.is_none() || (received <= step && step <= closed), "{row:?}");
        }
        assert!(row.sent_for_decision_at <= row.decided_at, "{row:?}");
    }
    for row in borsetshire().crimes.iter().chain(&hard().crimes) {
        assert!(row.offence_from <= row.offence_to && row.offence_to < row.recorded_at, "{row:?}");
        assert!(row.reported_at.is_none_or(|at| row.offence_to <= Some(at)), "{row:?}");
        assert!(row.status_at.is_none_or(|at| Some(at) > row.recorded_at), "{row:?}");
        for later in [row.outcome_at, row.referred_at, row.victim_told_at] {
            assert!(later.is_none_or(|at| Some(at) > row.recorded_at), "{row:?}");
        }
        assert_eq!(row.cancel_code.is_some(), row.status == Some(CrimeStatus::Cancelled));
    }
}

#[test]
fn given_references_are_true_but_for_the_wrong_ones() {
    let world = borsetshire();
    let pairs: BTreeSet<(&str, &str)> = world.links.iter().map(|(i, c)| (i.as_str(), c.as_str())).collect();
    let linked: BTreeSet<&str> = pairs.iter().map(|(_, crime)| *crime).collect();
    let (mut given, mut wrong) = (0, 0);
    for crime in &world.crimes {
        for incident in &crime.incident_refs {
            given += 1;
            wrong += u64::from(!pairs.contains(&(incident.as_str(), crime_ref(crime))));
        }
    }
    check_share("given", given, linked.len() as u64, 0.88);
    check_share("wrong", wrong, given, 0.005);
    for row in &world.incidents {
        assert!(row.crime_refs.iter().all(|crime| pairs.contains(&(incident_ref(row), crime.as_str()))));
    }
}

#[test]
fn difficulty_knobs_do_what_they_say() {
    let World { incidents, crimes, people, .. } = hard();
    assert!(incidents.iter().all(|row| row.crime_refs.is_empty() && row.duplicate_of.is_none()));
    assert!(crimes.iter().all(|row| row.incident_refs.is_empty()));
    assert!(people.iter().all(|row| row.person_id.is_none()));
    let of_incidents: Vec<_> =
        people.iter().filter(|row| row.reference.as_deref().unwrap().starts_with("BOR")).collect();
    let n = of_incidents.len() as u64;
    let missing = Difficulty::hard().missing;
    let world = hard();
    let owing = count(&world.truth, |truth| truth.crimes_owed > 0);
    let several = count(&world.truth, |truth| truth.crimes_owed > 1);
    let owed = sum(&world.truth, |truth| truth.crimes_owed);
    for (what, k, n, expected) in [
        ("birth dates missing", count(&of_incidents, |row| row.born.is_none()), n, missing.incident_born),
        ("phones missing", count(&of_incidents, |row| row.phone.is_none()), n, missing.incident_phone),
        (
            "forenames missing",
            count(&of_incidents, |row| row.forename.is_none()),
            n,
            missing.incident_forename,
        ),
        ("points missing", count(incidents, |row| row.place.point.is_none()), N as u64, missing.point),
        ("several crimes", several, owing, 0.11),
        ("never recorded", sum(&world.truth, |truth| truth.crimes_missed), owed, 0.085),
        (
            "reported missing",
            count(crimes, |row| row.reported_at.is_none()),
            crimes.len() as u64,
            missing.reported_at,
        ),
    ] {
        check_share(what, k, n, expected);
    }
}

/// How many incidents stand at the busiest place.
fn busiest(world: &World) -> f64 {
    let mut at: BTreeMap<&str, u32> = BTreeMap::new();
    for place in world.incidents.iter().filter_map(|row| row.place.place.as_deref()) {
        *at.entry(place).or_default() += 1;
    }
    at.into_values().max().map_or(0.0, f64::from)
}

/// Mean mentions of each person who is mentioned in incidents as a victim.
fn mentions_per_victim(world: &World) -> f64 {
    let victims = world.people.iter().filter(|row| row.role == Some(terms::PersonRole::Victim));
    let keys: Vec<_> = victims.filter_map(|row| row.person_id.as_deref()).collect();
    keys.len() as f64 / keys.iter().collect::<BTreeSet<_>>().len() as f64
}

/// The mean and the longest time from the reported time to the record, hours.
fn lags(world: &World) -> (f64, f64) {
    let hours: Vec<f64> = (world.crimes.iter())
        .filter_map(|row| row.reported_at.map(|at| (recorded(row) - at.seconds()) as f64 / 3_600.0))
        .collect();
    (hours.iter().sum::<f64>() / hours.len() as f64, hours.iter().copied().fold(0.0, f64::max))
}

#[test]
fn a_knob_turned_up_shows() {
    type Turn = fn(&mut Difficulty);
    type Measure = fn(&World) -> f64;
    let written_otherwise = |world: &World| {
        count(&world.incidents, |row| !row.place.place.as_deref().unwrap().contains(',')) as f64
    };
    let callers =
        |world: &World| count(&world.people, |row| row.role == Some(terms::PersonRole::Caller)) as f64;
    let base = Options::borsetshire(11, 4_000);
    let world = force(&base);
    let table: [(&str, Turn, Measure, f64); 7] = [
        ("hot spots", |d| d.hot_spots = 0.9, busiest, 1.5),
        ("repeat victims", |d| d.repeat_victims = 0.7, mentions_per_victim, 1.3),
        ("variants", |d| d.place_variants = 0.3, written_otherwise, 5.0),
        ("another person", |d| d.another_person = 0.5, callers, 1.05),
        ("lag spread", |d| d.lag_spread = 2.5, |world| lags(world).0, 1.1),
        ("late mean", |d| d.late_mean_days = 20.0, |world| lags(world).1, 1.2),
        ("reported delay", |d| d.reported_delay_minutes = 0.0, |world| lags(world).0, 1.0),
    ];
    for (what, turn, measure, at_least) in table {
        let mut options = base.clone();
        turn(&mut options.difficulty);
        let (before, after) = (measure(&world), measure(&force(&options)));
        assert!(after >= before * at_least, "{what}: {after} after {before}");
    }
}

#[test]
fn people_and_places_are_plainly_fictional() {
    for world in [borsetshire(), hard()] {
        for place in
            world.incidents.iter().map(|row| &row.place).chain(world.crimes.iter().map(|row| &row.place))
        {
            assert!(place.postcode.as_deref().is_none_or(|code| code.starts_with("ZB")), "{place:?}");
        }
    }
    // The ordinary set has slips of the keys in 1% of phones.
    let phones: Vec<_> = borsetshire().people.iter().filter_map(|row| row.phone.as_deref()).collect();
    let drama = count(&phones, |phone| phone.starts_with("01632 960") || phone.starts_with("07700 900"));
    assert!(drama as f64 > 0.98 * phones.len() as f64);
}

#[test]
fn logs_read_like_logs() {
    for world in [borsetshire(), hard()] {
        let words = |row: &IncidentRow| row.text.as_deref().unwrap().split_whitespace().count();
        let mean = world.incidents.iter().map(words).sum::<usize>() as f64 / N as f64;
        assert!((45.0..75.0).contains(&mean), "{mean}");
        let texts: BTreeSet<_> = world.incidents.iter().filter_map(|row| row.text.as_deref()).collect();
        assert!(texts.len() > N * 99 / 100);
        assert!(texts.iter().all(|text| !text.contains(['{', '}']) && !text.contains("  ")));
        assert!(texts.iter().all(|text| !text.contains("BOR-") && !text.contains("BC/")));
    }
}

#[test]
fn weeks_and_days_have_a_rhythm_and_clock_changes_are_crossed() {
    let zone = Zone::london();
    let (mut weekdays, mut hours) = ([0_u32; 7], [0_u32; 24]);
    let mut doubled = BTreeSet::new();
    let world = borsetshire();
    for row in &world.incidents {
        let day = zone.day_of(row.received_at.unwrap());
        weekdays[usize::from(day.weekday())] += 1;
        let words = zone.words(row.received_at.unwrap());
        hours[words[11..13].parse::<usize>().unwrap()] += 1;
        if [(2024, 10, 27), (2025, 10, 26)].contains(&day.date()) && &words[11..13] == "01" {
            doubled.insert(received(row) / 3_600);
        }
    }
    assert!(weekdays[5] > weekdays[1] && hours[17] > 3 * hours[4], "{weekdays:?} {hours:?}");
    let across = |row: &IncidentRow| {
        let change = 1_761_440_400; // 2025-10-26T01:00:00Z
        received(row) < change && row.closed_at.unwrap().seconds() > change
    };
    assert!(count(&world.incidents, across) > 0);
    let hours: BTreeSet<i64> = (hard().incidents.iter().map(received)).map(|at| at / 3_600).collect();
    // 2026-10-25T00:00Z and 01:00Z are both one o'clock in London.
    assert!([1_792_886_400_i64, 1_792_890_000].iter().all(|at| hours.contains(&(at / 3_600))));
    assert!(doubled.len() <= 4);
}

#[test]
fn offences_stand_in_the_notifiable_list() {
    let shared = std::env::var("ONRECORD_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let path = format!("{shared}/data/notifiable-offences-2026-27/notifiable-offences.csv");
    let Ok(list) = std::fs::read_to_string(&path) else {
        assert!(std::env::var("REQUIRE_ALL").is_err(), "{path} is required");
        println!("skipped: {path} is not here");
        return;
    };
    let listed: BTreeSet<&str> = list.lines().filter(|line| line.contains(",Y,")).collect();
    let used: BTreeSet<(&str, &str)> = (borsetshire().crimes.iter().chain(&hard().crimes))
        .filter_map(|crime| crime.offence_code.as_deref().zip(crime.class.as_deref()))
        .collect();
    assert!(used.len() >= 38, "{}", used.len());
    for (code, class) in used {
        let stands =
            |line: &&str| line.starts_with(&format!("{code},")) && line.contains(&format!(",{class},"));
        assert!(listed.iter().any(stands), "{code} {class}");
    }
}

/// F1 of one incident per crime, chosen by a rule, on the hard set.
fn f1(world: &World, choose: impl Fn(&CrimeRow) -> Option<usize>) -> f64 {
    let pairs: BTreeSet<(&str, &str)> = world.links.iter().map(|(i, c)| (i.as_str(), c.as_str())).collect();
    let chosen: Vec<(&str, &str)> = (world.crimes.iter())
        .filter_map(|crime| choose(crime).map(|at| (incident_ref(&world.incidents[at]), crime_ref(crime))))
        .collect();
    let right = count(&chosen, |pair| pairs.contains(pair)) as f64;
    2.0 * right / (chosen.len() + pairs.len()) as f64
}

#[test]
fn the_hard_set_is_hard_and_not_hopeless() {
    let world = hard();
    let mut at_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, row) in world.incidents.iter().enumerate() {
        if let Some(place) = row.place.place.as_deref() {
            at_place.entry(place).or_default().push(position);
        }
    }
    let mut names: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for row in &world.people {
        if let (Some(surname), Some(forename)) = (row.surname.as_deref(), row.forename.as_deref()) {
            names.entry(row.reference.as_deref().unwrap()).or_default().insert((surname, forename));
        }
    }
    let mut named: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (position, row) in world.incidents.iter().enumerate() {
        for name in names.get(incident_ref(row)).into_iter().flatten() {
            named.entry(*name).or_default().push(position);
        }
    }
    let nearest = |crime: &CrimeRow, among: &[usize]| {
        among.iter().copied().min_by_key(|at| (received(&world.incidents[*at]) - recorded(crime)).abs())
    };
    let at = |crime: &CrimeRow| crime.place.place.as_deref().and_then(|place| at_place.get(place));
    let naive = f1(world, |crime| nearest(crime, at(crime)?));
    // The same, but first an incident of the last four weeks that names the same person.
    let with_names = f1(world, |crime| {
        let people = names.get(crime_ref(crime)).into_iter().flatten();
        let same: Vec<usize> = people
            .filter_map(|name| named.get(name))
            .flatten()
            .copied()
            .filter(|at| (0..28 * 86_400).contains(&(recorded(crime) - received(&world.incidents[*at]))))
            .collect();
        let here = at(crime).map_or(&[][..], Vec::as_slice);
        let both: Vec<usize> = same.iter().copied().filter(|at| here.contains(at)).collect();
        nearest(crime, &both).or_else(|| nearest(crime, &same)).or_else(|| nearest(crime, here))
    });
    println!("naive {naive:.3}, with names {with_names:.3}");
    assert!((0.35..0.75).contains(&naive), "{naive}");
    assert!(with_names > naive + 0.05, "{with_names} after {naive}");
}
