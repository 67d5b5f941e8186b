//! The page's promises: hostile names stay text, an absent answer is never a nought, the first page is
//! bounded, and each plot stands before its table.

use crate::report::words::{self, grouped, percent};

use super::*;
use crate::report::summary::*;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

fn share(k: u64, n: u64) -> ShareFigure {
    let value = places(k as f64 / n as f64, 4);
    ShareFigure { k, n, value, low: value, high: value, method: "Wilson 95%".into() }
}

/// An extract that answers nothing.
fn silent() -> Summary {
    let nothing = "No extract of incidents was given.";
    Summary {
        version: 1,
        program: "onrecord 0.0.0".into(),
        as_at: "2026-03-31".into(),
        zone: "Europe/London".into(),
        first_day: None,
        last_day: None,
        files: Vec::new(),
        tables: Vec::new(),
        received: Vec::new(),
        reconciliation: ReconciliationEntry::default(),
        completeness: Answer::none(nothing),
        crimes_by_status: Vec::new(),
        links: Answer::none(nothing),
        timeliness: Answer::none(nothing),
        unlinked_incidents: Answer::none(nothing),
        domestic_abuse: Answer::none(nothing),
        sample: Answer::none(nothing),
        settings: Vec::new(),
    }
}

fn alarm(force: &str) -> AlarmEntry {
    AlarmEntry {
        force: force.into(),
        category: HOSTILE.into(),
        period: "2018-11".into(),
        observed: 40,
        expected: 100.0,
        low: 80.0,
        high: 120.0,
        method: HOSTILE.into(),
        sentence: format!("{force}: fewer rows than expected."),
    }
}

fn point(force: &str, period: &str, alarm: &str) -> SeriesPoint {
    let (expected, low, high) = (Some(100.0), Some(80.0), Some(120.0));
    SeriesPoint {
        force: force.into(),
        period: period.into(),
        observed: 40,
        expected,
        low,
        high,
        alarm: alarm.into(),
    }
}

fn alarmed(force: &str) -> Summary {
    let series = vec![point(force, "2018-10", "no"), point(force, "2018-11", "yes")];
    let alarms = (0..9).map(|_| alarm(force)).collect();
    let found = CompletenessEntry {
        basis: "counts".into(),
        assessed: 18,
        too_short: 0,
        alarms,
        absent: stretches(),
        series,
    };
    Summary { completeness: Answer::Known(found), ..silent() }
}

fn drawn(summary: &Summary, evidence: &Evidence) -> String {
    page(summary, evidence).unwrap()
}

fn no_evidence() -> Evidence {
    Evidence { late: Vec::new(), unlinked: Vec::new(), quarantine: Vec::new() }
}

