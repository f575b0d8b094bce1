"""How values of the parameters of findings are said to a person: `word.<value>`, as (Indonesian, English).

A seat is said by its role, `word.<role>`; where the role is also the name of a body, as `seat.<role>`: in a room the
Panwaslu is there, in its own book a member of it has signed.
"""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "word.blank": ("formulir tanpa satu angka pun", "a form without any figure"),
    "word.not-published": ("tidak diumumkan", "not published"),
    "word.not_received": ("belum diterima, tanpa keterangan", "not received, nothing on record"),
    "word.no_certificate": ("belum disahkan", "not certified"),
    "word.as-published": ("sebagaimana diumumkan", "as published"),
    "word.planted-mistake": (
        "kesalahan yang sengaja dibuat untuk latihan",
        "a mistake made on purpose for practice",
    ),
    "word.key": ("kunci buku", "the log key"),
    "word.election": ("pemilihan", "the election"),
    "word.declaration": ("pernyataan pemilihan", "the declaration"),
    "word.origin": ("nama buku", "the origin"),
    "word.book": ("buku", "book"),
    "word.stream": ("aliran", "stream"),
    "word.subject": ("pokok", "subject"),
    "word.to": ("tujuan", "to"),
    "word.log": ("kunci buku", "log key"),
    "word.entry": ("catatan", "the entry"),
    "word.ketua": ("ketua", "ketua"),
    "word.anggota": ("anggota", "anggota"),
    "word.operator": ("operator", "operator"),
    "word.root": ("pemegang kunci akar", "root key holder"),
    "word.panwaslu": ("Panwaslu", "Panwaslu"),
    "seat.panwaslu": ("petugas", "member"),
    "word.kpps_ketua": ("ketua KPPS", "ketua of KPPS"),
    "word.kpps_anggota": ("anggota KPPS", "anggota of KPPS"),
    "word.TallyReceived": ("Penerimaan hasil TPS", "The receipt of a TPS result"),
    "word.TallyAbsent": ("Pernyataan TPS tanpa hasil", "The declaration of an absent TPS"),
    "word.RecapitulationPart": ("Bagian rekapitulasi", "A part of the recapitulation"),
    "word.RecapitulationCertified": ("Pengesahan rekapitulasi", "The certificate"),
    "word.RecapitulationHandedOver": ("Penyerahan rekapitulasi", "The handing over"),
    "word.ChildReceived": ("Penerimaan hasil dari bawah", "The receipt from the level below"),
    "word.PlenaryOpened": ("Pembukaan rapat pleno", "The opening of the plenary"),
    "word.PlenaryClosed": ("Penutupan rapat pleno", "The closing of the plenary"),
}
