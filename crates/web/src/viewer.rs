//! Which records whoever asks may see, and what for: own unit, the force, restricted.

use std::collections::BTreeSet;

use access::{Action, Scope};
use store::content::table;
use store::restricted::Place;

use crate::answer::Failure;
use crate::asked::Asked;
use crate::picture::Picture;

/// Whoever asks, beside the picture.
pub(crate) struct Viewer<'a> {
    asked: &'a Asked,
    picture: &'a Picture,
    closed: BTreeSet<Place>,
}

impl<'a> Viewer<'a> {
    pub(crate) async fn of(asked: &'a Asked, picture: &'a Picture) -> Result<Self, Failure> {
        let closed = asked.app.store.closed_to(&asked.who()?.account.id).await?;
        Ok(Self { asked, picture, closed })
    }

    /// Whether an incident may be seen for this.
    pub(crate) fn sees_incident(&self, at: usize, action: Action) -> bool {
        self.allows(action, self.scope_of_incident(at))
    }

    /// Whether a crime may be seen for this.
    pub(crate) fn sees_crime(&self, at: usize, action: Action) -> bool {
        self.allows(action, self.scope_of_crime(at))
    }

    fn allows(&self, action: Action, scope: Scope) -> bool {
        self.asked.decide(action, scope).is_some_and(|decision| decision.allow)
    }

    fn scope_of_incident(&self, at: usize) -> Scope {
        let Some(named) = self.picture.records.incident_names.get(at) else { return Scope::Restricted };
        if self.is_closed(table::INCIDENTS, &named.source, &named.reference) {
            return Scope::Restricted;
        }
        self.own(self.picture.records.incidents.get(at).and_then(|row| row.unit.as_deref()))
    }

    /// A crime lies where its first incident does. It is restricted with any incident it is linked to.
    fn scope_of_crime(&self, at: usize) -> Scope {
        let Some(named) = self.picture.records.crime_names.get(at) else { return Scope::Restricted };
        let incidents = self.picture.incidents_of(at);
        let is_restricted = self.is_closed(table::CRIMES, &named.source, &named.reference)
            || incidents.iter().any(|incident| self.scope_of_incident(*incident) == Scope::Restricted);
        if is_restricted {
            return Scope::Restricted;
        }
        let first = incidents.first().and_then(|incident| self.picture.records.incidents.get(*incident));
        self.own(first.and_then(|row| row.unit.as_deref()))
    }

    fn own(&self, unit: Option<&str>) -> Scope {
        let own = self.asked.who.as_ref().map_or("", |who| who.account.unit.as_str());
        if !own.is_empty() && unit == Some(own) { Scope::OwnUnit } else { Scope::Force }
    }

    fn is_closed(&self, of: &str, source: &str, reference: &str) -> bool {
        // Few records are restricted; a set of owned places needs an owned one to look it up.
        !self.closed.is_empty()
            && self.closed.contains(&(of.to_owned(), source.to_owned(), reference.to_owned()))
    }
}
