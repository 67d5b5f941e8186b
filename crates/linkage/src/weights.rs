//! What each level of agreement weighs: ln(m / u), m its share among true pairs, u by chance.
//!
//! m starts from the defaults below and is learned from the links themselves, smoothed towards the
//! defaults; u comes from random pairs inside the window (Fellegi and Sunter 1969; u from random
//! pairs as in Splink). Closer never weighs less: the weights of a run of levels are made monotone
//! by pooling neighbours (Ayer et al. 1955, "An empirical distribution function for sampling with
//! incomplete information", Ann. Math. Statist. 26:641-647).

use crate::compare::{Field, Levels, N_COARSE, N_FIELDS, N_GAPS};

const N_LEVELS: usize = 40;
/// True pairs that the defaults count for, when m is learned.
const DEFAULT_PAIRS: f64 = 100.0;
/// Random pairs that the defaults count for, when u is learned.
const DEFAULT_RANDOM_PAIRS: f64 = 100.0;
/// No level weighs more or less than this, either way.
const MOST_WEIGHT: f64 = 11.0;
/// What the second and further fields about one thing count for: they repeat the first. Our
/// choice; methods/linkage-and-triage.md section 8 tells of linkers that counted them in full.
const REPEATED_SHARE: f64 = 0.3;
/// The least that people may weigh: another person is often named.
const LEAST_PEOPLE_WEIGHT: f64 = -3.0;
/// How far a common or rare place may move the weight of the same place, either way.
const MOST_RARITY: f64 = 3.0;

/// Counts of pairs by field and level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counts(pub(crate) [[f64; N_LEVELS]; N_FIELDS]);

impl Counts {
    pub(crate) fn none() -> Self {
        Self([[0.0; N_LEVELS]; N_FIELDS])
    }

    /// Counts a pair for `weight` of one.
    pub(crate) fn add(&mut self, levels: &Levels, weight: f64) {
        for (counts, &level) in self.0.iter_mut().zip(levels) {
            counts[usize::from(level)] += weight;
        }
    }

    pub(crate) fn plus(mut self, other: &Self) -> Self {
        for (ours, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *ours += theirs;
        }
        self
    }
}

/// Weights of all levels, and what is needed to turn them into log-odds.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    levels: [[f64; N_LEVELS]; N_FIELDS],
    /// The most that place, or people, may weigh: what makes one incident of a window likely.
    most: f64,
    /// ln of the share of incidents at the same place, by chance.
    same_place: f64,
    /// ln of the odds that a crime has its incident in its window.
    pub(crate) linked: f64,
}

impl Weights {
    /// Weights from counts of true pairs and of random pairs.
    pub(crate) fn of(
        true_pairs: &Counts,
        random_pairs: &Counts,
        n_in_window: f64,
        linked_share: f64,
    ) -> Self {
        let mut levels = [[0.0; N_LEVELS]; N_FIELDS];
        let mut same_place = 0.0;
        for field in Field::ALL {
            let at = field as usize;
            let m = shares(field, &true_pairs.0[at], &default_m(field), DEFAULT_PAIRS);
            let u = shares(field, &random_pairs.0[at], &default_u(field), DEFAULT_RANDOM_PAIRS);
            levels[at] = monotone(field, &m, &u);
            if field == Field::Place {
                same_place = libm::log(u[1]);
            }
        }
        let linked = libm::log(linked_share / (1.0 - linked_share));
        Self { levels, most: libm::log(n_in_window).clamp(4.0, MOST_WEIGHT), same_place, linked }
    }

    /// The weight of each field on its own.
    pub(crate) fn fields(&self, levels: &Levels) -> [f64; N_FIELDS] {
        std::array::from_fn(|at| self.levels[at][usize::from(levels[at])])
    }

    /// What the commonness of the place adds, where the place is the same: a hot spot says less
    /// than a rare address. Never so little that the same place weighs less than a like one.
    pub(crate) fn rarity(&self, levels: &Levels, n_at_place: u32, n_incidents: usize) -> f64 {
        if levels[Field::Place as usize] != 1 {
            return 0.0;
        }
        let here = libm::log(f64::from(n_at_place.max(1)) / n_incidents.max(1) as f64);
        let [_, same, alike, ..] = self.levels[Field::Place as usize];
        (self.same_place - here).clamp(-MOST_RARITY, MOST_RARITY).max(alike - same)
    }

