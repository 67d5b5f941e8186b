//! A force beside others: published figures as dated quotations, each with its interval or the word that
//! none was published, and told apart where methods differ. Never a league: forces stand in the order of
//! their names, and a difference is given only where both sides have an interval and one method.

use alloc::string::String;
use alloc::vec::Vec;

use audit::interval;
use terms::Decimal;

use crate::figure::{Figure, Range};
use crate::publication::Quotation;

/// Whose measurement a published figure is. Their frames, samples and grades differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Programme {
    /// The review of 2012 and the inspection of 2014: incident records, small samples, no grades.
    UpTo2014,
    /// The crime data integrity programme of 2016 to 2020: four grades.
    Integrity,
    /// PEEL from 2021: five grades.
    Peel,
    /// What a force said of itself.
    OwnAudit,
    /// None of these can be told.
    Unknown,
}

impl Programme {
    /// All, oldest first.
    pub const ALL: [Self; 5] = [Self::UpTo2014, Self::Integrity, Self::Peel, Self::OwnAudit, Self::Unknown];

    /// Its key in catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UpTo2014 => "programme_2014",
            Self::Integrity => "programme_integrity",
            Self::Peel => "programme_peel",
            Self::OwnAudit => "programme_own",
            Self::Unknown => "programme_unknown",
        }
    }

    /// The programme of a quotation, from the words of its inspection.
    pub fn of(quotation: &Quotation) -> Self {
        let words = quotation.inspection.to_lowercase();
        if words.contains("self-reported") || words.contains("own audit") || words.contains("force audit") {
            return Self::OwnAudit;
        }
        match year(&words) {
            _ if words.contains("peel") => Self::Peel,
            Some(..2015) => Self::UpTo2014,
            Some(2015..=2020) => Self::Integrity,
            Some(_) => Self::Peel,
            None => Self::Unknown,
        }
    }
}

/// The first year in the words: `2016` of "2016-2020 programme".
fn year(words: &str) -> Option<u16> {
    let years = words.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    years.filter_map(|part| part.parse().ok()).find(|year| (1990..2100).contains(year))
}

/// Why a published figure does not stand beside the force's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The force has no figure of this measure with its interval.
    NothingOfOurs,
    /// Neither an interval nor k of n was published.
    NoInterval,
    /// A sample drawn for a national figure, of incident records alone.
    Indicative,
    /// Crimes recorded without an incident are in the inspection's frame and not in the force's own.
    DirectRecordedCrime,
    /// Whether they are in the force's own frame is not said.
    DirectNotSaid,
    /// What a force says of itself, by a method that was not published.
    MethodNotPublished,
    /// It is a whole of several forces, not a force.
    Several,
}

impl Reason {
    /// Its key in catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NothingOfOurs => "apart_nothing_of_ours",
            Self::NoInterval => "apart_no_interval",
            Self::Indicative => "apart_indicative",
            Self::DirectRecordedCrime => "apart_direct",
            Self::DirectNotSaid => "apart_direct_not_said",
            Self::MethodNotPublished => "apart_method",
            Self::Several => "apart_several",
        }
    }
}

/// How the force's own figure stands to a published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Own less theirs, percentage points, with its 95% interval.
    Difference {
        /// The difference.
        points: Decimal,
        /// Its interval.
        range: Range,
    },
    /// Not comparable, and why.
    Apart(Vec<Reason>),
}

/// One published figure beside the force's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The force as published.
    pub force: String,
    /// Inspection or year.
    pub inspection: String,
    /// Whose measurement.
    pub programme: Programme,
    /// First and last day of the audit, where published.
    pub period: Option<(String, String)>,
    /// Group of the measure: `overall`, `violence`.
    pub group: &'static str,
    /// Rate as published, per cent.
    pub rate: Decimal,
    /// Its interval.
    pub range: Option<Range>,
    /// Whether the interval was computed from k of n as published, by [`audit::interval::share`].
    pub range_is_ours: bool,
    /// Audited, and of these recorded, where published.
    pub audited: Option<u64>,
    /// Judgment in the programme's own words.
    pub judgment: Option<String>,
    /// Where it was published.
    pub source: String,
    /// File and line of the quotation.
    pub place: String,
    /// How the force's own figure stands to it.
    pub standing: Standing,
}

