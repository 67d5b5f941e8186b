//! The reasons to look at an incident, and what each is worth.
//!
//! The causes are those the inspectorate's reports repeat (crime data integrity inspections 2014
//! to 2022): domestic abuse logged as an incident, third-party and protecting-vulnerable-people
//! reports, anti-social behaviour logs, first accounts set aside, second and later crimes in one
//! report, N100 misuse, appointment systems; and the offences named most often: common assault,
//! harassment and stalking, malicious communications, public order, coercive control. The points
//! are small whole numbers set by hand from how often a cause is named, not fitted; they order a
//! list and are not a probability.
//!
//! | Reason | Points | Cause |
//! |---|---|---|
//! | no crime linked | 1 | every incident here |
//! | opened as a crime family, closed as none | 4 | poor understanding of the rules |
//! | closed as a crime family | 3 | process gap |
//! | closed as a reported incident (N100) | 2 | N100 misuse |
//! | words of a crime family in the log | 2 to 3, 1 each for up to two more families | second and later crimes in one report |
//! | those words, and closed as no crime, advice, anti-social behaviour | 3 | first account not kept; ASB logs |
//! | domestic by marker, code or qualifier | 3 | domestic abuse logged as an incident |
//! | words of violence or harassment, and a domestic matter or a partner | 2 | the same; most of the missed crimes are violence |
//! | an offence often missed | 1 | offences named |
//! | sexual | 2 | where a miss does most harm |
//! | professional; by the log only | 3; 2 | third-party and PPU reports |
//! | another third party | 1 | the same |
//! | mailbox, form or referral | 2 | the same |
//! | hate; vulnerable; weapon | 2; 1; 1 | qualifiers |
//! | the victim's wish | 2 | a wish does not stop recording (HOCR) |
//! | set aside on opinion | 1 | victims not believed; supervision |
//! | by appointment | 1 | appointment and diary systems |
//! | words of a crime, only negated or denied | -2 | against |
//! | good intent, hoax or error | -3 | against |
//! | the log names a crime not among those received | -3 | against |
//! | a possible crime, below even odds | -1 | against |

use terms::{Family, IncidentRow};

use crate::Reason;
use crate::facts::{Facts, TELLING};
use crate::lexicon::Code;
use crate::scope::Standing;
use crate::sense::Marker;

/// What the reasons are read from.
pub(crate) struct Candidate<'a, 'l> {
    pub facts: &'a Facts<'l>,
    pub incident: &'a IncidentRow,
    /// The probability that it already has a crime.
    pub link: f64,
}

/// Below this a possible link is not worth a word.
const POSSIBLE: f64 = 0.2;
/// How many families of the log are named as reasons.
const MOST_FAMILIES: usize = 3;
/// Named in causes of concern (South Yorkshire, Nottinghamshire, Bedfordshire, Gwent, Hampshire).
const OFTEN_MISSED: [Family; 3] = [Family::Violence, Family::Conduct, Family::PublicOrder];

/// All reasons that hold for a case, heaviest first.
pub(crate) fn of(case: &Candidate<'_, '_>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = TABLE.iter().filter_map(|reason| reason(case)).collect();
    reasons.extend(words_of_log(case));
    reasons.extend(what_is_absent(case));
    reasons.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.words.cmp(&b.words)));
    reasons
}

const TABLE: [fn(&Candidate<'_, '_>) -> Option<Reason>; 17] = [
    no_crime_linked,
    opened_as_crime,
    closed_as_crime,
    reported_incident,
    said_but_closed,
    domestic,
    violence_at_home,
    often_missed,
    sexual,
    professional,
    mailbox,
    qualified,
    victims_wish,
    set_aside,
    by_appointment,
    only_negated,
    mistaken,
];

fn reason(points: i32, words: impl Into<terms::Text>) -> Option<Reason> {
    Some(Reason { words: words.into(), points })
}

fn no_crime_linked(_: &Candidate<'_, '_>) -> Option<Reason> {
    reason(1, "no crime linked")
}

fn opened_as_crime(case: &Candidate<'_, '_>) -> Option<Reason> {
    let (opening, closing) = (case.facts.opening.topic, case.facts.closing_words());
    let differs = opening.is_crime() && opening != case.facts.closing.family();
    if !differs || !case.facts.closed_without_crime() {
        return None;
    }
    reason(4, format!("opened as {}, closed as {closing}", opening.name()))
}

fn closed_as_crime(case: &Candidate<'_, '_>) -> Option<Reason> {
    let Code { topic, markers } = case.facts.closing;
    let named = topic.is_crime() && topic != Family::Domestic;
    match markers.has(Marker::ClosedAsCrime) {
        _ if case.facts.closed_without_crime() => None,
        true => reason(3, "closed as a crime recorded, of which none is linked"),
        false if named => reason(3, format!("closed as {}", topic.name())),
        false => None,
    }
}

fn reported_incident(case: &Candidate<'_, '_>) -> Option<Reason> {
    let holds = case.facts.closing.markers.has(Marker::ReportedIncident);
    holds.then(|| reason(2, "closed as a reported incident (N100, N200 or N300)"))?
}

fn said_but_closed(case: &Candidate<'_, '_>) -> Option<Reason> {
    let facts = case.facts;
    let told = facts.words.crimes().filter(|told| told.family != facts.closing.topic);
    let told = told.max_by_key(|told| told.weight)?;
    let (phrase, closing) = (told.phrase, facts.closing_words());
    facts
        .closed_without_crime()
        .then(|| reason(3, format!("text: '{phrase}' ({}), closed as {closing}", told.family.name())))?
}

