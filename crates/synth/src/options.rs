//! What can be asked of the synthetic force, with the source of every default.

use alloc::vec;
use alloc::vec::Vec;

use terms::Day;

use crate::truth::Cause;

/// What the synthetic force is to be. The same options give the same world, byte for byte.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The seed of every random number.
    pub seed: u64,
    /// How many incidents, duplicate calls included.
    pub n_incidents: usize,
    /// First day on which an incident is received.
    pub first_day: Day,
    /// Over how many days.
    pub n_days: u32,
    /// What the force gets right and wrong.
    pub rates: Rates,
    /// How hard its records are to read and to link.
    pub difficulty: Difficulty,
    /// Share of logs, duplicate calls and professionals' apart, with one more update: 0 gives a mean of
    /// some 55 words a log.
    pub further_update: f64,
}

/// The last day of the two years of Borsetshire, 2026-09-30.
const BORSETSHIRE_LAST: Day = Day(20_726);
/// The last day of the hard set, 2026-10-31: its last week holds the autumn clock change.
const HARD_LAST: Day = Day(20_757);
/// Incidents a day of the hard set (methods/linkage-and-triage.md, 1.1).
const HARD_PER_DAY: usize = 1_400;

impl Options {
    /// Borsetshire Police over the two years to 2026-09-30; the daily volume follows from
    /// `n_incidents`.
    pub fn borsetshire(seed: u64, n_incidents: usize) -> Self {
        Self::ending(BORSETSHIRE_LAST, 730, seed, n_incidents)
    }

    /// The hard set for linkage: no references, 1,400 incidents a day, 8.5% never recorded
    /// (methods/linkage-and-triage.md, 1.1).
    pub fn hard_links(seed: u64, n_incidents: usize) -> Self {
        let n_days = n_incidents.div_ceil(HARD_PER_DAY).clamp(2, 3_650) as u32;
        let rates = Rates {
            owes_crime: 0.6,
            course: Course { start: 0.915, trough: 0.915, end: 0.915 },
            late: 0.25,
            direct: 0.3,
            ..Rates::default()
        };
        let ordinary = Self::ending(HARD_LAST, n_days, seed, n_incidents);
        Self { rates, difficulty: Difficulty::hard(), ..ordinary }
    }

    /// One year of a large force to 2026-09-30: logs of about 60 words, and about 36 recorded crimes to
    /// 100 incidents, as 180,000 to 500,000.
    pub fn force_year(seed: u64, n_incidents: usize) -> Self {
        let rates = Rates { direct: 0.09, ..Rates::default() };
        let ordinary = Self::ending(BORSETSHIRE_LAST, 365, seed, n_incidents);
        Self { rates, further_update: 0.5, ..ordinary }
    }

    fn ending(last: Day, n_days: u32, seed: u64, n_incidents: usize) -> Self {
        let first_day = Day(last.0 - n_days as i32 + 1);
        let (rates, difficulty) = (Rates::default(), Difficulty::ordinary());
        Self { seed, n_incidents, first_day, n_days, rates, difficulty, further_update: 0.0 }
    }
}

/// The share of owed crimes that are recorded, over the period: from `start` through `trough` in the
/// middle to `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// On the first day.
    pub start: f64,
    /// Half way.
    pub trough: f64,
    /// On the last day.
    pub end: f64,
}

impl Course {
    /// The share at a point of the period, 0 its beginning and 1 its end: a line from start to end,
    /// less a squared sine that takes it to the trough half way.
    pub fn at(&self, point: f64) -> f64 {
        let line = self.start + (self.end - self.start) * point;
        let dip = (self.start + self.end) / 2.0 - self.trough;
        let wave = libm::sin(core::f64::consts::PI * point);
        (line - dip * wave * wave).clamp(0.0, 1.0)
    }
}

/// One cause of missed crimes and how much of the missed it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CauseShare {
    /// The cause.
    pub cause: Cause,
    /// Its share of all missed crimes; the shares are taken relative to their sum.
    pub share: f64,
}

