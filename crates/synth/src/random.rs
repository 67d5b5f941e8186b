//! The one source of random numbers: SplitMix64 (Steele, Lea & Flood 2014), seeded, the same on
//! every machine.

/// A seeded generator.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator for a seed and a named purpose, so that adding one purpose never moves another's
    /// numbers.
    pub fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a over the purpose, then mixed with the seed.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut random = Self(seed ^ hash);
        random.next();
        random
    }

    /// A generator for one numbered item of a purpose, so that what is drawn for one item never
    /// moves another's numbers.
    pub fn for_item(seed: u64, purpose: &str, item: usize) -> Self {
        let mut random = Self::new(seed, purpose);
        // An odd multiplier far from the generator's own step keeps neighbouring items apart.
        random.0 ^= (item as u64).wrapping_add(1).wrapping_mul(0xd134_2543_de82_ef95);
        random.next();
        random
    }

    /// The next 64 bits.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform on the open interval (0, 1).
    pub fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number in `0..bound`; 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.uniform() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// Standard normal, by Box and Muller (1958).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        radius * libm::cos(2.0 * core::f64::consts::PI * self.uniform())
    }

    /// Exponential with the given mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(self.uniform())
    }

    /// Poisson with the given mean: by multiplication when small (Knuth), by rounded normal when
    /// large.
    pub fn poisson(&mut self, mean: f64) -> i64 {
        if mean > 60.0 {
            return libm::round(mean + libm::sqrt(mean) * self.normal()).max(0.0) as i64;
        }
        let limit = libm::exp(-mean);
        let mut product = self.uniform();
        let mut count = 0;
        while product > limit && count < 1_000 {
            product *= self.uniform();
            count += 1;
        }
        count
    }

    /// The position of one of the weights, each as likely as its weight; 0 where there are none.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.uniform() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (position, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = position;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// One of the texts, each as likely; empty where there are none.
    pub fn text<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        self.pick(texts).copied().unwrap_or("")
    }

    /// One of the items, each as likely; `None` where there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_purpose_give_the_same_numbers() {
        let draw = |seed, purpose| {
            let mut random = Random::new(seed, purpose);
            [random.next(), random.next()]
        };
        assert_eq!(draw(7, "calls"), draw(7, "calls"));
        assert_ne!(draw(7, "calls"), draw(8, "calls"));
        assert_ne!(draw(7, "calls"), draw(7, "crimes"));
    }

    #[test]
    fn items_have_numbers_of_their_own() {
        let draw = |item| Random::for_item(7, "calls", item).next();
        assert_eq!(draw(3), draw(3));
        let mut drawn: alloc::vec::Vec<u64> = (0..1_000).map(draw).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 1_000);
    }

    #[test]
    fn weights_come_out() {
        let mut random = Random::new(1, "weights");
        let mut counts = [0_u32; 4];
        for _ in 0..40_000 {
            counts[random.weighted([1.0, 0.0, 2.0, 1.0].into_iter())] += 1;
        }
        for (got, want) in counts.into_iter().zip([10_000.0, 0.0, 20_000.0, 10_000.0]) {
            assert!((f64::from(got) - want).abs() < 400.0, "{got} is not near {want}");
        }
        assert_eq!(random.weighted(core::iter::empty()), 0);
        assert_eq!(random.text(&[]), "");
    }

    #[test]
    fn means_come_out() {
        let mut random = Random::new(1, "means");
        let n = 40_000;
        let mean = |f: &mut dyn FnMut() -> f64| (0..n).map(|_| f()).sum::<f64>() / f64::from(n);
        for (got, want, tolerance) in [
            (mean(&mut || random.uniform()), 0.5, 0.01),
            (mean(&mut || random.normal()), 0.0, 0.02),
            (mean(&mut || random.exponential(3.0)), 3.0, 0.08),
            (mean(&mut || random.poisson(4.0) as f64), 4.0, 0.05),
            (mean(&mut || random.poisson(400.0) as f64), 400.0, 0.5),
        ] {
            assert!((got - want).abs() < tolerance, "{got} is not near {want}");
        }
    }
}
