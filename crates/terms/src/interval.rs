//! Every statistic travels with its method, n and interval.

/// An interval with the name of the method that made it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end, in the unit of the statistic.
    pub low: f64,
    /// Upper end, in the unit of the statistic.
    pub high: f64,
    /// The method, as printed beside the figure.
    pub method: &'static str,
}

/// A share, k of n, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many have the property.
    pub k: u64,
    /// Out of how many; never zero.
    pub n: u64,
    /// Its 95% interval, in shares of one.
    pub interval: Interval,
}

impl Share {
    /// k / n, between 0 and 1.
    pub fn value(&self) -> f64 {
        self.k as f64 / self.n as f64
    }
}