#[test]
fn hostile_names_of_forces_categories_and_methods_stay_text() {
    let page = drawn(&alarmed(HOSTILE), &no_evidence());
    assert!(!page.contains("<script"), "a name became markup");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn hostile_names_of_files_channels_and_settings_stay_text() {
    let mut summary = silent();
    let file = FileEntry {
        source: HOSTILE.into(),
        sha256: "00".into(),
        rows: 1,
        set_aside: 0,
        windows_1252_lines: 0,
    };
    let quiet = QuietEntry {
        channel: HOSTILE.into(),
        from: "2026-01-01".into(),
        to: "2026-01-03".into(),
        rows: 0,
        expected: 9.0,
    };
    summary.files.push(file);
    summary.reconciliation.quiet_channels.push(quiet);
    summary.settings.push(SettingEntry { setting: HOSTILE.into(), value: HOSTILE.into() });
    let row = Quarantined {
        source: HOSTILE.into(),
        line: 2,
        column: HOSTILE.into(),
        value: HOSTILE.into(),
        reason: HOSTILE.into(),
    };
    let cells = vec![vec![HOSTILE.to_owned(); 6]];
    summary.timeliness = Answer::Known(late_timeliness());
    summary.unlinked_incidents = Answer::Known(unlinked(1, 2));
    let page = drawn(&summary, &Evidence { late: cells.clone(), unlinked: cells, quarantine: vec![row] });
    assert!(!page.contains("<script"), "a name became markup");
}

fn unlinked(k: u64, n: u64) -> UnlinkedEntry {
    UnlinkedEntry {
        incidents: n,
        crime_related: n,
        with_no_crime_linked: share(k, n),
        lexicon: "2026-11".into(),
    }
}

/// A stretch without rows of a force with a hostile name.
fn stretches() -> Vec<AbsentEntry> {
    let (from, to) = ("2018-12".to_owned(), "2019-01".to_owned());
    vec![AbsentEntry { force: HOSTILE.into(), from, to, sentence: format!("{HOSTILE}: no rows.") }]
}

fn late_timeliness() -> TimelinessEntry {
    TimelinessEntry {
        within_24_hours: Answer::Known(share(3, 4)),
        same_day: Answer::none("Not to the minute."),
        median_hours: Answer::none("Not to the minute."),
        percentile_90_hours: Answer::none("Not to the minute."),
        late: 1,
        late_by_doubtful_link: 0,
        by_probable_link: 0,
        not_measurable: Vec::new(),
        certainly_late: 0,
        recorded_before_received: 0,
        stages: Answer::none("No stages."),
        elapsed: vec![
            ElapsedBin { elapsed: "12 to 24 hours".into(), crimes: 3, late: false },
            ElapsedBin { elapsed: "1 to 2 days".into(), crimes: 1, late: true },
        ],
    }
}

#[test]
fn what_an_extract_cannot_answer_is_said_six_times_and_never_a_nought() {
    let page = drawn(&silent(), &no_evidence());
    assert_eq!(page.matches("<span class=\"figure none\">Not in this extract</span>").count(), 6);
    let (_, said) = page.split_once("</style>").unwrap();
    assert!(!said.contains('%') && !said.contains("NaN"));
}

#[test]
fn a_list_to_read_leads_with_its_count_and_says_that_it_is_no_rate() {
    let page =
        drawn(&Summary { unlinked_incidents: Answer::Known(unlinked(12, 48)), ..silent() }, &no_evidence());
    assert!(page.contains("<span class=\"figure\">12 to read</span>"));
    assert!(page.contains("not a rate of missed crimes"));
    assert!(page.contains("of 48: 25.0%; 95% interval"), "a percentage without its n and interval");
}

#[test]
fn the_first_page_names_three_alarms_and_counts_the_rest() {
    let page = drawn(&alarmed("Borsetshire Police"), &no_evidence());
    let first = page.split("<nav").next().unwrap();
    assert_eq!(first.matches("Fewer than expected.").count(), 3);
    assert!(first.contains("6 more alarms"));
}

#[test]
fn every_plot_stands_before_its_table_and_an_unnamed_force_is_this_extract() {
    let summary = Summary { timeliness: Answer::Known(late_timeliness()), ..alarmed("this extract") };
    let page = drawn(&summary, &no_evidence());
    assert_eq!(page.matches("</figure><div class=\"scroll\"").count(), 2);
    assert!(page.contains("All crime in this extract, by period"));
    assert!(!page.contains("this extract: all crime"));
}

fn quiet(channel: &str, from: &str, to: &str) -> QuietEntry {
    QuietEntry { channel: channel.into(), from: from.into(), to: to.into(), rows: 0, expected: 99.5 }
}

#[test]
fn a_silence_of_all_channels_is_said_once() {
    let mut summary = silent();
    let spells = ["Email mailbox", "Telephone 999", "all channels"];
    summary.reconciliation.quiet_channels = spells.map(|name| quiet(name, "2026-10-01", "2026-10-11")).into();
    let page = drawn(&summary, &no_evidence());
    let (first, _) = page.split_once("<nav").unwrap();
    assert!(first.contains("All channels quiet from 1 October 2026 to 11 October 2026"));
    assert!(!first.contains("Email mailbox") && !first.contains("more quiet"));
}

#[test]
fn a_channel_quiet_on_its_own_is_named() {
    let mut summary = silent();
    summary.reconciliation.quiet_channels = vec![quiet("MASH referral", "2026-02-01", "2026-02-09")];
    let page = drawn(&summary, &no_evidence());
    let (first, _) = page.split_once("<nav").unwrap();
    assert!(first.contains("Channel &quot;MASH referral&quot; quiet from 1 February 2026"));
}

#[test]
fn rows_that_do_not_add_up_are_said_not_to() {
    let total = |accepted| TotalEntry {
        table: "crimes".into(),
        received: 5,
        accepted,
        quarantined: 1,
        duplicate: 1,
        records: accepted,
    };
    let with = |accepted| drawn(&Summary { received: vec![total(accepted)], ..silent() }, &no_evidence());
    assert!(with(3).contains("Every row is accounted for."));
    assert!(with(2).contains("do not add up"));
}

#[test]
fn shares_round_to_one_decimal_but_never_to_a_false_nought_or_whole() {
    let check = |share: f64, words: &str| assert_eq!(percent(share), words);
    check(0.0, "0.0%");
    check(0.0004, "0.04%");
    check(0.8361, "83.6%");
    check(0.9657, "96.6%");
    check(0.9995, "99.95%");
    check(1.0, "100.0%");
}

#[test]
fn whole_numbers_are_grouped_by_thousands() {
    let check = |n: i64, words: &str| assert_eq!(grouped(n), words);
    check(0, "0");
    check(999, "999");
    check(1_000, "1,000");
    check(-62_817, "-62,817");
    check(1_234_567, "1,234,567");
}

#[test]
fn times_and_periods_are_read_as_people_write_them() {
    let check = |given: String, words: &str| assert_eq!(given, words);
    check(words::duration(0.75), "45 min");
    check(words::duration(2.77), "2 h 46 min");
    check(words::duration(15_993.65), "666 days 9 h");
    check(words::day("2026-10-11"), "11 October 2026");
    check(words::day("sometime"), "sometime");
    check(words::period("2018-11"), "November 2018");
    check(words::period("2017/18 Q1"), "2017/18 Q1");
    check(words::wall_time("2026-07-01T23:30:00Z", "Europe/London"), "2 Jul 2026 00:30");
    check(words::wall_time("BOR-2026-000001", "Europe/London"), "BOR-2026-000001");
}

/// Everything at once, at its longest: the first page must still print on one side of A4.
fn fullest() -> Summary {
    let force = "Borsetshire and Felpersham Constabulary";
    let mut summary = alarmed(force);
    if let Answer::Known(found) = &mut summary.completeness {
        found.too_short = 7;
        found.alarms.iter_mut().for_each(|alarm| alarm.sentence = "Fewer rows than expected. ".repeat(13));
    }
    let long = "a reason that is told in a sentence of ordinary length";
    let reason = |at: u64| ReasonEntry { reason: format!("{long} ({at})"), crimes: 1_000 + at };
    let mut t = late_timeliness();
    t.late = 123_456;
    t.recorded_before_received = 1_234;
    t.not_measurable = (0..6).map(reason).collect();
    let check = |check: &str| CheckEntry { check: check.into(), links: 12_345 };
    let checks =
        ["kinds disagree", "only one side names the other", "places far apart", "recorded before received"];
    let links = LinksEntry {
        by_reference: 1,
        probable: 1,
        for_review: 1,
        crimes_linked: share(123_456, 654_321),
        incidents_linked: share(123_456, 654_321),
        checks_failed: checks.map(check).into(),
        dangling_references: 12_345,
    };
    let quiet = |at: usize| QuietEntry {
        channel: format!("A channel with a name of more than forty characters {at}"),
        from: "2026-01-01".into(),
        to: "2026-09-30".into(),
        rows: 0,
        expected: 1_234.5,
    };
    let total = |table: &str| TotalEntry {
        table: table.into(),
        received: 1_234_567,
        accepted: 1_234_565,
        quarantined: 1,
        duplicate: 1,
        records: 1_234_565,
    };
    summary.first_day = Some("2025-04-01".into());
    summary.last_day = Some("2026-03-31".into());
    summary.received = ["incidents", "crimes", "people", "counts"].map(total).into();
    summary.reconciliation.missing_numbers = 12_345;
    summary.reconciliation.quiet_channels = (0..9).map(quiet).collect();
    summary.reconciliation.undated = 12_345;
    summary.reconciliation.dated_after_as_at = 12_345;
    summary.timeliness = Answer::Known(t);
    summary.links = Answer::Known(links);
    summary.unlinked_incidents = Answer::Known(unlinked(123_456, 654_321));
    let with_no_crime_linked = share(12_345, 54_321);
    let safeguarded = Answer::none("No incident holds a time of safeguarding, or none is without a crime.");
    summary.domestic_abuse = Answer::Known(DomesticAbuseEntry { with_no_crime_linked, safeguarded });
    summary
}

/// Counts what may stand on the first page. With REPORT_FULLEST=FILE the page is written there, for
/// tests/browser/report.mjs to measure against the paper.
#[test]
fn the_fullest_first_page_is_bounded() {
    let page = drawn(&fullest(), &no_evidence());
    let (first, _) = page.split_once("<nav").unwrap();
    let (_, lists) = first.split_once("Where to look").unwrap();
    assert!(lists.matches("<li>").count() <= 20, "{}", lists.matches("<li>").count());
    assert!(first.chars().count() - first.find("</style>").unwrap() < 9_000);
    if let Ok(path) = std::env::var("REPORT_FULLEST") {
        std::fs::write(path, &page).unwrap();
    }
}
