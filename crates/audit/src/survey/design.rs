//! Rows with stratum, cluster and weight, and the variance of a weighted total over them.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// How the rows were drawn. All lists have one entry for each row.
#[derive(Clone, Copy, Debug)]
pub struct Design<'a> {
    /// Stratum of each row.
    pub stratum: &'a [&'a str],
    /// Cluster within the stratum; `None`: every row is its own.
    pub cluster: Option<&'a [&'a str]>,
    /// Weight N_h/n_h; taken as given.
    pub weight: &'a [f64],
    /// Clusters in each stratum's population; `None`: no finite population correction.
    pub population: Option<&'a BTreeMap<String, u64>>,
}

/// Why a design gives no estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DesignFault {
    /// Lists of different lengths.
    Lengths,
    /// One cluster in this stratum: its spread cannot be seen.
    OneCluster(String),
    /// This stratum has no population size.
    NoPopulation(String),
    /// The denominator is nought.
    NothingOwed,
}

impl core::fmt::Display for DesignFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Lengths => f.write_str("the lists of the design are of different lengths"),
            Self::OneCluster(stratum) => {
                write!(f, "stratum {stratum} has one cluster only: its spread cannot be estimated")
            }
            Self::NoPopulation(stratum) => write!(f, "stratum {stratum} has no population size"),
            Self::NothingOwed => f.write_str("the denominator is nought"),
        }
    }
}

/// Where each cluster's rows stand, and the rows.
type Grouped<'a> = (BTreeMap<&'a str, usize>, Vec<Vec<usize>>);

/// Two values of a row, or the sums, variances or products of two.
pub type Pair = (f64, f64);

/// Spread of two totals over the design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub first: f64,
    pub second: f64,
    pub both: f64,
    pub df: u64,
}

impl Design<'_> {
    /// Row positions by stratum and cluster.
    fn clusters(&self) -> BTreeMap<&str, Vec<Vec<usize>>> {
        let mut strata: BTreeMap<&str, Grouped> = BTreeMap::new();
        for (row, stratum) in self.stratum.iter().enumerate() {
            let (names, clusters) = strata.entry(stratum).or_default();
            let place = match self.cluster.and_then(|cluster| cluster.get(row)) {
                None => clusters.len(),
                Some(name) => *names.entry(name).or_insert(clusters.len()),
            };
            if place == clusters.len() {
                clusters.push(Vec::new());
            }
            if let Some(rows) = clusters.get_mut(place) {
                rows.push(row);
            }
        }
        strata.into_iter().map(|(stratum, (_, clusters))| (stratum, clusters)).collect()
    }

    pub(crate) fn check(&self, n: usize) -> Result<(), DesignFault> {
        let fits = self.stratum.len() == n
            && self.weight.len() == n
            && self.cluster.is_none_or(|cluster| cluster.len() == n);
        if fits { Ok(()) } else { Err(DesignFault::Lengths) }
    }

    /// sum_h (1 - f_h) m_h/(m_h - 1) sum_c (Z_c - mean)^2 of row values, which already hold their weights.
    pub(crate) fn spread(&self, values: &[Pair]) -> Result<Spread, DesignFault> {
        self.check(values.len())?;
        let mut sum = Spread { first: 0.0, second: 0.0, both: 0.0, df: 0 };
        for (stratum, clusters) in self.clusters() {
            let m = clusters.len() as f64;
            if clusters.len() < 2 {
                return Err(DesignFault::OneCluster(stratum.into()));
            }
            let scale = (1.0 - self.sampled_share(stratum, m)?) * m / (m - 1.0);
            let totals: Vec<Pair> = clusters.iter().map(|rows| total(rows, values)).collect();
            let centre = totals.iter().fold((0.0, 0.0), |sum, z| (sum.0 + z.0 / m, sum.1 + z.1 / m));
            for z in totals {
                let (a, b) = (z.0 - centre.0, z.1 - centre.1);
                sum.first += scale * a * a;
                sum.second += scale * b * b;
                sum.both += scale * a * b;
            }
            sum.df += clusters.len() as u64 - 1;
        }
        Ok(sum)
    }

    /// Rows of each stratum, grouped by cluster: what is left out or drawn again.
    pub(crate) fn groups(&self) -> Vec<Vec<Vec<usize>>> {
        self.clusters().into_values().collect()
    }

    fn sampled_share(&self, stratum: &str, n_clusters: f64) -> Result<f64, DesignFault> {
        let Some(population) = self.population else { return Ok(0.0) };
        match population.get(stratum) {
            Some(n) if *n > 0 => Ok(n_clusters / *n as f64),
            _ => Err(DesignFault::NoPopulation(stratum.into())),
        }
    }
}

fn total(rows: &[usize], values: &[Pair]) -> Pair {
    rows.iter().filter_map(|row| values.get(*row)).fold((0.0, 0.0), |sum, v| (sum.0 + v.0, sum.1 + v.1))
}
