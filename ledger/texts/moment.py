"""Texts of moments (`--at`), of `rekap timeline` and of `rekap dispute whatif`, as (Indonesian, English)."""

from typing import Final

MOMENT: Final[dict[str, tuple[str, str]]] = {
    "help.param.at": (
        (
            "Keadaan pada saat itu: BUKU@JUMLAH, misalnya ppk-160901@42, atau berkas checkpoint. Boleh lebih dari satu"
            " kali."
        ),
        "As it stood then: BOOK@SIZE, for example ppk-160901@42, or the file of a checkpoint. May be given repeatedly.",
    ),
    "help.diff.at": (
        (
            "Saat dari sumber pertama: BUKU@JUMLAH atau berkas checkpoint. Tanpa hal lain: arsip ini pada saat itu"
            " dibandingkan dengan sekarang."
        ),
        (
            "The moment of the first source: BOOK@SIZE or the file of a checkpoint. With nothing else: this archive"
            " then compared with now."
        ),
    ),
    "help.diff.at2": ("Saat dari sumber kedua.", "The moment of the second source."),
    "moment.as_of": (
        "KEADAAN SAAT ITU, bukan sekarang: {named}. Buku yang sudah dapat diketahui: {books}; catatannya: {entries}.",
        "AS IT STOOD THEN, not now: {named}. Books that could be known: {books}; their entries: {entries}.",
    ),
    "moment.named": ("{body} dengan {size} catatan", "{body} with {size} entries"),
    "moment.outside": (
        "Byte, rantai dan tanda tangan diperiksa pada seluruh buku; yang dinilai hanya yang dapat diketahui waktu itu.",
        "Bytes, chains and signatures are checked over the whole books; judged is only what could be known then.",
    ),
    "E370": (
        "{value} bukan BUKU@JUMLAH, misalnya ppk-160901@42, dan bukan berkas checkpoint. Periksa penulisannya.",
        "{value} is neither BOOK@SIZE, for example ppk-160901@42, nor the file of a checkpoint. Check the spelling.",
    ),
    "E371": (
        "Arsip ini tidak punya buku {value}. Periksa namanya.",
        "This archive has no book {value}. Check its name.",
    ),
    "E371.several": (
        "Ada beberapa buku {value}: {there}. Sebutkan salah satu dengan nama lengkapnya.",
        "There are several books {value}: {there}. Name one of them by its whole name.",
    ),
    "E372": (
        "Buku {value} hanya punya {there} catatan, bukan {size}. Sebutkan 1 sampai {there}.",
        "The book {value} has {there} entries only, not {size}. Name 1 to {there}.",
    ),
    "E372.zero": (
        "Pada ukuran 0 buku {value} belum ada isinya. Sebutkan 1 sampai {there}.",
        "At size 0 there is nothing in the book {value} yet. Name 1 to {there}.",
    ),
    "E373": (
        "{path} bukan checkpoint yang ditandatangani buku itu ({cause}). Mintalah berkas aslinya.",
        "{path} is no checkpoint signed by its book ({cause}). Ask for the original file.",
    ),
    "E374": (
        "Keadaan pemeriksaan hanya disimpan dari arsip seluruhnya. Hilangkan --at atau --save-state.",
        "The state of a verification is kept of the whole archive only. Leave out --at or --save-state.",
    ),
}
