//! `report.html` of an estimate and of a certificate: what is said first, then every measure, group, team
//! and marker with its table, then what it rests on and how it is checked by hand.

use audit::answers::{Answers, Certificate, Group, GroupKind, Says};
use audit::protocol::Protocol;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::measures::{Measure, worded};
use crate::fault::Fault;
use crate::report::html::table::{cell, number, reference, sentences, table, words};
use crate::report::plot::{self, ForestRow, FunnelPoint, WealthPoint};
use crate::report::words::{count, counted, cut, percent};

/// Teams with fewer crimes owed in the sample are neither plotted nor given a rate.
pub const FEWEST_TO_SHOW: u64 = 10;
/// Steps of a path that its table shows; path.csv holds all.
const STEPS_SHOWN: usize = 24;
/// Longest list on the first page.
const LISTED: usize = 6;

/// What both pages say of the audit itself.
pub struct Facts<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// Whose crimes, in one sentence.
    pub population: String,
    /// Settings.
    pub settings: Vec<(String, String)>,
    /// Files with their digests.
    pub files: Vec<(String, String)>,
    /// Incidents of the frame and crimes recorded in it.
    pub frame: (u64, u64),
    /// How and when the seed came about.
    pub seed: String,
    /// Program and version.
    pub program: String,
}

/// Rulings beside the rulebook.
pub struct RulebookFaults {
    /// How many say the same.
    pub sentence: String,
    /// Those that do not: order, incident, how they stand, ruled, decided.
    pub rows: Vec<[String; 5]>,
}

/// The page of an estimate. `faults` where facts were given.
///
/// # Errors
/// [`Fault::Report`] where a plot cannot be drawn.
pub fn estimate(
    facts: &Facts<'_>,
    answers: &Answers,
    measures: &[Measure],
    faults: Option<&RulebookFaults>,
) -> Result<String, Fault> {
    let sections = html! {
        (first(facts, answers, measures))
        (groups(answers)?)
        (teams(answers)?)
        (all(measures))
        (small(answers))
        (markers(answers, measures))
        (rulebook(faults))
        (pending(answers))
        (rests_on(facts, &[("incidents.csv", "each incident with its size, recorded, owed, missed and wrongly recorded crimes: the t-values of Des Raj, t = (missed before) + missed x (sizes left) / size, have the total as their mean"), ("disagreements.csv", "what each marker said, and the ruling"), ("figures.json", "every figure with definition, settings and digests")]))
    };
    Ok(page(facts, "Crime recording audit", &sections))
}

/// The page of a certificate. `face` is its text, `sentence` its first line.
///
/// # Errors
/// [`Fault::Report`] where the path cannot be drawn.
pub fn certificate(
    facts: &Facts<'_>,
    found: &Certificate,
    sentence: &str,
    face: &str,
    refs: &[String],
) -> Result<String, Fault> {
    let is_bad = matches!(found.verdict.name(), "refuted" | "refuted_outright" | "cap_broken");
    let rest: Vec<&str> = face.lines().skip(1).filter(|line| !line.is_empty()).collect();
    let sections = html! {
        section.first {
            h1 { "Certificate of recording accuracy" }
            p { (facts.protocol.asked.question) }
            div class=(if is_bad { "alarm" } else { "calm" }) { p { strong { (sentence) } } }
            @for line in rest { p { (line) } }
            h2 { "How to read it" }
            p { "Two bets are laid, one that the rate is at least the level and one that it is below. Each begins with 1 and can win only if its side is right; if the other is right, it reaches 1 over the risk with no more chance than the risk, however often it is looked at (Ville 1939). So the audit may stop at any incident." }
        }
        (path(facts, found, refs)?)
        (rests_on(facts, &[("path.csv", "every step: with frame.txt and the order of sample.csv the whole path is worked out again by hand; budget C, loss X = loss x sizes left / size, largest loss M"), ("certificate.txt", "the face"), ("figures.json", "the interval with settings and digests")]))
    };
    Ok(page(facts, "Certificate of recording accuracy", &sections))
}

fn page(facts: &Facts<'_>, title: &str, sections: &Markup) -> String {
    let html = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { (title) ", " (facts.protocol.asked.body) ", " (facts.protocol.asked.first_day) " to " (facts.protocol.asked.last_day) " - Onrecord" }
                style { (PreEscaped(include_str!("../style.css"))) }
            }
            body {
                a.skip href="#main" { "Skip to main content" }
                header { div.wrap { p.name { "Onrecord" } p { "Every report of crime on record, right the first time, and proved" } } }
                main.wrap id="main" tabindex="-1" { (sections) }
                footer { div.wrap { p { "Made by " (facts.program) ". Internal audit; not an inspectorate judgment. Each figure stands with its n, interval and method." } } }
            }
        }
    };
    html.into_string()
}

