//! The ranking: each reason upheld and violated, the order, and what is left out.

#![allow(clippy::unwrap_used, clippy::panic)] // a test's helpers may stop the test

use terms::Family::{self, *};
use terms::{CrimeRow, IncidentRow, Instant};
use triage::{Lexicon, Ranked, family_of_crime, family_of_incident, is_crime_related, rank};

/// An incident from `field: value` pairs: opening, closing, text, channel, reporter, qualifier,
/// crime, duplicate; `domestic` marks it.
fn incident(fields: &[(&str, &str)]) -> IncidentRow {
    let mut row = IncidentRow::default();
    for (field, value) in fields {
        match *field {
            "opening" => row.opening_code = Some((*value).into()),
            "closing" => row.closing_code = Some((*value).into()),
            "text" => row.text = Some((*value).into()),
            "channel" => row.channel = Some((*value).into()),
            "reporter" => row.reporter_role = Some((*value).into()),
            "qualifier" => row.qualifiers.push((*value).into()),
            "crime" => row.crime_refs.push((*value).into()),
            "duplicate" => row.duplicate_of = Some((*value).into()),
            "domestic" => row.domestic_abuse = Some(true),
            "reference" => row.incident_ref = Some((*value).into()),
            "received" => row.received_at = Some(Instant::exact(value.parse().unwrap())),
            other => panic!("no field {other}"),
        }
    }
    row
}

fn ranked(rows: &[IncidentRow]) -> Vec<Ranked> {
    rank(Lexicon::current(), rows, &vec![0.0; rows.len()])
}

/// The points of the reason that begins with `words`, if the incident is ranked for it.
fn points_of(row: &IncidentRow, link: f64, words: &str) -> Option<i32> {
    let ranked = rank(Lexicon::current(), std::slice::from_ref(row), &[link]);
    let reasons = ranked.into_iter().flat_map(|ranked| ranked.reasons);
    reasons.into_iter().find(|reason| reason.words.starts_with(words)).map(|reason| reason.points)
}

type Fields<'a> = &'a [(&'a str, &'a str)];

