//! The lists, one set for each language: words with `|` between them, lower case, a straight
//! apostrophe; `*` at the end of a word stands for any ending.

/// The words of one language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// The base of its tag.
    pub(super) tag: &'static str,
    /// Praise inside a question, or a plea for a score.
    pub(super) praise: &'static str,
    /// A second question behind the first.
    pub(super) second_question: &'static str,
    /// What joins two things.
    pub(super) and: &'static str,
    /// Rewards.
    pub(super) rewards: &'static str,
    /// A reward is for any answer.
    pub(super) disclosed: &'static str,
    /// Being asked for a review.
    pub(super) reviews: &'static str,
    /// What a bad end says.
    pub(super) denials: &'static str,
    /// Traits and values of content people.
    pub(super) happy: &'static str,
    /// Traits and values of people who are not.
    pub(super) unhappy: &'static str,
}

/// Every language that has lists.
pub(super) const ALL: [&Words; 6] =
    [&ENGLISH, &SPANISH, &MACEDONIAN, &GERMAN, &FRENCH, &PORTUGUESE];

const ENGLISH: Words = Words {
    tag: "en",
    praise: "amazing|awesome|excellent|fantastic|great|outstanding|superb|wonderful|world-class|\
        award-winning|much you love|much do you love|beloved|don't you|wouldn't you|\
        give us a 10|give us ten|rate us 10|five stars",
    second_question: "and how|and what|and why|and would|and did|and do you",
    and: "and",
    rewards: "gift card*|voucher*|coupon*|discount*|prize*|raffle|reward|rewards|free month",
    disclosed: "whatever you answer|whatever your answer|any answer|every answer",
    reviews: "leave a review|write a review|leave us a review|review us|rate us on",
    denials: "not|never|no|unlikely|dissatisfied|unsatisfied|disagree|worst|terrible|bad|poor",
    happy: "nps|csat|satisf*|happy|happiness|sentiment|rating|promoter*|health score|loyal*",
    unhappy: "detractor*|unhappy|dissatisf*|complain*|refund*|ticket|tickets|angry|churn*",
};

const SPANISH: Words = Words {
    tag: "es",
    praise: "excelente*|fantástic*|increíble*|maravillos*|estupend*|magnífic*|genial|\
        cuánto te gusta|no crees|verdad que|danos un 10|ponnos un 10|cinco estrellas",
    second_question: "y cómo|y qué|y por qué|y cuánto|y cuán",
    and: "y|e",
    rewards: "cupón|cupones|descuento*|sorteo*|premio*|regalo*|recompensa*|vale de regalo",
    disclosed: "sea cual sea tu respuesta|sea cual sea su respuesta|cualquier respuesta|\
        respondas lo que respondas",
    reviews: "una reseña|tu reseña|opinión en google|califícanos en|valóranos en",
    denials: "no|nada|nunca|jamás|poco|insatisfech*|desacuerdo|pésim*|malo|mala|peor",
    happy: "satisfech*|satisfaccion|satisfacción|feliz|felices|contento*|contenta*|promotor*",
    unhappy: "detractor*|insatisfech*|queja*|reclam*|devolucion*|molest*",
};

const MACEDONIAN: Words = Words {
    tag: "mk",
    praise: "одличен|одлична|одлично|одличниот|одличната|прекрас*|извонред*|фантастич*|\
        нели|зарем не|дајте ни 10|пет ѕвезди",
    second_question: "и колку|и како|и зошто|и што|и дали",
    and: "и",
    rewards: "ваучер*|попуст*|награда|награди|награден*|подарок|подароци|купон*",
    disclosed: "без оглед на одговорот|без оглед на вашиот одговор|за секој одговор",
    reviews: "рецензија|рецензии|оценете нѐ на|оценете нè на",
    denials: "не|воопшто|никогаш|никако|незадовол*|лошо|најлошо|малку",
    happy: "задовол*|среќ*|промотор*",
    unhappy: "незадовол*|критичар*|поплак*|рекламациј*",
};

const GERMAN: Words = Words {
    tag: "de",
    praise: "großartig*|fantastisch*|hervorragend*|ausgezeichnet*|toll|tolle|tollen|wunderbar*|\
        nicht wahr|geben sie uns eine 10|fünf sterne",
    second_question: "und wie|und was|und warum|und weshalb",
    and: "und",
    rewards: "gutschein*|rabatt*|gewinnspiel*|preisausschreiben|prämie*|geschenk*",
    disclosed: "unabhängig von ihrer antwort|egal wie sie antworten|für jede antwort",
    reviews: "bewertung auf|bewerten sie uns auf|bewertung bei|rezension*",
    denials: "nicht|nie|niemals|kein*|unzufrieden|unwahrscheinlich|schlecht*",
    happy: "zufrieden*|glücklich*|promotor*",
    unhappy: "unzufrieden*|beschwerde*|reklamation*|kritiker*",
};

const FRENCH: Words = Words {
    tag: "fr",
    praise: "excellent*|fantastique*|formidable*|merveilleu*|génial*|exceptionnel*|\
        n'est-ce pas|donnez-nous un 10|cinq étoiles",
    second_question: "et comment|et pourquoi|et que|et quel|et quelle|et combien",
    and: "et",
    rewards: "bon d'achat|bons d'achat|remise*|réduction*|cadeau*|tirage au sort|récompense*",
    disclosed: "quelle que soit votre réponse|toute réponse",
    reviews: "laissez un avis|laisser un avis|notez-nous sur|avis sur google",
    denials: "pas|jamais|aucun*|peu|insatisfait*|mécontent*|désaccord|mauvais*",
    happy: "satisfait*|satisfaction|heureu*|promoteur*",
    unhappy: "insatisfait*|mécontent*|réclamation*|plainte*|détracteur*",
};

const PORTUGUESE: Words = Words {
    tag: "pt",
    praise: "excelente*|fantástic*|incrível|incríveis|maravilhos*|ótim*|sensacional|\
        não é verdade|dê-nos um 10|cinco estrelas",
    second_question: "e como|e por que|e porquê|e quanto|e qual",
    and: "e",
    rewards: "cupom|cupons|cupão|cupões|desconto*|sorteio*|prémio*|prêmio*|brinde*|recompensa*",
    disclosed: "seja qual for a sua resposta|qualquer resposta",
    reviews: "uma avaliação no|avalie-nos no|avalie-nos em|deixe uma avaliação",
    denials: "não|nada|nem|nunca|pouco|insatisfeit*|discordo|péssim*",
    happy: "satisfeit*|satisfação|satisfacao|feliz|felizes|promotor*",
    unhappy: "insatisfeit*|reclamaç*|reclamac*|queixa*|detrator*",
};
