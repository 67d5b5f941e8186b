//! Section 55 of the Police Act 1996: the local policing body's comments on an inspection report, due
//! within 56 days beginning with the day of publication. Judgments are words; none is computed.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use terms::Day;

/// Days of section 55(5), the day of publication being the first (as amended by section 37 of the
/// Policing and Crime Act 2017).
pub const RESPONSE_DAYS: i32 = 56;

/// Which day of the clock a day is: the day of publication is 1.
pub const fn day_of_clock(published: Day, day: Day) -> i32 {
    day.0 - published.0 + 1
}

/// The last day on which the comments are in time.
pub const fn last_day(published: Day) -> Day {
    Day(published.0 + RESPONSE_DAYS - 1)
}

/// A response in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The force inspected.
    pub force: String,
    /// The local policing body.
    pub body: String,
    /// Title of the report.
    pub report: String,
    /// Day of its publication.
    pub published: Day,
    /// Criteria it was judged by: an id of [`CRITERIA`].
    pub criteria: Option<String>,
    /// Recommendations, then areas for improvement.
    pub points: Vec<Point>,
    /// The chief officer's comments, where they came.
    pub chief_comments: Option<String>,
    /// The body's reply to them, where it makes one; published with both.
    pub reply_to_chief: Option<String>,
    /// What each element was found to be.
    pub elements: Vec<Element>,
    /// What was sent or published.
    pub sent: Vec<Sent>,
}

/// A recommendation or an area for improvement, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Whether it is a recommendation.
    pub is_recommendation: bool,
    /// Its words.
    pub words: String,
    /// The answer, where one is given.
    pub answer: Option<PointAnswer>,
    /// Whether it is said to be done.
    pub done: bool,
    /// Evidence: `figure:NAME` or `document:NAME sha256`.
    pub evidence: Vec<String>,
}

/// What the body answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointAnswer {
    /// This is done.
    Action(String),
    /// Nothing is done, because.
    NoActionBecause(String),
}

/// An element of the criteria with its own judgment and date: a re-inspection carries some forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its words.
    pub words: String,
    /// The judgment, in words.
    pub judgment: String,
    /// The inspection whose finding it is.
    pub of: String,
    /// Day of that finding's publication.
    pub on: Option<Day>,
}

/// Something sent or published, with its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// To whom: the Secretary of State, the inspectors, the public.
    pub to: String,
    /// On which day.
    pub on: Day,
    /// SHA-256 of what was sent.
    pub sha256: Option<String>,
}

/// What stands in the way of a response, or must be said on its face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether the response cannot be made with it.
    pub stops: bool,
    /// The sentence.
    pub sentence: String,
}

/// What is missing or late as at a day. A report without recommendations wants none: its areas for
/// improvement are answered.
pub fn notices(response: &Response, as_at: Day) -> Vec<Notice> {
    let mut found = Vec::new();
    let mut say = |stops, sentence: String| found.push(Notice { stops, sentence });
    if response.points.is_empty() {
        say(false, "The report makes no recommendation and identifies no area for improvement; nothing needs an answer.".into());
    }
    for (at, point) in response.points.iter().enumerate() {
        let kind = if point.is_recommendation { "Recommendation" } else { "Area for improvement" };
        let n = response
            .points
            .iter()
            .take(at + 1)
            .filter(|other| other.is_recommendation == point.is_recommendation)
            .count();
        if point.answer.is_none() {
            say(true, format!("{kind} {n} has no answer: give the action, or why there is none."));
        }
        if point.done && point.evidence.is_empty() {
            say(
                true,
                format!(
                    "{kind} {n} is marked done without evidence: name a figure or a document with its digest, or do not mark it done."
                ),
            );
        }
    }
    if response.chief_comments.is_none() {
        say(false, "The chief officer's comments are not in this file; they are invited first and published with the body's.".into());
    }
    let last = last_day(response.published);
    let published = response
        .sent
        .iter()
        .filter(|sent| sent.to.to_lowercase().contains("public"))
        .map(|sent| sent.on)
        .min();
    match published {
        Some(day) if day > last => {
            say(
                false,
                format!(
                    "Published on {}, day {} of {RESPONSE_DAYS}: late. The last day was {}.",
                    day.words(),
                    day_of_clock(response.published, day),
                    last.words()
                ),
            );
        }
        None if as_at > last => {
            say(
                false,
                format!(
                    "The deadline has passed: the last day was {}; today is day {} of {RESPONSE_DAYS}.",
                    last.words(),
                    day_of_clock(response.published, as_at)
                ),
            );
        }
        _ => {}
    }
    for whom in ["secretary of state", "inspector"] {
        let sent = response.sent.iter().any(|sent| sent.to.to_lowercase().contains(whom));
        if !sent {
            let name = if whom == "inspector" { "the inspectors" } else { "the Secretary of State" };
            say(false, format!("A copy for {name} is not registered as sent."));
        }
    }
    found
}