    /// All the evidence of a pair: fields about one thing (time, place, people) count once, by the
    /// strongest, and the others for a part; so do place and people, since victims repeat at their
    /// own address.
    pub(crate) fn evidence(&self, fields: &[f64; N_FIELDS], rarity: f64) -> f64 {
        let [
            recorded,
            reported,
            offence,
            place,
            postcode,
            distance,
            key,
            surname,
            forename,
            born,
            phone,
            kind,
            unit,
        ] = *fields;
        let time = together(&[recorded, reported, offence]);
        let place = together(&[place + rarity, postcode, distance]).min(self.most);
        let people = (key + surname + forename + born + phone).clamp(LEAST_PEOPLE_WEIGHT, self.most);
        time + together(&[place, people]) + kind + unit
    }
}

/// The strongest for and the strongest against in full, the others for [`REPEATED_SHARE`]. Grows
/// with each of its parts.
fn together(weights: &[f64]) -> f64 {
    let one_side = |side: fn(f64, f64) -> f64| {
        let strongest = weights.iter().fold(0.0, |most, &weight| side(most, weight));
        let all: f64 = weights.iter().map(|&weight| side(weight, 0.0)).sum();
        strongest + REPEATED_SHARE * (all - strongest)
    };
    one_side(f64::max) + one_side(f64::min)
}

/// Shares of the levels, each part of the field (times of day, days) adding up to one.
fn shares(field: Field, counts: &[f64], default: &[f64; N_LEVELS], n_default: f64) -> [f64; N_LEVELS] {
    let mut shares = [0.0; N_LEVELS];
    for (start, end) in parts(field) {
        let (n, of_default): (f64, f64) = (counts[start..end].iter().sum(), default[start..end].iter().sum());
        for level in start..end {
            shares[level] = (counts[level] + n_default * default[level] / of_default) / (n + n_default);
        }
    }
    shares
}

/// The ranges of levels that are alternatives to one another.
fn parts(field: Field) -> Vec<(usize, usize)> {
    match field {
        Field::Recorded | Field::Reported => {
            vec![(1, 1 + 2 * N_GAPS), (1 + 2 * N_GAPS, 1 + 2 * N_GAPS + N_COARSE)]
        }
        _ => vec![(1, field.n_levels())],
    }
}

/// ln(m / u), not growing along each run of levels: neighbours that do are pooled.
fn monotone(field: Field, m: &[f64; N_LEVELS], u: &[f64; N_LEVELS]) -> [f64; N_LEVELS] {
    let mut weights = [0.0; N_LEVELS];
    for (start, end) in field.runs() {
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        for level in start..end {
            pools.push((m[level], u[level], 1));
            while let [.., (m0, u0, n0), (m1, u1, n1)] = pools[..]
                && m0 * u1 < m1 * u0
            {
                pools.truncate(pools.len() - 2);
                pools.push((m0 + m1, u0 + u1, n0 + n1));
            }
        }
        let pooled = pools.iter().flat_map(|&(m, u, n)| std::iter::repeat_n(libm::log(m / u), n));
        for (level, weight) in (start..end).zip(pooled) {
            weights[level] = weight.clamp(-MOST_WEIGHT, MOST_WEIGHT);
        }
    }
    weights
}

/// Where m starts: shares among true pairs. Our judgement, from the published recording delays of
/// forces (most crimes within a day of the call) and the rates of missing and wrong fields in
/// methods/linkage-and-triage.md, 1.1; they matter only until links are there to learn from.
fn default_m(field: Field) -> [f64; N_LEVELS] {
    const RECORDED: [f64; N_GAPS] =
        [0.01, 0.03, 0.05, 0.07, 0.1, 0.12, 0.13, 0.11, 0.09, 0.07, 0.08, 0.06, 0.03, 0.02, 0.01, 0.003];
    const RECORDED_BEFORE: [f64; N_GAPS] = [
        0.003, 0.003, 0.002, 0.002, 0.001, 0.001, 0.001, 5e-4, 5e-4, 5e-4, 1e-4, 1e-4, 1e-5, 1e-5, 1e-5, 1e-5,
    ];
    const REPORTED: [f64; N_GAPS] =
        [0.3, 0.2, 0.12, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01, 0.005, 0.004, 0.003, 0.003];
    const REPORTED_BEFORE: [f64; N_GAPS] = [
        0.02, 0.02, 0.01, 0.005, 0.005, 0.004, 0.003, 0.002, 0.001, 0.001, 5e-4, 5e-4, 1e-4, 1e-4, 1e-4, 1e-4,
    ];
    const OFFENCE: [f64; N_GAPS] =
        [0.02, 0.05, 0.08, 0.08, 0.1, 0.08, 0.08, 0.06, 0.06, 0.05, 0.04, 0.03, 0.03, 0.02, 0.02, 0.04];
    const OFFENCE_BEFORE: [f64; N_GAPS] = [
        0.01, 0.01, 0.01, 0.005, 0.005, 0.003, 0.002, 0.002, 0.001, 0.001, 5e-4, 5e-4, 1e-4, 1e-4, 1e-4, 1e-4,
    ];
    match field {
        Field::Recorded => laid_out(&[&RECORDED, &RECORDED_BEFORE, &[0.6, 0.25, 0.08, 0.05, 0.02]]),
        Field::Reported => laid_out(&[&REPORTED, &REPORTED_BEFORE, &[0.85, 0.1, 0.03, 0.01, 0.01]]),
        Field::Offence => laid_out(&[&[0.2], &OFFENCE, &OFFENCE_BEFORE]),
        Field::Place => laid_out(&[&[0.7, 0.08, 0.05, 0.17]]),
        Field::Postcode => laid_out(&[&[0.75, 0.06, 0.04, 0.15]]),
        Field::Distance => laid_out(&[&[0.5, 0.12, 0.1, 0.06, 0.06, 0.16]]),
        Field::PersonKey => laid_out(&[&[0.8, 0.2]]),
        Field::Surname => laid_out(&[&[0.65, 0.08, 0.27]]),
        Field::Forename => laid_out(&[&[0.6, 0.1, 0.3]]),
        Field::Born => laid_out(&[&[0.7, 0.08, 0.22]]),
        Field::Phone => laid_out(&[&[0.65, 0.35]]),
        Field::Kind => laid_out(&[&[0.5, 0.25, 0.2, 0.05]]),
        Field::Unit => laid_out(&[&[0.7, 0.3]]),
    }
}

