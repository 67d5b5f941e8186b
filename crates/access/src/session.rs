//! Sessions: kept by the server, so that they can be listed and ended; idle 15 minutes, at most 12
//! hours (reliability.md R15).

use crate::SECOND;

/// How long a session lasts without a request, microseconds.
pub const IDLE: i64 = 15 * 60 * SECOND;
/// How long it lasts at most.
pub const MOST: i64 = 12 * 3_600 * SECOND;
/// How often a request is noted at most: a note a minute shortens no one's 15 by more than one.
pub const NOTED_EVERY: i64 = 60 * SECOND;

/// The times of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Begun.
    pub made_at: i64,
    /// Last noted request.
    pub seen_at: i64,
    /// Ended by someone.
    pub ended_at: Option<i64>,
}

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In use.
    Live,
    /// Not used for too long.
    Idle,
    /// In use for too long.
    TooOld,
    /// Signed out, or ended by an administrator.
    Ended,
}

/// How a session stands at a moment. A clock that was set back makes no session younger than new.
pub fn standing(times: &Times, now: i64) -> Standing {
    if times.ended_at.is_some() {
        Standing::Ended
    } else if now.saturating_sub(times.made_at) >= MOST {
        Standing::TooOld
    } else if now.saturating_sub(times.seen_at) >= IDLE {
        Standing::Idle
    } else {
        Standing::Live
    }
}

/// Whether a request is to be noted.
pub const fn is_to_note(times: &Times, now: i64) -> bool {
    now.saturating_sub(times.seen_at) >= NOTED_EVERY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_it_should() {
        let at = |made_at, seen_at| Times { made_at, seen_at, ended_at: None };
        for (times, now, expected) in [
            (at(0, 0), 0, Standing::Live),
            (at(0, 0), IDLE - 1, Standing::Live),
            (at(0, 0), IDLE, Standing::Idle),
            (at(0, MOST - 1), MOST - 1, Standing::Live),
            (at(0, MOST - 1), MOST, Standing::TooOld),
            (at(5, 5), 0, Standing::Live),
            (Times { ended_at: Some(1), ..at(0, 0) }, 2, Standing::Ended),
        ] {
            assert_eq!(standing(&times, now), expected, "{times:?} at {now}");
        }
        assert!(is_to_note(&at(0, 0), NOTED_EVERY) && !is_to_note(&at(0, 0), NOTED_EVERY - 1));
    }
}