/// Criteria of an inspection programme, with the days they were in force.
#[derive(Clone, Copy, Debug)]
pub struct Criteria {
    /// Its id in files.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// First year.
    pub from: i32,
    /// Last year, where it ended.
    pub to: Option<i32>,
    /// Its elements, in words.
    pub elements: &'static [&'static str],
    /// The judgments it uses.
    pub judgments: &'static [&'static str],
}

/// Criteria known, oldest first. Old and new grades are not comparable.
pub const CRITERIA: &[Criteria] = &[
    Criteria {
        id: "cdi-2017",
        name: "Crime data integrity programme, criteria of 2017",
        from: 2017,
        to: Some(2020),
        elements: &[
            "records all reported crime",
            "records reported violence",
            "records reported sexual offences",
            "records reported rape",
            "uses N100 correctly for reports of rape",
            "records crimes received by the safeguarding or vulnerable people unit",
            "identifies and records modern slavery",
            "records within the time that the national standard allows",
            "cancels recorded rape correctly",
            "cancels other recorded sexual offences correctly",
            "cancels recorded violence correctly",
            "cancels recorded robbery correctly",
            "obtains the data for an equality test of recording decisions",
            "has implemented its recommendations of 2014",
            "puts the victim at the centre",
            "has implemented the national action plan",
        ],
        judgments: &["outstanding", "good", "requires improvement", "inadequate"],
    },
    Criteria {
        id: "peel-2021",
        name: "PEEL, question on recording data about crime, from 2021",
        from: 2021,
        to: Some(2025),
        elements: &[
            "records all reported crime",
            "records reported violence",
            "records reported sexual offences",
        ],
        judgments: &["outstanding", "good", "adequate", "requires improvement", "inadequate"],
    },
    Criteria {
        id: "qsr-2025",
        name: "Quality of service review, 2025 to 2027",
        from: 2025,
        to: Some(2027),
        elements: &[
            "call handling",
            "deployment and response",
            "crime recording",
            "investigation",
            "outcomes",
            "safeguarding",
            "anti-social behaviour",
        ],
        judgments: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::from_date(year, month, day).unwrap()
    }

    /// The letter of 8 March 2019 on the report of 15 January 2019.
    #[test]
    fn the_clock_begins_with_the_day_of_publication() {
        let published = day(2019, 1, 15);
        assert_eq!(last_day(published), day(2019, 3, 11));
        assert_eq!(day_of_clock(published, day(2019, 3, 8)), 53);
        assert_eq!(day_of_clock(published, published), 1);
        // Over the clock change and a leap day, days are days.
        assert_eq!(last_day(day(2024, 2, 1)), day(2024, 3, 27));
    }

    fn kent_2018() -> Response {
        let area = |words: &str| Point {
            is_recommendation: false,
            words: words.into(),
            answer: Some(PointAnswer::Action("process changes and training".into())),
            done: false,
            evidence: Vec::new(),
        };
        Response {
            force: "Kent Police".into(),
            body: "Kent Police and Crime Commissioner".into(),
            report: "Crime data integrity re-inspection 2018".into(),
            published: day(2019, 1, 15),
            criteria: Some("cdi-2017".into()),
            points: [area("recording within 24 hours"), area("third-party reports at first contact")].into(),
            chief_comments: Some("welcomed".into()),
            reply_to_chief: None,
            elements: Vec::new(),
            sent: Vec::new(),
        }
    }

    #[test]
    fn a_report_without_recommendations_wants_none() {
        let told = notices(&kent_2018(), day(2019, 3, 8));
        assert!(told.iter().all(|notice| !notice.stops), "{told:?}");
        assert!(!told.iter().any(|notice| notice.sentence.contains("Recommendation")), "{told:?}");
    }

    #[test]
    fn what_is_unanswered_or_done_without_evidence_stops_it_and_a_deadline_is_said() {
        let mut response = kent_2018();
        response.points[0].answer = None;
        response.points[1].done = true;
        let told = notices(&response, day(2019, 3, 12));
        let stops: Vec<&str> = told.iter().filter(|n| n.stops).map(|n| n.sentence.as_str()).collect();
        assert_eq!(stops.len(), 2, "{told:?}");
        assert!(told.iter().any(|n| n.sentence.contains("day 57 of 56")), "{told:?}");
    }

    #[test]
    fn the_criteria_of_2017_have_sixteen_elements() {
        assert_eq!(CRITERIA[0].elements.len(), 16);
    }
}
