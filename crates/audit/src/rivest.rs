//! Rivest's consistent sampler as Arlo uses it (Rivest 2018), so that a list drawn there can be
//! re-derived here.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

/// One id with its ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// "0." and the digits.
    pub ticket: String,
    /// The id.
    pub id: String,
    /// How often the id has been drawn, this time included; 1 without replacement.
    pub generation: u32,
}

/// Decimal digits of a hash, least significant last, padded to at least this many.
const MIN_DIGITS: usize = 64;

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The decimal digits of a big-endian number, **least significant first**.
fn decimal_reversed(bytes: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = vec![];
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            let value = u32::from(*digit) * 256 + carry;
            *digit = (value % 10) as u8;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    digits
}

/// "0." and the digits of SHA-256(text) as a whole number, padded, reversed.
fn fraction(text: &str) -> String {
    let mut digits = decimal_reversed(&digest(text));
    digits.resize(digits.len().max(MIN_DIGITS), 0);
    let digits: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    format!("0.{digits}")
}

/// The first `take` ids without replacement: ascending tickets, ties by id.
pub fn sample(ids: &[&str], seed: &str, take: usize) -> Vec<Ticket> {
    let mut tickets = first_tickets(ids, seed);
    tickets.truncate(take);
    tickets
}

/// The first `take` draws with replacement: an id drawn goes back with its next, higher ticket.
pub fn sample_with_replacement(ids: &[&str], seed: &str, take: usize) -> Vec<Ticket> {
    let mut waiting = first_tickets(ids, seed);
    // Lowest last, so that drawing it is cheap.
    waiting.reverse();
    let mut drawn = Vec::new();
    while drawn.len() < take {
        let Some(ticket) = waiting.pop() else { break };
        let next = Ticket {
            ticket: next_fraction(&ticket.ticket),
            generation: ticket.generation + 1,
            ..ticket.clone()
        };
        let place = waiting.partition_point(|other| key(other) > key(&next));
        waiting.insert(place, next);
        drawn.push(ticket);
    }
    drawn
}

fn first_tickets(ids: &[&str], seed: &str) -> Vec<Ticket> {
    let seed = hex(&digest(seed));
    let ticket =
        |id: &&str| Ticket { ticket: fraction(&format!("{seed}{id}")), id: (*id).into(), generation: 1 };
    let mut tickets: Vec<Ticket> = ids.iter().map(ticket).collect();
    tickets.sort_by(|a, b| key(a).cmp(&key(b)));
    tickets
}

fn key(ticket: &Ticket) -> (&str, &[u8]) {
    (&ticket.ticket, ticket.id.as_bytes())
}

/// A number above this one: all but its leading 9s replaced by the digits of SHA-256("x:i"), i = 1, 2, ..
/// until it is higher (Rivest 2018).
fn next_fraction(x: &str) -> String {
    let kept = 2 + n_leading_nines(x);
    let mut padded = String::from(x);
    padded.push('0');
    let head = padded.get(..kept).unwrap_or("0.");
    for i in 1_u32.. {
        let tail = fraction(&format!("{x}:{i}"));
        let next = format!("{head}{}", tail.strip_prefix("0.").unwrap_or(&tail));
        if next > padded {
            return next;
        }
    }
    padded
}

fn n_leading_nines(ticket: &str) -> usize {
    ticket.bytes().skip(2).take_while(|byte| *byte == b'9').count()
}

/// A ticket as shown: its leading 9s and `digits` digits more.
pub fn shown(ticket: &str, digits: usize) -> String {
    ticket.chars().take(2 + n_leading_nines(ticket) + digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vector `sampler_wor_20190308123456789012` (consistent-sampler 1.0.10).
    #[test]
    fn tickets_match_the_package() {
        let ids: Vec<String> = (1..=30).map(|n| format!("INC-{n:04}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let got = sample(&ids, "20190308123456789012", 3);
        let wanted = [
            ("0.035961186170256012", "INC-0026"),
            ("0.039906324656749273", "INC-0030"),
            ("0.104007927904264599", "INC-0024"),
        ];
        for (ticket, (number, id)) in got.iter().zip(wanted) {
            assert_eq!((shown(&ticket.ticket, 18).as_str(), ticket.id.as_str()), (number, id));
        }
    }

    /// The package's own printed example: with replacement, seed 314159.
    #[test]
    fn draws_with_replacement_match_the_package() {
        let got = sample_with_replacement(&["A#2", "B#7", "C#1", "D#4"], "314159", 8);
        let ids: Vec<&str> = got.iter().map(|ticket| ticket.id.as_str()).collect();
        assert_eq!(ids, ["D#4", "C#1", "C#1", "B#7", "A#2", "C#1", "D#4", "B#7"]);
        assert_eq!(got[5].generation, 3);
        assert!(sample_with_replacement(&[], "1", 8).is_empty());
    }

    #[test]
    fn leading_nines_are_shown_besides() {
        assert_eq!(shown("0.99123456", 3), "0.99123");
        assert_eq!(shown("0.12", 5), "0.12");
    }
}
