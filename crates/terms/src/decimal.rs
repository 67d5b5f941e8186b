//! A number at declared places, kept exactly as it was written: `96.6` is not `96.60`.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

/// A decimal number with its places. Equality is of digits and places; compare amounts with
/// [`Decimal::to_f64`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    places: u8,
}

/// Most digits after the point.
const MOST_PLACES: u8 = 9;

impl Decimal {
    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self { units: value, places: 0 }
    }

    /// A value rounded half away from zero to `places` (at most 9). `None` where it is not finite or
    /// too large to hold.
    pub fn rounded(value: f64, places: u8) -> Option<Self> {
        let places = places.min(MOST_PLACES);
        let mut scale = 1.0;
        for _ in 0..places {
            scale *= 10.0;
        }
        let scaled = value * scale;
        if !scaled.is_finite() || !(-9.0e15..=9.0e15).contains(&scaled) {
            return None;
        }
        let units = if scaled < 0.0 { (scaled - 0.5) as i64 } else { (scaled + 0.5) as i64 };
        Some(Self { units, places })
    }

    /// Reads `-12`, `96.6`, `1.25`: digits with at most one point and no separators.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
        let part_digits = part.unwrap_or_default();
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let bad = whole.is_empty() || part.is_some_and(str::is_empty);
        if bad || !all_digits(whole) || !all_digits(part_digits) || part_digits.len() > MOST_PLACES as usize {
            return None;
        }
        let units: i64 = format!("{whole}{part_digits}").parse().ok()?;
        Some(Self { units: sign * units, places: part_digits.len() as u8 })
    }

    /// The amount.
    pub fn to_f64(self) -> f64 {
        let mut scale = 1.0;
        for _ in 0..self.places {
            scale *= 10.0;
        }
        self.units as f64 / scale
    }

    /// Digits after the point.
    pub const fn places(self) -> u8 {
        self.places
    }

    /// Half of one unit in the last place: what rounding may have taken or added.
    pub fn half_unit(self) -> f64 {
        let mut half = 0.5;
        for _ in 0..self.places {
            half /= 10.0;
        }
        half
    }

    /// Whether it is a whole number written as one.
    pub const fn is_whole(self) -> bool {
        self.places == 0
    }

    /// The same amount at fewer places (half away from zero), or as it is where it has no more.
    pub fn at_places(self, places: u8) -> Self {
        let (mut units, mut at) = (self.units, self.places);
        if at <= places {
            return self;
        }
        // One rounding, not one a place: 0.449 at one place is 0.4.
        let mut scale: i64 = 1;
        while at > places {
            scale = scale.saturating_mul(10);
            at -= 1;
        }
        let half = scale / 2;
        units = if units < 0 { (units - half) / scale } else { (units + half) / scale };
        Self { units, places }
    }

    /// With thousands set off by commas, for print: `25,400`.
    pub fn grouped(self) -> String {
        let text = self.to_string();
        let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
        let (whole, part) = rest.split_once('.').map_or((rest, None), |(w, p)| (w, Some(p)));
        let mut grouped = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if let Some(part) = part {
            grouped.push('.');
            grouped.push_str(part);
        }
        grouped
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs().to_string();
        let places = self.places as usize;
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_what_is_shown() {
        for text in ["0", "7", "-7", "96.6", "0.05", "-0.5", "25400", "1.250"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".", "1.", ".5", "1,000", "+1", "1e3", "--1", "99999999999999999999", "1.0000000001"]
        {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero_and_once() {
        for (text, places, want) in [
            ("0.449", 1, "0.4"),
            ("96.65", 1, "96.7"),
            ("-2.5", 0, "-3"),
            ("12", 2, "12"),
            ("99.95", 1, "100.0"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().at_places(places).to_string(), want);
        }
        assert_eq!(Decimal::rounded(98.412_698, 1).unwrap().to_string(), "98.4");
        assert_eq!(Decimal::rounded(-0.04, 1).unwrap().to_string(), "0.0");
        assert_eq!(Decimal::rounded(f64::NAN, 1), None);
        assert_eq!(Decimal::parse("1234567.5").unwrap().grouped(), "1,234,567.5");
        assert_eq!(Decimal::parse("-999").unwrap().grouped(), "-999");
    }
}
