//! Which kinds of incident lead to which kinds of crime.

use terms::Family;

use Family::*;

/// How near the kind of an incident is to the kind of a crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// One of the two was not recognised.
    NotKnown,
    /// The same.
    Same,
    /// Often the one for the other.
    Close,
    /// Nothing to wonder at.
    Loose,
    /// An incident of this kind does not lead to such a crime.
    Disagree,
}

impl Kinship {
    pub(crate) const fn level(self) -> u8 {
        self as u8
    }
}

/// Pairs that are often told for one another, in either direction. Our own reading of the classes of
/// the Home Office Counting Rules: what one call can be, before and after the first account.
const CLOSE: [(Family, Family); 27] = [
    (Domestic, Violence),
    (Domestic, Conduct),
    (Domestic, Sexual),
    (Domestic, Damage),
    (Domestic, PublicOrder),
    (Violence, Conduct),
    (Violence, PublicOrder),
    (Violence, Weapons),
    (Violence, Robbery),
    (Violence, Sexual),
    (Violence, AntiSocial),
    (Conduct, PublicOrder),
    (Conduct, AntiSocial),
    (Conduct, Sexual),
    (PublicOrder, AntiSocial),
    (PublicOrder, Damage),
    (PublicOrder, Weapons),
    (Damage, AntiSocial),
    (Damage, Burglary),
    (Damage, Vehicle),
    (Theft, Robbery),
    (Theft, Burglary),
    (Theft, Vehicle),
    (Theft, Fraud),
    (Burglary, Vehicle),
    (Weapons, Drugs),
    (Robbery, Weapons),
];

/// Pairs of crimes that one event can hold, though neither is told for the other.
const LOOSE: [(Family, Family); 13] = [
    (Violence, Damage),
    (Violence, Theft),
    (Violence, Burglary),
    (Violence, Drugs),
    (Domestic, Theft),
    (Domestic, Burglary),
    (Domestic, Weapons),
    (Conduct, Damage),
    (Conduct, Fraud),
    (Theft, Damage),
    (Theft, PublicOrder),
    (Theft, Administration),
    (Robbery, Vehicle),
];

/// How an incident of one kind goes with a crime of another. An incident opened under a heading that
/// is no crime (welfare, administration, transport, anti-social behaviour) may become any crime, and
/// so may anything and "other crime".
pub(crate) fn kinship(incident: Family, crime: Family) -> Kinship {
    let either = |pairs: &[(Family, Family)]| {
        pairs.iter().any(|&(a, b)| (a, b) == (incident, crime) || (b, a) == (incident, crime))
    };
    match () {
        () if incident == Unknown || crime == Unknown => Kinship::NotKnown,
        () if incident == crime => Kinship::Same,
        () if either(&CLOSE) => Kinship::Close,
        () if !incident.is_crime() || !crime.is_crime() => Kinship::Loose,
        () if incident == OtherCrime || crime == OtherCrime => Kinship::Loose,
        () if either(&LOOSE) => Kinship::Loose,
        () => Kinship::Disagree,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_agree_as_one_event_can() {
        for (incident, crime, expected) in [
            (Burglary, Burglary, Kinship::Same),
            (Domestic, Violence, Kinship::Close),
            (Violence, Domestic, Kinship::Close),
            (Welfare, Sexual, Kinship::Loose),
            (Transport, Violence, Kinship::Loose),
            (AntiSocial, Fraud, Kinship::Loose),
            (Violence, OtherCrime, Kinship::Loose),
            (Fraud, Violence, Kinship::Disagree),
            (Burglary, Sexual, Kinship::Disagree),
            (Unknown, Fraud, Kinship::NotKnown),
            (Fraud, Unknown, Kinship::NotKnown),
        ] {
            assert_eq!(kinship(incident, crime), expected, "{incident:?} {crime:?}");
        }
    }
}