fn first(facts: &Facts<'_>, answers: &Answers, measures: &[Measure]) -> Markup {
    let asked = &facts.protocol.asked;
    let progress = &answers.progress;
    html! {
        section.first {
            h1 { "Crime recording audit: " (asked.body) }
            p { (asked.question) }
            p { "Of " (facts.population) ". Internal audit by " (asked.by) "; not an inspectorate judgment. Rules of edition " (asked.edition) "." }
            h2 { "Six figures" }
            ul.tiles {
                @for (name, what) in TILES { (tile(what, measures.iter().find(|measure| measure.name == *name))) }
            }
            h2 { "How far the marking has come" }
            p { (count(progress.adjudicated)) " of " (count(progress.planned)) " incidents adjudicated of a frame of " (count(facts.frame.0)) " with " (count(facts.frame.1)) " recorded crimes; " (count(progress.ruled)) " ruled on by the registrar; " (count(progress.unreviewable)) " could not be reviewed." }
            (what_to_do(answers))
        }
    }
}

const TILES: &[(&str, &str)] = &[
    ("recording_rate.overall", "Recording rate, all crime"),
    ("recording_rate_inspectorate.overall", "The same in the inspectorate's form"),
    ("unrecorded_a_year.overall", "Unrecorded crimes a year (inspectorate's form)"),
    ("over_recording.overall", "Recorded and not owed"),
    ("rape_accurate.rape", "Rape reports accurately recorded"),
    ("domestic_abuse_safeguarded.domestic_abuse", "Domestic abuse found unrecorded: safeguarded"),
];

fn tile(what: &str, measure: Option<&Measure>) -> Markup {
    html! {
        li {
            span.what { (what) }
            @match measure.map(|measure| (measure, &measure.answer)) {
                Some((measure, Ok(found))) => {
                    @if let (Some(k), true) = (found.k, found.n < 100) {
                        span.figure { (count(k)) " of " (count(found.n)) }
                        span.how { (percent(found.value)) "; " (ends(measure)) ", " (short(&found.method)) }
                    } @else {
                        span.figure { (measure.counted.shown(found.value)) }
                        span.how { (ends(measure)) "; n = " (count(found.n)) " " (found.n_of) "; " (short(&found.method)) }
                    }
                    @if found.notes.iter().any(|note| note.starts_with("low reliability")) { span.plain { "Low reliability." } }
                }
                Some((_, Err(why))) => {
                    span.figure.none { (if why.starts_with("not estimable") { "Not estimable" } else { "None" }) }
                    span.how { (why) }
                }
                None => { span.figure.none { "None" } }
            }
        }
    }
}

fn ends(measure: &Measure) -> String {
    match measure.answer.as_ref().ok().and_then(|found| found.ends) {
        Some((low, high)) => {
            format!("95% interval {} to {}", measure.counted.shown(low), measure.counted.shown(high))
        }
        None => "complete count".into(),
    }
}

fn short(method: &str) -> &str {
    method.trim_end_matches(" 95%")
}

fn what_to_do(answers: &Answers) -> Markup {
    let n_missed = answers.whole.sample[2];
    html! {
        h2 { "What to do now" }
        ul {
            @if !answers.progress.pending.is_empty() { li { "Settle " (counted(answers.progress.pending.len() as u64, "incident", "incidents")) " that are pending (listed below)." } }
            @for (at, id, owed, cap) in answers.progress.caps_broken.iter().take(LISTED) {
                li { "Number " (count(*at)) ", " (cut(id, 40)) ", owes " (count(*owed)) " and its cap is " (count(*cap)) ": raise the caps of its class; a certificate begins anew." }
            }
            @if n_missed > 0 { li { "Put right " (counted(n_missed, "crime", "crimes")) " found owed and not recorded: record, refer, safeguard." } }
            @if let Some(cause) = answers.causes.first() { li { "Most named cause: " (cut(&cause.cause, 60)) " (" (counted(cause.crimes, "crime", "crimes")) ")." } }
            li { (audit::bands::no_grade(answers.whole.rate.as_ref().ok().map(|rate| rate.value))) "." }
        }
    }
}

