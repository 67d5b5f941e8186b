//! One recorded crime: what it says, which incidents led to it, the clock, its history.

use access::Action;
use maud::{Markup, html};
use oversight::timeliness;
use store::content::{self, table};
use terms::{CrimeRow, CrimeStatus, Zone};

use super::{Answered, record};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::{Colour, bars, details, heading, paragraph, summary, tag};
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::words;

pub(crate) async fn page(asked: &Asked) -> Answered {
    let (source, reference) = (asked.param("source"), asked.param("reference"));
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let at = picture.records.crime(source, reference).ok_or(Failure::NotFound)?;
    if !viewer.sees_crime(at, Action::ReadCrime) {
        return Err(Failure::NotFound);
    }
    let whole = asked.app.store.whole(table::CRIMES, source, reference).await?.ok_or(Failure::NotFound)?;
    record::note_shown(asked, table::CRIMES, &whole);
    let row = content::crime(reference, &whole.newest.body, &[]);
    let body = html! {
        (facts(&row, source, &record::place(&whole.newest), record::reason(&whole.newest)))
        (clock(&picture, at))
        (incidents(&picture, &viewer, at))
        (record::people(&whole))
        (record::history(&whole))
    };
    Ok(Page::new(format!("Crime {reference}"), body).into())
}

/// What a crime says of itself.
pub(super) fn facts(row: &CrimeRow, source: &str, place: &Markup, reason: Option<Markup>) -> Markup {
    let text = |value: &Option<terms::Text>| html! { (value.as_deref().unwrap_or("Not in this extract")) };
    let time = |at| html! { (words::maybe_instant(at)) };
    let status = match row.status {
        Some(CrimeStatus::Recorded) => tag("Recorded", Colour::Green),
        Some(CrimeStatus::Cancelled) => tag("Cancelled", Colour::Red),
        Some(CrimeStatus::Transferred) => tag("Transferred", Colour::Grey),
        None => html! { "Not in this extract" },
    };
    let mut rows = vec![
        ("Class", text(&row.class)),
        ("Offence code", text(&row.offence_code)),
        ("Status", status),
        ("Reported", time(row.reported_at)),
        ("Recorded", time(row.recorded_at)),
        ("Offence from", time(row.offence_from)),
        ("Offence to", time(row.offence_to)),
        ("Team", text(&row.team)),
        ("Place", place.clone()),
        ("Outcome", text(&row.outcome)),
        ("Victim told", time(row.victim_told_at)),
        ("Referred to victim services", time(row.referred_at)),
        ("Source", html! { (source) }),
    ];
    if row.n_code.is_some() {
        rows.insert(3, ("N code", text(&row.n_code)));
    }
    if let Some(reason) = reason {
        rows.insert(3, ("Reason given", reason));
    }
    summary(&rows)
}

fn clock(picture: &Picture, at: usize) -> Markup {
    let records = &picture.records;
    let links: Vec<_> = picture.clock_links().into_iter().filter(|link| link.crime == at).collect();
    let clocks = timeliness::clocks(&records.incidents, &records.crimes, &links, &Zone::london());
    let clock = clocks.get(at);
    let elapsed = clock.and_then(|clock| Some(clock.first_receipt?.elapsed_to(clock.recorded_at?)));
    let within = elapsed.and_then(|elapsed| elapsed.within(timeliness::LIMIT_SECONDS));
    let seconds = elapsed.and_then(terms::Elapsed::exact_seconds);
    html! {
        (heading("The 24-hour clock"))
        @match (within, seconds) {
            (Some(true), Some(seconds)) if seconds >= 0 => p.govuk-body { (tag("Within 24 hours", Colour::Green)) " Recorded " (words::duration(seconds)) " after it was first reported." },
            (Some(false), seconds) => p.govuk-body { (tag("Late", Colour::Red)) @if let Some(seconds) = seconds { " Recorded " (words::duration(seconds)) " after it was first reported." } },
            (Some(true), Some(_)) => (paragraph("The record is dated before the report. One of the two times is wrong.")),
            _ => (paragraph("The extract does not say finely enough when this was reported and recorded.")),
        }
        @if let Some(received) = clock.and_then(|clock| clock.first_receipt) {
            p.govuk-body-s { "First report: " (words::instant(received)) @if clock.is_some_and(|clock| clock.by_probable_link) { ", by a probable link" } "." }
        }
    }
}

fn incidents(picture: &Picture, viewer: &Viewer<'_>, at: usize) -> Markup {
    let (seen, hidden): (Vec<usize>, Vec<usize>) = picture
        .incidents_of(at)
        .iter()
        .partition(|incident| viewer.sees_incident(**incident, Action::ReadIncident));
    html! {
        (heading("Incidents that led to it"))
        @if seen.is_empty() && hidden.is_empty() { (paragraph("No incident is linked to this crime.")) }
        @for incident in seen {
            @if let Some(named) = picture.records.incident_names.get(incident) {
                p.govuk-body { (record::incident_link(named)) ". " (record::how(picture, incident, at)) }
                @if let Some(link) = picture.link(incident, at).filter(|link| !link.bars.is_empty()) {
                    (details("What speaks for this link", &bars(&link.bars)))
                }
            }
        }
        @if !hidden.is_empty() { (paragraph("There is more here that you may not see.")) }
    }
}
