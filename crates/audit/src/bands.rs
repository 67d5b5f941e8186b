//! Grades that the inspectorate published beside rates (inspectorate.md, section 5). The bands overlap, and a grade
//! answers three questions of which the rate is a part of one: so a rate is never graded, only shown beside what
//! was published.

use alloc::string::String;
use alloc::vec::Vec;

/// Lowest and highest overall rate, in per cent, published with each overall grade in 2016 to 2020.
const PUBLISHED: [(&str, f64, f64); 4] = [
    ("outstanding", 93.4, 96.6),
    ("good", 89.5, 95.0),
    ("requires improvement", 85.7, 92.72),
    ("inadequate", 65.3, 85.49),
];

/// The grades published with rates about this one (a share, 0 to 1), best first; empty: none was.
pub fn published_with(rate: f64) -> Vec<&'static str> {
    // Rates were published to a tenth of a point.
    let percent = libm::round(rate * 1_000.0) / 10.0;
    PUBLISHED.iter().filter(|(_, low, high)| (*low..=*high).contains(&percent)).map(|one| one.0).collect()
}

/// The sentence that stands where a grade might be looked for.
pub fn no_grade(rate: Option<f64>) -> String {
    const REFUSED: &str = "A grade is not computed from a rate: the published bands overlap";
    match rate.map(|rate| (rate, published_with(rate))) {
        Some((rate, grades)) if !grades.is_empty() => alloc::format!(
            "{REFUSED}, and forces published with about {:.1}% were graded {}",
            rate * 100.0,
            grades.join(" and ")
        ),
        _ => REFUSED.into(),
    }
}
