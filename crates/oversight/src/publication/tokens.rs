//! Words, figures and signs of a block of text.

use alloc::string::String;
use alloc::vec::Vec;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Word, figures or sign.
    pub kind: TokenKind,
    /// In lower case; an apostrophe is `'` whatever the draft wrote.
    pub lower: String,
    /// First byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Whether its first letter is a capital.
    pub capital: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with the commas and points between them.
    Figures,
    /// Any other sign.
    Sign,
}

/// Cuts text into tokens. White space is dropped; nothing else is.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&(start, c)) = chars.get(at) {
        if c.is_whitespace() || is_joiner(c) {
            at += 1;
            continue;
        }
        let (kind, n) = token_at(&chars, at, found.last());
        let end = chars.get(at + n).map_or(text.len(), |(byte, _)| *byte);
        let lower: String = text.get(start..end).unwrap_or_default().chars().map(plain).collect();
        found.push(Token { kind, lower: lower.to_lowercase(), start, end, capital: c.is_uppercase() });
        at += n;
    }
    found
}

/// Zero-width characters that word processors leave between others.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

const fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}' => '-',
        '\u{ff0e}' => '.',
        other => other,
    }
}

fn token_at(chars: &[(usize, char)], at: usize, before: Option<&Token>) -> (TokenKind, usize) {
    let char_at = |i: usize| chars.get(i).map_or(' ', |(_, c)| *c);
    let c = char_at(at);
    let byte = chars.get(at).map_or(0, |(byte, _)| *byte);
    let free = before.is_none_or(|token| token.end < byte || token.kind == TokenKind::Sign);
    let begins_with_point = c == '.' && free && char_at(at + 1).is_ascii_digit();
    if c.is_ascii_digit() || begins_with_point {
        let mut n = 1;
        loop {
            let here = char_at(at + n);
            let inner = matches!(here, '.' | ',') && char_at(at + n + 1).is_ascii_digit();
            if !here.is_ascii_digit() && !inner {
                return (TokenKind::Figures, n);
            }
            n += 1;
        }
    }
    if c.is_alphabetic() {
        let mut n = 1;
        while char_at(at + n).is_alphabetic()
            || (matches!(char_at(at + n), '\'' | '\u{2019}') && char_at(at + n + 1).is_alphabetic())
        {
            n += 1;
        }
        return (TokenKind::Word, n);
    }
    (TokenKind::Sign, 1)
}

/// Where each sentence begins and ends, in tokens. A full stop ends a sentence where a capital, a
/// figure or nothing follows and no abbreviation stands before it; so do `?`, `!` and `;`.
pub fn sentences(tokens: &[Token]) -> Vec<(usize, usize)> {
    const SHORT: &[&str] = &[
        "s", "ss", "no", "mr", "mrs", "ms", "dr", "st", "e", "g", "i", "fig", "p", "pp", "para", "approx",
        "vs", "v", "c", "cf", "art", "reg",
    ];
    let (mut found, mut start, mut open) = (Vec::new(), 0, 0_u32);
    for (at, token) in tokens.iter().enumerate() {
        match token.lower.as_str() {
            "(" => open += 1,
            ")" => open = open.saturating_sub(1),
            _ => {}
        }
        let next = tokens.get(at + 1);
        let short =
            at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|b| SHORT.contains(&b.lower.as_str()));
        let spaced = next.is_none_or(|next| next.start > token.end);
        let ends = match token.lower.as_str() {
            "." => spaced && !short && next.is_none_or(|n| n.capital || n.kind != TokenKind::Word),
            "?" | "!" => spaced,
            // In brackets a semicolon sets an interval or an n apart from its own number.
            ";" => open == 0,
            _ => false,
        };
        if ends {
            found.push((start, at + 1));
            (start, open) = (at + 1, 0);
        }
    }
    if start < tokens.len() {
        found.push((start, tokens.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn words_figures_and_signs() {
        let lower = |text: &str| tokens(text).into_iter().map(|t| t.lower).collect::<Vec<_>>();
        assert_eq!(
            lower("96.6% of Kent’s 1,970, s.55(5)."),
            ["96.6", "%", "of", "kent's", "1,970", ",", "s", ".", "55", "(", "5", ")", "."]
        );
        assert_eq!(lower("a rate of .7% – 24-hour"), ["a", "rate", "of", ".7", "%", "-", "24", "-", "hour"]);
    }

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        let cut = |text: &str| sentences(&tokens(text)).len();
        for (text, n) in [
            ("It was 96.6%. The rest was not.", 2),
            ("Under s. 55 of the Act. 62 of 63 were.", 2),
            ("7% were recorded; 1% were not", 2),
            ("e.g. rape was up approx. 3", 1),
        ] {
            assert_eq!(cut(text), n, "{text}");
        }
    }
}
