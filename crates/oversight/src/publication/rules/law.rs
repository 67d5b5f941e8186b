//! Sections and Acts that are not the ones; standing limits given wrong.

use alloc::format;
use alloc::vec::Vec;

use super::super::label::{Remark, Rule};
use super::super::lexicon;
use super::super::passage::Passage;
use super::super::scan::{Shape, Span};
use super::{Read, Remarked};

/// Acts that letters about crime recording cite, with their years. Names are matched from the end.
const ACTS: &[(&str, &[i64])] = &[
    ("policing and crime act", &[2009, 2017]),
    ("police reform and social responsibility act", &[2011]),
    ("police reform act", &[2002]),
    ("police and criminal evidence act", &[1984]),
    ("criminal justice and police act", &[2001]),
    ("police act", &[1919, 1946, 1964, 1969, 1972, 1976, 1996, 1997]),
    ("data protection act", &[1984, 1998, 2018]),
    ("victims and prisoners act", &[2024]),
    ("domestic abuse act", &[2021]),
    ("modern slavery act", &[2015]),
    ("equality act", &[2006, 2010]),
    ("freedom of information act", &[2000]),
    ("human rights act", &[1998]),
    ("crime and disorder act", &[1998]),
    ("sexual offences act", &[1956, 1967, 1985, 1993, 2003]),
    ("protection from harassment act", &[1997]),
    ("fraud act", &[2006]),
    ("public order act", &[1936, 1986, 2023]),
    ("serious crime act", &[2007, 2015]),
    ("offences against the person act", &[1828, 1837, 1861, 1875]),
];
/// Subsections of section 55 of the Police Act 1996 as amended, and of what letters cite beside it.
const SUBSECTIONS_55: f64 = 7.0;

/// Looks at statutes and limits.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    for at in 0..read.numbers.len() {
        let Some((passage, number)) = read.number(at) else { continue };
        let remark = match number.shape {
            Shape::ActYear(year) => {
                act(passage, number.from, year).or_else(|| of_response(passage, number.from, year))
            }
            Shape::Section(section, sub) => {
                section_of(passage, number.from, number.to, section.to_f64(), sub.map(terms::Decimal::to_f64))
            }
            Shape::Duration(value, span) => limit(passage, number.from, number.to, value.to_f64(), span),
            _ => None,
        };
        found.extend(remark.map(|remark| (at, remark)));
    }
}

const ADVICE: &str = "Look the Act up and cite it again.";

fn act(passage: &Passage, at: usize, year: i64) -> Option<Remark> {
    let before = passage.words(at.saturating_sub(7), at + 1);
    let (name, years) =
        ACTS.iter().filter(|(name, _)| before.ends_with(name)).max_by_key(|(name, _)| name.len())?;
    (!years.contains(&year)).then(|| {
        let known: Vec<alloc::string::String> = years.iter().map(|y| format!("{y}")).collect();
        let reason =
            format!("no {} has the year {year}; those known here are of {}", title(name), known.join(", "));
        Remark::wrong(Rule::Statute, reason, ADVICE)
    })
}

