//! From the crimes of one ruling to counts, of the whole and of each group.

use alloc::vec;
use alloc::vec::Vec;

use super::Found;
use crate::certificate::Finding;

/// One crime of an incident after the ruling, matched by victim and offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrimeRuled {
    /// The group it is recorded under; `None`: not recorded.
    pub recorded_as: Option<usize>,
    /// The group it belongs to; `None`: nothing owed it.
    pub belongs_to: Option<usize>,
}

/// What one incident says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// K, crimes that should be recorded.
    pub owed: u64,
    /// R, crimes recorded.
    pub recorded: u64,
    /// The count version: U = max(K - R, 0), V = max(R - K, 0). For the overall rate and the certificate.
    pub whole: Finding,
    /// Matched, for each group.
    pub groups: Vec<Found>,
    /// Recorded crimes that are owed, under whatever group.
    pub n_recorded_and_owed: u64,
    /// Of them, those under the group they belong to.
    pub n_right_group: u64,
}

/// Counts the crimes of one incident. Groups at or above `n_groups` count in the whole only.
pub fn tally(crimes: &[CrimeRuled], n_groups: usize) -> Tally {
    let count = |f: fn(&CrimeRuled) -> bool| crimes.iter().filter(|crime| f(crime)).count() as u64;
    let owed = count(|crime| crime.belongs_to.is_some());
    let recorded = count(|crime| crime.recorded_as.is_some());
    let mut groups = vec![Found::default(); n_groups];
    for crime in crimes {
        let (from, to) = (crime.recorded_as, crime.belongs_to);
        if let Some(group) = to.and_then(|group| groups.get_mut(group)) {
            group.in_group = true;
            group.missed += f64::from(u8::from(from.is_none()));
            group.moved_in += f64::from(u8::from(from.is_some() && from != to));
        }
        if let Some(group) = from.and_then(|group| groups.get_mut(group)) {
            group.in_group = true;
            group.wrong += f64::from(u8::from(from != to));
        }
    }
    Tally {
        owed,
        recorded,
        whole: Finding::of(owed, recorded),
        groups,
        n_recorded_and_owed: count(|crime| crime.recorded_as.is_some() && crime.belongs_to.is_some()),
        n_right_group: count(|crime| crime.recorded_as.is_some() && crime.recorded_as == crime.belongs_to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crimes_are_counted_by_the_group_they_belong_to() {
        let crime = |recorded_as, belongs_to| CrimeRuled { recorded_as, belongs_to };
        // One right, one under another group, one missed, one that nothing owed.
        let crimes =
            [crime(Some(0), Some(0)), crime(Some(1), Some(0)), crime(None, Some(1)), crime(Some(0), None)];
        let got = tally(&crimes, 2);
        assert_eq!((got.owed, got.recorded), (3, 3));
        assert_eq!(got.whole, Finding::Counted { missed: 0, wrong: 0 }, "the count version nets out");
        assert_eq!(got.groups[0], Found { missed: 0.0, wrong: 1.0, moved_in: 1.0, in_group: true });
        assert_eq!(got.groups[1], Found { missed: 1.0, wrong: 1.0, moved_in: 0.0, in_group: true });
        assert_eq!((got.n_recorded_and_owed, got.n_right_group), (2, 1));
        assert!(!tally(&[], 1).groups[0].in_group);
    }
}