/// Where u starts: shares among pairs met by chance in a window of 29 days.
fn default_u(field: Field) -> [f64; N_LEVELS] {
    const GAPS: [f64; N_GAPS] = [
        2.4e-5, 9.6e-5, 2.4e-4, 3.6e-4, 7.2e-4, 1.4e-3, 2.9e-3, 5.7e-3, 0.0115, 0.0115, 0.0345, 0.069, 0.138,
        0.276, 0.414, 1e-4,
    ];
    const BEFORE: [f64; N_GAPS] = [
        2.4e-5, 9.6e-5, 2.4e-4, 3.6e-4, 7.2e-4, 1.4e-3, 2.9e-3, 5.7e-3, 0.0115, 0.0115, 1e-3, 1e-3, 1e-3,
        1e-3, 1e-3, 1e-3,
    ];
    match field {
        Field::Recorded | Field::Reported => laid_out(&[&GAPS, &BEFORE, &[0.035, 0.069, 0.14, 0.2, 0.55]]),
        Field::Offence => laid_out(&[&[0.003], &BEFORE, &GAPS]),
        Field::Place => laid_out(&[&[5e-4, 5e-4, 0.01, 0.989]]),
        Field::Postcode => laid_out(&[&[5e-4, 0.01, 0.03, 0.96]]),
        Field::Distance => laid_out(&[&[3e-4, 1e-3, 5e-3, 0.02, 0.1, 0.87]]),
        Field::PersonKey | Field::Phone => laid_out(&[&[2e-4, 0.9998]]),
        Field::Surname => laid_out(&[&[4e-3, 4e-3, 0.992]]),
        Field::Forename => laid_out(&[&[0.01, 0.02, 0.97]]),
        Field::Born => laid_out(&[&[2e-4, 0.01, 0.99]]),
        Field::Kind => laid_out(&[&[0.15, 0.25, 0.35, 0.25]]),
        Field::Unit => laid_out(&[&[0.1, 0.9]]),
    }
}

