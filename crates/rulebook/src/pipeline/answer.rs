//! Puts together what the rules have said into one answer.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::count::Item;
use crate::case::{Case, LeftOut, Said};
use crate::decision::{Crime, Decision, Missing, NotRecorded, Reason, Verdict};
use crate::edition::{Day, Edition, FIRST, N_CODES, id};
use crate::facts::{Act, Question};
use crate::gaps::Gap;
use crate::rules;

/// The answer to a question about a record already held.
pub fn plain(case: &Case<'_>, mut said: Said<'_>) -> (Decision, Vec<Gap>) {
    let verdict = said.verdict.unwrap_or(Verdict::DependsOnRegistrar);
    let items = core::mem::take(&mut said.allegations);
    let mut whole = Said { allegations: items, ..said };
    let counted = super::count::items(case, &mut whole);
    let stopped_at = whole.stopped_at.unwrap_or("the question asked");
    finish(case, counted, whole, verdict, stopped_at, None)
}

/// The answer to what must be recorded.
pub fn record<'f>(
    case: &Case<'f>,
    kept: Vec<Item<'f>>,
    mut said: Said<'f>,
    question: Question,
) -> (Decision, Vec<Gap>) {
    codes_of_the_day(case, &mut said);
    said.others.sort_by(|a, b| {
        (a.verdict, a.n_code, a.category, a.stopped_at).cmp(&(b.verdict, b.n_code, b.category, b.stopped_at))
    });
    let (verdict, stopped_at) = verdict(case, &kept, &said, question);
    general(case, &kept, &mut said, verdict);
    beside(&kept, &mut said);
    let n_code = said.others.iter().find_map(|other| other.n_code);
    let n_count = said.others.iter().filter(|other| other.n_code == n_code).map(|other| other.n_count).sum();
    let n = n_code.filter(|_| kept.is_empty() || verdict != Verdict::Crimes).map(|code| (code, n_count));
    if said.category.is_none() {
        said.category = said.others.iter().find_map(|other| other.category);
    }
    if said.category == Some(DOMESTIC) {
        said.because(id::S_06);
        said.category = said.category.filter(|_| kept.is_empty());
    }
    said.others
        .iter()
        .map(|other| other.rule)
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|rule| said.because(rule));
    finish(case, kept, said, verdict, stopped_at, n)
}

/// The category of couples' and families' quarrels, for what is no notifiable crime (NSI 18).
const DOMESTIC: &str = "Public Safety and Welfare: Domestic Incident";

/// The general rules that an answer rests on: the auditable incident, the day whose rules are used, the
/// clock.
fn general(case: &Case<'_>, kept: &[Item<'_>], said: &mut Said<'_>, verdict: Verdict) {
    let missed = case.facts.ask.was_missed == Some(true);
    if verdict == Verdict::Incident && kept.is_empty() {
        said.because(id::A_01);
    }
    if missed {
        said.because(id::Z_05);
        said.because(id::T_03);
    } else if case.edition.day < FIRST {
        said.because(id::Z_02);
    }
    if said.no_clock && !kept.is_empty() {
        said.because(id::T_06);
    }
    if said.others.iter().any(|other| other.n_code.is_some_and(|code| code.starts_with("N100"))) {
        said.because(id::T_09);
    }
    if case.facts.ask.question == Some(Question::Reclassify) && held(case, |class| class == "N100") {
        said.because(id::N_02);
    }
}

fn held(case: &Case<'_>, is: impl Fn(&str) -> bool) -> bool {
    case.facts.prior.iter().filter_map(|prior| prior.class.as_deref()).any(is)
}

/// Reported incidents that did not stand on the day: rape was then a crime-related incident, a death an
/// incident.
fn codes_of_the_day(case: &Case<'_>, said: &mut Said<'_>) {
    let day = case.edition.day;
    let april = |year| Day { year, month: 4, day: 1 };
    for other in &mut said.others {
        let row = other.n_code.and_then(|code| N_CODES.iter().find(|row| row.code == code));
        let Some(row) = row.filter(|row| day < april(row.from_year) || day >= april(row.to_year)) else {
            continue;
        };
        let rape = row.code.starts_with("N100");
        other.verdict = if rape { Verdict::CrimeRelatedIncident } else { Verdict::Incident };
        other.n_code = None;
        said.ask_registrar = true;
    }
}

