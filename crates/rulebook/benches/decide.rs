//! How many fact sets are decided in a second on one core: the facts of every worked and further example,
//! over and over. `cargo bench -p rulebook`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::time::Instant;

use rulebook::{Edition, Facts, Settings, decide, decide_without_questions};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    let facts: Vec<Facts> = common::facts_of_examples().into_values().collect();
    let (edition, settings) = (Edition::newest(), Settings::default());
    for (name, with_questions) in
        [("decided", false), ("decided, with the question that would decide most", true)]
    {
        let begin = Instant::now();
        let mut n = 0_u32;
        while begin.elapsed().as_secs_f64() < 3.0 {
            for one in &facts {
                let answer = if with_questions {
                    decide(one, &edition, &settings)
                } else {
                    decide_without_questions(one, &edition, &settings)
                };
                std::hint::black_box(answer.is_ok());
                n += 1;
            }
        }
        let a_second = f64::from(n) / begin.elapsed().as_secs_f64();
        println!("{name}: {a_second:.0} a second ({n} fact sets, {} different)", facts.len());
    }
}
