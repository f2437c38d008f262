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
        TextKey::Score => tr("How a score is read out (screen readers)"),
        TextKey::Chose => tr("In place of the answered question"),
        TextKey::Change => tr("Brings the question back"),
        TextKey::WhyDetractor => tr("Follow-up for detractors"),
        TextKey::WhyPassive | TextKey::WhyMiddle => tr("Follow-up for passives"),
        TextKey::WhyPromoter => tr("Follow-up for promoters"),
        TextKey::Optional => tr("“Optional” label"),
        TextKey::Hint => tr("Hint in the comment box"),
        TextKey::Left => tr("Characters left"),
        TextKey::Drivers => tr("Above the reasons"),
        TextKey::Contact => tr("Question before the e-mail field"),
        TextKey::ContactAddress => tr("Label of the e-mail field"),
        TextKey::ContactAgree => tr("Label of the consent tick"),
        TextKey::ContactWrong => tr("Error when address or tick is missing"),
        TextKey::Button => tr("Label of the side button"),
        _ => end_name(key),
    }
}

fn end_name(key: TextKey) -> &'static str {
    match key {
        TextKey::Send => tr("Send button"),
        TextKey::Later => tr("“Later” button"),
        TextKey::Never => tr("“Don’t ask me again” button"),
        TextKey::Close => tr("Close button (screen readers)"),
        TextKey::ThanksDetractor => tr("Thank-you for detractors"),
        TextKey::ThanksPassive => tr("Thank-you for passives"),
        TextKey::ThanksPromoter => tr("Thank-you for promoters"),
        TextKey::Announce => tr("Announced when the card appears (screen readers)"),
        _ => tr("Thank-you"),
    }
}