fn is_weak(group: &Group) -> bool {
    group.rate.as_ref().is_ok_and(|rate| rate.notes.iter().any(|note| note.starts_with("low reliability")))
}

fn groups(answers: &Answers) -> Result<Markup, Fault> {
    let row = |label: &str, rate: &audit::answers::Answer, is_weak: bool| {
        let found = rate.as_ref().ok()?;
        Some(ForestRow { label: label.to_owned(), value: found.value, ends: found.ends, is_weak })
    };
    let whole = row("All crime", &answers.whole.rate, false);
    let of = answers.groups.iter().filter_map(|group| row(&name(group), &group.rate, is_weak(group)));
    let rows: Vec<ForestRow> = whole.into_iter().chain(of).collect();
    let drawing = if rows.len() > 1 { Some(plot::forest("Recording rate by group", &rows)?) } else { None };
    let columns = [
        words("Group"),
        number("Owed in sample"),
        number("Not recorded"),
        number("Rate"),
        number("Lower"),
        number("Upper"),
        words("Beside the level (Holm)"),
        sentences("Method and what to mind"),
    ];
    let cells = |group: &Group| {
        let figures = [count(group.owed), count(group.missed)];
        let mut cells = vec![cell(name(group))];
        cells.extend(figures.iter().map(cell));
        let mut rate = rate_cells(&group.rate);
        let method = rate.pop();
        cells.extend(rate);
        cells.push(cell(beside(group)));
        cells.extend(method);
        cells
    };
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    let [_, owed, missed, _] = answers.whole.sample;
    let mut whole = vec![cell("All crime"), cell(count(owed)), cell(count(missed))];
    let mut rate = rate_cells(&answers.whole.rate);
    let method = rate.pop();
    whole.extend(rate);
    whole.push(cell(""));
    whole.extend(method);
    rows.push(whole);
    rows.extend(answers.groups.iter().map(cells));
    Ok(html! {
        h2 id="groups" { "By group" }
        p { "By the group a crime belongs to after the ruling. Domestic abuse and routes cut across. The counts are those of the sample, which favours incidents that may hide a crime: their quotient is no rate. Intervals are unadjusted; what is said beside the level of the plan is adjusted for the number of groups (Holm 1979), and is not said of a rate of low reliability." }
        @if let Some(drawing) = drawing { (drawing) }
        (table("Recording rate by group", &columns, rows))
    })
}

/// Where a rate stands beside the line, with its adjusted p.
fn beside(group: &Group) -> String {
    group.compared.map_or_else(String::new, |one| match one.says {
        Says::NotShown => format!("neither is shown, p {:.3}", one.adjusted),
        says => format!("{} {}, p {:.3}", says.name(), percent(one.line), one.adjusted),
    })
}

fn name(group: &Group) -> String {
    match group.kind {
        GroupKind::Route => format!("{} (route)", group.name),
        _ => group.name.clone(),
    }
}

fn rate_cells(rate: &audit::answers::Answer) -> Vec<Markup> {
    match rate {
        Ok(found) => {
            let (low, high) = found
                .ends
                .map_or_else(|| ("".into(), "".into()), |(low, high)| (percent(low), percent(high)));
            let notes: String = found.notes.iter().map(|note| format!("; {note}")).collect();
            vec![cell(percent(found.value)), cell(low), cell(high), cell(format!("{}{notes}", found.method))]
        }
        Err(why) => vec![cell(""), cell(""), cell(""), cell(why)],
    }
}

