//! The publication check, sentence by sentence: sound ones pass, broken ones are told with the rule.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use oversight::publication::{Block, BlockKind, Checked, Draft, Evidence, Rule, Severity, check};

fn draft(text: &str) -> Draft {
    let blocks = text.lines().enumerate().map(|(at, line)| {
        let kind = if line.starts_with("- ") { BlockKind::Item } else { BlockKind::Paragraph };
        Block::of_line(kind, line.trim_start_matches("- "), at as u32 + 1)
    });
    Draft { blocks: blocks.collect() }
}

fn checked(text: &str) -> Checked {
    let today = terms::Day::from_date(2026, 11, 25);
    check(&draft(text), &Evidence { today, ..Evidence::default() })
}

fn wrong(text: &str) -> Vec<(String, Rule)> {
    let told = checked(text);
    let numbers = told.with(Severity::Wrong);
    numbers
        .flat_map(|found| {
            found
                .remarks
                .iter()
                .filter(|r| r.severity == Severity::Wrong)
                .map(|r| (found.text.clone(), r.rule))
        })
        .collect()
}

#[test]
fn sound_sentences_pass() {
    let mut alarms = String::new();
    for text in [
        "Recording accuracy improved from 83.6% in 2017 to 96.6% in 2018, an improvement of 13 percentage points.",
        "In 2017 the force recorded 83.6% of reported crime. It now records 96.6%.",
        "The force was graded 'inadequate' in 2017 with 83.6% of crime recorded, and 'outstanding' in 2018 with 96.6%.",
        "The overall recording rate is 90.2%; the national average was 92.4%.",
        "93.7% of crimes were recorded within 24 hours and 96.6% of reported crimes were recorded.",
        "Violent crime accounts for 35% of all recorded crime, and 94% of violent offences were recorded.",
        "Of 63 audited reports of rape, 62 were accurately recorded.",
        "7% of violent crimes were recorded late. Overall 96.6% of reported crimes were recorded.",
        "Only 3 of the 23 crimes owed by anti-social behaviour incidents were recorded (13%).",
        "12% of crimes were recorded online, and 96.6% of all reported crime was recorded.",
        "Crime fell by 7% in the year to March 2026, from 50,000 to 46,500 offences.",
        "3.4% of reported crime was not recorded; put the other way, 96.6% of reported crime was recorded.",
        "The force employs 3,402 officers, 62% of them in uniform, and 45% of staff are women.",
        "We recruited 200 officers and 80 staff, 280 in total.",
        "The 2018/19 precept rose by £12 and the 2019/20 precept by £24 a household, or 14%.",
        "One in six crimes was not recorded in 2017, that is 16.4%.",
        "The recording rate for violence was 94.2% and for sexual offences 97.5%, against 95.8% overall.",
        "The response was sent on Friday 8 March 2019; the report was published on 15 January 2019.",
        "Victims were told within 5 working days in 88% of cancelled crimes, and within 48 hours in 60%.",
        "Rape: 62 of 63 reports recorded (98.4%, 95% confidence interval 91.5 to 99.7).",
        "The force is committed to reaching a recording rate of at least 98% by 2027. It was 96.6%.",
        "Comments under section 55(5) of the Police Act 1996, as amended by section 37 of the Policing and Crime Act 2017.",
        "Inspectors audited 1,970 reports; 80.4% were recorded (plus or minus 1.75 points), so an estimated 35,200 crimes a year go unrecorded.",
        "The two inspections found 96.6 per cent and, four years before, 96.7 per cent of crime recorded.",
        "Between 94.1% and 96.3% of reported crime is recorded.",
        "Domestic abuse crimes rose 24% to 12,400, a fifth of all recorded crime.",
        "Call 101, or 999 in an emergency; text relay 18001 101. Our address is PO Box 37, BO1 4QT.",
        "N100 records: 18 of 20 were used correctly (90%).",
        "All 43 forces were inspected between 2016 and 2020, 19 of them for wrongly cancelling a rape.",
        "The force recorded 12.5 crimes per 1,000 people, and its recording rate of 95.1% is up 2.0 points on 93.1%.",
        "Six of the ten forces inspected in 2018 improved; seven in ten victims said they were satisfied.",
        "The force must record crimes within 24 hours; it took longer than 72 hours in 1.2% of crimes.",
        "PEEL 2023/25: an inspection. The police and crime plan 2021/25 set the aim.",
        "2.1 Of 1,248 crimes that should have been recorded, 1,189 were: 95.3% (95% CI 93.9 to 96.3).",
        "3.1 89.7% of the 1,189 were on the system inside 24 hours.",
        "Violence with injury was recorded in 95.8% of reports and violence without injury in 92.7%.",
        "Residential burglary: 98.1% of reports recorded. Business burglary: 93.0% of reports recorded.",
        "Nine out of ten violent offences were on record (90.0%, 352 of 391).",
        "Timeliness: 81.5% within 24 hours (1,992 of 2,444), against 78% the year before.",
        "First half: 1,310 crimes owed, 1,218 recorded, a rate of 93.0% (95% interval 91.5% to 94.2%).",
        "In 227 of 228 rooms, and for 310, 311 and 312 the same; paper 12/4; £1.1m, £300 and 40 pounds.",
        "From October 2025 to March 2026 it improved; Police Act 1996.",
        "The board met on 14 May 2026 at 14:30, at 2.30pm, at 9 am and at 1430 hrs.",
        "By the offence list of edition 2026-04, in force since 2026-04-01; the year 2011-12.",
        "The deadline has passed; today is day 79 of 56.",
        "927 of every 1,000 (95% interval 917 to 936) crimes were recorded within 24 hours of the first report.",
        "Phone 01632 496 0123 between 9am and 5pm.",
        "Rhwng 1 Ebrill 2026 a 30 Medi 2026 cofnodwyd 95.6% o droseddau (cyfwng 95%: 94.2 i 96.7; 1,004 o 1,050).",
    ] {
        let told = wrong(text);
        if !told.is_empty() {
            alarms += &format!("{text}\n  {told:?}\n");
        }
    }
    assert!(alarms.is_empty(), "{alarms}");
}