fn title(name: &str) -> alloc::string::String {
    let words = name.split(' ').map(|word| {
        if matches!(word, "and" | "of" | "the" | "from") {
            return alloc::string::String::from(word);
        }
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(alloc::string::String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a sentence says under what the response is given.
fn is_response(sentence: &str) -> bool {
    lexicon::any(sentence, &["comments", "response", "respond", "reply"])
        && lexicon::any(
            sentence,
            &[
                "report",
                "inspection",
                "recommendation",
                "recommendations",
                "inspectorate",
                "within the meaning of",
                "under section",
                "required by",
                "pursuant to",
            ],
        )
}

fn of_response(passage: &Passage, at: usize, year: i64) -> Option<Remark> {
    let (from, to) = passage.sentence_of(at);
    let sentence = passage.words(from, to);
    let police_act = passage.words(at.saturating_sub(1), at + 1) == "police act";
    let near = passage.words(at.saturating_sub(9), at);
    (police_act && year != 1996 && is_response(&sentence) && lexicon::any(&near, &["section", "sections", "s"])).then(|| {
        Remark::wrong(Rule::Statute, "comments on an inspection report are given under section 55 of the Police Act 1996, not of another Act", ADVICE)
    })
}

fn section_of(passage: &Passage, at: usize, to: usize, section: f64, sub: Option<f64>) -> Option<Remark> {
    let (from, end) = passage.sentence_of(at);
    let sentence = passage.words(from, end);
    let after = passage.words(to, to + 7);
    let of_police_act = after.starts_with("of the police act")
        || after.starts_with("police act")
        || after.starts_with(", police act");
    let names_no_act = !lexicon::any(&after, &["act", "order", "code", "regulations"]);
    let response = is_response(&sentence)
        && (of_police_act || (names_no_act && lexicon::any(&sentence, &["section 55", "police act"])));
    let is_55 = (section - 55.0).abs() < 1e-9;
    if of_police_act && response && !is_55 && !(53.0..=54.99).contains(&section) && section > 0.0 {
        let reason = format!(
            "comments on an inspection report are given under section 55 of the Police Act 1996, not section {section}"
        );
        return Some(Remark::wrong(Rule::Statute, reason, ADVICE));
    }
    let amends =
        sentence.contains("section 55") && passage.words(at.saturating_sub(3), at).ends_with("amended by");
    let of_2017 = lexicon::any(&passage.words(to, to + 9), &["policing and crime act 2017"]);
    if amends && of_2017 && (section - 37.0).abs() > 1e-9 {
        let reason = format!(
            "section 55 of the Police Act 1996 was amended by section 37 of the Policing and Crime Act 2017, not section {section}"
        );
        return Some(Remark::wrong(Rule::Statute, reason, ADVICE));
    }
    let sub = sub.filter(|_| is_55 && (of_police_act || names_no_act))?;
    (!(1.0..=SUBSECTIONS_55).contains(&sub)).then(|| {
        Remark::wrong(
            Rule::Statute,
            format!("section 55 of the Police Act 1996 has no subsection ({sub})"),
            ADVICE,
        )
    })
}

/// Recording within 24 hours of the report; comments within 56 days of publication.
fn limit(passage: &Passage, at: usize, to: usize, value: f64, span: Span) -> Option<Remark> {
    let (from, end) = passage.sentence_of(at);
    let sentence = passage.words(from, end);
    let before = passage.words(from.max(at.saturating_sub(3)), at);
    let after = passage.words(to, (to + 8).min(end));
    let near = passage.words(from.max(at.saturating_sub(12)), at);
    let within = before.ends_with("within") || before.ends_with("within the") || before.ends_with("inside");
    let about_recording = lexicon::any(
        &after,
        &[
            "of receipt",
            "of the report",
            "of report",
            "of being reported",
            "of reporting",
            "as required",
            "of it being reported",
            "of the initial report",
            "of first contact",
        ],
    ) || (lexicon::any(
        &near,
        &["recording of crime reports", "recorded", "record", "recording", "record crime"],
    ) && !lexicon::any(
        &sentence,
        &[
            "referred",
            "referral",
            "told",
            "informed",
            "contacted",
            "attend",
            "attended",
            "victim support",
            "review",
            "arrest",
        ],
    ));
    let recorded = lexicon::any(&sentence, &["recorded", "recording", "record"])
        && lexicon::any(&sentence, &["crime", "crimes", "reports", "offences", "offence", "incidents"]);
    let history = lexicon::any(
        &sentence,
        &[
            "72",
            "seventy-two",
            "three days",
            "previously",
            "2014",
            "2015",
            "median",
            "average",
            "longer",
            "before",
        ],
    );
    // Other stretches stand beside the limit (within 48 hours, within 72 hours); what no one means by
    // it is a few hours that share its digits.
    let common = [1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 24.0, 36.0, 48.0, 72.0, 96.0, 120.0];
    let standing = lexicon::any(
        &sentence,
        &[
            "standard",
            "standards",
            "ncrs",
            "counting rules",
            "rules",
            "requirement",
            "required",
            "must be",
            "should be",
            "needed",
            "further work",
            "improvement",
            "limit",
            "national",
        ],
    );
    let measured = passage
        .numbers
        .iter()
        .any(|n| (from..end).contains(&n.from) && matches!(n.shape, Shape::PerCent(_) | Shape::Of(..)));
    let standing = standing || (after.starts_with("of receipt") && !measured);
    if within
        && about_recording
        && recorded
        && span == Span::Hours
        && !history
        && (value - 24.0).abs() > 1e-9
        && (standing || !common.contains(&value))
    {
        let reason = format!(
            "the limit for recording a reported crime is 24 hours from its receipt (Crime Recording Rules), not {value}"
        );
        return Some(Remark::wrong(
            Rule::StandingLimit,
            reason,
            "Look the rule up, or say which other limit is meant.",
        ));
    }
    let respond =
        lexicon::any(&sentence, &["comments", "response", "respond", "publish", "published", "reply"])
            && lexicon::any(
                &sentence,
                &[
                    "report",
                    "inspection",
                    "section 55",
                    "recommendation",
                    "recommendations",
                    "inspectorate",
                    "hmicfrs",
                ],
            );
    let duty = lexicon::any(
        &sentence,
        &["section 55", "required", "must", "duty", "statutory", "within the meaning"],
    );
    (within && respond && duty && span == Span::Days && (value - 56.0).abs() > 1e-9).then(|| {
        let reason = format!("comments on an inspection report are due within 56 days of its publication (Police Act 1996, section 55), not {value}");
        Remark::wrong(Rule::StandingLimit, reason, "Look the section up, or say which other limit is meant.")
    })
}