fn teams(answers: &Answers) -> Result<Markup, Fault> {
    if answers.teams.is_empty() {
        return Ok(
            html! { h2 id="teams" { "By team" } p { "Not in this audit: the population names no teams." } },
        );
    }
    let (shown, few): (Vec<&Group>, Vec<&Group>) =
        answers.teams.iter().partition(|team| team.owed >= FEWEST_TO_SHOW && team.rate.is_ok());
    let points: Vec<FunnelPoint> = shown
        .iter()
        .filter_map(|team| {
            Some(FunnelPoint {
                label: team.name.clone(),
                owed: team.owed,
                value: team.rate.as_ref().ok()?.value,
            })
        })
        .collect();
    let whole = answers.whole.rate.as_ref().ok().map(|rate| rate.value);
    let drawing = match whole {
        Some(whole) if points.len() > 1 => Some(plot::funnel("Recording rate by team", whole, &points)?),
        _ => None,
    };
    let columns = [
        words("Team"),
        number("Owed in sample"),
        number("Rate"),
        number("Lower"),
        number("Upper"),
        words("Against chance"),
        words("Beside the force (Benjamini-Hochberg)"),
        sentences("Method and what to mind"),
    ];
    let row = |team: &&Group| {
        let mut cells = vec![cell(&team.name), cell(count(team.owed))];
        let mut rate = rate_cells(&team.rate);
        let method = rate.pop();
        cells.extend(rate);
        let value = team.rate.as_ref().ok().map(|rate| rate.value);
        cells.push(cell(whole.zip(value).map_or("", |(whole, value)| against(whole, team.owed, value))));
        cells.push(cell(beside(team)));
        cells.extend(method);
        cells
    };
    let few: Vec<&str> = few.iter().map(|team| team.name.as_str()).collect();
    Ok(html! {
        h2 id="teams" { "By team" }
        p { "A point outside the outer limits is worth asking about; inside them chance alone is enough. This is no league table: teams with few crimes swing widely, and what a team is sent differs." }
        @if let Some(drawing) = drawing { (drawing) }
        @if !shown.is_empty() { (table("Recording rate by team", &columns, shown.iter().map(row).collect())) }
        @if !few.is_empty() { p { "Fewer than " (FEWEST_TO_SHOW) " crimes owed in the sample, or no rate, so not shown: " (few.join(", ")) "." } }
    })
}

fn against(whole: f64, owed: u64, value: f64) -> &'static str {
    let [inner, outer] = plot::FUNNEL_LIMITS.map(|z| plot::funnel_limits(whole, owed as f64, z));
    let outside = |(low, high): (f64, f64)| value < low || value > high;
    match (outside(inner), outside(outer)) {
        (_, true) => "outside the 99.8% limits",
        (true, false) => "between the limits",
        _ => "within the 95% limits",
    }
}

fn all(measures: &[Measure]) -> Markup {
    let columns = [words("Measure"), sentences("Answer"), sentences("What is counted over what")];
    let row = |measure: &Measure| vec![cell(&measure.label), cell(worded(measure)), cell(measure.definition)];
    let is_group = |measure: &&Measure| {
        !measure.name.starts_with("recording_rate.") || measure.name.ends_with(".overall")
    };
    html! {
        h2 id="measures" { "Every measure" }
        (table("Measures of the audit", &columns, measures.iter().filter(is_group).map(row).collect()))
    }
}

fn small(answers: &Answers) -> Markup {
    let rape = &answers.rape;
    html! {
        h2 id="errors" { "Errors and causes" }
        @if rape.in_frame > 0 { p { "Rape: " (count(rape.audited)) " of " (count(rape.in_frame)) " reports of the frame audited." } }
        @if !rape.errors.is_empty() {
            (table("Errors in rape reports, by kind", &[words("Error"), number("Reports")], rape.errors.iter().map(|(kind, n)| vec![cell(kind), cell(count(*n))]).collect()))
        }
        @if answers.causes.is_empty() { p { "Causes: not in these marks." } } @else {
            (table("Why crimes were missed or wrong, as marked", &[words("Cause"), number("Crimes")], answers.causes.iter().map(|one| vec![cell(&one.cause), cell(count(one.crimes))]).collect()))
        }
    }
}

fn markers(answers: &Answers, measures: &[Measure]) -> Markup {
    let of = |begin: &'static str| measures.iter().filter(move |measure| measure.name.starts_with(begin));
    let rows = of("agreement_")
        .chain(of("marker_"))
        .map(|measure| vec![cell(&measure.label), cell(worded(measure))]);
    html! {
        h2 id="markers" { "The markers" }
        p { "Gwet's AC1 stands first: where nearly every incident is the same, kappa falls though the markers agree." }
        (table("Agreement, and markers against planted logs", &[words("Measure"), sentences("Answer")], rows.collect()))
        @if let Err(why) = &answers.skill { p { "Planted logs: " (why) } }
    }
}

fn rulebook(faults: Option<&RulebookFaults>) -> Markup {
    let columns = [
        reference("Number in the list"),
        reference("Incident"),
        words("How they stand"),
        words("Ruled"),
        words("Rulebook decides"),
    ];
    html! {
        h2 id="rulebook" { "Rulings beside the rulebook" }
        @match faults {
            None => p { "Not in this audit: no facts are given with the marks." }
            Some(faults) => {
                p { (faults.sentence) "." }
                @if !faults.rows.is_empty() {
                    (table("Rulings that the rulebook does not give", &columns, faults.rows.iter().take(crate::limits::REPORT_ROWS).map(|row| row.iter().map(|text| cell(cut(text, 80))).collect()).collect()))
                    p.note { "One of the two is wrong: the ruling, the facts as written down, or the rulebook. rulebook-faults.csv holds all, with the rules." }
                }
            }
        }
    }
}