#[test]
fn what_cannot_stand_is_told_by_its_rule() {
    for (text, number, rule) in [
        (
            "Overall accuracy is 96.6%.\n7% of reported violent crimes were recorded.",
            "7%",
            Rule::PartAndWhole,
        ),
        (
            "The force recorded 96.6% of reported crime but only 41% of reported violent crime.",
            "41%",
            Rule::PartAndWhole,
        ),
        (
            "The overall recording rate was 95%. Of domestic abuse crimes, 4% were recorded.",
            "4%",
            Rule::OutOfRange,
        ),
        (
            "97.9% of sexual offences were recorded, and 12.5% of rape offences were recorded.",
            "12.5%",
            Rule::PartAndWhole,
        ),
        ("62 of 63 reports (89.4%) were accurately recorded.", "89.4%", Rule::OwnFraction),
        ("98.4% (26 of 63) of rape reports were recorded.", "98.4%", Rule::OwnFraction),
        ("One in six crimes (6.4%) was not recorded.", "6.4%", Rule::OwnFraction),
        (
            "The force was rated 'outstanding', with an overall recording rate of 69.6%.",
            "69.6%",
            Rule::Judgment,
        ),
        (
            "Inspectors graded the force inadequate: 96.6% of reported crime was recorded.",
            "96.6%",
            Rule::Judgment,
        ),
        ("We audited 63 of 26 rape reports and all were recorded.", "63 of 26", Rule::OutOfRange),
        ("966% of reported crimes were recorded.", "966%", Rule::OutOfRange),
        (
            "96.6% of reported crime was recorded, so 4.3% of reported crime was not recorded.",
            "4.3%",
            Rule::Contradiction,
        ),
        (
            "The recording rate improved from 83.6% to 96.6%, an improvement of 31 percentage points.",
            "31 percentage points",
            Rule::Difference,
        ),
        ("Accuracy rose from 96.6% to 83.6%.", "83.6%", Rule::Difference),
        (
            "62 of 63 reports of rape were recorded (95% confidence interval 19.5 to 99.7).",
            "62 of 63",
            Rule::Interval,
        ),
        ("Recorded: 94.2% of reported crime (95% CI 95.6 to 97.8).", "94.2%", Rule::Interval),
        ("We recruited 200 officers and 80 staff, a total of 208.", "208", Rule::Total),
        ("Of the 63 reports, 62 of 63 were recorded and the remaining 11 were not.", "11", Rule::Total),
        ("The letter was sent on 31 April 2019.", "31 April 2019", Rule::Calendar),
        ("The letter was sent on Monday 8 March 2019.", "8 March 2019", Rule::Calendar),
        ("The 2018/91 precept rose.", "2018/91", Rule::Calendar),
        ("The board met on 14 May 2026 at 14:75.", "14:75", Rule::Calendar),
        ("The board met at 2.0pm.", "2.0pm", Rule::Calendar),
        ("Sexual offences: 95.9%, 116 of 21.", "116 of 21", Rule::OutOfRange),
        ("The rate of recording for violence was 90.0% (352 of 931).", "90.0%", Rule::OwnFraction),
        ("It cost £.11m in the year.", "£.11m", Rule::Digits),
        ("We took 040,000 calls in the year.", "040,000", Rule::Digits),
        ("The audit found ,310 crimes owed.", "310", Rule::Digits),
        ("Comments on the report under section 55 of the Police Act 996.", "Act 996", Rule::Statute),
        ("The precept of £12 in 227/28 pays for it.", "227/28", Rule::Calendar),
        ("From October 2025 to March 2016 it improved.", "March 2016", Rule::Calendar),
        ("First half: 1,130 crimes owed, 1,118 recorded, a rate of 93.0%.", "93.0%", Rule::OwnFraction),
        ("Recorded: 94.2% of reported crime (95% CI 92. to 95.8).", "92.", Rule::Digits),
        (
            "My comments under section 5(5) of the Police Act 1996 on the report follow.",
            "section 5(5)",
            Rule::Statute,
        ),
        ("Comments on the report under section 55(5) of the Police Act 1969.", "Act 1969", Rule::Statute),
        (
            "Inspectors said further work was needed on the recording of crime reports within 42 hours of receipt.",
            "42 hours",
            Rule::StandingLimit,
        ),
        (
            "The response to the report must be published within 65 days under section 55.",
            "65 days",
            Rule::StandingLimit,
        ),
        ("The precept pays for 200% additional officers.", "200%", Rule::Unit),
        ("It has an overall accuracy rate of 96.6 - the highest of any force.", "96.6", Rule::Unit),
        ("An additional 25,40 crimes a year are recorded.", "25,40", Rule::Digits),
        ("98.1% of 63 audited rape reports were recorded.", "98.1%", Rule::OwnFraction),
    ] {
        let told = wrong(text);
        assert!(
            told.contains(&(number.to_string(), rule)),
            "{text}\n  told {told:?}, wanted {number} {rule:?}"
        );
    }
}

