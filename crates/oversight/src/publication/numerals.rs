//! Numbers in words: `ninety-six point six`, `two hundred and fifty`, `24,300`.

use super::tokens::{Token, TokenKind};
use terms::Decimal;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A small number word.
pub fn unit(word: &str) -> Option<i64> {
    UNITS.iter().position(|known| *known == word).map(|at| at as i64)
}

fn tens(word: &str) -> Option<i64> {
    TENS.iter().position(|known| *known == word).map(|at| (at as i64 + 2) * 10)
}

fn scale(word: &str) -> Option<i64> {
    match word {
        "thousand" | "k" => Some(1_000),
        "million" | "m" | "mn" => Some(1_000_000),
        "billion" | "bn" => Some(1_000_000_000),
        _ => None,
    }
}

/// Reads a number in words beginning at a token: its value and how many tokens it takes.
pub fn in_words(tokens: &[Token], at: usize) -> Option<(Decimal, usize)> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.lower.as_str());
    let (mut total, mut current, mut i, mut any) = (0_i64, 0_i64, at, false);
    loop {
        if word(i) == "hundred" && any {
            current *= 100;
            i += 1;
        } else if let Some(by) = scale(word(i)).filter(|_| any && word(i).len() > 3) {
            total += current * by;
            current = 0;
            i += 1;
        } else if let Some(ten) = tens(word(i)) {
            if any && current % 100 != 0 {
                break;
            }
            current += ten;
            i += 1;
            let hyphen = usize::from(word(i) == "-");
            if let Some(one) = unit(word(i + hyphen)).filter(|one| (1..10).contains(one)) {
                current += one;
                i += hyphen + 1;
            }
        } else if let Some(one) = unit(word(i)) {
            if any && (current % 100 != 0 || word(i - 1) == "zero") {
                break;
            }
            current += one;
            i += 1;
        } else if word(i) == "and"
            && any
            && (word(i - 1) == "hundred" || word(i - 1) == "thousand")
            && (tens(word(i + 1)).is_some() || unit(word(i + 1)).is_some())
        {
            i += 1;
        } else {
            break;
        }
        any = true;
    }
    if !any {
        return None;
    }
    let whole = total + current;
    if word(i) == "point"
        && let Some((value, n)) = after_point(tokens, i + 1, whole)
    {
        return Some((value, i + 1 + n - at));
    }
    Some((Decimal::whole(whole), i - at))
}

fn after_point(tokens: &[Token], at: usize, whole: i64) -> Option<(Decimal, usize)> {
    let mut text = alloc::format!("{whole}.");
    let mut n = 0;
    while let Some(digit) = tokens.get(at + n).and_then(|t| unit(&t.lower)).filter(|d| *d < 10) {
        text.push_str(&alloc::string::ToString::to_string(&digit));
        n += 1;
    }
    if n == 0 { None } else { Decimal::parse(&text).map(|value| (value, n)) }
}

/// A number in figures with its scale word, as `1.2 million`: value, tokens, and whether its digits
/// are grouped as no number is (`25,40`).
pub fn in_figures(tokens: &[Token], at: usize) -> Option<(Decimal, usize, bool)> {
    let token = tokens.get(at).filter(|token| token.kind == TokenKind::Figures)?;
    let (plain, broken) = ungrouped(&token.lower);
    let value = Decimal::parse(&plain)?;
    let next = tokens.get(at + 1);
    let close = |next: &Token| next.start - token.end <= 1;
    if let Some(by) = next.filter(|next| close(next)).and_then(|next| scale(&next.lower)) {
        let short = next.is_some_and(|next| next.lower.len() <= 2 && next.start > token.end);
        if !short {
            let scaled = Decimal::rounded(value.to_f64() * by as f64, 0)?;
            return Some((scaled, 2, broken));
        }
    }
    Some((value, 1, broken))
}

fn ungrouped(text: &str) -> (alloc::string::String, bool) {
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let groups: alloc::vec::Vec<&str> = whole.split(',').collect();
    let broken = groups.len() > 1
        && (groups.iter().skip(1).any(|group| group.len() != 3)
            || groups.first().is_none_or(|first| first.is_empty() || first.len() > 3))
        || part.is_some_and(|part| part.contains([',', '.']));
    let broken = broken || whole.is_empty() || (whole.len() > 1 && whole.starts_with('0'));
    let mut plain: alloc::string::String = whole.chars().filter(|c| *c != ',').collect();
    if plain.is_empty() {
        plain.push('0');
    }
    if let Some(part) = part.map(|part| part.split(['.', ',']).next().unwrap_or_default()) {
        plain.push('.');
        plain.push_str(part);
    }
    (plain, broken)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn words_are_numbers() {
        for (text, want, n) in [
            ("ninety-six point six per cent", "96.6", 5),
            ("two hundred and fifty officers", "250", 4),
            ("twenty four hours", "24", 2),
            ("sixty two of sixty three", "62", 2),
            ("one hundred thousand", "100000", 3),
            ("seventeen", "17", 1),
            ("three and a half", "3", 1),
        ] {
            let (value, used) = in_words(&tokens(text), 0).unwrap();
            assert_eq!((value.to_string().as_str(), used), (want, n), "{text}");
        }
        assert_eq!(in_words(&tokens("hundred reasons"), 0), None);
    }

    #[test]
    fn digits_group_in_threes() {
        for (text, want, broken) in [
            ("25,400", "25400", false),
            ("25,40", "2540", true),
            ("2,5400", "25400", true),
            ("1,234,567.8", "1234567.8", false),
            ("1.2m", "1200000", false),
            (".7", "0.7", true),
            ("0.7", "0.7", false),
            ("020", "20", true),
            ("1.2.3", "1.2", true),
        ] {
            let (value, _, is_broken) = in_figures(&tokens(text), 0).unwrap();
            assert_eq!((value.to_string().as_str(), is_broken), (want, broken), "{text}");
        }
    }
}