fn pending(answers: &Answers) -> Markup {
    let pending = &answers.progress.pending;
    let rows = pending
        .iter()
        .take(crate::limits::REPORT_ROWS)
        .map(|(at, id, why)| vec![cell(count(*at)), cell(cut(id, 60)), cell(why)]);
    html! {
        @if !pending.is_empty() {
            h2 id="pending" { "Pending" }
            (table("Incidents that are not settled", &[reference("Number in the list"), reference("Incident"), sentences("What is lacking")], rows.collect()))
            @if pending.len() > crate::limits::REPORT_ROWS { p.note { "The first " (crate::limits::REPORT_ROWS) " of " (count(pending.len() as u64)) "; incidents.csv holds all." } }
        }
    }
}

fn path(facts: &Facts<'_>, found: &Certificate, refs: &[String]) -> Result<Markup, Fault> {
    let rule = &facts.protocol.certificate;
    let ten = std::f64::consts::LN_10;
    let points: Vec<WealthPoint> = found
        .steps
        .iter()
        .map(|step| WealthPoint { certify: step.step.log_certify / ten, refute: step.step.log_refute / ten })
        .collect();
    let drawing = if points.is_empty() {
        None
    } else {
        Some(plot::wealth("Wealth of both sides by incident", &points, (1.0 / rule.risk).log10())?)
    };
    let every = found.steps.len().div_ceil(STEPS_SHOWN).max(1);
    let is_shown = |at: usize| {
        (at + 1).is_multiple_of(every) || at + 1 == found.steps.len() || found.at_draw == Some(at as u64 + 1)
    };
    let wealth =
        |log: f64| if log > 13.8 { format!("{:.1e}", log.exp()) } else { format!("{:.3}", log.exp()) };
    let row = |(at, step): (usize, &audit::answers::Step)| {
        vec![
            cell(count(step.order)),
            cell(refs.get(at).map_or("", String::as_str)),
            cell(step.owed.map_or_else(|| "unreviewable".into(), count)),
            cell(format!("{:.2}", step.step.budget)),
            cell(format!("{:.2}", step.step.loss)),
            cell(wealth(step.step.log_certify)),
            cell(wealth(step.step.log_refute)),
        ]
    };
    let rows = found.steps.iter().enumerate().filter(|(at, _)| is_shown(*at)).map(row);
    let columns = [
        number("Order"),
        reference("Incident"),
        number("Owed"),
        number("Budget left"),
        number("Loss, scaled"),
        number("Certifying wealth"),
        number("Refuting wealth"),
    ];
    Ok(html! {
        h2 id="path" { "The path" }
        @match drawing {
            Some(drawing) => {
                (drawing)
                (table("Steps of the path", &columns, rows.collect()))
                p.note { "Every " (every) " incidents, the deciding one and the last; path.csv holds all " (count(found.steps.len() as u64)) "." }
            }
            None => p { "No incident is settled yet, so there is no path." }
        }
    })
}

fn rests_on(facts: &Facts<'_>, by_hand: &[(&str, &str)]) -> Markup {
    let pairs = |pairs: &[(String, String)]| -> Vec<Vec<Markup>> {
        pairs.iter().map(|(name, value)| vec![cell(name), html! { code { (value) } }]).collect()
    };
    let settings: Vec<Vec<Markup>> =
        facts.settings.iter().map(|(name, value)| vec![cell(name), cell(value)]).collect();
    html! {
        h2 id="rests-on" { "What it rests on" }
        p { "Seed: " (facts.seed) "." }
        p { "The frame excludes: " (if facts.protocol.frame.routes_out.is_empty() { "nothing that is known".into() } else { facts.protocol.frame.routes_out.join("; ") }) "." }
        (table("Settings", &[words("Setting"), sentences("Value")], settings))
        (table("Files by digest (SHA-256)", &[words("File"), words("Digest")], pairs(&facts.files)))
        h2 id="by-hand" { "To check it by hand" }
        p { "Anyone with the published files re-derives frame, order and result: " code { "onrecord audit replay --audit DIR --marks FILE... --result DIR" } "." }
        ul { @for (file, what) in by_hand { li { code { (file) } ": " (what) "." } } }
    }
}
