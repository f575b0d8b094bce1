"""Texts of the command line's frame: help, usage, passphrases, files; as (Indonesian, English)."""

from typing import Final

FRAME: Final[dict[str, tuple[str, str]]] = {
    "help": (
        (
            "Buku besar rekapitulasi pemilihan: setiap angka ditandatangani, dirangkai, diterbitkan, dan dapat"
            " diperiksa siapa saja."
        ),
        (
            "A ledger for the recapitulation of elections: every number signed, chained, published, and checkable by"
            " anyone."
        ),
    ),
    "usage.usage": ("Cara pakai", "Usage"),
    "usage.options": ("[OPSI]", "[OPTIONS]"),
    "usage.subcommand": ("PERINTAH ...", "COMMAND ..."),
    "usage.commands": ("Perintah", "Commands"),
    "usage.arguments_title": ("Argumen", "Arguments"),
    "usage.options_title": ("Opsi", "Options"),
    "usage.required": ("(wajib)", "(required)"),
    "usage.default": ("(bawaan: {value})", "(default: {value})"),
    "usage.footer": (
        (
            "Bahasa: REKAP_LANG=id atau REKAP_LANG=en. Bantuan satu perintah: rekap PERINTAH --help. Kode keluar: 0"
            " beres, 1 ada temuan, 2 salah pakai atau masukan tidak dapat dipakai, 3 rusak, 4 tidak lengkap, 5"
            " ditolak aturan."
        ),
        (
            "Language: REKAP_LANG=id or REKAP_LANG=en. Help on one command: rekap COMMAND --help. Exit codes: 0 done,"
            " 1 findings, 2 wrong usage or unusable input, 3 broken, 4 incomplete, 5 refused by the rules."
        ),
    ),
    "usage.see": ("Baca: {command} --help", "Read: {command} --help"),
    "usage.option": ("Tidak ada opsi {option}.", "There is no option {option}."),
    "usage.option_near": (
        "Tidak ada opsi {option}. Mungkin yang dimaksud: {near}.",
        "There is no option {option}. Perhaps you mean: {near}.",
    ),
    "usage.missing": ("{name} belum diberikan.", "{name} is missing."),
    "usage.value": (
        "Nilai untuk {name} tidak dapat dipakai. Yang diminta: {wanted}",
        "The value for {name} cannot be used. Wanted: {wanted}",
    ),
    "usage.option_value": ("Opsi {option} dipakai keliru.", "Option {option} is used wrongly."),
    "usage.command": ("Perintah itu tidak ada. Yang ada: {names}.", "There is no such command. There are: {names}."),
    "usage.arguments": ("Ada argumen yang berlebih atau kurang.", "There are too many or too few arguments."),
    "help.param.help": ("Menampilkan bantuan ini.", "Show this help."),
    "passphrase.prompt": ("Frasa sandi", "Passphrase"),
    "passphrase.again": ("Sekali lagi", "Once more"),
    "passphrase.none": (
        "Frasa sandi diperlukan, tetapi tidak ada terminal untuk menanyakannya. Berikan lewat --passphrase-fd N.",
        "A passphrase is needed and there is no terminal to ask on. Give it by --passphrase-fd N.",
    ),
    "passphrase.empty": ("Frasa sandi kosong. Ulangi dengan isi.", "The passphrase is empty. Give one."),
    "passphrase.differs": (
        "Kedua frasa sandi tidak sama. Ulangi perintahnya.",
        "The two passphrases differ. Run the command again.",
    ),
    "passphrase.descriptor": (
        "Frasa sandi tidak dapat dibaca dari deskriptor berkas {fd}. Periksa nomor pada --passphrase-fd.",
        "No passphrase can be read from file descriptor {fd}. Check the number given to --passphrase-fd.",
    ),
    "cli.refused": (
        "Ditolak: aturan tidak mengizinkannya. Tindakan itu sendiri tidak dicatat.",
        "Refused: the rules do not allow it. The act itself was not recorded.",
    ),
    "cli.interrupted": ("Dihentikan.", "Interrupted."),
    "cli.internal": (
        (
            "Kesalahan di dalam program ({error}). Yang sudah dinyatakan tersimpan tetap aman. Jalankan lagi dengan"
            " REKAP_DEBUG=1 dan laporkan keluarannya."
        ),
        (
            "A fault inside the program ({error}). What was reported as stored is safe. Run it again with"
            " REKAP_DEBUG=1 and report what it prints."
        ),
    ),
    "os.full": (
        "Tidak ada ruang lagi untuk {path}. Kosongkan sebagian penyimpanan, lalu ulangi.",
        "No space is left for {path}. Free some, then run it again.",
    ),
    "os.denied": (
        "{path} tidak boleh dibaca atau ditulis oleh pengguna ini. Periksa hak aksesnya.",
        "This user may not read or write {path}. Check its permissions.",
    ),
    "os.missing": ("{path} tidak ada. Periksa namanya.", "{path} is not there. Check the name."),
    "os.exists": (
        "{path} sudah ada dan tidak ditimpa. Pilih nama lain.",
        "{path} is there already and is not overwritten. Choose another name.",
    ),
    "os.not_a_folder": ("{path} bukan folder. Periksa namanya.", "{path} is no folder. Check the name."),
    "os.is_a_folder": (
        "{path} adalah folder, padahal yang diperlukan berkas. Periksa namanya.",
        "{path} is a folder where a file is needed. Check the name.",
    ),
    "os.output": ("keluaran program", "the output of the program"),
    "os.other": (
        "{path} tidak dapat dibaca atau ditulis ({reason}).",
        "{path} cannot be read or written ({reason}).",
    ),
}
