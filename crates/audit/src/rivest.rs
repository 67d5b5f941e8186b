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
    let seed = hex(&digest(seed));
    let ticket = |id: &&str| Ticket { ticket: fraction(&format!("{seed}{id}")), id: (*id).into() };
    let mut tickets: Vec<Ticket> = ids.iter().map(ticket).collect();
    tickets.sort_by(|a, b| a.ticket.cmp(&b.ticket).then_with(|| a.id.as_bytes().cmp(b.id.as_bytes())));
    tickets.truncate(take);
    tickets
}

/// A ticket as shown: its leading 9s and `digits` digits more.
pub fn shown(ticket: &str, digits: usize) -> String {
    let after = ticket.strip_prefix("0.").unwrap_or(ticket);
    let nines = after.bytes().take_while(|byte| *byte == b'9').count();
    format!("0.{}", after.chars().take(nines + digits).collect::<String>())
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

    #[test]
    fn leading_nines_are_shown_besides() {
        assert_eq!(shown("0.99123456", 3), "0.99123");
        assert_eq!(shown("0.12", 5), "0.12");
    }
}
