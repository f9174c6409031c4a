"""The words of dates in ten languages: months, days of the week, halves of the day, "ago"."""

# ruff: noqa: SIM905 - words are read more easily in a row than as a list

from __future__ import annotations

_MONTHS = (
    # English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian; then short
    (
        "january januar janvier enero janeiro gennaio januari styczeń stycznia январь января "
        "jan jän jänner janv ene gen sty янв"
    ),
    (
        "february februar février fevrier febrero fevereiro febbraio februari luty lutego февраль "
        "февраля feb févr fevr fév fev febr lut фев февр"
    ),
    "march märz maerz mars marzo março marco maart marzec marca март марта mar mär mrz mrt мар",
    "april avril abril aprile kwiecień kwietnia апрель апреля apr avr abr kwi апр",
    "may mai mayo maio maggio mei maj maja май мая mag",
    "june juni juin junio junho giugno czerwiec czerwca июнь июня jun giu cze июн",
    "july juli juillet julio julho luglio lipiec lipca июль июля jul juil lug lip июл",
    "august août aout agosto augustus sierpień sierpnia август августа aug ago aoû sie авг",
    (
        "september septembre septiembre setiembre setembro settembre wrzesień września сентябрь "
        "сентября sep sept set wrz сен сент"
    ),
    (
        "october oktober octobre octubre outubro ottobre październik października октябрь октября "
        "oct okt out ott paź окт"
    ),
    "november novembre noviembre novembro listopad listopada ноябрь ноября nov lis ноя нояб",
    (
        "december dezember décembre decembre diciembre dezembro dicembre grudzień grudnia декабрь "
        "декабря dec dez déc dic gru дек"
    ),
)

MONTHS: dict[str, int] = {
    word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()
}
"""The number of a month by its name or short form, in lower case without a full stop."""

WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr "
    "sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes "
    "martes miércoles jueves viernes sábado domingo mié jue vie sáb dom segunda terça quarta "
    "quinta sexta feira seg ter qua qui sex lunedì martedì mercoledì giovedì venerdì sabato "
    "domenica gio maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土".split()
)
"""Days of the week, which say nothing that the date does not say."""

HALVES = {"am": 0, "pm": 12, "午前": 0, "午後": 12}
"""How many hours a half of the day adds, "a.m." written as "am"."""

FILLERS = frozenset(
    "at on the of um am den der uhr à a le h de del do da a las el los dia día às as em alle ore "
    "o il om op uur godz godzina godzinie r roku dnia в г года ч st nd rd th er ª º hrs hr".split()
)
"""Words that stand between the parts of a date."""

ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
"""Minutes east of UTC by the short name of a time zone."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = (
    (("second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi "
     "seconden sekundę sekundy sekund секунду секунды секунд 秒"), 1),
    (("minute minutes min mins minuten minuto minutos minuti minuut minutę minuty minut минуту "
     "минуты минут 分"), _MINUTE),
    (("hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur godzinę godziny "
     "godzin час часа часов 時間"), _HOUR),
    (("day days d tag tage tagen jour jours día días dia dias giorno giorni dag dagen dzień dni "
     "день дня дней 日"), _DAY),
    (("week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane weken "
     "tydzień tygodnie tygodni неделю недели недель 週間"), 7 * _DAY),
    (("month months mo monat monate monaten mois mes meses mês mese mesi maand maanden miesiąc "
     "miesiące miesięcy месяц месяца месяцев か月 ヶ月 ヵ月"), 30 * _DAY),
    (("year years yr yrs y jahr jahre jahren an ans année années año años ano anos anno anni jaar "
     "jaren rok lata lat год года лет 年"), 365 * _DAY),
)  # fmt: skip

UNITS: dict[str, int] = {word: size for words, size in _UNITS for word in words.split()}
"""The seconds of a unit of time; a month counts as 30 days, a year as 365."""

AGO = frozenset("ago vor hace il há fa geleden temu назад 前 atrás".split())
"""The words that make "3 hours" a time past."""

AGO_FILLERS = frozenset(
    "y a and und et e en i и about over almost ca circa etwa environ alrededor de cerca quasi "
    "ongeveer około около".split()
)
"""What else may stand in "about 3 hours and 5 minutes ago"."""

ONE = frozenset(
    "a an one einer einem einen un une una uno um uma een jeden jedną один одну".split()
)
"""Words for one of a unit."""

DAYS_BACK = {
    word: back
    for back, words in enumerate((
        "today heute aujourd'hui hoy hoje oggi vandaag dzisiaj dziś сегодня 今日",
        "yesterday gestern hier ayer ontem ieri gisteren wczoraj вчера 昨日",
    ))
    for word in words.split()
}  # fmt: skip
"""How many days before the saving of the page a word means."""

NOW = frozenset({"just now", "now", "gerade eben", "à l'instant", "ahora mismo", "agora", "adesso",
                 "zojuist", "teraz", "только что", "たった今"})  # fmt: skip
"""Words for the moment in which the page was saved."""

KNOWN: frozenset[str] = frozenset().union(
    MONTHS, WEEKDAYS, HALVES, FILLERS, ZONES, UNITS, AGO, AGO_FILLERS, ONE, DAYS_BACK,
    ("t", "p", "m", "and", "ad"), *(phrase.split() for phrase in NOW),
)  # fmt: skip
"""All the words that a date can have; others make a text none."""
