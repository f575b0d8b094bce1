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
                "Biasanya angka salah salin ke D.Hasil, atau diubah tanpa mencatat pembetulannya. Cocokkan kedua"
                " formulir; betulkan dalam rapat pleno tingkat atas, dengan alasannya."
            ),
            (
                "Usually a number was miscopied into the D.Hasil, or changed with no correction on record. Compare both"
                " forms; correct it in the plenary of the level above, with the reason."
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
                "Biasanya penjumlahannya keliru, atau sebuah hasil berubah setelah dijumlahkan. Jumlahkan lagi kolomnya"
                " dan cocokkan dengan hasil yang dirujuk. Sahkan kembali setelah dibetulkan."
            ),
            (
                "Usually the sum is wrong, or a result changed after it was added up. Add up the columns again and"
                " compare them with the results they cite. Certify again after correcting."
            ),
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
                "Biasanya kotak atau berkasnya belum sampai. Minta hasilnya dari penyelenggara di bawahnya. Jika memang"
                " tidak ada, alasannya harus tercatat dan tetap terlihat di setiap laporan."
            ),
            (
                "Usually the box or the file has not arrived yet. Ask the body below for it. If there really is none,"
                " the reason must be on record and stays visible in every report."
            ),
        ),
        "unit",
        "reason",
    ),
    _jenjang(
        "J.504",
        ("{unit} dihitung lebih dari satu kali.", "{unit} is counted more than once."),
        (
            (
                "Biasanya satu formulir dimasukkan dua kali. Cari kolom yang ganda, hapus satu dalam rapat pleno, lalu"
                " sahkan kembali."
            ),
            (
                "Usually one form was entered twice. Find the column that stands twice, take one out in the plenary,"
                " and certify again."
            ),
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
            (
                "Biasanya D.Hasil dibetulkan di luar rapat pleno setelah disahkan. Tanyakan kepada penyelenggara mana"
                " yang berlaku dan atas dasar apa; simpan keduanya."
            ),
            (
                "Usually a D.Hasil was changed outside a plenary after it was certified. Ask the body which one is in"
                " force, and on what ground; keep both."
            ),
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
                "Biasanya KPPS mengisi formulir sekali lagi setelah menemukan kesalahan. Simpan keduanya. Cocokkan"
                " dengan C.HASIL plano di dalam kotak dan tanyakan kepada yang menandatangani keduanya."
            ),
            (
                "Usually the KPPS filled in the form again after finding a mistake. Keep both. Compare them with the"
                " C.HASIL plano in the box, and ask those who signed both."
            ),
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
            (
                "Biasanya ada pembetulan atau pemungutan suara ulang setelah hasil diserahkan. Bawa perubahan itu ke"
                " rapat pleno tingkat atas dan sahkan kembali."
            ),
            (
                "Usually there was a correction or a revote after the result had been handed over. Take the change to"
                " the plenary of the level above and certify again."
            ),
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
            "Biasanya selisihnya memang tipis. Periksa dasar dan dokumen pembetulan itu dengan teliti." + CHECK_ONLY.id,
            "Usually it was close. Check the ground and the papers of that correction with care." + CHECK_ONLY.en,
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
            (
                "Biasanya satu kotak terlambat datang. Terima hasilnya atau catat mengapa tidak ada, lalu sahkan"
                " kembali."
            ),
            "Usually one box came late. Receive the result, or record why there is none, and certify again.",
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
                "Biasanya rapat pleno belum dibuka, sedang diskors, atau sudah ditutup. Yang dicatat di luarnya tidak"
                " dapat disahkan. Ulangi dalam rapat pleno terbuka, di hadapan"
                " saksi."
            ),
            (
                "Usually the plenary was not open yet, was suspended, or was closed already. What is recorded outside"
                " it cannot be certified. Do it again in an open one, before witnesses."
            ),
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
            (
                "Biasanya salah satu salah salin. Buka C.HASIL plano dan bandingkan dengan salinan itu dalam rapat"
                " pleno."
            ),
            (
                "Usually one of the two was miscopied. Open the C.HASIL plano and compare it with that copy in the"
                " plenary."
            ),
        ),
        "holder",
        "left",
        "right",
    ),
    _jenjang(
        "J.512",
        (
            "{row} untuk {unit}: pembetulan ini menyebut angka lama {left}, padahal yang berlaku {right}.",
            "{row} for {unit}: this correction names {left} as the old figure, but {right} is in force.",
        ),
        (
            (
                "Biasanya ada pembetulan lain lebih dulu, atau yang disalin bukan angka yang berlaku. Lihat hasil yang"
                " berlaku (rekap tally show), lalu buat pembetulan ini sekali lagi."
            ),
            (
                "Usually another correction came first, or the figure was not copied from the result in force. Look at"
                " the result in force (rekap tally show) and make this correction anew."
            ),
        ),
        "unit",
        "left",
        "right",
    ),
    _jenjang(
        "J.513",
        (
            (
                "{row} untuk {unit}: perubahan di tingkat ini menjadi {left} gugur ketika hasil yang lebih baru datang;"
                " yang berlaku sekarang {right}."
            ),
            (
                "{row} for {unit}: the change to {left} at this level lapsed when a newer result arrived; {right} is in"
                " force now."
            ),
        ),
        (
            (
                "Biasanya tingkat di bawah mengesahkan kembali tanpa memuat perubahan itu. Periksa angkanya pada"
                " dokumen dasarnya; bila masih keliru, betulkan sekali lagi dalam rapat pleno tingkat ini."
            ),
            (
                "Usually the level below certified again and did not take that change over. Check the figure against"
                " the papers; if it is still wrong, correct it once more in the plenary of this level."
            ),
        ),
        "unit",
        "left",
        "right",
    ),
)
