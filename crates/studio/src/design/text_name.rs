//! What the texts of the card are called here, in plain words.

use crate::words::tr;
use outoften_core::survey::TextKey;

/// The name of a text.
pub fn text_name(key: TextKey) -> &'static str {
    match key {
        TextKey::QuestionRelational
        | TextKey::QuestionPhase
        | TextKey::QuestionTransactional
        | TextKey::QuestionCes1
        | TextKey::QuestionCes2
        | TextKey::QuestionCsat
        | TextKey::QuestionFxf => tr("The question"),
        TextKey::Low | TextKey::LowCes1 | TextKey::LowCes2 | TextKey::LowCsat | TextKey::LowFxf => {
            tr("What the lowest score means")
        }
        TextKey::High
        | TextKey::HighCes1
        | TextKey::HighCes2
        | TextKey::HighCsat
        | TextKey::HighFxf => tr("What the highest score means"),
        TextKey::Score => tr("How a score is spoken"),
        TextKey::WhyDetractor => tr("Asked of the unhappy"),
        TextKey::WhyPassive | TextKey::WhyMiddle => tr("Asked in the middle"),
        TextKey::WhyPromoter => tr("Asked of the happy"),
        TextKey::Optional => tr("Beside that question"),
        TextKey::Hint => tr("In the empty comment box"),
        TextKey::Left => tr("Under the comment box"),
        TextKey::Drivers => tr("Above the reasons"),
        TextKey::Contact => tr("Above the request for an address"),
        TextKey::ContactAddress => tr("Name of the address field"),
        TextKey::ContactAgree => tr("Beside the tick that allows writing"),
        TextKey::ContactWrong => tr("When address or tick is missing"),
        TextKey::Button => tr("On the button at the side"),
        _ => end_name(key),
    }
}

fn end_name(key: TextKey) -> &'static str {
    match key {
        TextKey::Send => tr("Button that sends"),
        TextKey::Later => tr("Button for later"),
        TextKey::Never => tr("Button for never"),
        TextKey::Close => tr("Spoken name of the cross"),
        TextKey::ThanksDetractor => tr("Thank-you to the unhappy"),
        TextKey::ThanksPassive => tr("Thank-you in the middle"),
        TextKey::ThanksPromoter => tr("Thank-you to the happy"),
        TextKey::Announce => tr("Spoken when the card comes"),
        _ => tr("Thank-you"),
    }
}
