//! The second factor: asked for at each sign-in, set up at the first.

use access::second_factor::{self, N_RECOVERY_CODES, SECRET_BYTES};
use access::{lockout, token};
use maud::{Markup, html};
use store::sessions::Stage;

use super::Answered;
use super::sign_in::safe;
use crate::answer::{Answer, Cookie, Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Field, Kind, button, details, error_summary, form as post, input, link, paragraph, warning,
};
use crate::words;

type Errors<'e> = [(&'e str, String)];

pub(crate) async fn code_form(asked: &Asked) -> Answered {
    if asked.who()?.account.second_factor.is_empty() {
        return Ok(Answer::See("/second-factor".into(), Vec::new()));
    }
    Ok(Page::new("Enter your code", code_drawn(asked, asked.query("next"), &[])).into())
}

fn code_drawn(asked: &Asked, next: &str, errors: &Errors<'_>) -> Markup {
    html! {
        (error_summary(errors))
        (paragraph("Open the authenticator app on your telephone and enter the six digits it shows for Onrecord."))
        (post("/sign-in/code", &asked.form_token(), &html! {
            input type="hidden" name="next" value=(next);
            (input(&Field { name: "code", label: "Code", mode: "numeric", autocomplete: "one-time-code", ..Field::default() }, errors))
            (button("Continue", Kind::Main, None))
        }))
        (details("I do not have my telephone", &paragraph("Enter one of the recovery codes you were given, in place of the six digits. Each is good once. If you have none, ask an administrator for a new invitation.")))
    }
}

pub(crate) async fn code(asked: &Asked) -> Answered {
    if !asked.app.take_try(asked.remote) {
        return Err(Failure::TooMany);
    }
    let (account, store) = (&asked.who()?.account, &asked.app.store);
    let now = store.now();
    let again = |what: String| -> Answered {
        Ok(Page::with_errors("Enter your code", code_drawn(asked, asked.field("next"), &[("code", what)]))
            .into())
    };
    if account.locked_until > now {
        return again(format!(
            "There were too many wrong codes. Try again after {}",
            words::moment(account.locked_until)
        ));
    }
    let given = asked.field("code");
    let is_right = match second_factor::accepted_step(&account.second_factor, given, now, account.last_step) {
        Some(step) => store.use_step(&account.id, step).await?,
        None if given.len() > 6 => store.use_recovery_code(&account.id, token::digest_of_code(given)).await?,
        None => false,
    };
    if !is_right {
        let n_failed = account.n_failed + 1;
        store.note_tries(&account.id, n_failed, lockout::waits_until(n_failed, now)).await?;
        return again("The code is not right, or was used before. Wait for the next one".to_owned());
    }
    if account.n_failed > 0 {
        store.note_tries(&account.id, 0, None).await?;
    }
    let next = safe(asked.field("next"));
    let to = if next.is_empty() { "/my-work" } else { next };
    Ok(Answer::See(to.to_owned(), vec![in_full(asked).await?]))
}

/// Ends the session of the password and begins one in full, under another token.
async fn in_full(asked: &Asked) -> Result<Cookie, Failure> {
    let (who, store) = (asked.who()?, &asked.app.store);
    let token: [u8; 32] = store.surroundings().random()?;
    store.end_session(who.session.digest.clone(), &who.account.id, &who.account.id).await?;
    store.begin_session(token::digest(&token), &who.account.id, Stage::Full).await?;
    Ok(Cookie::Session(token))
}

/// The secret being set up is made of the session's token, so that the form need not carry it back and
/// nothing half-done is kept.
fn secret(asked: &Asked) -> Result<[u8; SECRET_BYTES], Failure> {
    let token = asked.token.ok_or(Failure::Forged)?;
    Ok(second_factor::secret_of(&token))
}

pub(crate) async fn form(asked: &Asked) -> Answered {
    if !asked.who()?.account.second_factor.is_empty() {
        return Ok(Answer::See("/sign-in/code".into(), Vec::new()));
    }
    Ok(Page::new("Set up your second factor", drawn(asked, &[])?).into())
}

fn drawn(asked: &Asked, errors: &Errors<'_>) -> Result<Markup, Failure> {
    let (account, secret) = (&asked.who()?.account, secret(asked)?);
    let letters = second_factor::base32(&secret);
    let groups: Vec<&str> =
        letters.as_bytes().chunks(4).filter_map(|four| str::from_utf8(four).ok()).collect();
    let address = second_factor::address(&account.force, &account.sign_in_name, &secret);
    Ok(html! {
        (error_summary(errors))
        (paragraph("Who can read about victims signs in with a password and with a code from a telephone. You set it up once."))
        ol.govuk-list.govuk-list--number {
            li { "Open an authenticator app on your telephone and add an account by hand." }
            li { "Enter this key: " strong.onrecord-reference { (groups.join(" ")) } ". Or, on the telephone itself, " (link(&address, "open it in the app")) "." }
            li { "Enter the six digits that the app then shows." }
        }
        (post("/second-factor", &asked.form_token(), &html! {
            (input(&Field { name: "code", label: "Six digits from the app", mode: "numeric", autocomplete: "one-time-code", ..Field::default() }, errors))
            (button("Continue", Kind::Main, None))
        }))
    })
}

pub(crate) async fn set_up(asked: &Asked) -> Answered {
    if !asked.app.take_try(asked.remote) {
        return Err(Failure::TooMany);
    }
    let (account, store) = (&asked.who()?.account, &asked.app.store);
    if !account.second_factor.is_empty() {
        return Ok(Answer::See("/sign-in/code".into(), Vec::new()));
    }
    let secret = secret(asked)?;
    let Some(step) = second_factor::accepted_step(&secret, asked.field("code"), store.now(), 0) else {
        let what = "The code is not right. Check that your telephone's clock is, and enter the newest code"
            .to_owned();
        return Ok(Page::with_errors("Set up your second factor", drawn(asked, &[("code", what)])?).into());
    };
    let codes = (0..N_RECOVERY_CODES)
        .map(|_| Ok(second_factor::recovery_code(&store.surroundings().random()?)))
        .collect::<Result<Vec<String>, store::Fault>>()?;
    let digests = codes.iter().map(|code| token::digest_of_code(code)).collect();
    store.set_second_factor(&account.id, secret.to_vec(), step, digests).await?;
    let body = html! {
        (paragraph("Your second factor is set up. Keep these recovery codes where your telephone is not: each lets you sign in once without it."))
        ul.govuk-list { @for code in &codes { li { code { (code) } } } }
        (warning("They are shown this once and never again."))
        p.govuk-body { (link("/my-work", "Continue to My work")) }
    };
    Ok(Answer::Page(Page::new("Keep these recovery codes", body), vec![in_full(asked).await?]))
}
