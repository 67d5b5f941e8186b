//! What a report or a crime is broadly about, coarse enough to hold across code lists.

/// A broad family of incidents and offences. Coarser than any code list, so that an opening code, a
/// closing code, an offence and a sentence of a log can be compared.
///
/// The non-crime families follow the theme groups of the National Incident Category List (NSIR
/// 2011, chapter 2); the crime families follow the classes of the Home Office notifiable offence
/// list 2026-27.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Family {
    /// Violence against the person, with or without injury.
    Violence,
    /// Harassment, stalking, malicious communications, controlling or coercive behaviour.
    Conduct,
    /// Rape and other sexual offences.
    Sexual,
    /// Domestic incident, whatever the offence in it.
    Domestic,
    /// Robbery.
    Robbery,
    /// Burglary, residential or business.
    Burglary,
    /// Theft of or from a vehicle, and vehicle interference.
    Vehicle,
    /// Other theft: shop, cycle, from the person, making off.
    Theft,
    /// Criminal damage and arson.
    Damage,
    /// Public order.
    PublicOrder,
    /// Possession of weapons.
    Weapons,
    /// Drugs.
    Drugs,
    /// Fraud and forgery.
    Fraud,
    /// Any other notifiable crime.
    OtherCrime,
    /// Anti-social behaviour (NICL personal, nuisance, environmental).
    AntiSocial,
    /// Public safety and welfare: concern for safety, missing, suspicious, sudden death, alarm.
    Welfare,
    /// Transport: collisions, obstruction, traffic.
    Transport,
    /// Administration: messages, lost and found property, complaints, pre-planned events.
    Administration,
    /// Nothing recognised.
    Unknown,
}

impl Family {
    /// All families, in order.
    pub const ALL: [Self; 19] = [
        Self::Violence,
        Self::Conduct,
        Self::Sexual,
        Self::Domestic,
        Self::Robbery,
        Self::Burglary,
        Self::Vehicle,
        Self::Theft,
        Self::Damage,
        Self::PublicOrder,
        Self::Weapons,
        Self::Drugs,
        Self::Fraud,
        Self::OtherCrime,
        Self::AntiSocial,
        Self::Welfare,
        Self::Transport,
        Self::Administration,
        Self::Unknown,
    ];

    /// Its position in [`Family::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether a report of this family, taken at its word, is of a notifiable crime.
    pub const fn is_crime(self) -> bool {
        (self as u8) <= (Self::OtherCrime as u8)
    }

    /// Whether a published category of this family counts something other than crime.
    pub const fn is_other_than_crime(self) -> bool {
        matches!(self, Self::AntiSocial | Self::Welfare | Self::Transport | Self::Administration)
    }

    /// The name printed in reports and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Violence => "violence",
            Self::Conduct => "harassment and stalking",
            Self::Sexual => "sexual offences",
            Self::Domestic => "domestic",
            Self::Robbery => "robbery",
            Self::Burglary => "burglary",
            Self::Vehicle => "vehicle crime",
            Self::Theft => "theft",
            Self::Damage => "criminal damage and arson",
            Self::PublicOrder => "public order",
            Self::Weapons => "weapons",
            Self::Drugs => "drugs",
            Self::Fraud => "fraud",
            Self::OtherCrime => "other crime",
            Self::AntiSocial => "anti-social behaviour",
            Self::Welfare => "public safety and welfare",
            Self::Transport => "transport",
            Self::Administration => "administration",
            Self::Unknown => "not recognised",
        }
    }

    /// The family of a printed name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_and_names_go_both_ways() {
        for (index, family) in Family::ALL.into_iter().enumerate() {
            assert_eq!(family.index(), index);
            assert_eq!(Family::from_name(family.name()), Some(family));
        }
        assert!(Family::OtherCrime.is_crime() && !Family::AntiSocial.is_crime());
        let other = |family: Family| family.is_other_than_crime();
        assert!(other(Family::AntiSocial) && !other(Family::Theft) && !other(Family::Unknown));
    }
}