/// The group of a published measure, and whether it counts incident records alone. `None` where it is no
/// recording rate.
fn group_of(measure: &str) -> Option<(&'static str, bool)> {
    let words = measure.to_lowercase();
    let incidents_alone = words.contains("incident records");
    let group = match words.split('(').next().unwrap_or_default().trim() {
        "overall" => "overall",
        "violence" => "violence",
        "sexual offences" | "sexual offences incl. rape" => "sexual",
        "rape" => "rape",
        "domestic abuse" => "domestic_abuse",
        _ => return None,
    };
    Some((group, incidents_alone))
}

/// Whether crimes recorded without an incident are in the frame of a figure, from its population's words.
/// `None` where they do not say.
pub fn holds_direct(population: &str) -> Option<bool> {
    let words = population.to_lowercase();
    let (inside, outside) = words.split_once("excludes").unwrap_or((&words, ""));
    let names = |part: &str| part.contains("without an incident") || part.contains("recorded direct");
    match (names(inside), names(outside)) {
        (_, true) => Some(false),
        (true, false) => Some(true),
        (false, false) => None,
    }
}

/// Every published recording rate beside the force's own of the same group, by programme, then by the
/// name of the force, then by inspection. Groups of which the force has no figure at all are left out,
/// but for the whole.
pub fn rows(own: &[&Figure], quotations: &[Quotation]) -> Vec<Row> {
    let ours = |group: &str| {
        own.iter().copied().find(|figure| {
            figure
                .name
                .split_once('.')
                .is_some_and(|(measure, of)| measure == "recording_rate" && of == group)
        })
    };
    let mut rows: Vec<Row> = quotations
        .iter()
        .filter_map(|quotation| {
            let (group, incidents_alone) = group_of(&quotation.measure)?;
            let own = ours(group);
            (own.is_some() || group == "overall").then(|| row(quotation, group, incidents_alone, own))?
        })
        .collect();
    rows.sort_by(|a, b| {
        (a.programme, a.group, &a.force, &a.inspection).cmp(&(b.programme, b.group, &b.force, &b.inspection))
    });
    rows
}

fn row(
    quotation: &Quotation,
    group: &'static str,
    incidents_alone: bool,
    own: Option<&Figure>,
) -> Option<Row> {
    let counted = quotation.recorded.zip(quotation.audited).filter(|(k, n)| k <= n && *n > 0);
    let share = counted.and_then(|(k, n)| interval::share(k, n));
    let per_cent = |share: f64| Decimal::rounded(100.0 * share, 1);
    let rate = quotation.rate.or_else(|| counted.and_then(|(k, n)| per_cent(k as f64 / n as f64)))?;
    let published = quotation.rate.zip(quotation.plus_minus).and_then(|(rate, half)| around(rate, half));
    let computed = share.and_then(|share| {
        Some(Range { low: per_cent(share.interval.low)?, high: per_cent(share.interval.high)? })
    });
    let range = published.or(computed);
    let programme = Programme::of(quotation);
    let mut row = Row {
        force: quotation.force.clone(),
        inspection: quotation.inspection.clone(),
        programme,
        period: quotation.period.clone(),
        group,
        rate,
        range,
        range_is_ours: published.is_none() && computed.is_some(),
        audited: quotation.audited,
        judgment: quotation.judgment.clone(),
        source: quotation.source.clone(),
        place: quotation.place.clone(),
        standing: Standing::Apart(Vec::new()),
    };
    row.standing = standing(&row, incidents_alone, own);
    Some(row)
}

/// The interval of a rate and its half-width as published, cut to shares.
fn around(rate: Decimal, half: Decimal) -> Option<Range> {
    let places = rate.places().max(half.places());
    let (value, half) = (rate.to_f64(), half.to_f64());
    Some(Range {
        low: Decimal::rounded((value - half).max(0.0), places)?,
        high: Decimal::rounded((value + half).min(100.0), places)?,
    })
}

