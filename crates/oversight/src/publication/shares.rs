//! Which part of crime each group is, with sources; and what inspections have published. Used only to
//! say what cannot be: never to say what a number should have been.

use super::lexicon::Group;

/// A part, its whole, and how small and how large the part has been in any force.
#[derive(Clone, Copy, Debug)]
pub struct PartOfWhole {
    /// The part.
    pub part: Group,
    /// The whole.
    pub whole: Group,
    /// Smallest share of the whole, of one.
    pub least: f64,
    /// Largest share of the whole, of one.
    pub most: f64,
    /// Where the shares come from.
    pub source: &'static str,
}

const VIOLENCE: &str = "Home Office, police recorded crime by police force area, year to March 2018, fraud excluded: 22.0% to \
     37.3% of a territorial force's crime; 45% allows for later years";
const THEFT: &str = "Home Office, police recorded crime by police force area, year to March 2018, fraud excluded: 29.0% to 50.9% \
     of a territorial force's crime; 20% allows for later years";
const HOME_OFFICE: &str =
    "Home Office, police recorded crime by police force area, year to March 2018, fraud excluded";
const ABUSE: &str = "Office for National Statistics: 11% of all recorded crime without fraud was domestic abuse-related in the \
     year to March 2016 and more since; 8% allows for forces below the average";
const RAPE: &str = "Home Office, police recorded crime by police force area, year to March 2018: 26.1% to 39.9% of a force's \
     sexual offences";

/// All parts.
pub const PARTS: &[PartOfWhole] = &[
    PartOfWhole { part: Group::Violence, whole: Group::Overall, least: 0.220, most: 0.45, source: VIOLENCE },
    PartOfWhole { part: Group::Theft, whole: Group::Overall, least: 0.20, most: 0.509, source: THEFT },
    PartOfWhole { part: Group::DomesticAbuse, whole: Group::Overall, least: 0.08, most: 0.30, source: ABUSE },
    PartOfWhole {
        part: Group::Damage,
        whole: Group::Overall,
        least: 0.073,
        most: 0.180,
        source: HOME_OFFICE,
    },
    PartOfWhole {
        part: Group::PublicOrder,
        whole: Group::Overall,
        least: 0.029,
        most: 0.197,
        source: HOME_OFFICE,
    },
    PartOfWhole {
        part: Group::Sexual,
        whole: Group::Overall,
        least: 0.024,
        most: 0.058,
        source: HOME_OFFICE,
    },
    PartOfWhole { part: Group::Rape, whole: Group::Sexual, least: 0.261, most: 0.45, source: RAPE },
];

/// Slack for sampling, in shares of one: the widest half-width published for a whole.
pub const SLACK: f64 = 0.03;

/// Lowest recording rates that any inspection read has published (per cent), by group.
pub const LOWEST_PUBLISHED: &[(Group, f64, &str)] = &[
    (Group::Overall, 60.0, "60%, one force in the national inspection of 2014"),
    (Group::Violence, 65.8, "65.8%, one force inspected in 2017"),
    (Group::Sexual, 74.0, "74%, England and Wales in 2014"),
    (Group::Rape, 74.0, "87 of 117, one force inspected in 2019"),
    (
        Group::DomesticAbuse,
        65.8,
        "75% of domestic abuse crimes in one force of 2018, and 65.8% of all violence in one of 2017",
    ),
];
/// How far below the lowest ever published a rate must lie before it is called out of range, in points.
pub const FAR_BELOW_POINTS: f64 = 12.0;

/// Overall rates that went with each overall judgment of crime data integrity, in per cent: lowest and
/// highest published. They overlap, so that no judgment follows from a rate; but a rate far outside
/// them does not go with the word.
pub const JUDGED: &[(&str, f64, f64)] = &[
    ("outstanding", 93.4, 100.0),
    ("good", 89.5, 100.0),
    ("adequate", 88.0, 100.0),
    ("requires improvement", 85.0, 94.0),
    ("inadequate", 0.0, 87.6),
];
/// How far outside those a rate must lie, in points: the widest published half-width of an overall rate.
pub const JUDGMENT_SLACK_POINTS: f64 = 3.0;
