//! A month of the synthetic force as an audit sees it, with the truth beside it. Made by `synth`, which
//! shares no code with the estimator.

use audit::beta::normal_quantile;
use audit::random::Stream;
use synth::force::{Course, Options, Rates, force};
use terms::Family;
use triage::Lexicon;

/// One incident of the frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Its reference.
    pub id: String,
    /// What the report was about.
    pub family: Family,
    /// Crimes it owes.
    pub owed: u64,
    /// Crimes recorded.
    pub recorded: u64,
}

impl Incident {
    pub fn missed(&self) -> u64 {
        self.owed.saturating_sub(self.recorded)
    }
}

/// The frame with its truth.
#[derive(Clone, Debug)]
pub struct World {
    pub incidents: Vec<Incident>,
}

/// How well the risk model knows the misses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Model {
    /// No model: the caps alone.
    None,
    /// Binormal of this area under the curve, badly calibrated as in methods section 10.
    Auc(f64),
    /// The friendly model's scores, dealt out at random.
    Useless,
    /// Lowest where something is missed.
    Adversarial,
    /// As `Auc(0.9)`, but nothing of this family is ever at risk.
    BlindTo(Family),
}

/// Where the caps come from, and how well they hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caps {
    /// Linked alleged victims: max(K, R, 1) + Binomial(2, 0.2), never short.
    Right,
    /// One more for every incident.
    Loose,
    /// No list: the stated maximum of the class, five for every incident.
    ClassMaximum,
    /// The same after a cap broke: one more for every incident.
    DefectiveRaised(f64),
    /// What is recorded: no incident is said to hide anything, which is false wherever one does.
    Broken,
    /// As right, but in this share of the incidents with a miss the missed victims stand on no list.
    Defective(f64),
}

/// What sizes are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    pub model: Model,
    pub caps: Caps,
    /// Share of the size that the caps set.
    pub eps: f64,
    /// Every size 1 instead.
    pub uniform: bool,
    /// Accuracy that the sizes expect.
    pub expected: f64,
}

impl World {
    /// A frame of about `n_frame` crime-related incidents whose true accuracy is `accuracy` to within a crime.
    ///
    /// The force is made a little worse than that and its misses are put right at random until it fits,
    /// so that why and where crimes are missed stays as planted.
    pub fn new(seed: u64, n_frame: usize, accuracy: f64) -> Self {
        let mut course = accuracy - 0.01;
        loop {
            let mut world = Self::of(&options(seed, n_frame, course), n_frame);
            if world.accuracy() <= accuracy || course < 0.05 {
                world.repair(seed, accuracy);
                return world;
            }
            course -= 0.03;
        }
    }

    fn of(options: &Options, n_frame: usize) -> Self {
        let lexicon = Lexicon::current();
        let made = force(options);
        let rows = made.incidents.iter().zip(&made.truth);
        let in_frame = rows.filter(|(row, truth)| {
            let related = triage::is_crime_related(lexicon, row) || truth.crimes_recorded > 0;
            truth.duplicate_of.is_none() && related
        });
        let incident = |(_, truth): (_, &synth::Truth)| Incident {
            id: truth.incident.as_str().to_owned(),
            family: truth.family,
            owed: u64::from(truth.crimes_owed),
            recorded: u64::from(truth.crimes_recorded),
        };
        Self { incidents: in_frame.map(incident).take(n_frame).collect() }
    }

    fn sums(&self) -> (u64, u64) {
        let right: u64 = self.incidents.iter().map(|one| one.owed.min(one.recorded)).sum();
        (right, self.incidents.iter().map(Incident::missed).sum())
    }

    /// sum min(R, K) / sum K.
    pub fn accuracy(&self) -> f64 {
        let (right, missed) = self.sums();
        right as f64 / (right + missed) as f64
    }

    fn repair(&mut self, seed: u64, accuracy: f64) {
        let (right, missed) = self.sums();
        let allowed = ((right + missed) as f64 * (1.0 - accuracy)).round() as u64;
        let mut places: Vec<usize> = Vec::new();
        for (at, one) in self.incidents.iter().enumerate() {
            places.extend(std::iter::repeat_n(at, one.missed() as usize));
        }
        shuffle(&mut places, &mut Stream::new(seed ^ 0x7265_7061_6972));
        for at in places.into_iter().take(missed.saturating_sub(allowed) as usize) {
            if let Some(one) = self.incidents.get_mut(at) {
                one.recorded += 1;
            }
        }
    }

