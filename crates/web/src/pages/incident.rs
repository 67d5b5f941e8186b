//! One incident: what it says, what it led to, the log, its history.

use access::Action;
use maud::{Markup, html};
use store::content::{self, table};
use terms::IncidentRow;

use super::{Answered, record};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::{bars, details, heading, paragraph, summary};
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::words;

pub(crate) async fn page(asked: &Asked) -> Answered {
    let (source, reference) = (asked.param("source"), asked.param("reference"));
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let at = picture.records.incident(source, reference).ok_or(Failure::NotFound)?;
    if !viewer.sees_incident(at, Action::ReadIncident) {
        return Err(Failure::NotFound);
    }
    let whole = asked.app.store.whole(table::INCIDENTS, source, reference).await?.ok_or(Failure::NotFound)?;
    record::note_shown(asked, table::INCIDENTS, &whole);
    let row = content::incident(reference, &whole.newest.body, &[]);
    let body = html! {
        (facts(&row, source, &record::place(&whole.newest)))
        (crimes(&picture, &viewer, at))
        (record::people(&whole))
        (record::log(&whole.newest))
        (record::history(&whole))
    };
    Ok(Page::new(format!("Incident {reference}"), body).into())
}

/// What an incident says of itself.
pub(super) fn facts(row: &IncidentRow, source: &str, place: &Markup) -> Markup {
    let text = |value: &Option<terms::Text>| html! { (value.as_deref().unwrap_or("Not in this extract")) };
    let yes_no = |value: Option<bool>| match value {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Not in this extract",
    };
    let time = |at| html! { (words::maybe_instant(at)) };
    summary(&[
        ("Received", time(row.received_at)),
        ("Channel", text(&row.channel)),
        ("Reported by", text(&row.reporter_role)),
        ("Opening code", text(&row.opening_code)),
        ("Closing code", text(&row.closing_code)),
        ("Domestic abuse", html! { (yes_no(row.domestic_abuse)) }),
        ("Risk", text(&row.risk)),
        ("Unit", text(&row.unit)),
        ("Place", place.clone()),
        ("Attended", time(row.attended_at)),
        ("Sent for decision", time(row.sent_for_decision_at)),
        ("Decided", time(row.decided_at)),
        ("Closed", time(row.closed_at)),
        ("Safeguarding given", time(row.safeguarded_at)),
        ("Source", html! { (source) }),
    ])
}

fn crimes(picture: &Picture, viewer: &Viewer<'_>, at: usize) -> Markup {
    let (seen, hidden): (Vec<usize>, Vec<usize>) =
        picture.crimes_of(at).iter().partition(|crime| viewer.sees_crime(**crime, Action::ReadCrime));
    html! {
        (heading("Crimes it led to"))
        @if seen.is_empty() && hidden.is_empty() { (paragraph("No crime is linked to this incident.")) }
        @for crime in seen {
            @if let Some(named) = picture.records.crime_names.get(crime) {
                p.govuk-body {
                    (record::crime_link(named)) " "
                    @if let Some(row) = picture.records.crimes.get(crime) { (row.class.as_deref().unwrap_or_default()) }
                    ". " (record::how(picture, at, crime))
                }
                @if let Some(link) = picture.link(at, crime).filter(|link| !link.bars.is_empty()) {
                    (details("What speaks for this link", &bars(&link.bars)))
                }
            }
        }
        @if !hidden.is_empty() { (paragraph("There is more here that you may not see.")) }
    }
}