/// The code, where it stood on the day; the class alone where it did not.
fn code_of_the_day(case: &Case<'_>, item: &mut Item<'_>, said: &mut Said<'_>) {
    let row = item.code.and_then(|code| Edition::offence(item.class, code));
    let Some(row) = row else { return };
    let day = case.edition.day;
    let begun = Day::read(row.commenced).is_none_or(|from| from <= day);
    let ended = Day::read(row.ceased).is_some_and(|to| to <= day);
    if begun && !ended {
        return;
    }
    said.because_here(id::Z_03, alloc::format!("{} {} did not stand on {day}", row.class, row.code));
    said.ask_registrar = true;
    item.code = None;
}

fn verdict(
    case: &Case<'_>,
    kept: &[Item<'_>],
    said: &Said<'_>,
    question: Question,
) -> (Verdict, &'static str) {
    if let Some(verdict) = said.verdict {
        return (verdict, said.stopped_at.unwrap_or("a rule of its own"));
    }
    let something = !kept.is_empty() || said.others.iter().any(|other| other.n_code.is_some());
    if question == Question::Reclassify && something {
        return (Verdict::Reclassify, "the record becomes what is now known");
    }
    if !kept.is_empty() {
        return (Verdict::Crimes, "every test was met: record");
    }
    let order = [
        Verdict::NCode,
        Verdict::DependsOnRegistrar,
        Verdict::CrimeRelatedIncident,
        Verdict::Incident,
        Verdict::None,
    ];
    for verdict in order {
        if let Some(other) = said.others.iter().find(|other| other.verdict == verdict) {
            return match (verdict, question) {
                (Verdict::Incident, Question::Category) => (Verdict::IncidentCategory, other.stopped_at),
                (verdict, _) => (verdict, other.stopped_at),
            };
        }
    }
    if question == Question::Category {
        return (Verdict::IncidentCategory, "the category was asked for");
    }
    let nothing_told =
        case.facts.acts.is_empty() && case.facts.events.is_empty() && case.facts.deaths.is_empty();
    (
        Verdict::Incident,
        if nothing_told { "nothing is said to have happened" } else { "no notifiable crime is disclosed" },
    )
}

fn finish<'f>(
    case: &Case<'f>,
    items: Vec<Item<'f>>,
    said: Said<'f>,
    verdict: Verdict,
    stopped_at: &'static str,
    n: Option<(&'static str, u32)>,
) -> (Decision, Vec<Gap>) {
    let mut crimes: Vec<Crime> = Vec::new();
    let mut said = said;
    for mut item in items {
        code_of_the_day(case, &mut item, &mut said);
        add(case, item, &mut crimes);
    }
    crimes
        .sort_by(|a, b| (a.class, a.code, a.attempt, &a.force).cmp(&(b.class, b.code, b.attempt, &b.force)));
    let clock =
        !crimes.is_empty() && !said.no_clock && matches!(verdict, Verdict::Crimes | Verdict::Reclassify);
    let deadline_hours = clock.then(|| rules::clock::hours(case.edition));
    if deadline_hours.is_some() {
        said.because(if deadline_hours == Some(24) { id::T_01 } else { id::T_02 });
    }
    let mut used: Vec<_> = crimes.iter().flat_map(|crime| crime.rules.iter().copied()).collect();
    for rule in used.drain(..) {
        if let Ok(place) = crate::edition::RULES.binary_search_by(|known| known.id.cmp(rule)) {
            said.because(crate::edition::RuleId(u16::try_from(place).unwrap_or(0)));
        }
    }
    let mut reasons: Vec<Reason> =
        said.reasons.into_iter().map(|(rule, here)| Reason::of(rule, here)).collect();
    reasons.sort_by(|a, b| a.rule.cmp(b.rule));
    let unverified: Vec<&'static str> = reasons
        .iter()
        .filter(|_| case.edition.day < FIRST)
        .filter(|reason| {
            crate::edition::RULES.iter().any(|rule| rule.id == reason.rule && !case.edition.verifies(rule))
        })
        .map(|reason| reason.rule)
        .collect();
    let mut qualifiers = said.qualifiers;
    qualifiers.sort_unstable();
    said.duties.sort_by(|a, b| (a.rule, &a.what).cmp(&(b.rule, &b.what)));
    let missing = said.gaps.iter().map(|gap| missing(case, gap)).collect();
    let decision = Decision {
        edition: case.edition.id,
        rules_of: case.edition.day.to_string(),
        result: verdict,
        crimes,
        n_code: n.map(|(code, _)| code).or(said.n_code),
        n_count: n.map(|(_, count)| count),
        cancel: said.cancel,
        outcome: said.outcome,
        category: said.category,
        qualifiers,
        incident_count: said.incident_count,
        transfer_to: said.transfer_to,
        report_fraud: said.report_fraud,
        deadline_hours,
        stopped_at,
        not_recorded: not_recorded(said.left_out),
        duties: said.duties,
        missing,
        ask_first: None,
        ask_registrar: said.ask_registrar
            || verdict == Verdict::DependsOnRegistrar
            || (case.edition.day < FIRST && !unverified.is_empty()),
        not_verified_for_the_day: unverified,
        reasons,
    };
    (decision, said.gaps)
}

/// Adds an item to the crimes: the same class, code, attempt and force are one line.
fn add(case: &Case<'_>, item: Item<'_>, crimes: &mut Vec<Crime>) {
    let row = item.code.and_then(|code| Edition::offence(item.class, code));
    let same = crimes.iter_mut().find(|crime| {
        crime.class == item.class
            && crime.code == item.code
            && crime.attempt == item.attempt
            && crime.force == item.force
    });
    let victims = item.victims.iter().map(|id| (*id).to_string());
    let rules = item.rules.iter().map(|rule| rule.rule().id);
    if let Some(crime) = same {
        crime.count = crime.count.saturating_add(item.count);
        victims.for_each(|victim| push(&mut crime.victims, victim));
        rules.for_each(|rule| push(&mut crime.rules, rule));
        crime.victims.sort_unstable();
        crime.rules.sort_unstable();
        return;
    }
    let mut victims: Vec<String> = victims.collect();
    victims.sort_unstable();
    let mut rules: Vec<&'static str> = rules.collect();
    rules.sort_unstable();
    rules.dedup();
    crimes.push(Crime {
        class: item.class,
        code: item.code,
        offence: row.map_or("", |row| row.offence),
        count: item.count,
        attempt: item.attempt,
        force: item.force,
        victims,
        basis: if item.state { "S" } else { "V" },
        edition: case.edition.id,
        rules,
    });
}

/// What is not recorded for itself, the same things added up, in an order of its own.
fn not_recorded(left_out: Vec<LeftOut>) -> Vec<NotRecorded> {
    let mut out: Vec<NotRecorded> = Vec::with_capacity(left_out.len());
    for left in left_out {
        let rule = left.rule.rule().id;
        let same = out.iter_mut().find(|known| {
            (known.class, known.code, known.rule) == (left.class, left.code, rule) && known.why == left.why
        });
        match same {
            Some(known) => known.count = known.count.saturating_add(left.count),
            None => out.push(NotRecorded {
                class: left.class,
                code: left.code,
                count: left.count,
                why: left.why,
                rule,
            }),
        }
    }
    out.sort_by(|a, b| (a.class, a.code, a.rule, &a.why).cmp(&(b.class, b.code, b.rule, &b.why)));
    out
}

/// Beside recorded crimes, what is an incident, a crime-related incident or nothing is still accounted for.
fn beside(kept: &[Item<'_>], said: &mut Said<'_>) {
    if kept.is_empty() {
        return;
    }
    for other in &said.others {
        let known = said.left_out.iter().any(|left| left.rule == other.rule && left.why == other.stopped_at);
        if !known {
            said.left_out.push(LeftOut {
                tag: None,
                class: None,
                code: None,
                count: 1,
                why: other.stopped_at.into(),
                rule: other.rule,
            });
        }
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn missing(case: &Case<'_>, gap: &Gap) -> Missing {
    let name = if gap.what.of_person() {
        case.facts.people.get(gap.at).map(|p| p.id.as_str())
    } else {
        act_name(case.facts.acts.get(gap.at))
    };
    Missing {
        field: gap.what.field(gap.at),
        question: gap.what.question(name.unwrap_or("the person")),
        rule: gap.rule.rule().id,
        answers: 0,
    }
}

fn act_name(act: Option<&Act>) -> Option<&str> {
    act.and_then(|act| act.to.first()).map(String::as_str)
}

/// Whether two answers come to the same: what is recorded, not why.
pub fn same(a: &Decision, b: &Decision) -> bool {
    a.result == b.result
        && a.n_code == b.n_code
        && a.n_count == b.n_count
        && a.transfer_to == b.transfer_to
        && a.report_fraud == b.report_fraud
        && a.deadline_hours == b.deadline_hours
        && a.cancel == b.cancel
        && a.outcome == b.outcome
        && a.category == b.category
        && a.crimes.len() == b.crimes.len()
        && a.crimes
            .iter()
            .zip(&b.crimes)
            .all(|(x, y)| (x.class, x.code, x.count, x.attempt) == (y.class, y.code, y.count, y.attempt))
}