/// What the force gets right and wrong. Shares of one. Figures and names of forces are from
/// domain/inspectorate.md section 7 and domain/published.csv; "assumed" means that no published
/// figure was at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// Share of primary incidents whose report owes at least one crime. Assumed, 0.30.
    pub owes_crime: f64,
    /// How many crimes an incident owes that owes several: relative weights of 2, 3, 4 and 5
    /// (.12, .04, .014, .006, beside .82 that owe one). How often it is several is
    /// [`Difficulty::several_crimes`].
    pub further_crimes: [f64; 4],
    /// Share of owed crimes recorded, over time. Kent: about 96% in 2014, 83.6% in 2017, 96.6% in
    /// 2018.
    pub course: Course,
    /// Why crimes are missed: shares of the missed. Domestic abuse first (Devon and Cornwall 2022:
    /// over half; West Midlands 116 of 470 audited), then as section 7 lists; the exact split is
    /// assumed.
    pub causes: Vec<CauseShare>,
    /// Share of recorded incidents recorded more than 24 hours after receipt. Leicestershire
    /// recorded 93.7% within 24 hours (2018).
    pub late: f64,
    /// Share of rightly recorded crime incidents that a professional reported. Set so that about
    /// 41% of owed professional reports are recorded: 55 of 133 at Lincolnshire, Cheshire, Thames
    /// Valley and Gloucestershire together.
    pub professional_recorded: f64,
    /// Share of incidents without crime that a professional reported. Assumed, so that about half
    /// of the referrals owe crimes (Cheshire: 11 crimes from 20).
    pub professional_no_crime: f64,
    /// Share of rightly recorded crime incidents that were opened as anti-social behaviour. Devon and
    /// Cornwall 2022 recorded 3 of 23 owed in such logs.
    pub antisocial_recorded: f64,
    /// Share of rightly recorded crime incidents that are domestic. Assumed, 0.18.
    pub domestic_recorded: f64,
    /// Share of rightly recorded crime incidents that are rapes. Assumed, 0.008.
    pub rape_recorded: f64,
    /// Share of all primary incidents that are domestic abuse and rightly no crime. Assumed, 0.035.
    pub domestic_no_crime: f64,
    /// Share of all primary incidents that are rightly entered as N100. Assumed, 0.001.
    pub n100_reports: f64,
    /// Share of crimes recorded from incidents that nothing owed. Assumed, 1%.
    pub wrongly_recorded: f64,
    /// Share of recorded crimes cancelled. Assumed, 3%.
    pub cancelled: f64,
    /// Share of the cancelled that were cancelled wrongly. 13 forces wrongly cancelled one violent
    /// crime in five.
    pub wrongly_cancelled: f64,
    /// Share of victims told of a cancellation. Lancashire 9 of 15, Suffolk 26 of 29,
    /// Northamptonshire 17 of 19, North Yorkshire 12 of 20: 64 of 83.
    pub cancellation_told: f64,
    /// Among crimes missed because the first account was not kept, the share whose log no longer
    /// holds that account at all. Assumed; Cleveland was told to summarise calls accurately.
    pub first_account_lost: f64,
    /// Share of domestic abuse victims safeguarded although no crime was recorded that was owed.
    /// Cleveland: about a quarter; Kent 2018: all.
    pub safeguarded_missed: f64,
    /// Share of other domestic abuse victims safeguarded. Assumed, 0.9.
    pub safeguarded_other: f64,
    /// Share of recorded crimes that came without an incident. Devon and Cornwall 2014: 53%; the
    /// default is lower, 0.2, since control rooms now log most reports (assumed).
    pub direct: f64,
    /// Share of recording decisions made by a robot. Assumed, 5%.
    pub robot: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            owes_crime: 0.3,
            further_crimes: [0.12, 0.04, 0.014, 0.006],
            course: Course { start: 0.96, trough: 0.84, end: 0.96 },
            causes: default_causes(),
            late: 0.063,
            professional_recorded: 0.013,
            professional_no_crime: 0.0125,
            antisocial_recorded: 0.0025,
            domestic_recorded: 0.18,
            rape_recorded: 0.008,
            domestic_no_crime: 0.035,
            n100_reports: 0.001,
            wrongly_recorded: 0.01,
            cancelled: 0.03,
            wrongly_cancelled: 0.2,
            cancellation_told: 0.77,
            first_account_lost: 0.3,
            safeguarded_missed: 0.25,
            safeguarded_other: 0.9,
            direct: 0.2,
            robot: 0.05,
        }
    }
}

fn default_causes() -> Vec<CauseShare> {
    let share = |cause, share| CauseShare { cause, share };
    vec![
        share(Cause::DomesticAbuseLoggedOnly, 0.30),
        share(Cause::ProfessionalReport, 0.17),
        share(Cause::AntiSocialBehaviourLog, 0.14),
        share(Cause::FurtherCrimeInReport, 0.13),
        share(Cause::FirstAccountNotKept, 0.09),
        share(Cause::RuleMisread, 0.09),
        share(Cause::AppointmentNotKept, 0.06),
        share(Cause::N100Misused, 0.02),
    ]
}