#[test]
fn each_reason_is_upheld_and_violated() {
    // Reason, points, an incident that has it, one much like it that has not.
    let table: &[(&str, i32, Fields<'_>, Fields<'_>)] = &[
        ("no crime linked", 1, &[("opening", "Assault")], &[("opening", "Concern for safety")]),
        (
            "opened as violence, closed as advice given",
            4,
            &[("opening", "Violence"), ("closing", "Advice given")],
            &[("opening", "Violence"), ("closing", "Violence")],
        ),
        (
            "opened as vehicle crime, closed as no crime",
            4,
            &[("opening", "TFMV"), ("closing", "No crime - TFMV")],
            &[("opening", "TFMV"), ("closing", "Crime recorded")],
        ),
        (
            "opened as public order, closed as anti-social behaviour",
            4,
            &[("opening", "Public order"), ("closing", "ASB nuisance")],
            &[("opening", "ASB nuisance"), ("closing", "ASB nuisance"), ("domestic", "y")],
        ),
        (
            "opened as violence, closed as domestic",
            4,
            &[("opening", "Assault"), ("closing", "Domestic incident")],
            &[("opening", "Domestic"), ("closing", "Domestic incident")],
        ),
        (
            "closed as a crime recorded, of which none is linked",
            3,
            &[("closing", "Crime recorded")],
            &[("closing", "No crime recorded"), ("domestic", "y")],
        ),
        ("closed as theft", 3, &[("closing", "Theft")], &[("opening", "Theft"), ("closing", "NFA")]),
        (
            "closed as a reported incident",
            2,
            &[("closing", "N100 reported incident of rape")],
            &[("closing", "Rape")],
        ),
        (
            "text: 'punched' (violence), closed as anti-social behaviour",
            3,
            &[("text", "IP punched in face"), ("closing", "ASB personal")],
            &[("text", "IP punched in face"), ("closing", "Assault")],
        ),
        (
            "text: 'punched' (violence)",
            3,
            &[("text", "IP punched in face")],
            &[("text", "IP not punched"), ("opening", "Assault")],
        ),
        (
            "text: 'stolen' (theft)",
            1,
            &[("text", "punched, keys stolen")],
            &[("text", "punched, nothing stolen")],
        ),
        ("marked or coded as domestic", 3, &[("domestic", "y")], &[("text", "punched by a stranger")]),
        ("marked or coded as domestic", 3, &[("qualifier", "Domestic Abuse")], &[("qualifier", "Hate")]),
        (
            "domestic, and the text speaks of violence",
            2,
            &[("text", "slapped by her husband")],
            &[("text", "slapped by a stranger")],
        ),
        ("harassment and stalking is among", 1, &[("text", "ex is stalking her")], &[("text", "car stolen")]),
        ("sexual offences: where", 2, &[("text", "she was raped")], &[("text", "she was punched")]),
        (
            "professional report",
            3,
            &[("reporter", "Social worker"), ("text", "child punched")],
            &[("reporter", "Victim"), ("text", "child punched")],
        ),
        (
            "the text speaks of a professional report",
            2,
            &[("text", "head teacher: child punched at home")],
            &[("text", "child punched at home")],
        ),
        (
            "third-party report",
            1,
            &[("reporter", "Third party"), ("domestic", "y")],
            &[("reporter", "Victim"), ("domestic", "y")],
        ),
        (
            "came by mailbox",
            2,
            &[("channel", "MASH mailbox"), ("domestic", "y")],
            &[("channel", "999"), ("domestic", "y")],
        ),
        (
            "qualifier: hate, vulnerable",
            3,
            &[("qualifier", "Prejudice – Racial"), ("qualifier", "Vulnerable Adult")],
            &[("qualifier", "Alcohol"), ("opening", "Assault")],
        ),
        (
            "qualifier: weapon",
            1,
            &[("qualifier", "Firearms"), ("opening", "Affray")],
            &[("opening", "Affray")],
        ),
        (
            "text: 'no complaint made': a victim's wish",
            2,
            &[("text", "slapped by ex, no complaint made")],
            &[("text", "slapped by ex")],
        ),
        (
            "closing code: a victim's wish",
            2,
            &[("opening", "Assault"), ("closing", "Victim declined")],
            &[("opening", "Assault"), ("closing", "NFA")],
        ),
        (
            "text: 'words of advice'",
            1,
            &[("text", "punched, words of advice")],
            &[("text", "punched, arrested")],
        ),
        (
            "dealt with by appointment",
            1,
            &[("channel", "Diary appointment"), ("opening", "Theft")],
            &[("channel", "101"), ("opening", "Theft")],
        ),
        (
            "text: 'assault', negated",
            -2,
            &[("opening", "Violence"), ("text", "no assault")],
            &[("opening", "Violence"), ("text", "assault")],
        ),
        (
            "text: 'assault', denied",
            -2,
            &[("opening", "Violence"), ("text", "IP denies any assault")],
            &[("opening", "Violence"), ("text", "IP denies assault. IP alleges assault")],
        ),
        (
            "coded as good intent",
            -3,
            &[("opening", "Theft"), ("qualifier", "Call Made with Good Intent")],
            &[("opening", "Theft"), ("qualifier", "Youth Related")],
        ),
        (
            "text: 'was mistaken'",
            -3,
            &[("opening", "Theft"), ("text", "caller was mistaken")],
            &[("opening", "Theft"), ("text", "caller was sure")],
        ),
        (
            "the log names a crime that is not among",
            -3,
            &[("opening", "Theft"), ("crime", "42/1/26")],
            &[("opening", "Theft")],
        ),
        ("no text to read", 0, &[("opening", "Theft")], &[("opening", "Theft"), ("text", "x")]),
        ("no opening or closing code", 0, &[("text", "punched")], &[("text", "punched"), ("opening", "x")]),
    ];
    for (reason, points, with, without) in table {
        assert_eq!(points_of(&incident(with), 0.0, reason), Some(*points), "{reason} {with:?}");
        let points = points_of(&incident(without), 0.0, reason);
        assert!(
            points.is_none() || points != points_of(&incident(with), 0.0, reason),
            "{reason} {without:?}"
        );
    }
    let theft = incident(&[("opening", "Theft")]);
    assert_eq!(points_of(&theft, 0.3, "a possible crime was found"), Some(-1));
    assert_eq!(points_of(&theft, 0.1, "a possible crime was found"), None);
}

