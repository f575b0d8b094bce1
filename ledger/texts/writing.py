"""Texts of the commands that write books: help and messages, as (Indonesian, English)."""

from typing import Final

WRITING: Final[dict[str, tuple[str, str]]] = {
    "help.election": ("Membuat pemilihan dan kontesnya di buku induk.", "Declare an election and its contests."),
    "help.key": ("Membuat dan menampilkan kunci.", "Make and show keys."),
    "help.body": ("Membuka buku badan dan mengangkat petugasnya.", "Open the books of bodies, appoint officials."),
    "help.region": ("Mendaftarkan TPS, DPT dan kunci KPPS.", "Register TPS, their voters, and the keys of KPPS."),
    "help.tally": ("Hasil TPS: siapkan, tanda tangani, terima.", "Results of TPS: prepare, sign, receive."),
    "help.plenary": ("Rapat pleno: buka dan tutup.", "The plenary: open and close."),
    "help.recap": ("Rekapitulasi: susun, tanda tangani, sahkan.", "The recapitulation: draft, sign, certify."),
    "help.handoff": ("Menyerahkan hasil ke atas, dan menerimanya.", "Hand results to the level above; receive them."),
    "help.log": ("Buku yang diterbitkan: terbitkan.", "The published book: publish."),
}
