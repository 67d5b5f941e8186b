//! What a reference means: first receipt, times far apart, and chains of duplicate calls.

use linkage::{Check, How, Link, Options, Records, link};
use terms::{CrimeRow, IncidentRow, Instant, Precision};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

type Time = Option<Instant>;
/// An incident, the one it repeats or nothing, and whether it names K1.
type Call<'a> = (&'a str, &'a str, bool);

fn links(incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Vec<Link> {
    let records = Records { incidents, crimes, people: &[], incident_families: &[], crime_families: &[] };
    let linked = link(&records, &Options::default());
    assert!(linked.links.iter().all(|link| link.how == How::CrossReference), "{linked:?}");
    linked.links
}

fn incident(name: &str, received_at: Time) -> IncidentRow {
    IncidentRow { incident_ref: Some(name.into()), received_at, ..IncidentRow::default() }
}

fn on(day: i64) -> Time {
    Some(Instant::exact(day * DAY))
}

fn about(day: i64, precision: Precision) -> Time {
    Some(Instant::new(day * DAY, precision))
}

/// How the records of a case name each other.
#[derive(Clone, Copy, Debug)]
enum Naming {
    Incidents,
    Crime,
    /// The crime names the first incident, and each incident the one before it.
    Chain,
}

impl Naming {
    const ALL: [Self; 3] = [Self::Incidents, Self::Crime, Self::Chain];

    fn tie(self, incidents: &mut [IncidentRow], crime: &mut CrimeRow) {
        let names: Vec<_> = incidents.iter().filter_map(|row| row.incident_ref.clone()).collect();
        match self {
            Self::Incidents => incidents.iter_mut().for_each(|row| row.crime_refs = vec!["C".into()]),
            Self::Crime => crime.incident_refs = names,
            Self::Chain => {
                crime.incident_refs = names.iter().take(1).cloned().collect();
                let repeats = incidents.iter_mut().skip(1).zip(names);
                repeats.for_each(|(row, original)| row.duplicate_of = Some(original));
            }
        }
    }
}

/// The incidents whose link to the one crime fails a check, whichever way they are linked.
fn check_failing(check: Check, received: &[Time], reported_at: Time, recorded_at: Time, expected: &[usize]) {
    for naming in Naming::ALL {
        let mut incidents: Vec<IncidentRow> =
            received.iter().enumerate().map(|(at, &time)| incident(&format!("I{at}"), time)).collect();
        let mut crime =
            CrimeRow { crime_ref: Some("C".into()), reported_at, recorded_at, ..CrimeRow::default() };
        naming.tie(&mut incidents, &mut crime);
        let links = links(&incidents, &[crime]);
        assert_eq!(links.len(), received.len(), "{naming:?}");
        let failing = links.iter().filter(|link| link.checks_failed.contains(&check));
        let failing: Vec<usize> = failing.map(|link| link.incident).collect();
        assert_eq!(failing, expected, "{naming:?} {received:?} {reported_at:?} {recorded_at:?}");
    }
}

#[test]
fn recorded_before_received_is_said_of_the_first_receipt_alone() {
    use Precision::{ClockChange, Day, Month};
    let table: &[(&[Time], Time, &[usize])] = &[
        // Upheld: recorded on day 2, after the first receipt and before a second report.
        (&[on(1), on(3)], None, &[]),
        (&[on(3), on(1)], None, &[]),
        (&[on(3), on(2), on(4)], None, &[]),
        (&[on(1), on(3), on(4), on(5)], None, &[]),
        (&[None, on(1), on(3)], None, &[]),
        // Upheld: the crime itself was reported before it was recorded, or may have been.
        (&[on(3)], on(1), &[]),
        (&[on(3), on(4)], on(2), &[]),
        (&[on(3)], about(2, Day), &[]),
        (&[on(3)], about(0, Month), &[]),
        // Upheld: a coarse first receipt may have come before the record.
        (&[about(2, Day), on(3)], None, &[]),
        (&[about(0, Month), on(3)], None, &[]),
        // Violated: the earliest only.
        (&[on(3)], None, &[0]),
        (&[on(3), on(4)], None, &[0]),
        (&[on(4), on(5), on(3)], None, &[2]),
        (&[on(4), on(3), on(3)], None, &[1, 2]),
        (&[None, on(3), on(4)], None, &[1]),
        (&[on(4), about(3, Day)], None, &[1]),
        (&[on(4), about(3, ClockChange)], None, &[1]),
        // Violated: recorded before it was itself reported, too.
        (&[on(4), on(5)], on(3), &[0]),
        (&[on(4), on(3)], on(5), &[1]),
        (&[on(4)], about(3, Day), &[0]),
        // Nothing said, nothing held against it.
        (&[None, None], None, &[]),
        (&[None], on(3), &[]),
    ];
    for &(received, reported_at, expected) in table {
        check_failing(Check::RecordedBeforeReceived, received, reported_at, on(2), expected);
    }
    check_failing(Check::RecordedBeforeReceived, &[on(3)], None, None, &[]);
    check_failing(Check::RecordedBeforeReceived, &[on(3)], on(1), None, &[]);
}

#[test]
fn each_crime_is_held_to_its_own_first_receipt() {
    let mut incidents = [incident("I1", on(1)), incident("I2", on(3))];
    incidents[0].crime_refs = vec!["C1".into()];
    incidents[1].crime_refs = vec!["C1".into(), "C2".into()];
    let crime =
        |name: &str| CrimeRow { crime_ref: Some(name.into()), recorded_at: on(2), ..CrimeRow::default() };
    let failed: Vec<_> = links(&incidents, &[crime("C1"), crime("C2")])
        .into_iter()
        .map(|link| (link.incident, link.crime, link.checks_failed))
        .collect();
    let expected = [(0, 0, vec![]), (1, 0, vec![]), (1, 1, vec![Check::RecordedBeforeReceived])];
    assert_eq!(failed, expected);
}

#[test]
fn received_and_reported_are_at_most_the_window_apart() {
    use Precision::{ClockChange, Day, Month};
    let second = |seconds, precision| Some(Instant::new(seconds, precision));
    let exact = |seconds| second(seconds, Precision::Minute);
    let (reported, limit) = (1_000 * DAY, 28 * DAY);
    for (received_at, reported_at, fails) in [
        (exact(reported), exact(reported), false),
        (exact(reported - limit), exact(reported), false),
        (exact(reported - limit - 1), exact(reported), true),
        (exact(reported + limit), exact(reported), false),
        (exact(reported + limit + 1), exact(reported), true),
        // The 22 months that made a crime 16,000 hours late.
        (exact(reported - 670 * DAY), exact(reported), true),
        // An hour's doubt at a clock change speaks for the reference.
        (second(reported - limit - HOUR, ClockChange), exact(reported), false),
        (second(reported - limit - HOUR - 1, ClockChange), exact(reported), true),
        (exact(reported + limit + HOUR), second(reported, ClockChange), false),
        (exact(reported + limit + HOUR + 1), second(reported, ClockChange), true),
        // So does the day, of 25 hours at most.
        (second(reported - limit - DAY, Day), exact(reported), false),
        (second(reported - limit - DAY - HOUR, Day), exact(reported), true),
        (exact(reported + limit + DAY), second(reported, Day), false),
        (exact(reported + limit + DAY + HOUR), second(reported, Day), true),
        // A month says nothing, and neither does silence.
        (second(reported - 670 * DAY, Month), exact(reported), false),
        (exact(reported - 670 * DAY), second(reported, Month), false),
        (exact(reported - 670 * DAY), None, false),
        (None, exact(reported), false),
    ] {
        let expected: &[usize] = if fails { &[0] } else { &[] };
        check_failing(Check::TimesFarApart, &[received_at], reported_at, reported_at, expected);
    }
}

#[test]
fn times_far_apart_are_said_of_the_wrong_reference_and_not_of_the_right_one() {
    check_failing(Check::TimesFarApart, &[on(330), on(1_000)], on(1_000), on(1_001), &[0]);
    check_failing(Check::TimesFarApart, &[on(1_000), on(1_029)], on(1_000), on(1_001), &[1]);
}

#[test]
fn the_window_of_the_options_is_the_limit() {
    let incidents = [IncidentRow { crime_refs: vec!["C".into()], ..incident("I", on(1)) }];
    let crimes = [CrimeRow { crime_ref: Some("C".into()), reported_at: on(9), ..CrimeRow::default() }];
    let records = Records {
        incidents: &incidents,
        crimes: &crimes,
        people: &[],
        incident_families: &[],
        crime_families: &[],
    };
    for (window_after_days, expected) in [(8, vec![]), (7, vec![Check::TimesFarApart])] {
        let linked = link(&records, &Options { window_after_days, ..Options::default() });
        assert_eq!(linked.links[0].checks_failed, expected, "{window_after_days}");
    }
}

#[test]
fn checks_stand_in_order_and_each_has_a_name_of_its_own() {
    assert!(Check::ALL.is_sorted_by(|a, b| a < b));
    let mut names = Check::ALL.map(Check::name).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Check::ALL.len());
    assert_eq!(Check::TimesFarApart.name(), "received and reported far apart");
}

