"""The rules between levels (J): parent against children, and the order of acts.

- They have no equation; `domain.judging_recap`, `domain.judging_tally` and `domain.joining` find them.
"""

from typing import Final

from domain.profiles import Text
from domain.rule import Rule
from domain.rules_peringatan import CHECK_ONLY


def _jenjang(code: str, text: tuple[str, str], remedy: tuple[str, str], *needs: str) -> Rule:
    return Rule(code, Text(*text), Text(*remedy), needs=needs)


JENJANG: Final = (
    _jenjang(
        "J.501",
        (
            "{row} untuk {unit}: tingkat atas mencatat {left}, tetapi hasil {unit} yang berlaku {right}.",
            "{row} for {unit}: the level above records {left}, but the result in force of {unit} is {right}.",
        ),
        (
            (
                "Angka berubah di antara dua tingkat tanpa pembetulan yang tercatat. Cocokkan kedua formulir;"
                " betulkan dalam rapat pleno tingkat atas, dengan alasannya."
            ),
            (
                "A number changed between two levels with no correction on record. Compare both forms; correct"
                " it in the plenary of the level above, with the reason."
            ),
        ),
        "unit",
        "left",
        "right",
    ),
    _jenjang(
        "J.502",
        (
            "{row} tertulis {left}, tetapi bagian-bagiannya ({unit}) memberi {right}.",
            "{row} says {left}, but its parts ({unit}) give {right}.",
        ),
        (
            (
                "Jumlahkan lagi kolom-kolomnya dan cocokkan dengan hasil yang dirujuk. Sahkan kembali setelah"
                " dibetulkan."
            ),
            "Add up the columns again and compare them with the results they cite. Certify again after correcting.",
        ),
        "unit",
        "left",
        "right",
    ),
    _jenjang(
        "J.503",
        (
            "{unit} belum ada hasilnya. Alasan yang dicatat: {reason}.",
            "{unit} has no result. Reason on record: {reason}.",
        ),
        (
            (
                "Minta hasilnya dari penyelenggara di bawahnya. Jika memang tidak ada, alasannya harus tercatat"
                " dan tetap terlihat di setiap laporan."
            ),
            (
                "Ask the body below for it. If there really is none, the reason must be on record and stays"
                " visible in every report."
            ),
        ),
        "unit",
        "reason",
    ),
    _jenjang(
        "J.504",
        ("{unit} dihitung lebih dari satu kali.", "{unit} is counted more than once."),
        (
            "Cari kolom yang ganda, hapus satu dalam rapat pleno, lalu sahkan kembali.",
            "Find the column that stands twice, take one out in the plenary, and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.505",
        (
            (
                "Ada dua pengesahan {contest} untuk {area} yang berbeda, tanpa pembetulan atau pembukaan kembali"
                " di antara keduanya."
            ),
            "Two certificates of {contest} for {area} differ, with no correction or reopening between them.",
        ),
        (
            "Tanyakan kepada penyelenggara mana yang berlaku dan atas dasar apa; simpan keduanya.",
            "Ask the body which one is in force, and on what ground; keep both.",
        ),
        "other",
    ),
    _jenjang(
        "J.506",
        (
            "Ada dua C.HASIL berbeda dari TPS {area} untuk {contest}, dan tidak satu pun menggantikan yang lain.",
            "There are two different C.HASIL of TPS {area} for {contest}, and neither replaces the other.",
        ),
        (
            (
                "Simpan keduanya. Cocokkan dengan C.HASIL plano di dalam kotak dan tanyakan kepada yang"
                " menandatangani keduanya."
            ),
            "Keep both. Compare them with the C.HASIL plano in the box, and ask those who signed both.",
        ),
        "other",
    ),
    _jenjang(
        "J.507",
        (
            "Hasil {unit} berubah setelah {contest} disahkan di tingkat atasnya; pengesahan itu tidak lagi mutakhir.",
            "The result of {unit} changed after the level above certified {contest}; that certificate is out of date.",
        ),
        (
            "Bawa perubahan itu ke rapat pleno tingkat atas dan sahkan kembali.",
            "Take the change to the plenary of the level above and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.508",
        (
            "Pembetulan mengubah pilihan yang unggul, dari nomor {left} menjadi nomor {right}.",
            "A correction changed who leads, from number {left} to number {right}.",
        ),
        (
            "Periksa dasar dan dokumen pembetulan itu dengan teliti." + CHECK_ONLY.id,
            "Check the ground and the papers of that correction with care." + CHECK_ONLY.en,
        ),
        "left",
        "right",
    ),
    _jenjang(
        "J.509",
        (
            "{contest} disahkan di tingkat atas sebelum hasil {unit} diterima atau dinyatakan tidak ada.",
            "The level above certified {contest} before the result of {unit} was received or declared absent.",
        ),
        (
            "Terima hasilnya atau catat mengapa tidak ada, lalu sahkan kembali.",
            "Receive the result, or record why there is none, and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.510",
        (
            "{act} dicatat di luar rapat pleno terbuka.",
            "{act} was recorded outside an open plenary.",
        ),
        (
            (
                "Yang dicatat di luar rapat pleno tidak dapat disahkan. Ulangi dalam rapat pleno terbuka, di hadapan"
                " saksi."
            ),
            "What is recorded outside a plenary cannot be certified. Do it again in an open one, before witnesses.",
        ),
        "act",
    ),
    _jenjang(
        "J.511",
        (
            "{row}: salinan pada {holder} tertulis {left}, tetapi C.HASIL {right}.",
            "{row}: the copy held by {holder} says {left}, but the C.HASIL says {right}.",
        ),
        (
            "Buka C.HASIL plano dan bandingkan dengan salinan itu dalam rapat pleno.",
            "Open the C.HASIL plano and compare it with that copy in the plenary.",
        ),
        "holder",
        "left",
        "right",
    ),
)
