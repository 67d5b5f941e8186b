//! The measures of an audit in order of print: each with its name in figures.json, its words, its answer.

use audit::answers::{Answer, Answers, Group, GroupKind, Statistic};
use audit::protocol::Protocol;

use crate::report::words::{count, percent};

/// What a value is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// A share, 0 to 1.
    Share,
    /// Crimes.
    Crimes,
    /// Hours.
    Hours,
    /// A coefficient.
    Coefficient,
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name in figures.json, `<measure>.<group>`.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// What is counted over what.
    pub definition: &'static str,
    /// What its value is counted in.
    pub counted: Counted,
    /// The answer.
    pub answer: Answer,
}

/// All of them.
pub fn measures(answers: &Answers, protocol: &Protocol) -> Vec<Measure> {
    let whole = &answers.whole;
    let mut all = vec![
        share("recording_rate.overall", "Recording rate, all crime", RATE, &whole.rate),
        share(
            "recording_rate_inspectorate.overall",
            "Recording rate, inspectorate's form",
            INSPECTORATE,
            &whole.inspectorate,
        ),
        share(
            "recording_rate_anytime.overall",
            "Recording rate, interval that holds wherever the audit stops",
            ANYTIME,
            &whole.anytime,
        ),
    ];
    if protocol.sizes.rule == audit::protocol::SizeRule::Equal {
        all.push(share(
            "recording_rate_classic.overall",
            "Recording rate, from the sample's own counts",
            CLASSIC,
            &whole.classic,
        ));
    }
    all.extend(answers.groups.iter().map(group));
    all.extend([
        crimes("unrecorded_in_frame.overall", "Unrecorded crimes in the frame", MISSED, &whole.missed),
        crimes(
            "unrecorded_a_year.frame",
            "Unrecorded crimes a year, from the frame",
            YEAR_FRAME,
            &whole.year_frame,
        ),
        crimes(
            "unrecorded_a_year.overall",
            "Unrecorded crimes a year, inspectorate's form",
            YEAR_INSPECTORATE,
            &whole.year_inspectorate,
        ),
        share("over_recording.overall", "Recorded and not owed", OVER, &whole.over_recording),
        share("rape_accurate.rape", "Rape reports accurately recorded", RAPE, &answers.rape.accurate),
        share(
            "within_24_hours.audited",
            "Recorded within 24 hours of the report",
            WITHIN,
            &answers.timeliness.within_24_hours,
        ),
        hours(
            "hours_to_record_median.audited",
            "Hours from report to record, median",
            MEDIAN,
            &answers.timeliness.median_hours,
        ),
        hours(
            "hours_to_record_ninetieth.audited",
            "Hours from report to record, 90th percentile",
            NINETIETH,
            &answers.timeliness.ninetieth_hours,
        ),
        share("right_group.overall", "Recorded under the right offence group", RIGHT, &answers.right_group),
        share("victims_told.audited", "Victims told", TOLD, &answers.victims_told),
        share(
            "domestic_abuse_safeguarded.domestic_abuse",
            "Domestic abuse crimes found unrecorded, victim safeguarded",
            SAFE,
            &answers.safeguarded,
        ),
    ]);
    for (name, answer) in &answers.cancelled {
        let label = format!("Cancelled correctly, {name}");
        all.push(share(&format!("cancelled_correctly.{}", slug(name)), &label, CANCELLED, answer));
    }
    all.push(share(
        "agreement_raw.incidents",
        "Two marks say the same of every crime",
        SAME,
        &answers.agreement.same,
    ));
    all.extend(
        answers
            .agreement
            .incidents
            .iter()
            .map(|one| coefficient(one, "incidents", answers.agreement.n_incidents)),
    );
    all.extend(
        answers.agreement.crimes.iter().map(|one| coefficient(one, "crimes", answers.agreement.n_crimes)),
    );
    for marker in answers.skill.iter().flatten() {
        let of = slug(&marker.marker);
        all.push(share(
            &format!("marker_finds.{of}"),
            &format!("Planted crimes found by {}", marker.marker),
            FINDS,
            &marker.sensitivity,
        ));
        all.push(share(
            &format!("marker_false_alarms.{of}"),
            &format!("False alarms of {} on planted logs", marker.marker),
            ALARMS,
            &marker.false_alarms,
        ));
    }
    all
}

const RATE: &str = "crimes correctly recorded over crimes that should have been recorded, count version, ratio of totals over incidents; recorded counts known for all, missed and wrongly recorded estimated from the race";
const INSPECTORATE: &str = "the inspectorate's pooled normal interval over crimes, for comparison";
const ANYTIME: &str = "the recording rates that neither side of the sequential test rejects; the middle of the interval is no estimate";
const CLASSIC: &str = "crimes correctly recorded over crimes that should have been recorded, both counted in the sample, each incident a cluster";
const MISSED: &str = "crimes owed and not recorded in the incidents of the frame";
const YEAR_FRAME: &str = "crimes missed in the frame, times 365 over its days";
const YEAR_INSPECTORATE: &str =
    "R (1 - A) / A, R the recorded crime of 12 months without fraud, A the recording rate";