/// The incidents linked to K1, by name.
fn linked_to_k1(rows: &[Call]) -> String {
    let incidents: Vec<IncidentRow> = rows
        .iter()
        .map(|&(name, original, names_k1)| IncidentRow {
            duplicate_of: (!original.is_empty()).then(|| original.into()),
            crime_refs: if names_k1 { vec!["K1".into()] } else { Vec::new() },
            ..incident(name, on(1))
        })
        .collect();
    let crimes = [CrimeRow { crime_ref: Some("K1".into()), recorded_at: on(2), ..CrimeRow::default() }];
    let links = links(&incidents, &crimes);
    assert!(links.windows(2).all(|pair| pair[0].incident < pair[1].incident), "each pair once");
    let names: Vec<&str> = links.iter().map(|link| rows[link.incident].0).collect();
    names.join(" ")
}

#[test]
fn a_chain_of_duplicates_is_followed_to_its_root_and_ends() {
    let table: &[(&[Call], &str)] = &[
        // From the last call up, from the first down, and from the middle both ways.
        (&[("D1", "", false), ("D2", "D1", false), ("D3", "D2", true)], "D1 D2 D3"),
        (&[("D1", "", true), ("D2", "D1", false), ("D3", "D2", false)], "D1 D2 D3"),
        (&[("D1", "", false), ("D2", "D1", true), ("D3", "D2", false)], "D1 D2 D3"),
        (&[("D4", "D3", true), ("D2", "D1", false), ("D3", "D2", false), ("D1", "", false)], "D4 D2 D3 D1"),
        // Both ends name it: no pair twice.
        (&[("D1", "", true), ("D2", "D1", false), ("D3", "D2", true)], "D1 D2 D3"),
        // A chain broken by a record that is not here.
        (&[("D1", "", false), ("D2", "D9", false), ("D3", "D2", true)], "D2 D3"),
        // Two calls that repeat one are not told to be of one crime: only their original is.
        (&[("D1", "", false), ("D2", "D1", true), ("D3", "D1", false)], "D1 D2"),
        // Circles, alone and at the end of a chain.
        (&[("F1", "F1", true), ("F2", "", false)], "F1"),
        (&[("F1", "F2", true), ("F2", "F1", false)], "F1 F2"),
        (&[("F1", "F2", false), ("F2", "F3", true), ("F3", "F1", false)], "F1 F2 F3"),
        (&[("D1", "F1", true), ("F1", "F2", false), ("F2", "F1", false)], "D1 F1 F2"),
        (&[("D1", "F1", true), ("F1", "F1", false)], "D1 F1"),
        // A reference that fits two is followed once, as far as it goes, and not from further down.
        (&[("D1", "", false), ("D1", "", false), ("D2", "D1", true)], "D1 D1 D2"),
        (&[("D1", "", false), ("D1", "", false), ("D2", "D1", false), ("D3", "D2", true)], "D2 D3"),
    ];
    for &(rows, expected) in table {
        assert_eq!(linked_to_k1(rows), expected, "{rows:?}");
    }
}

