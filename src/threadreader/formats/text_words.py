"""The words that themes of comment pages add, in ten languages."""

from __future__ import annotations

import re

_SAYS = (
    "says said wrote writes sagt sagte schrieb meint schreibt dijo dice comenta comentó escribió "
    "diz disse escreveu ha_detto scrive ha_scritto zegt schreef pisze powiedział "
    "powiedział(a) mówi napisał napisał(a) пишет говорит сказал сказал(а) написал on_said "
    "commented kommentierte on_dit a_dit dit_: a_écrit écrit"
)
_REPLY = (
    "reply|reply_to_this|reply_to_this_comment|respond|log_in_to_reply|edit|edit_this|quote|"
    "report|permalink|link|like|delete|flag|share|antworten|antwort|bearbeiten|zitieren|melden|"
    "répondre|modifier|citer|signaler|responder|editar|citar|denunciar|rispondi|modifica|cita|"
    "beantwoorden|beantwoord|reageren|reageer|antwoord|antwoorden|bewerken|odpowiedz|edytuj|"
    "cytuj|parent|collapse|flagged|ответить|изменить|редактировать|цитировать|返信|返信する|編集|引用"
)
_FORM = (
    "leave_a_reply|leave_a_comment|leave_a_response|post_a_comment|add_a_comment|add_comment|"
    "post_comment|submit_a_comment|write_a_comment|join_the_discussion|join_the_conversation|"
    "speak_your_mind|cancel_reply|comments_are_closed|what_do_you_think|"
    "schreibe?n?_(?:sie_)?einen_kommentar|kommentar_schreiben|einen_kommentar_schreiben|"
    "kommentar_verfassen|hinterlasse?n?_(?:sie_)?eine?n?_(?:kommentar|antwort)|antwort_abbrechen|"
    "laisser_un_commentaire|laissez_un_commentaire|laisser_une_réponse|poster_un_commentaire|"
    "répondre_annuler|ajouter_un_commentaire|deja_(?:una_respuesta|un_comentario)|"
    "dejar_(?:una_respuesta|un_comentario)|deixe_(?:um_comentário|uma_resposta)|"
    "deixar_um_comentário|lascia_un_commento|lascia_una_risposta|laat_een_reactie_achter|"
    "geef_een_reactie|geef_een_antwoord|plaats_een_reactie|dodaj_komentarz|zostaw_komentarz|"
    "zostaw_odpowiedź|добавить_комментарий|оставить_комментарий|оставьте_комментарий|"
    "コメントを残す|コメントを投稿|コメントする|返信をキャンセル|post_navigation|beitragsnavigation"
)
_NUMBER = r"(?P<count>\d[\d.,  ]*|one|ein|eine|un|une|una|um|uma|uno|een|jeden|один)"
_COUNTED = (
    "responses?|repl(?:y|ies)|comments?|thoughts?|opinions?|kommentare?|antworten?|gedanken?|"
    "meinungen|réponses?|commentaires?|réflexions?|avis|pensées?|respuestas?|comentarios?|"
    "pensamientos?|ideas|respostas?|comentários?|opiniões|risposte|risposta|commenti|commento|"
    "pensieri|reacties?|antwoorden|gedachten|komentarz(?:e|y)?|odpowiedzi|odpowiedź|przemyślenia|"
    "комментари(?:й|я|ев)|ответ(?:а|ов)?|мысл(?:ь|и|ей)|件のコメント|件の返信|コメント"
)
_PINGS = "pingback|trackback|pingbacks|trackbacks|пингбэк|уведомление|ピンバック|トラックバック"


def _words(text: str) -> str:
    return text.replace("_", r"[\s_]+")


_SAY = "|".join(sorted(map(_words, map(re.escape, _SAYS.split())), key=len, reverse=True))

SAYS = re.compile(rf"(?:[\s,]+(?:{_SAY})|さん|より|\s+さんより)?\s*[:：]?\s*$", re.IGNORECASE)
"""What follows a name: "says:", "a dit :". It also matches nothing."""