const OVER: &str = "crimes recorded beyond what is owed over crimes recorded, in the frame";
const RAPE: &str = "rape reports with every crime owed recorded, under the right class, and nothing wrong, over rape reports audited";
const WITHIN: &str = "recorded crimes recorded within 24 elapsed hours of the first report, over recorded crimes with both times; where the population gives the times, all of them, the report times corrected by the audit";
const MEDIAN: &str = "elapsed hours from the first report to the record within which half of the recorded crimes were recorded";
const NINETIETH: &str = "the same, within which nine in ten were recorded";
const RIGHT: &str =
    "recorded crimes recorded under the offence group they belong to after the ruling, over recorded crimes";
const TOLD: &str = "recorded crimes whose victim was told, over recorded crimes for which the marks say";
const SAFE: &str =
    "domestic abuse crimes found unrecorded whose victim was safeguarded, over those for which the marks say";
const CANCELLED: &str = "cancelled crimes whose cancellation the rules allow, over cancelled crimes audited";
const SAME: &str =
    "incidents whose two blind marks name the same groups for every crime, over incidents marked twice";
const OWES: &str = "agreement of two blind marks beyond chance: whether the incident owes a crime";
const CLASSES: &str = "agreement of two blind marks beyond chance: the offence group of each crime";
const FINDS: &str = "crimes of planted logs that the marker found, over crimes planted in the logs marked";
const ALARMS: &str = "planted logs owing nothing that the marker marked as owing, over such logs marked";
const GROUP: &str = "crimes of the group correctly recorded over crimes of the group that should have been, both by the group a crime belongs to after the ruling; misclassified crimes estimated in and out";
const OF_ROUTE: &str =
    "crimes correctly recorded over crimes that should have been, of the reports that came by this route";

fn share(name: &str, label: &str, definition: &'static str, answer: &Answer) -> Measure {
    Measure {
        name: name.into(),
        label: label.into(),
        definition,
        counted: Counted::Share,
        answer: answer.clone(),
    }
}

fn crimes(name: &str, label: &str, definition: &'static str, answer: &Answer) -> Measure {
    Measure { counted: Counted::Crimes, ..share(name, label, definition, answer) }
}

fn hours(name: &str, label: &str, definition: &'static str, answer: &Answer) -> Measure {
    Measure { counted: Counted::Hours, ..share(name, label, definition, answer) }
}

fn group(group: &Group) -> Measure {
    let (name, label) =
        (format!("recording_rate.{}", slug(&group.name)), format!("Recording rate, {}", group.name));
    let definition = if group.kind == GroupKind::Route { OF_ROUTE } else { GROUP };
    match group.kind {
        GroupKind::Route => share(
            &format!("recording_rate.route_{}", slug(&group.name)),
            &format!("{label} (route)"),
            definition,
            &group.rate,
        ),
        _ => share(&name, &label, definition, &group.rate),
    }
}

fn coefficient(one: &Statistic, of: &str, n: u64) -> Measure {
    let label = format!(
        "{}, {}",
        one.name,
        if of == "incidents" { "whether a crime is owed" } else { "which offence group" }
    );
    let definition = if of == "incidents" { OWES } else { CLASSES };
    let answer = one.value.map_err(str::to_owned).map(|(value, ends)| audit::answers::Estimate {
        value,
        ends,
        method: "closed-form standard error, 95%".into(),
        k: None,
        n,
        n_of: if of == "incidents" { "incidents marked twice" } else { "crimes compared" },
        notes: Vec::new(),
    });
    let name = format!("agreement_{}.{of}", slug(one.name));
    Measure { name, label, definition, counted: Counted::Coefficient, answer }
}

/// A name as figures.json writes it.
pub fn slug(name: &str) -> String {
    let plain: String =
        name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let parts: Vec<&str> = plain.split('_').filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

impl Counted {
    /// A value of this kind, as printed.
    pub fn shown(self, value: f64) -> String {
        match self {
            Self::Share => percent(value),
            Self::Crimes => count(value.max(0.0).round() as u64),
            Self::Hours => format!("{value:.1} hours"),
            Self::Coefficient => format!("{value:.2}"),
        }
    }
}

/// An answer on one line: value, interval, k of n, method; or why there is none. The interval that has no
/// estimate in its middle is printed alone.
pub fn worded(measure: &Measure) -> String {
    match &measure.answer {
        Err(why) => why.clone(),
        Ok(found) => {
            let shown = |value: f64| measure.counted.shown(value);
            let of = match found.k {
                Some(k) => format!("{} of {} {}", count(k), count(found.n), found.n_of),
                None => format!("n = {} {}", count(found.n), found.n_of),
            };
            let ends = found.ends.map(|(low, high)| format!("{} to {}", shown(low), shown(high)));
            let notes: String = found.notes.iter().map(|note| format!("; {note}")).collect();
            match (ends, measure.name.starts_with("recording_rate_anytime")) {
                (Some(ends), true) => format!("{ends} ({of}; {}{notes})", found.method),
                (Some(ends), false) => {
                    format!("{} ({of}; 95% interval {ends}; {}{notes})", shown(found.value), found.method)
                }
                (None, _) => format!("{} ({of}; {}{notes})", shown(found.value), found.method),
            }
        }
    }
}
