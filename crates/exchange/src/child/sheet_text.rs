//! A cell's value as the text that saving the sheet as CSV would have given, with dates in ISO 8601.

use jiff::civil::Date;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// The number itself.
    General,
    /// So many digits, zeros in front: references kept as numbers.
    Padded(usize),
    /// A date and perhaps a time of day.
    Clock {
        /// Year or day.
        has_date: bool,
        /// Day of the month, without which it is a month.
        has_day: bool,
        /// Hour, minute or second.
        has_time: bool,
    },
}

impl Format {
    /// Reads a format code such as `dd/mm/yyyy hh:mm` or `000000`.
    pub(super) fn of(code: &str) -> Self {
        let code = code.split(';').next().unwrap_or("");
        if !code.is_empty() && code.bytes().all(|byte| byte == b'0') {
            return Self::Padded(code.len());
        }
        let letters = letters(code);
        let has = |wanted: &[char]| letters.contains(wanted);
        let (has_year, has_day, has_time) = (has(&['y', 'e']), has(&['d']), has(&['h', 's']));
        if !(has_year || has_day || has_time || has(&['m'])) {
            return Self::General;
        }
        // An m beside hours or seconds is minutes, beside years or days months; alone, months.
        let has_date = has_year || has_day || (has(&['m']) && !has_time);
        Self::Clock { has_date, has_day: has_day || !has_date, has_time }
    }
}

/// The letters of a format that mean something: not quoted, escaped, or in brackets other than `[h]`.
fn letters(code: &str) -> String {
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inner = inner.to_ascii_lowercase();
                if !inner.is_empty() && inner.chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
                    letters.push('h');
                }
            }
            c if c.is_ascii_alphabetic() => letters.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    letters.replace("general", "").replace("am/pm", "h").replace("ampm", "h").replace("red", "")
}

/// Digits that a spreadsheet shows of a number.
const DIGITS: usize = 15;

/// A number as shown: 15 digits at most, whole numbers without a point.
pub(super) fn number(n: f64, format: Format) -> String {
    if let Format::Padded(width) = format
        && n.fract() == 0.0
        && (0.0..1e15).contains(&n)
    {
        return format!("{n:0width$}");
    }
    let shortest = n.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= DIGITS || !n.is_finite() {
        return shortest;
    }
    let rounded = format!("{n:.*e}", DIGITS - 1);
    rounded.parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
}

const DAY_SECONDS: f64 = 86_400.0;
/// Days beyond which no calendar goes: 31 December 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// A serial number as date and time, to the second.
pub(super) fn date_and_time(serial: f64, format: Format, is_1904: bool, is_duration: bool) -> String {
    let (has_date, has_day, has_time) = match format {
        Format::Clock { has_date, has_day, has_time } => (has_date, has_day, has_time),
        _ => (serial >= 1.0, true, serial.fract() != 0.0),
    };
    if !(0.0..LAST_DAY).contains(&serial) {
        return number(serial, Format::General);
    }
    let seconds = (serial * DAY_SECONDS).round() as i64;
    if is_duration {
        return clock(seconds);
    }
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    if !has_date || (serial < 1.0 && has_time) {
        return clock(of_day);
    }
    let Some(date) = date(days, is_1904) else { return number(serial, Format::General) };
    match (has_time, has_day) {
        (true, _) => format!("{date}T{}", clock(of_day)),
        (false, true) => date.to_string(),
        (false, false) => format!("{:04}-{:02}", date.year(), date.month()),
    }
}

fn date(days: i64, is_1904: bool) -> Option<Date> {
    let epoch = match (is_1904, days) {
        (true, _) => Date::constant(1904, 1, 1),
        // Lotus, and so Excel, has a 29 February 1900.
        (false, ..60) => Date::constant(1899, 12, 31),
        (false, _) => Date::constant(1899, 12, 30),
    };
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A date of ODS; where its column has times, midnight is one.
pub(super) fn iso_date(text: &str, is_timed: bool) -> String {
    if is_timed && !text.contains('T') { format!("{text}T00:00:00") } else { text.to_owned() }
}

/// `PT09H15M00S` as 09:15:00.
pub(super) fn iso_duration(text: &str) -> Option<String> {
    let (mut seconds, mut number) = (0.0_f64, String::new());
    for c in text.strip_prefix("PT")?.chars() {
        let unit = match c {
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            c => {
                number.push(if c == ',' { '.' } else { c });
                continue;
            }
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    (number.is_empty() && (0.0..1e9).contains(&seconds)).then(|| clock(seconds as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        let clock = |has_date, has_day, has_time| Format::Clock { has_date, has_day, has_time };
        for (code, format) in [
            ("dd/mm/yyyy", clock(true, true, false)),
            ("dd/mm/yyyy hh:mm", clock(true, true, true)),
            ("m/d/yy h:mm", clock(true, true, true)),
            ("[$-809]dd mmmm yyyy;@", clock(true, true, false)),
            ("mmm-yy", clock(true, false, false)),
            ("h:mm AM/PM", clock(false, true, true)),
            ("[h]:mm:ss", clock(false, true, true)),
            ("mm:ss", clock(false, true, true)),
            ("000000", Format::Padded(6)),
            ("General", Format::General),
            ("0.00", Format::General),
            ("#,##0 \"days\"", Format::General),
            ("[Red]0", Format::General),
        ] {
            assert_eq!(Format::of(code), format, "{code}");
        }
    }

    #[test]
    fn serial_numbers_are_dates() {
        let check = |serial, code: &str, is_1904, expect: &str| {
            assert_eq!(date_and_time(serial, Format::of(code), is_1904, false), expect, "{serial} {code}");
        };
        check(43_409.0, "dd/mm/yyyy", false, "2018-11-05");
        check(43_409.0, "dd/mm/yyyy hh:mm", false, "2018-11-05T00:00:00");
        check(43_409.385_416_666_664, "dd/mm/yyyy hh:mm", false, "2018-11-05T09:15:00");
        check(41_947.385_416_666_664, "dd/mm/yyyy hh:mm", true, "2018-11-05T09:15:00");
        check(0.385_416_666_666, "hh:mm", false, "09:15:00");
        check(43_409.385_416_666_664, "hh:mm", false, "09:15:00");
        check(43_405.0, "mmm-yy", false, "2018-11");
        check(1.0, "dd/mm/yyyy", false, "1900-01-01");
        check(59.0, "dd/mm/yyyy", false, "1900-02-28");
        check(61.0, "dd/mm/yyyy", false, "1900-03-01");
        check(-5.0, "dd/mm/yyyy", false, "-5");
        check(1e300, "dd/mm/yyyy", false, &number(1e300, Format::General));
        assert_eq!(date_and_time(1.104_166_666_666, Format::of("[h]:mm"), false, true), "26:30:00");
    }

    #[test]
    fn numbers_are_shown_as_a_spreadsheet_shows_them() {
        let check = |n: f64, expect: &str| assert_eq!(number(n, Format::General), expect);
        check(41_233.0, "41233");
        check(0.1 + 0.2, "0.3");
        check(-1.234_5, "-1.2345");
        check(447_700_900_123.0, "447700900123");
        assert_eq!(number(123.0, Format::Padded(6)), "000123");
        assert_eq!(iso_duration("PT09H15M00S").as_deref(), Some("09:15:00"));
        assert_eq!(iso_duration("P1D"), None);
    }
}
