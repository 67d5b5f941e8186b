//! The tables an extract can feed.

/// The tables an extract can feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Incidents (logs).
    Incidents,
    /// Recorded crimes.
    Crimes,
    /// People named in either.
    People,
    /// Published or counted figures.
    Counts,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 4] = [Self::Incidents, Self::Crimes, Self::People, Self::Counts];

    /// Its name, as in a mapping and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Crimes => "crimes",
            Self::People => "people",
            Self::Counts => "counts",
        }
    }
}