/// Levels 1, 2, ... from parts that follow one another.
fn laid_out(parts: &[&[f64]]) -> [f64; N_LEVELS] {
    let mut levels = [0.0; N_LEVELS];
    for (level, share) in levels[1..].iter_mut().zip(parts.iter().copied().flatten()) {
        *level = *share;
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Records;
    use crate::compare::levels;
    use crate::facts::Facts;
    use crate::references::References;
    use terms::{CrimeRow, IncidentRow, Instant, Place, Point};

    fn weights() -> Weights {
        Weights::of(&Counts::none(), &Counts::none(), 40_000.0, 0.9)
    }

    #[test]
    fn missing_weighs_nothing_and_closer_never_less() {
        let weights = weights();
        for field in Field::ALL {
            let levels = &weights.levels[field as usize];
            assert_eq!(levels[0], 0.0, "{field:?}");
            for (start, end) in field.runs() {
                let run = &levels[start..end];
                assert!(run.windows(2).all(|pair| pair[0] >= pair[1]), "{field:?} {run:?}");
            }
        }
    }

    #[test]
    fn defaults_fill_each_field() {
        for field in Field::ALL {
            for shares in [default_m(field), default_u(field)] {
                let filled = shares.iter().filter(|share| **share > 0.0).count();
                assert_eq!(filled, field.n_levels() - 1, "{field:?}");
            }
        }
    }

    #[test]
    fn what_repeats_counts_in_part() {
        for (weights, expected) in [
            (vec![], 0.0),
            (vec![5.0], 5.0),
            (vec![5.0, 2.0], 5.6),
            (vec![-4.0, -2.0, 0.0], -4.6),
            (vec![5.0, -1.0, 1.0], 4.3),
        ] {
            let got = together(&weights);
            assert!((got - expected).abs() < 1e-12, "{weights:?} {got}");
        }
    }

    #[test]
    fn a_hot_spot_says_less_than_a_rare_address() {
        let weights = weights();
        let mut same = Levels::default();
        same[Field::Place as usize] = 1;
        let at = |n| weights.rarity(&same, n, 100_000);
        assert!(at(1) > at(100) && at(100) > at(10_000));
        assert_eq!(weights.rarity(&Levels::default(), 1, 100_000), 0.0);
        let mut alike = same;
        alike[Field::Place as usize] = 2;
        let of = |levels, rarity| weights.evidence(&weights.fields(levels), rarity);
        assert!(of(&same, at(100_000)) >= of(&alike, 0.0));
    }

    /// Evidence of a pair of rows after the change given, by the default weights.
    fn evidence(change: impl Fn(&mut IncidentRow, &mut CrimeRow)) -> f64 {
        let place = Place {
            place: Some("1 Mill Lane, Ambridge".into()),
            postcode: Some("BF1 1AA".into()),
            point: Some(Point::Grid { easting: 0.0, northing: 0.0 }),
        };
        let at = |seconds| Some(Instant::exact(seconds));
        let mut incident = IncidentRow { place: place.clone(), received_at: at(0), ..IncidentRow::default() };
        let mut crime = CrimeRow {
            place,
            recorded_at: at(600),
            reported_at: at(0),
            offence_from: at(0),
            ..CrimeRow::default()
        };
        change(&mut incident, &mut crime);
        let (incidents, crimes) = ([incident], [crime]);
        let records = Records {
            incidents: &incidents,
            crimes: &crimes,
            people: &[],
            incident_families: &[],
            crime_families: &[],
        };
        let facts = Facts::of(&records, &References::of(&records));
        let (weights, levels) = (weights(), levels(&facts, &facts.incidents[0], &facts.crimes[0]));
        weights.evidence(&weights.fields(&levels), weights.rarity(&levels, 5, 40_000))
    }

    /// Each case is a row of changes from the nearest to the farthest.
    fn falls(name: &str, scores: impl Iterator<Item = f64>) {
        let scores: Vec<f64> = scores.collect();
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{name} {scores:?}");
        assert!(scores.first() > scores.last(), "{name} {scores:?}");
    }

    #[test]
    fn farther_in_time_or_place_never_scores_higher() {
        let at = |seconds: i64| Some(Instant::exact(seconds));
        let gaps = || (0..60).map(|n| (libm::pow(1.3, f64::from(n)) as i64).min(2_500_000));
        falls("recorded after", gaps().map(|gap| evidence(|_, c| c.recorded_at = at(gap))));
        falls("recorded before", gaps().map(|gap| evidence(|_, c| c.recorded_at = at(-1 - gap))));
        falls("reported after", gaps().map(|gap| evidence(|_, c| c.reported_at = at(gap))));
        falls("reported before", gaps().map(|gap| evidence(|_, c| c.reported_at = at(-1 - gap))));
        falls("offence before", gaps().map(|gap| evidence(|_, c| c.offence_from = at(-gap))));
        falls("offence after", gaps().map(|gap| evidence(|_, c| c.offence_from = at(gap))));
        let far = |metres| Some(Point::Grid { easting: metres, northing: 0.0 });
        falls("distance", gaps().map(|metres| evidence(|_, c| c.place.point = far(metres as f64))));
        let texts = ["1 Mill Ln Ambridge", "1 Mil Lane, Ambridge", "9 Mill Lane, Ambridge", "7 Brook Street"];
        falls("place", texts.into_iter().map(|text| evidence(|_, c| c.place.place = Some(text.into()))));
        let codes = ["bf11aa", "BF1 1ZZ", "BF1 9ZZ", "BF7 1AA"];
        falls(
            "postcode",
            codes.into_iter().map(|text| evidence(|_, c| c.place.postcode = Some(text.into()))),
        );
    }
}