#[test]
fn numbers_of_other_kinds_of_text_have_their_labels() {
    for (text, expect) in [
        (
            "2.1 Of 1,248 crimes, 1,189 were recorded.",
            &[("2.1", "reference"), ("1,248", "unbound"), ("1,189", "count")][..],
        ),
        ("96.6 per cent of reported crime was recorded.", &[("96.6 per cent", "unbound")]),
        (
            "Ffoniwch 101 neu 999. Cofnodwyd 88% o fewn 24 awr.",
            &[("101", "reference"), ("999", "reference"), ("88%", "unbound"), ("24 awr", "target")],
        ),
        (
            "cyfwng 95%: 94.2 i 96.7; 1,004 o 1,050",
            &[("95%", "reference"), ("94.2", "count"), ("96.7", "count"), ("1,004 o 1,050", "count")],
        ),
        ("Adroddwyd ym mis Mai 2026, ar 3 Mai 2026.", &[("Mai 2026", "date"), ("3 Mai 2026", "date")]),
        ("PEEL 2023/25 found it good.", &[("2023/25", "period")]),
        ("Phone 01632 496 0123 today.", &[("Phone 01632 496 0123", "reference")]),
    ] {
        let told = checked(text);
        let got: Vec<(&str, &str)> =
            told.numbers.iter().map(|found| (found.text.as_str(), found.word())).collect();
        assert_eq!(got, expect, "{text}");
    }
}

