"""The programs that people read long threads with today, set up to ask and wait for nothing."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.discussion import AUTHOR_TO_FIND
from benchmarks.mail import GROUP
from benchmarks.programs import Press, Program, Start

_MUTT_SETTINGS = """\
set folder=@home@
set sort=threads
set sort_aux=date-sent
set strict_threads=yes
set sleep_time=0
set wait_key=no
set mark_old=no
set collapse_unread=yes
set move=no
set quit=yes
set mail_check=3600
set timeout=3600
set menu_scroll=no
set read_inc=1000
set write_inc=0
set index_format="%5C %Z %D %-22.22F %s"
set pager_index_lines=0
"""
_HEADER_CACHE = "set header_cache=@home@/headers\n"
_ALL_MESSAGES = r"Msgs:{messages}[ \]]"
_MUTT_KEYS = (
    Press("", "="),
    Press("down", "j", 10),
    Press("page", "pagedown", 10),
    Press("last", "*"),
    Press("first", "="),
    Press("", "j"),
    *(Press("fold one", "\x1bv") for _ in range(4)),
    *(Press(name, "\x1bV") for _ in range(3) for name in ("fold all", "open all")),
    Press("first author", f"l~f '{AUTHOR_TO_FIND}'\r", until=r"Msgs:\d+/"),
    Press("clear author", "l\x15all\r", until=_ALL_MESSAGES),
    Press("same author", f"l\x15~f '{AUTHOR_TO_FIND}'\r", until=r"Msgs:\d+/"),
    Press("clear author", "l\x15all\r", until=_ALL_MESSAGES),
)
_MUTT_START = (Start(rf"^ *\d+ .{{25,}}\n(?s:.*){_ALL_MESSAGES}"),)

NEOMUTT = Program(
    "neomutt",
    "mbox",
    ("neomutt", "-n", "-R", "-F", "@home@/settings", "-f", "@data@"),
    _MUTT_START,
    _MUTT_KEYS,
    {"settings": _MUTT_SETTINGS},
    {"HOME": "@home@"},
    ("neomutt", "-v"),
)
MUTT = replace(NEOMUTT, name="mutt", command=("mutt", *NEOMUTT.command[1:]), version=("mutt", "-v"))


def _cached(program: Program) -> Program:
    """The same with a cache of headers, which holds for a Maildir only."""
    return replace(
        program,
        name=f"{program.name}, header cache",
        data="maildir",
        settings={"settings": _MUTT_SETTINGS + _HEADER_CACHE},
        presses=(),
        second=True,
    )


SLRN = Program(
    "slrn",
    "spool",
    ("slrn", "--spool", "-i", "@home@/settings", "-f", "@home@/groups"),
    (
        Start(rf"^->\s+\d+\s+{GROUP}"),
        Start(r"^->\s*- +\d+:\[(?s:.*)\n.*1/{messages}", keys="\r"),
    ),
    (
        Press("down", "\x0e", 10),
        Press("page", "\x04", 10),
        Press("last", "\x1b>"),
        Press("first", "\x1b<"),
        Press("", "\x0e"),
        *(Press("fold one", "\x1bt") for _ in range(4)),
        Press("fold all", "\x1b1\x1bt"),
        Press("open all", "\x1b1\x1bt"),
    ),
    {
        "groups": f"{GROUP}: \n",
        "settings": (
            'hostname "tide.example"\nset username "reader"\nset server_object "spool"\n'
            'set spool_inn_root "@data@/etc"\nset spool_root "@data@/spool"\n'
            'set spool_nov_root "@data@/spool"\nset spool_nov_file ".overview"\n'
            'set spool_active_file "@data@/etc/active"\n'
            'set spool_activetimes_file "@data@/etc/active.times"\n'
            'set spool_newsgroups_file "@data@/etc/newsgroups"\n'
            'set spool_overviewfmt_file "@data@/etc/overview.fmt"\n'
            "set query_read_group_cutoff 0\nset show_article 0\nset confirm_actions 0\n"
            "set sorting_method 3\nset uncollapse_threads 1\nset new_subject_breaks_threads 0\n"
            "set write_newsrc_flags 0\n"
        ),
    },
    {"HOME": "@home@"},
    ("slrn", "--version"),
    plain="\x0e",
)
TIN = Program(
    "tin",
    "spool",
    ("tin", "-Q", "-X", "-f", "@home@/.newsrc", GROUP),
    (Start(rf"{GROUP} \((?s:.*)\n *\d+(?: k)? +[+ ] .*\n *\d+(?: k)? +[+ ] "),),
    (
        Press("down", "j", 10),
        Press("page", "pagedown", 10),
        Press("last", "$"),
        Press("first", "1\r"),
    ),
    {
        ".newsrc": f"{GROUP}: \n",
        ".tin/tinrc": (
            "beginner_level=OFF\nshow_only_unread_arts=OFF\npos_first_unread=OFF\n"
            "thread_articles=3\nconfirm_choice=0\nauto_reconnect=OFF\ngoto_next_unread=2\n"
        ),
    },
    {
        "HOME": "@home@",
        "TIN_HOMEDIR": "@home@",
        "TIN_LIBDIR": "@data@/etc",
        "TIN_SPOOLDIR": "@data@/spool",
        "TIN_NOVROOTDIR": "@data@/spool",
        "TIN_NOVFILENAME": ".overview",
        "TIN_ACTIVEFILE": "active",
    },
    ("tin", "-V"),
    is_primed=True,
)
_NEWSBOAT = ("newsboat", "-C", "@home@/config", "-u", "@home@/urls", "-c", "@home@/cache.db")
NEWSBOAT = Program(
    "newsboat",
    "feed.xml",
    (*_NEWSBOAT, "-r"),
    (Start(r"\(\d+/{messages}\) Thread"), Start(r"^ *2 N? ", keys="\r")),
    (
        Press("down", "j", 6),
        Press("page", "pagedown", 6),
        Press("last", "\x1b[F"),
        Press("first", "\x1b[H"),
    ),
    {
        "urls": 'file://@data@ "~Thread"\n',
        "config": (
            "auto-reload no\nrefresh-on-startup no\nmax-items 0\nconfirm-exit no\n"
            "show-read-feeds yes\nsuppress-first-reload yes\nhtml-renderer internal\n"
            'feedlist-format "%4i %n %16u %t"\narticlelist-format "%4i %f %D   %-22a %t"\n'
        ),
    },
    {"HOME": "@home@"},
    ("newsboat", "--version"),
    second=True,
    second_command=_NEWSBOAT,
    leave="Q",
)

PEERS = (NEOMUTT, MUTT, _cached(NEOMUTT), _cached(MUTT), SLRN, TIN, NEWSBOAT)