fn standing(row: &Row, incidents_alone: bool, own: Option<&Figure>) -> Standing {
    let ours = own.and_then(|figure| Some((figure, figure.known()?.value, figure.known()?.range?)));
    let mut reasons = Vec::new();
    if row.range.is_none() {
        reasons.push(Reason::NoInterval);
    }
    if row.programme == Programme::UpTo2014 || incidents_alone {
        reasons.push(Reason::Indicative);
    }
    if row.force.to_lowercase().starts_with("england") {
        reasons.push(Reason::Several);
    }
    if matches!(row.programme, Programme::OwnAudit | Programme::Unknown) {
        reasons.push(Reason::MethodNotPublished);
    }
    let Some((figure, value, range)) = ours else {
        reasons.insert(0, Reason::NothingOfOurs);
        return Standing::Apart(reasons);
    };
    // The programmes from 2016 on count crimes recorded without an incident.
    match holds_direct(&figure.population) {
        Some(false) => reasons.push(Reason::DirectRecordedCrime),
        Some(true) => {}
        None => reasons.push(Reason::DirectNotSaid),
    }
    match row.range {
        Some(their_range) if reasons.is_empty() => {
            difference(value, range, row.rate, their_range).unwrap_or(Standing::Apart(reasons))
        }
        _ => Standing::Apart(reasons),
    }
}