#[test]
fn a_chain_is_followed_for_sixteen_steps_and_no_further() {
    let names: Vec<String> = (0..40).map(|at| format!("D{at}")).collect();
    let rows = |naming: usize| -> Vec<Call> {
        let original = |at: usize| if at == 0 { "" } else { &names[at - 1] };
        (0..40).map(|at| (&*names[at], original(at), at == naming)).collect()
    };
    for (naming, expected) in [(39, 23..40), (0, 0..17), (20, 4..37)] {
        assert_eq!(linked_to_k1(&rows(naming)), names[expected].join(" "), "{naming}");
    }
}

#[test]
fn a_chain_leads_to_no_crime_of_another_force() {
    for (force, n_links) in [("Borsetshire", 3), ("Felpershire", 2)] {
        let mut incidents = [incident("D1", on(1)), incident("D2", on(1)), incident("D3", on(1))];
        incidents[0].force = Some(force.into());
        incidents[1].duplicate_of = Some("D1".into());
        incidents[2].duplicate_of = Some("D2".into());
        incidents[2].force = Some("Borsetshire".into());
        incidents[2].crime_refs = vec!["K1".into()];
        let crime = CrimeRow {
            crime_ref: Some("K1".into()),
            force: Some("Borsetshire".into()),
            recorded_at: on(2),
            ..CrimeRow::default()
        };
        assert_eq!(links(&incidents, &[crime]).len(), n_links, "{force}");
    }
}
