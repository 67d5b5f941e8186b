//! Estimates from the race (methods, sections 1, 3.2, 3.3, 4): the recording rate overall and by group
//! with the interval that is published, over-recording, what goes unrecorded in a year, delays.

mod delays;
mod exact;
mod rare;
mod rate;
mod tally;
mod two_phase;
mod yearly;

pub use delays::{Correction, DelayDraw, Delays, corrected_share, quantile, quantile_method, woodruff};
pub use rare::WeightedEvents;
pub use rate::{Doubt, EstimateFault, OverRecording, Rate, Total, rate};
pub use tally::{CrimeRuled, Tally, tally};
pub use two_phase::{TwoPhaseDraw, two_phase, two_phase_mean};
pub use yearly::{Yearly, additional_form, frame_form, inspectorate_form};

use alloc::vec::Vec;

use crate::certificate::{Caps, Line};

/// Below this many incidents with a miss an interval is marked "low reliability" (methods, section 4.5).
pub const FEW_INCIDENTS_WITH_A_MISS: u64 = 10;
/// Below this effective size too.
pub const SMALL_EFFECTIVE_SIZE: f64 = 30.0;

/// What was found in one drawn incident, of the whole or of one group, in crimes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// Owed and not recorded.
    pub missed: f64,
    /// Recorded and counted here, and not to be: of the whole, nothing owed it; of a group, that, or it
    /// belongs to another group.
    pub wrong: f64,
    /// Of a group only: recorded under another group and belonging to this one.
    pub moved_in: f64,
    /// Whether anything of the group is in the incident, recorded or owed. Of the whole: true.
    pub in_group: bool,
}

/// One draw of a race.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaceDraw {
    /// Its line.
    pub line: Line,
    /// Recorded under the group; of the whole, all recorded.
    pub recorded_in_group: f64,
    /// What was found; `None`: it could not be reviewed.
    pub found: Option<Found>,
}

/// One race: a stratum, or the union.
#[derive(Clone, Debug, PartialEq)]
pub struct RaceStratum {
    /// Incidents in it.
    pub n_frame: u64,
    /// Sum of their sizes.
    pub total_size: f64,
    /// Crimes recorded in it, of the whole or under the group: known, not sampled.
    pub recorded: f64,
    /// Most crimes it could hide: sum of max(cap - R, 0).
    pub most_missed: f64,
    /// Crimes recorded under other groups; 0 for the whole.
    pub most_moved_in: f64,
    /// Largest losses for their size.
    pub caps: Caps,
    /// Largest of what is recorded under other groups, for its size; 0 for the whole.
    pub largest_moved_in: f64,
    /// Smallest size of an incident that can hide a crime; infinite where none can.
    pub lightest_hiding: f64,
    /// Smallest size of one with a crime on record here; infinite where there is none.
    pub lightest_recorded: f64,
    /// Draws in race order.
    pub draws: Vec<RaceDraw>,
}

impl RaceStratum {
    /// The whole of a frame: every line with its draws.
    pub fn whole(frame: &[Line], draws: Vec<RaceDraw>) -> Self {
        Self::group(frame.iter().map(|line| (*line, line.recorded)), draws)
    }

    /// One group: every line of the frame with what it has recorded under the group.
    pub fn group(frame: impl Iterator<Item = (Line, f64)>, draws: Vec<RaceDraw>) -> Self {
        let mut all = Self {
            n_frame: 0,
            total_size: 0.0,
            recorded: 0.0,
            most_missed: 0.0,
            most_moved_in: 0.0,
            caps: Caps::default(),
            largest_moved_in: 0.0,
            lightest_hiding: f64::INFINITY,
            lightest_recorded: f64::INFINITY,
            draws,
        };
        for (line, recorded) in frame {
            let (hidden, elsewhere) = ((line.cap - line.recorded).max(0.0), line.recorded - recorded);
            all.n_frame += 1;
            all.total_size += line.size;
            all.recorded += recorded;
            all.most_missed += hidden;
            all.most_moved_in += elsewhere;
            all.largest_moved_in = all.largest_moved_in.max(elsewhere / line.size);
            if hidden > 0.0 {
                all.lightest_hiding = all.lightest_hiding.min(line.size);
            }
            if recorded > 0.0 {
                all.lightest_recorded = all.lightest_recorded.min(line.size);
            }
            // What the group can hide is what the incident can hide; what can be wrong is the group's own.
            all.caps.add(&Line { recorded, cap: recorded + hidden, size: line.size });
        }
        all
    }
}