#[test]
fn what_is_crime_related() {
    let table: &[(bool, Fields<'_>)] = &[
        (true, &[("opening", "Burglary")]),
        (true, &[("closing", "8N")]),
        (true, &[("closing", "No crime - assault")]),
        (true, &[("closing", "Crimed")]),
        (true, &[("domestic", "y")]),
        (true, &[("qualifier", "Prejudice - Transgender")]),
        (true, &[("qualifier", "Domestic abuse")]),
        (true, &[("opening", "ASB"), ("text", "windows smashed")]),
        (true, &[("text", "boyfriend struck girlfriend")]),
        (true, &[("opening", "Concern for safety"), ("reporter", "Professional"), ("channel", "Mailbox")]),
        (false, &[("opening", "Concern for safety"), ("reporter", "Professional"), ("channel", "999")]),
        (false, &[("opening", "Concern for safety"), ("reporter", "Victim"), ("channel", "Email")]),
        (false, &[]),
        (false, &[("opening", "ASB")]),
        (false, &[("qualifier", "Drugs")]),
        (false, &[("qualifier", "Weapons")]),
        (false, &[("opening", "Concern for safety"), ("text", "partner worried, not assaulted")]),
        (false, &[("text", "denies any assault")]),
        (false, &[("text", "burglar alarm, all in order")]),
        (false, &[("closing", "Stolen vehicle recovered")]),
        (false, &[("closing", "NFA")]),
        (false, &[("text", "caller's husband lost his keys")]),
        (false, &[("text", "ball struck the car")]),
    ];
    for (expect, fields) in table {
        assert_eq!(is_crime_related(Lexicon::current(), &incident(fields)), *expect, "{fields:?}");
    }
}

#[test]
fn the_family_of_an_incident() {
    let table: &[(Family, Fields<'_>)] = &[
        (Violence, &[("opening", "Assault"), ("closing", "Advice given")]),
        (Theft, &[("opening", "Suspicious"), ("closing", "Theft")]),
        (Domestic, &[("opening", "Assault"), ("closing", "Domestic incident")]),
        (Domestic, &[("opening", "Concern for safety"), ("domestic", "y")]),
        (Domestic, &[("closing", "NFA"), ("qualifier", "Domestic Abuse")]),
        (Violence, &[("opening", "Assault"), ("closing", "No crime - assault")]),
        (AntiSocial, &[("opening", "Messages"), ("closing", "ASB Nuisance")]),
        (Welfare, &[("opening", "Concern for safety"), ("closing", "NFA")]),
        (Damage, &[("closing", "NFA"), ("text", "window smashed")]),
        (Damage, &[("text", "youths smashed window")]),
        (Transport, &[("text", "two car collision, no injuries")]),
        (Administration, &[("closing", "Duplicate")]),
        (Unknown, &[("opening", "zzz"), ("text", "nothing known")]),
        (Unknown, &[]),
    ];
    for (expect, fields) in table {
        assert_eq!(family_of_incident(Lexicon::current(), &incident(fields)), *expect, "{fields:?}");
    }
}

#[test]
fn the_family_of_a_crime() {
    for (class, code, expect) in [
        (Some("Shoplifting"), Some("046/00"), Theft),
        (None, Some("46"), Theft),
        (Some("Something local"), Some("008/06"), Violence),
        (Some("CRIMINAL MISCHIEF/VANDALI"), Some("31"), Damage),
        (Some("Failing to disclose documents, information"), Some("095/12"), OtherCrime),
        (Some("FOUND"), None, Administration),
        (Some("Cancelled"), None, Administration),
        (None, None, Unknown),
    ] {
        let text = |value: Option<&str>| value.map(Into::into);
        let crime = CrimeRow { class: text(class), offence_code: text(code), ..CrimeRow::default() };
        assert_eq!(family_of_crime(Lexicon::current(), &crime), expect, "{class:?} {code:?}");
    }
}

#[test]
fn linked_duplicate_and_unrelated_incidents_are_left_out() {
    let theft: Fields<'_> = &[("opening", "Theft")];
    let rows = [
        incident(theft),
        incident(theft),
        incident(&[("opening", "Theft"), ("duplicate", "1")]),
        incident(&[("opening", "RTC")]),
        incident(theft),
        incident(theft),
    ];
    let out = rank(Lexicon::current(), &rows, &[0.49, 0.5, 0.0, 0.0, f64::NAN]);
    let mut kept: Vec<usize> = out.iter().map(|ranked| ranked.incident).collect();
    kept.sort_unstable();
    assert_eq!(kept, [0, 4, 5], "a link that is missing or no number is no link");
    assert_eq!(rank(Lexicon::current(), &[], &[]), []);
}

#[test]
fn the_points_are_the_sum_of_the_reasons_and_the_ranks_run_from_1() {
    let out = ranked(&[
        incident(&[
            ("opening", "Assault"),
            ("closing", "ASB"),
            ("text", "ip punched by ex, no complaint made"),
        ]),
        incident(&[("opening", "Theft")]),
    ]);
    for ranked in &out {
        assert_eq!(ranked.points, ranked.reasons.iter().map(|reason| reason.points).sum::<i32>());
        assert!(ranked.reasons.is_sorted_by(|a, b| a.points >= b.points));
    }
    assert_eq!(out.iter().map(|ranked| (ranked.incident, ranked.rank)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
}

#[test]
fn the_causes_of_missed_crimes_go_before_the_rest() {
    // Each incident ranks above the next.
    let order: &[Fields<'_>] = &[
        &[("opening", "Assault"), ("closing", "ASB"), ("domestic", "y"), ("text", "punched by husband")],
        &[("opening", "Concern for safety"), ("closing", "NFA"), ("text", "raped by her ex")],
        &[("opening", "ASB"), ("closing", "ASB"), ("text", "punched in the face")],
        &[("opening", "Theft"), ("closing", "Theft")],
        &[("opening", "Theft"), ("text", "phone stolen, since found, was mistaken")],
    ];
    let rows: Vec<IncidentRow> = order.iter().map(|fields| incident(fields)).collect();
    let out: Vec<usize> = ranked(&rows).iter().map(|ranked| ranked.incident).collect();
    assert_eq!(out, [0, 1, 2, 3, 4]);
}

#[test]
fn the_order_does_not_depend_on_the_order_of_the_rows() {
    let mut rows = Vec::new();
    for (index, code) in ["Assault", "Theft", "Rape", "TFMV"].into_iter().cycle().take(60).enumerate() {
        let (received, reference) = ((index * 37 % 11).to_string(), format!("B{:03}", index * 53 % 60));
        let mut row = incident(&[("opening", code), ("reference", &reference)]);
        if index % 5 > 0 {
            row.received_at = Some(Instant::exact(received.parse().unwrap()));
        }
        rows.push(row);
    }
    let names = |rows: &[IncidentRow]| -> Vec<String> {
        let of = |ranked: &Ranked| rows[ranked.incident].incident_ref.clone().unwrap().0.to_string();
        ranked(rows).iter().map(of).collect()
    };
    let expect = names(&rows);
    for turn in [1, 7, 23] {
        rows.rotate_left(turn);
        assert_eq!(names(&rows), expect);
        rows.reverse();
        assert_eq!(names(&rows), expect);
    }
}

#[test]
fn equal_points_go_by_receipt_then_reference() {
    let theft = |received: &str, reference: &str| {
        incident(&[("opening", "Theft"), ("received", received), ("reference", reference)])
    };
    let unknown = incident(&[("opening", "Theft"), ("reference", "A")]);
    let rows = [unknown, theft("20", "C"), theft("10", "E"), theft("10", "D")];
    let out: Vec<usize> = ranked(&rows).iter().map(|ranked| ranked.incident).collect();
    assert_eq!(out, [3, 2, 1, 0]);
}

#[test]
fn nothing_is_called_a_crime_and_nobody_is_quoted() {
    let secret = "Zebedee Fictional of 1 Nowhere Street punched by husband Aloysius, knife, raped, stolen, \
                  harassed, no complaint made, words of advice, school report, denies fraud";
    let rows = [
        incident(&[("opening", "Assault on Zebedee"), ("closing", "ASB Zebedee"), ("text", secret)]),
        incident(&[("opening", "Theft"), ("closing", "Crime recorded"), ("reporter", "Zebedee")]),
        incident(&[("qualifier", "Hate Zebedee"), ("channel", "Zebedee mailbox"), ("domestic", "y")]),
    ];
    let out = ranked(&rows);
    assert_eq!(out.len(), 3);
    for reason in out.iter().flat_map(|ranked| &ranked.reasons) {
        let words = reason.words.to_lowercase();
        for never in
            ["zebedee", "fictional", "aloysius", "nowhere", "is a crime", "was a crime", "missed crime"]
        {
            assert!(!words.contains(never), "{words}");
        }
    }
}
