//! Classic stratified estimates from weights (methods, section 3.1): what an inspectorate-like audit and
//! third-party samples use. Agrees with R's survey package.

mod design;
mod ratio;
mod resample;

pub use design::{Design, DesignFault, Pair};
pub use ratio::{Mean, Ratio, Totals, mean, ratio, totals};
pub use resample::{Resampled, jackknife_ratio, rao_wu, rao_wu_draws};