SAYS_GLUED = re.compile(rf"(?:{_SAY})?\s*[:：]?\s*$", re.IGNORECASE)
"""The same where nothing parts it from the name, as in the dumps of one program."""

REPLY = re.compile(
    r"[\W\d_]*+(?:(?:"
    + _words(_REPLY)
    + r")[\W_]*)+(?:(?:to|an|à|a|aan|на|do)[\s_][^:.!?]{1,40})?$",
    re.IGNORECASE,
)
"""A line with which a theme closes a comment: "Reply", "(Edit)", "Antworten"."""

FORM = re.compile(r"[\W\d_]*+(?:" + _words(_FORM) + r")(?!\w)", re.IGNORECASE)
"""The head of the form after the last comment, or of what follows it."""

HEADING = re.compile(
    r"[\W_]*+(?:" + _NUMBER + r")?[\s_]*(?:\b|(?<=\d))(?:" + _COUNTED + r")(?!\w)"
    r"(?:\s*\((?P<other>\d+)\))?(?P<rest>.*)$",
    re.IGNORECASE,
)
"""The line above the comments: "8 Responses to …", "17 Kommentare", "Comments (4)"."""

PINGED = re.compile(
    rf"(?:{_PINGS})(?:\s+(?:from|by|von|de|da|di|van|z|od|от))?\s*[:：]?\s*(?=\S)", re.IGNORECASE
)
"""The words before the name of a site that links here, where there is no date."""

PING = re.compile(rf"(?:{_PINGS})\s*[:：]\s*(?=\S)", re.IGNORECASE)
"""The same where there is a date, so that they could be a name."""

SAID = re.compile(rf"\S.*?(?:{_SAY})\s*[:：]$", re.IGNORECASE)
"""A name with "says:", which stands for a head without a date."""

PAGES = re.compile(
    r"[\W_]*+(?:(?:older|newer|previous|next|ältere|neuere|frühere|vorherige|nächste)[\s_]+"
    r"(?:comments|kommentare)|commentaires[\s_]+(?:plus[\s_]+)?(?:anciens|précédents|récents|"
    r"suivants)|comentarios[\s_]+(?:más[\s_]+)?(?:antiguos|anteriores|recientes|nuevos)|"
    r"comentários[\s_]+(?:mais[\s_]+)?(?:antigos|anteriores|recentes)|commenti[\s_]+"
    r"(?:più[\s_]+)?(?:vecchi|precedenti|recenti)|(?:oudere|nieuwere|vorige)[\s_]+reacties|"
    r"(?:starsze|nowsze|poprzednie)[\s_]+komentarze|(?:старые|новые|предыдущие)[\s_]+комментарии|"
    r"(?:古い|新しい|過去の)コメント)[\W_]*",
    re.IGNORECASE,
)
"""A link to other pages of the same discussion."""

_FIELDS = (
    "name|e-?mail|mail|website|url|web|comment|save|required|published|optional|submit|post|notify|"
    "subscribe|cancel|javascript|captcha|kommentar|erforderlich|pflichtfeld|veröffentlicht|"
    "speicher|benachrichtig|nom|courriel|commentaire|obligatoire|enregistrer|adresse|nombre|"
    "correo|comentario|obligatorio|guarda|publicad|nome|comentário|obrigatóri|salvar|sito|commento|"
    "obbligator|salva|pubblicat|naam|reactie|vereist|gepubliceerd|nazwa|komentarz|wymagane|"
    "zapamiętaj|opublikowany|имя|комментарий|обязательн|сохранить|опубликован|名前|メール|サイト|"
    "コメント|公開|必須|保存"
)

FIELD = re.compile(rf".*(?:{_FIELDS}|\[.*\]|_{{4}})|[\W_]*$", re.IGNORECASE)
"""A line of the form in which comments are written."""
