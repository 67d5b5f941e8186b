//! The expected daily rate of one series and how far it may stray: a local level with a yearly wave.
//!
//! West & Harrison (1997), Bayesian Forecasting and Dynamic Models, ch. 4: the logarithm of the
//! daily rate is a level that walks, plus one harmonic, plus noise; all variances share one unknown
//! scale, whose prior is worth a stated number of degrees of freedom, so that the prediction is a
//! Student t. With one earlier period this is the documented prior around it; with many, the series
//! speaks for itself.

use core::f64::consts::PI;

/// What is supposed before the series has spoken; variances in squared logarithms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prior {
    /// Variance of the level's step over one month.
    pub drift: f64,
    /// Variance of each of the two coefficients of the yearly wave.
    pub season: f64,
    /// Scale of all variances, 1 where they are as supposed.
    pub scale: f64,
    /// What that scale is worth, in degrees of freedom.
    pub df: f64,
    /// The most degrees of freedom a forecast may claim.
    pub most_df: f64,
}

/// One earlier value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Middle of the period, in months.
    pub month: f64,
    /// Logarithm of the daily rate.
    pub value: f64,
    /// Noise variance.
    pub noise: f64,
}

/// Where the next value is expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forecast {
    /// Logarithm of the daily rate.
    pub mean: f64,
    /// Variance of the curve there, without the noise of the value itself, before scaling.
    pub variance: f64,
    /// Scale of all variances after the series has spoken.
    pub scale: f64,
    /// Its degrees of freedom.
    pub df: f64,
}

/// Surprises beyond this many standard deviations count as this many (Huber 1964): one freak month
/// in the past neither moves the expectation far nor hides the next gap.
const CLIP_SDS: f64 = 3.0;
/// Variance of a level about which nothing is known.
const UNKNOWN: f64 = 1e6;

/// The expectation at `month` from `points`, which run from the farthest to the nearest; `None`
/// without points. The model looks the same in both directions of time, so points may lie after.
pub(super) fn forecast(points: &[Point], month: f64, prior: &Prior) -> Option<Forecast> {
    let first = points.first()?;
    let mut state = State::new(prior, first.month);
    for (n, point) in points.iter().enumerate() {
        state.walk_to(point.month, prior.drift);
        state.learn(point, n > 0);
    }
    state.walk_to(month, prior.drift);
    let (mean, variance) = state.look(month);
    let df = prior.df + state.n;
    Some(Forecast {
        mean,
        variance,
        scale: (prior.df * prior.scale + state.squares) / df,
        df: df.min(prior.most_df),
    })
}

/// Level and the two coefficients of the wave: mean and covariance.
struct State {
    month: f64,
    mean: [f64; 3],
    cov: [[f64; 3]; 3],
    squares: f64,
    n: f64,
}

impl State {
    fn new(prior: &Prior, month: f64) -> Self {
        let cov = [[UNKNOWN, 0.0, 0.0], [0.0, prior.season, 0.0], [0.0, 0.0, prior.season]];
        Self { month, mean: [0.0; 3], cov, squares: 0.0, n: 0.0 }
    }

    fn walk_to(&mut self, month: f64, drift: f64) {
        self.cov[0][0] += drift * libm::fabs(month - self.month);
        self.month = month;
    }

    /// Mean and variance of the curve at a month.
    fn look(&self, month: f64) -> (f64, f64) {
        let wave = wave(month);
        (dot(&wave, &self.mean), dot(&wave, &self.reach(&wave)))
    }

    fn reach(&self, wave: &[f64; 3]) -> [f64; 3] {
        [dot(&self.cov[0], wave), dot(&self.cov[1], wave), dot(&self.cov[2], wave)]
    }

    fn learn(&mut self, point: &Point, counts: bool) {
        let wave = wave(point.month);
        let reach = self.reach(&wave);
        let variance = dot(&wave, &reach) + point.noise;
        let limit = CLIP_SDS * libm::sqrt(variance);
        let surprise = (point.value - dot(&wave, &self.mean)).clamp(-limit, limit);
        for i in 0..3 {
            self.mean[i] += reach[i] * surprise / variance;
            for j in 0..3 {
                self.cov[i][j] -= reach[i] * reach[j] / variance;
            }
        }
        if counts {
            self.squares += surprise * surprise / variance;
            self.n += 1.0;
        }
    }
}

/// The regressors of a month: one, and the yearly wave.
pub(super) fn wave(month: f64) -> [f64; 3] {
    let angle = month * PI / 6.0;
    [1.0, libm::cos(angle), libm::sin(angle)]
}

fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    const PRIOR: Prior = Prior { drift: 0.001, season: 0.0025, scale: 1.0, df: 12.0, most_df: 16.0 };

    fn points(n: usize, value: impl Fn(f64) -> f64) -> Vec<Point> {
        let at = |month: f64| Point { month, value: value(month), noise: 0.001 };
        (0..n).map(|month| at(month as f64)).collect()
    }

    #[test]
    fn one_point_gives_itself_with_the_prior_around_it() {
        let got = forecast(&points(1, |_| 5.0), 1.0, &PRIOR).unwrap();
        assert!((got.mean - 5.0).abs() < 0.01, "{got:?}");
        // Noise of the point, a month of drift, and the wave between two neighbouring months.
        let wave = 2.0 - 2.0 * libm::cos(PI / 6.0);
        assert!((got.variance - (0.001 + 0.001 + 0.0025 * wave)).abs() < 1e-4, "{got:?}");
        assert_eq!((got.scale, got.df), (1.0, 12.0));
        assert!(forecast(&[], 1.0, &PRIOR).is_none());
    }

    #[test]
    fn two_years_show_the_season() {
        let season = |month: f64| 5.0 + 0.2 * libm::cos(month * PI / 6.0);
        let got = forecast(&points(24, season), 24.0, &PRIOR).unwrap();
        assert!((got.mean - 5.2).abs() < 0.03, "{got:?}");
        let last = season(23.0);
        assert!(got.mean > last, "above December: {got:?}");
    }

    #[test]
    fn a_rough_past_widens_and_a_calm_one_narrows() {
        let rough =
            forecast(&points(12, |m| if m as i32 % 2 == 0 { 4.7 } else { 5.3 }), 12.0, &PRIOR).unwrap();
        let calm = forecast(&points(12, |_| 5.0), 12.0, &PRIOR).unwrap();
        assert!(rough.scale > 2.0 && calm.scale < 0.7, "{} {}", rough.scale, calm.scale);
    }

    #[test]
    fn a_freak_month_moves_the_level_little() {
        let freak = forecast(&points(12, |m| if m == 11.0 { 6.0 } else { 5.0 }), 12.0, &PRIOR).unwrap();
        assert!(freak.mean < 5.15, "{freak:?}");
    }
}