/// Own less theirs with the interval of a difference of two independent estimates, from the intervals of
/// each (square-and-add: Newcombe 1998; Zou & Donner 2008).
fn difference(own: Decimal, own_range: Range, their: Decimal, their_range: Range) -> Option<Standing> {
    let (a, b) = (own.to_f64(), their.to_f64());
    let root = |x: f64, y: f64| libm::sqrt(x * x + y * y);
    let low = a - b - root(a - own_range.low.to_f64(), their_range.high.to_f64() - b);
    let high = a - b + root(own_range.high.to_f64() - a, b - their_range.low.to_f64());
    let one = |value: f64| Decimal::rounded(value, 1);
    Some(Standing::Difference { points: one(a - b)?, range: Range { low: one(low)?, high: one(high)? } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Answer, Unit, Value};
    use alloc::vec;

    const WITH_DIRECT: &str = "reports by control room and crimes recorded without an incident; the frame excludes nothing that is known";
    const NO_DIRECT: &str = "reports by control room; the frame excludes crimes recorded without an incident";

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn own(population: &str) -> Figure {
        let range = Range { low: decimal("95.4"), high: decimal("97.6") };
        Figure {
            name: "recording_rate.overall".into(),
            measure: "Recording rate".into(),
            definition: String::new(),
            population: population.into(),
            period: None,
            answer: Answer::Known(Value {
                value: decimal("96.6"),
                unit: Unit::PerCent,
                k: None,
                n: Some(1_200),
                range: Some(range),
                method: "Korn-Graubard 95%".into(),
            }),
            edition: None,
            settings: vec![],
            under_defaults: None,
            files: vec![],
        }
    }

    fn quoted(force: &str, inspection: &str, measure: &str, rate: &str, half: Option<&str>) -> Quotation {
        Quotation {
            force: force.into(),
            inspection: inspection.into(),
            measure: measure.into(),
            rate: Some(decimal(rate)),
            plus_minus: half.map(decimal),
            ..Quotation::default()
        }
    }

    #[test]
    fn whose_measurement_a_figure_is_follows_from_its_words() {
        for (inspection, expect) in [
            ("2014 inspection (interim)", Programme::UpTo2014),
            ("2012 review (pilot of later audits)", Programme::UpTo2014),
            ("2016-2020 programme", Programme::Integrity),
            ("2018 re-inspection (published 15 Jan 2019)", Programme::Integrity),
            ("2021/22 PEEL", Programme::Peel),
            ("2023 inspection", Programme::Peel),
            ("2022/23 force self-reported", Programme::OwnAudit),
            ("undated", Programme::Unknown),
        ] {
            assert_eq!(
                Programme::of(&quoted("X", inspection, "overall", "90", None)),
                expect,
                "{inspection}"
            );
        }
    }

    #[test]
    fn a_difference_is_given_only_where_methods_and_intervals_allow() {
        use Reason::*;
        let with = own(WITH_DIRECT);
        let without = own(NO_DIRECT);
        let unsaid = own("reports by control room");
        let half = Some("1.85");
        for (own, quotation, expect) in [
            (Some(&with), quoted("Felpersham", "2017 inspection", "overall", "83.6", half), None),
            (
                Some(&with),
                quoted("Felpersham", "2017 inspection", "overall", "83.6", None),
                Some(vec![NoInterval]),
            ),
            (
                Some(&without),
                quoted("Felpersham", "2017 inspection", "overall", "83.6", half),
                Some(vec![DirectRecordedCrime]),
            ),
            (
                Some(&unsaid),
                quoted("Felpersham", "2017 inspection", "overall", "83.6", half),
                Some(vec![DirectNotSaid]),
            ),
            (
                Some(&with),
                quoted("Felpersham", "2014 inspection", "overall (incident records)", "91", half),
                Some(vec![Indicative]),
            ),
            (
                Some(&without),
                quoted("Felpersham", "2014 inspection", "overall (incident records)", "91", half),
                Some(vec![Indicative, DirectRecordedCrime]),
            ),
            (
                Some(&with),
                quoted("Felpersham", "2022/23 force self-reported", "overall (force figure)", "96.7", None),
                Some(vec![NoInterval, MethodNotPublished]),
            ),
            (
                Some(&with),
                quoted("England and Wales", "2018/19 running average", "overall", "87.7", None),
                Some(vec![NoInterval, Several]),
            ),
            (
                None,
                quoted("Felpersham", "2017 inspection", "overall", "83.6", half),
                Some(vec![NothingOfOurs]),
            ),
        ] {
            let own: Vec<&Figure> = own.into_iter().collect();
            let rows = rows(&own, core::slice::from_ref(&quotation));
            let got = match &rows[0].standing {
                Standing::Apart(reasons) => Some(reasons.clone()),
                Standing::Difference { .. } => None,
            };
            assert_eq!(got, expect, "{quotation:?}");
        }
    }

    /// 96.6 (95.4 to 97.6) less 83.6 +/- 1.85: 13.0 points, root of 1.2 and 1.85 below, of 1.0 and 1.85 above.
    #[test]
    fn the_interval_of_a_difference_is_of_both() {
        let figure = own(WITH_DIRECT);
        let quotation = quoted("Felpersham", "2017 inspection", "overall", "83.6", Some("1.85"));
        let rows = rows(&[&figure], &[quotation]);
        let range = Range { low: decimal("10.8"), high: decimal("15.1") };
        assert_eq!(rows[0].standing, Standing::Difference { points: decimal("13.0"), range });
        assert_eq!(rows[0].range, Some(Range { low: decimal("81.75"), high: decimal("85.45") }));
    }

    #[test]
    fn forces_stand_by_name_and_other_measures_are_left_out() {
        let figure = own(WITH_DIRECT);
        let rows = rows(
            &[&figure],
            &[
                quoted("Loamshire", "2019 inspection", "overall", "99.9", None),
                quoted("Felpersham", "2019 inspection", "overall", "60.0", None),
                quoted("Ambridge", "2019 inspection", "cancelled crimes correct: sexual", "80", None),
                quoted("Ambridge", "2019 inspection", "violence", "80", None),
                Quotation { rate: None, ..quoted("Ambridge", "2019 inspection", "overall", "80", None) },
            ],
        );
        let names: Vec<&str> = rows.iter().map(|row| row.force.as_str()).collect();
        assert_eq!(names, ["Felpersham", "Loamshire"], "by name, never by rate");
    }

    /// 67 of 85 was published for a force in 2014 without its interval: the exact one is computed and named.
    #[test]
    fn k_of_n_as_published_has_an_interval_of_ours() {
        let quotation = Quotation {
            rate: None,
            audited: Some(85),
            recorded: Some(67),
            ..quoted("Felpersham", "2014 inspection", "overall (incident records)", "1", None)
        };
        let rows = rows(&[], &[quotation]);
        assert_eq!(rows[0].rate, decimal("78.8"));
        assert_eq!(rows[0].range, Some(Range { low: decimal("68.6"), high: decimal("86.9") }));
        assert!(rows[0].range_is_ours);
    }
}