    pub fn recorded(&self) -> u64 {
        self.incidents.iter().map(|one| one.recorded).sum()
    }
}

/// Share of all incidents that owe a crime: most of the others are left out of the frame by their codes.
const OWES_CRIME: f64 = 0.07;

fn options(seed: u64, n_frame: usize, course: f64) -> Options {
    let flat = Course { start: course, trough: course, end: course };
    // About 0.64 crimes to an incident of the frame, as in methods section 10, and enough incidents that
    // the frame is full; a month of them.
    let made = Options::borsetshire(seed, n_frame * 17 / 2);
    Options { n_days: 31, rates: Rates { owes_crime: OWES_CRIME, course: flat, ..Rates::default() }, ..made }
}

pub fn shuffle<T>(list: &mut [T], stream: &mut Stream) {
    for at in (1..list.len()).rev() {
        list.swap(at, stream.below(at + 1));
    }
}

/// A seed of 24 digits for one run.
pub fn seed_of(run: u64) -> String {
    let mut stream = Stream::new(run.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(11));
    format!("{:012}{:012}", stream.bits() % 1_000_000_000_000, stream.bits() % 1_000_000_000_000)
}

/// The cap of each incident; `None`: the population gives none, and the maximum of its class is taken.
pub fn caps(world: &World, caps: Caps, stream: &mut Stream) -> Vec<Option<u64>> {
    world.incidents.iter().map(|one| cap(one, caps, stream)).collect()
}

fn cap(one: &Incident, caps: Caps, stream: &mut Stream) -> Option<u64> {
    let beyond = u64::from(stream.chance(0.2)) + u64::from(stream.chance(0.2));
    let is_unlisted = stream.uniform();
    let right = one.owed.max(one.recorded).max(1) + beyond;
    Some(match caps {
        Caps::Right => right,
        Caps::Loose => right + 1,
        Caps::ClassMaximum => return None,
        Caps::Broken => one.recorded.max(1),
        Caps::Defective(share) | Caps::DefectiveRaised(share) => {
            let is_short = one.missed() > 0 && is_unlisted < share;
            let listed = if is_short { one.recorded.max(one.owed - 1).max(1) } else { right };
            listed + u64::from(caps == Caps::DefectiveRaised(share))
        }
    })
}

/// The model's risk of each incident.
pub fn risks(world: &World, model: Model, stream: &mut Stream) -> Vec<Option<f64>> {
    let auc = match model {
        Model::None => return vec![None; world.incidents.len()],
        Model::Auc(auc) => auc,
        Model::Adversarial => 0.1,
        Model::Useless | Model::BlindTo(_) => 0.9,
    };
    let apart = std::f64::consts::SQRT_2 * normal_quantile(auc);
    let n_missed = world.incidents.iter().filter(|one| one.missed() > 0).count() as f64;
    let prior = (n_missed / (world.incidents.len() as f64 - n_missed)).ln();
    let mut score = |misses: bool| {
        let z = normal_quantile(stream.uniform()) + if misses { apart } else { 0.0 };
        // The adversary is read the wrong way round: what it thinks likely is what is not.
        let reading = apart.abs() * if auc < 0.5 { z - apart } else { z - apart / 2.0 };
        // Slope 0.8, over-predicting by about two: methods, section 10.
        let logit = 0.8 * (reading + prior) + std::f64::consts::LN_2;
        1.0 / (1.0 + (-logit).exp())
    };
    let mut risks: Vec<f64> = world.incidents.iter().map(|one| score(one.missed() > 0)).collect();
    match model {
        Model::Useless => shuffle(&mut risks, stream),
        Model::BlindTo(family) => {
            for (risk, _) in risks.iter_mut().zip(&world.incidents).filter(|(_, one)| one.family == family) {
                *risk = 0.0;
            }
        }
        _ => {}
    }
    risks.into_iter().map(Some).collect()
}