fn domestic(case: &Candidate<'_, '_>) -> Option<Reason> {
    case.facts.is_domestic_by_code().then(|| reason(3, "marked or coded as domestic"))?
}

fn violence_at_home(case: &Candidate<'_, '_>) -> Option<Reason> {
    let words = &case.facts.words;
    let at_home = case.facts.is_domestic_by_code() || words.names_relation();
    let violent = |family| matches!(family, Family::Violence | Family::Conduct | Family::Sexual);
    let told = words.crimes().any(|told| violent(told.family));
    (at_home && told).then(|| reason(2, "domestic, and the text speaks of violence or harassment"))?
}

fn often_missed(case: &Candidate<'_, '_>) -> Option<Reason> {
    let told = case.facts.words.crimes().map(|told| told.family);
    let family = case.facts.coded_crime().into_iter().chain(told).find(|f| OFTEN_MISSED.contains(f))?;
    reason(1, format!("{} is among the offences most often missed", family.name()))
}

fn sexual(case: &Candidate<'_, '_>) -> Option<Reason> {
    let told = case.facts.words.crimes().map(|told| told.family);
    let coded = [case.facts.opening.topic, case.facts.closing.topic];
    let holds = coded.into_iter().chain(told).any(|family| family == Family::Sexual);
    holds.then(|| reason(2, "sexual offences: where a miss does most harm"))?
}

fn professional(case: &Candidate<'_, '_>) -> Option<Reason> {
    let (source, text) = (case.facts.source, case.facts.words.markers);
    match (source.has(Marker::Professional), text.has(Marker::Professional)) {
        (true, _) => reason(3, "professional report"),
        (_, true) => reason(2, "the text speaks of a professional report"),
        _ if source.has(Marker::ThirdParty) => reason(1, "third-party report"),
        _ => None,
    }
}

fn mailbox(case: &Candidate<'_, '_>) -> Option<Reason> {
    case.facts.source.has(Marker::Mailbox).then(|| reason(2, "came by mailbox, form or referral"))?
}

fn qualified(case: &Candidate<'_, '_>) -> Option<Reason> {
    let markers = case.facts.qualifiers.markers;
    let worth =
        [(Marker::Hate, 2, "hate"), (Marker::Vulnerable, 1, "vulnerable"), (Marker::Armed, 1, "weapon")];
    let held = worth.into_iter().filter(|(marker, ..)| markers.has(*marker));
    let (points, names) = held.fold((0, Vec::new()), |(points, mut names), (_, more, name)| {
        names.push(name);
        (points + more, names)
    });
    (points > 0).then(|| reason(points, format!("qualifier: {}", names.join(", "))))?
}

fn victims_wish(case: &Candidate<'_, '_>) -> Option<Reason> {
    let coded = case.facts.closing.markers.has(Marker::VictimsWish).then_some("closing code");
    let words = case.facts.words.wish.map(|phrase| format!("text: '{phrase}'"));
    let said = words.or(coded.map(str::to_string))?;
    reason(2, format!("{said}: a victim's wish does not by itself stop recording"))
}

fn set_aside(case: &Candidate<'_, '_>) -> Option<Reason> {
    let phrase = case.facts.words.set_aside?;
    reason(1, format!("text: '{phrase}'"))
}

fn by_appointment(case: &Candidate<'_, '_>) -> Option<Reason> {
    let places = [case.facts.source, case.facts.closing.markers, case.facts.words.markers];
    let holds = places.iter().any(|markers| markers.has(Marker::Appointment));
    holds.then(|| reason(1, "dealt with by appointment"))?
}

fn only_negated(case: &Candidate<'_, '_>) -> Option<Reason> {
    let (phrase, standing) = case.facts.words.only_negated()?;
    let how = if standing == Standing::Denied { "denied" } else { "negated" };
    reason(-2, format!("text: '{phrase}', {how}"))
}

fn mistaken(case: &Candidate<'_, '_>) -> Option<Reason> {
    let facts = case.facts;
    let coded = [facts.closing.markers, facts.qualifiers.markers].iter().any(|m| m.has(Marker::Mistaken));
    match facts.words.mistaken {
        _ if coded => reason(-3, "coded as good intent, hoax or error"),
        Some(phrase) => reason(-3, format!("text: '{phrase}'")),
        None => None,
    }
}

/// The families the log speaks of: the heaviest for its weight, two more for a point each.
fn words_of_log(case: &Candidate<'_, '_>) -> Vec<Reason> {
    let mut told: Vec<_> = case.facts.words.crimes().collect();
    told.sort_by_key(|told| -told.weight);
    let named = told.into_iter().take(MOST_FAMILIES).enumerate();
    let worded = named.map(|(place, told)| Reason {
        words: format!("text: '{}' ({})", told.phrase, told.family.name()).into(),
        points: if place == 0 { told.weight.max(TELLING) } else { 1 },
    });
    worded.collect()
}

/// What could not be looked at, and what speaks for a crime that exists.
fn what_is_absent(case: &Candidate<'_, '_>) -> Vec<Reason> {
    let named = !case.incident.crime_refs.is_empty();
    let possible = case.link >= POSSIBLE;
    let said = [
        (named, -3, "the log names a crime that is not among those received"),
        (possible, -1, "a possible crime was found, below even odds"),
        (!case.facts.has_text, 0, "no text to read"),
        (!case.facts.has_codes, 0, "no opening or closing code"),
    ];
    said.into_iter()
        .filter(|(holds, ..)| *holds)
        .map(|(_, points, words)| Reason { words: words.into(), points })
        .collect()
}