/// How hard the records are to read and to link. Shares of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Difficulty {
    /// Share of crimes from an incident with no reference either way. The rest name each other on
    /// both sides.
    pub references_withheld: f64,
    /// Among references given, the share on the crime that names another incident.
    pub references_wrong: f64,
    /// Share of incidents owing a crime that owe more than one.
    pub several_crimes: f64,
    /// Share of incidents that are a second call about an event already reported.
    pub duplicate_calls: f64,
    /// Share of those that the force knew as duplicates.
    pub duplicates_named: f64,
    /// Share of events that befall a household which an earlier event befell.
    pub repeat_victims: f64,
    /// Share of events outside the home at one of the few busiest places: a town centre, a hospital.
    pub hot_spots: f64,
    /// Share of names, dates of birth and phones with a slip of the keys, each on its own.
    pub typos: f64,
    /// Share of forenames written in their short form.
    pub nicknames: f64,
    /// Share of incidents placed elsewhere than the crime: the caller's home, a house nearby.
    pub wrong_place: f64,
    /// Share of places written another way than the gazetteer's.
    pub place_variants: f64,
    /// Share of incidents that name another person in place of the victim.
    pub another_person: f64,
    /// Share of persons who carry the same key in both systems.
    pub shared_person_keys: f64,
    /// What is missing.
    pub missing: Missing,
    /// Spread of the time to record within the first day: the standard deviation of its logarithm
    /// about a median of two and a half hours.
    pub lag_spread: f64,
    /// Mean minutes from receipt to the time the crime system gives as reported.
    pub reported_delay_minutes: f64,
    /// Mean days by which a late crime passes the 24 hours; at most six weeks.
    pub late_mean_days: f64,
}

/// Shares of values that are not in the record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missing {
    /// Date of birth, on incidents.
    pub incident_born: f64,
    /// Phone, on incidents.
    pub incident_phone: f64,
    /// Forename, on incidents.
    pub incident_forename: f64,
    /// The whole person, on incidents.
    pub incident_person: f64,
    /// Coordinates, on either side.
    pub point: f64,
    /// Postcode, on either side.
    pub postcode: f64,
    /// Date of birth, on crimes.
    pub crime_born: f64,
    /// Phone, on crimes.
    pub crime_phone: f64,
    /// Place, on crimes.
    pub crime_place: f64,
    /// Time reported, on crimes.
    pub reported_at: f64,
}

impl Difficulty {
    /// Records as a good extract has them: cross-references on most.
    pub fn ordinary() -> Self {
        Self {
            references_withheld: 0.12,
            references_wrong: 0.005,
            several_crimes: 0.18,
            duplicate_calls: 0.06,
            duplicates_named: 0.9,
            repeat_victims: 0.22,
            hot_spots: 0.25,
            typos: 0.01,
            nicknames: 0.05,
            wrong_place: 0.02,
            place_variants: 0.03,
            another_person: 0.05,
            shared_person_keys: 0.8,
            missing: Missing::ordinary(),
            lag_spread: 1.0,
            reported_delay_minutes: 5.0,
            late_mean_days: 3.0,
        }
    }

    /// The hard set of methods/linkage-and-triage.md, 1.1: no references, typos, missing fields,
    /// wrong places, another person named on 15% of incidents, repeat victims, hot spots.
    pub fn hard() -> Self {
        Self {
            references_withheld: 1.0,
            references_wrong: 0.0,
            several_crimes: 0.11,
            duplicate_calls: 0.06,
            duplicates_named: 0.0,
            repeat_victims: 0.22,
            hot_spots: 0.3,
            typos: 0.06,
            nicknames: 0.15,
            wrong_place: 0.1,
            place_variants: 0.1,
            another_person: 0.15,
            shared_person_keys: 0.0,
            missing: Missing::hard(),
            lag_spread: 1.6,
            reported_delay_minutes: 60.0,
            late_mean_days: 5.0,
        }
    }
}

impl Missing {
    const fn ordinary() -> Self {
        Self {
            incident_born: 0.2,
            incident_phone: 0.1,
            incident_forename: 0.02,
            incident_person: 0.05,
            point: 0.02,
            postcode: 0.03,
            crime_born: 0.03,
            crime_phone: 0.1,
            crime_place: 0.01,
            reported_at: 0.02,
        }
    }

    const fn hard() -> Self {
        Self {
            incident_born: 0.45,
            incident_phone: 0.38,
            incident_forename: 0.1,
            incident_person: 0.1,
            point: 0.15,
            postcode: 0.15,
            crime_born: 0.08,
            crime_phone: 0.3,
            crime_place: 0.04,
            reported_at: 0.7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stated_periods_end_when_they_say() {
        for (options, first, last) in [
            (Options::borsetshire(1, 20_000), (2024, 10, 1), (2026, 9, 30)),
            (Options::hard_links(1, 6_000), (2026, 10, 27), (2026, 10, 31)),
            (Options::hard_links(1, 20_000), (2026, 10, 17), (2026, 10, 31)),
        ] {
            assert_eq!(options.first_day.date(), first);
            assert_eq!(Day(options.first_day.0 + options.n_days as i32 - 1).date(), last);
        }
    }

    #[test]
    fn a_course_falls_and_recovers() {
        let kent = Rates::default().course;
        for (point, share) in [(0.0, 0.96), (0.25, 0.90), (0.5, 0.84), (0.75, 0.90), (1.0, 0.96)] {
            assert!((kent.at(point) - share).abs() < 1e-9, "{point}");
        }
    }
}
