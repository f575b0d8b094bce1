"""The rules of kind galat (G): arithmetic printed on the form.

- A form that breaks one may be recorded only with a reason, and cannot be certified unexplained.
"""

from typing import Final

from domain.profiles import Text
from domain.rule import Rule

_FIX_ON_FORM: Final = Text(
    " Cocokkan dengan C.HASIL plano. Jika salah salin, betulkan. Jika di formulir memang begitu, betulkan dalam rapat"
    " pleno atau catat alasannya; tanpa alasan hasil tidak dapat disahkan.",
    " Compare with the C.HASIL plano. If it was copied wrongly, correct it. If the form really says so, correct it in"
    " the plenary or record the reason; without a reason the result cannot be certified.",
)


def _galat(
    code: str,
    text: tuple[str, str],
    remedy: tuple[str, str],
    *,
    holds: tuple[str, ...],
    basis: str,
) -> Rule:
    advice = Text(remedy[0] + _FIX_ON_FORM.id, remedy[1] + _FIX_ON_FORM.en)
    return Rule(code, Text(*text), advice, holds=holds, basis=basis)


GALAT: Final = (
    Rule(
        "G.101",
        Text(
            "{value} tidak dikenal dalam pemilihan ini, atau berada di luar wilayah {contest}.",
            "{value} is not known in this election, or lies outside the area of {contest}.",
        ),
        Text(
            "Biasanya kode TPS atau jenis pemilihan salah ketik. Periksa keduanya. Jika sudah benar, minta KPU"
            " Kabupaten/Kota memeriksa daftar TPS.",
            "Usually the TPS code or the contest was mistyped. Check both. If they are right, ask the KPU"
            " Kabupaten/Kota to check its list of TPS.",
        ),
        needs=("value",),
    ),
    _galat(
        "G.102",
        (
            "{row} tertulis {left}, tetapi laki-laki ditambah perempuan = {right} ({rows}).",
            "{row} says {left}, but men plus women make {right} ({rows}).",
        ),
        (
            "Biasanya salah satu dari tiga angka (L, P, J) salah tulis atau tertukar kolom.",
            "Usually one of the three numbers (L, P, J) is miswritten or stands in the wrong column.",
        ),
        holds=("{group}_j == {group}_l + {group}_p",),
        basis="C.HASIL I dan III: L + P = J",
    ),
    _galat(
        "G.201",
        (
            "{row} tertulis {left}, tetapi jumlah I.B.1, I.B.2 dan I.B.3 = {right} ({rows}).",
            "{row} says {left}, but I.B.1, I.B.2 and I.B.3 add up to {right} ({rows}).",
        ),
        (
            "Biasanya pemilih pindahan atau pemilih e-KTP terlewat, atau terhitung dua kali, dalam penjumlahan.",
            "Usually moved voters or e-KTP voters were left out of the sum, or counted twice.",
        ),
        holds=("pengguna_total_{k} == pengguna_dpt_{k} + pengguna_pindahan_{k} + pengguna_khusus_{k}",),
        basis="C.HASIL I.B.4",
    ),
    _galat(
        "G.202",
        (
            "{row} tertulis {left}, lebih banyak daripada pemilih dalam DPT, {right} ({rows}).",
            "{row} says {left}, more than the {right} voters on the roll (DPT) ({rows}).",
        ),
        (
            "Biasanya pemilih pindahan atau pemilih e-KTP ikut ditulis pada baris DPT, padahal ada baris tersendiri.",
            "Usually moved voters or e-KTP voters were written into the DPT row; they have rows of their own.",
        ),
        holds=("pengguna_dpt_{k} <= pemilih_dpt_{k}",),
        basis="C.HASIL I.A dan I.B.1",
    ),
    _galat(
        "G.203",
        (
            "{row} tertulis {left}, tetapi digunakan, dikembalikan dan tidak digunakan berjumlah {right} ({rows}).",
            "{row} says {left}, but used, returned and unused ballots add up to {right} ({rows}).",
        ),
        (
            "Biasanya surat suara rusak atau sisa surat suara belum dihitung. Hitung ulang surat suaranya.",
            "Usually spoilt or left-over ballots were not counted. Count the ballots again.",
        ),
        holds=(
            "surat_suara_diterima == surat_suara_digunakan + surat_suara_dikembalikan + surat_suara_tidak_digunakan",
        ),
        basis="C.HASIL II.1 sampai II.4",
    ),
    _galat(
        "G.204",
        (
            "{row} tertulis {left}, lebih banyak daripada semua pengguna hak pilih, {right} ({rows}).",
            "{row} says {left}, more than all who voted, {right} ({rows}).",
        ),
        (
            "Biasanya angka salah kolom, atau yang ditulis pemilih disabilitas terdaftar, bukan yang memilih.",
            "Usually a number is in the wrong column, or registered voters were written instead of those who voted.",
        ),
        holds=("disabilitas_{k} <= pengguna_total_{k}",),
        basis="C.HASIL I.B.4 dan III",
    ),
    _galat(
        "G.301",
        (
            "{row} tertulis {left}, tetapi suara semua pilihan berjumlah {right} ({rows}).",
            "{row} says {left}, but the votes of all options add up to {right} ({rows}).",
        ),
        (
            "Biasanya suara satu pilihan salah salin, atau penjumlahannya keliru. Jumlahkan lagi bagian IV.",
            "Usually the votes of one option were miscopied, or the sum is wrong. Add up section IV again.",
        ),
        holds=("suara_sah == sum(suara)",),
        basis="C.HASIL V.A",
    ),
    _galat(
        "G.302",
        (
            "{row} tertulis {left}, tetapi suara partai ditambah suara calonnya = {right} ({rows}).",
            "{row} says {left}, but the party's own votes and those of its candidates make {right} ({rows}).",
        ),
        (
            "Biasanya suara partai sendiri terlewat, atau suara satu calon salah salin. Jumlahkan lagi blok ini.",
            "Usually the party's own votes were left out, or one candidate's were miscopied. Add up its block again.",
        ),
        holds=("suara_{party}_total == suara_{party} + sum(calon)",),
        basis="C.HASIL IV, jumlah per partai",
    ),
    _galat(
        "G.303",
        (
            "{row} tertulis {left}, tetapi suara sah ditambah suara tidak sah = {right} ({rows}).",
            "{row} says {left}, but valid plus invalid votes make {right} ({rows}).",
        ),
        (
            "Biasanya suara tidak sah belum ditambahkan, atau salah satu angka V salah salin.",
            "Usually the invalid votes were not added, or one number of section V was miscopied.",
        ),
        holds=("suara_total == suara_sah + suara_tidak_sah",),
        basis="C.HASIL V.C",
    ),
    _galat(
        "G.304",
        (
            "{row} tertulis {left}, tetapi surat suara yang digunakan {right}.",
            "{row} says {left}, but {right} ballots were used.",
        ),
        (
            "Biasanya surat suara rusak ikut ditulis sebagai digunakan, atau ada surat suara yang belum dihitung.",
            "Usually spoilt ballots were written as used, or some ballots were not counted.",
        ),
        holds=("suara_total == surat_suara_digunakan",),
        basis="C.HASIL II.2 dan V.C",
    ),
    _galat(
        "G.305",
        (
            "{row} tertulis {left}, tetapi jumlah pengguna hak pilih (I.B.4 J) {right}.",
            "{row} says {left}, but {right} people voted (I.B.4 J).",
        ),
        (
            (
                "Setiap pengguna hak pilih memberi satu suara, sah atau tidak sah; selisih dapat menjadi dasar"
                " penghitungan ulang. Biasanya I.B.4 atau V.C salah salin: cocokkan keduanya dengan daftar hadir"
                " dan surat suara."
            ),
            (
                "Everyone who votes casts one vote, valid or invalid; a difference may be a ground for a"
                " recount. Usually I.B.4 or V.C was miscopied: compare both with the attendance list and the ballots."
            ),
        ),
        holds=("suara_total == pengguna_total_j",),
        basis="UU 7/2017 Pasal 374 ayat (2) huruf h",
    ),
    Rule(
        "G.306",
        Text(
            "{row}: dengan huruf tertulis {left}, dengan angka tertulis {right}.",
            "{row}: the number in words is {left}, the number in digits is {right}.",
        ),
        Text(
            "Biasanya salah satu salah salin." + _FIX_ON_FORM.id,
            "Usually one of the two was miscopied." + _FIX_ON_FORM.en,
        ),
        needs=("left", "right"),
        basis="C.HASIL IV dan V, kolom angka dan huruf",
    ),
)