#[test]
fn nine_out_of_ten_is_no_sample_of_ten_but_nine_of_the_ten_is() {
    let small = |text: &str| {
        let told = checked(text);
        told.numbers.iter().any(|found| found.remarks.iter().any(|remark| remark.rule == Rule::SmallSample))
    };
    assert!(!small("Nine out of ten audited reports were recorded."));
    assert!(small("Nine of the ten audited reports were recorded."));
}

#[test]
fn a_small_sample_is_advised_and_a_counted_area_is_not() {
    let told = checked("62 of 63 audited reports were accurately recorded, in two of the three areas.");
    let small = told.numbers.iter().filter(|found| found.remarks.iter().any(|r| r.rule == Rule::SmallSample));
    assert_eq!(small.map(|found| found.text.as_str()).collect::<Vec<_>>(), ["62 of 63"]);
    let reason = &told.numbers[0].remarks.iter().find(|r| r.rule == Rule::SmallSample).unwrap().reason;
    assert!(reason.contains("91.5 to 99.7"), "{reason}");
}

#[test]
fn the_reason_never_says_what_the_number_should_have_been() {
    let told = checked("Overall accuracy is 96.6%.\n- 7% of reported violent crimes were recorded.");
    let found = told.with(Severity::Wrong).next().unwrap();
    for guess in ["96.7", "93.7", "94.7", "95.7", "97.7"] {
        assert!(found.remarks.iter().all(|r| !r.reason.contains(guess) && !r.advice.contains(guess)));
    }
}

#[test]
fn a_percentage_in_brackets_is_that_of_the_counts_before_it() {
    for text in [
        "Harassment and stalking: 128 of 139 reports recorded (29.1%).",
        "128 of 139 reports recorded (9.1%).",
    ] {
        let told = wrong(text);
        assert!(
            told.iter().any(|(_, rule)| *rule == Rule::OwnFraction),
            "{text} {told:?} {:?}",
            checked(text).numbers
        );
    }
}

#[test]
fn a_row_of_a_pack_is_read_as_its_words_are() {
    let cells = [
        "Recorded within 24 hours",
        "50.0% (95% interval 1.3 to 98.7; 1 of 2)",
        "28 March 2026",
        "Clopper-Pearson 95%",
    ];
    let headers = ["Measure", "Value, number and interval", "Period", "Method"];
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let row = Block::row(&owned(&cells), &owned(&headers), 1);
    let foot = Block::of_line(BlockKind::Paragraph, "Figures computed by Onrecord 0.1.0.", 2);
    let told = check(&Draft { blocks: vec![row, foot] }, &Evidence::default());
    let labels: Vec<(&str, &str)> = told.numbers.iter().map(|f| (f.text.as_str(), f.word())).collect();
    assert!(!told.is_wrong(), "{labels:?}");
    assert!(
        labels.contains(&("0.1.0", "reference"))
            && labels.iter().filter(|l| l.0 == "95%").all(|l| l.1 == "reference"),
        "{labels:?}"
    );
    assert!(told.with(Severity::Advice).next().is_none(), "{labels:?}");
}
