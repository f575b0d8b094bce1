"""The rules of kind peringatan (P): hints, which never block.

- What is unusual is worth a look, and may be right.
"""

from typing import Final

from domain.profiles import Text
from domain.rule import Rule

CHECK_ONLY: Final = Text(
    " Ini peringatan saja dan tidak menghalangi pengesahan.", " This is only a warning and does not stop certification."
)


def _peringatan(
    code: str,
    text: tuple[str, str],
    remedy: tuple[str, str],
    *,
    holds: tuple[str, ...] = (),
    shows: tuple[tuple[str, str], ...] = (),
    needs: tuple[str, ...] = (),
) -> Rule:
    advice = Text(remedy[0] + CHECK_ONLY.id, remedy[1] + CHECK_ONLY.en)
    return Rule(code, Text(*text), advice, holds=holds, shows=shows, needs=needs)


PERINGATAN: Final = (
    _peringatan(
        "P.201",
        (
            "{row} tertulis {left}; menurut DPT ditambah surat suara cadangan seharusnya {right} ({rows}).",
            "{row} says {left}; the roll (DPT) plus the reserve would make {right} ({rows}).",
        ),
        (
            (
                "Biasanya surat suara cadangan tidak ikut dihitung, atau jumlah kiriman memang berbeda. Cocokkan"
                " dengan berita acara penerimaan."
            ),
            (
                "Usually the reserve was not counted, or the delivery really differed. Compare with the record of"
                " receipt."
            ),
        ),
        holds=("surat_suara_diterima == pemilih_dpt_j + (pemilih_dpt_j * {reserve} + 999) // 1000",),
    ),
    _peringatan(
        "P.202",
        (
            "{row} tertulis {left}, lebih dari batas {right} pemilih untuk satu TPS.",
            "{row} says {left}, above the limit of {right} voters for one TPS.",
        ),
        (
            "Biasanya angka DPT salah salin. Cocokkan dengan DPT TPS ini.",
            "Usually the number was miscopied. Compare with the roll of this TPS.",
        ),
        holds=("pemilih_dpt_j <= {limit}",),
    ),
    _peringatan(
        "P.203",
        (
            (
                "Pengguna hak pilih {users} orang, sedangkan DPT {dpt} orang, yaitu {permille} per seribu: di"
                " luar rentang biasa, 200 sampai 980 per seribu."
            ),
            (
                "{users} people voted where the roll (DPT) has {dpt}, that is {permille} in a thousand: outside"
                " the usual 200 to 980 in a thousand."
            ),
        ),
        (
            (
                "Biasanya I.A atau I.B.4 salah salin; bisa juga benar, misalnya jika banyak pemilih pindahan. Periksa"
                " I.A dan I.B.4 sekali lagi."
            ),
            (
                "Usually I.A or I.B.4 was miscopied; it may also be right, for example with many moved voters. Check"
                " I.A and I.B.4 once more."
            ),
        ),
        holds=(
            "pengguna_total_j * 1000 <= pemilih_dpt_j * 980 or pemilih_dpt_j == 0",
            "pengguna_total_j * 1000 >= pemilih_dpt_j * 200",
        ),
        shows=(
            ("users", "pengguna_total_j"),
            ("dpt", "pemilih_dpt_j"),
            ("permille", "pengguna_total_j * 1000 // pemilih_dpt_j"),
        ),
    ),
    _peringatan(
        "P.204",
        (
            "Suara tidak sah {left} dari {right} suara: sepuluh persen atau lebih.",
            "{left} of {right} votes are invalid: ten percent or more.",
        ),
        (
            (
                "Biasanya angka suara tidak sah salah salin. Jika benar, periksa apakah surat suara dinilai dengan"
                " tepat."
            ),
            "Usually the number of invalid votes was miscopied. If it is right, check how ballots were judged.",
        ),
        holds=("suara_tidak_sah * 10 < suara_total or suara_total == 0",),
        shows=(("left", "suara_tidak_sah"), ("right", "suara_total")),
    ),
    _peringatan(
        "P.205",
        (
            "Satu pilihan mendapat semua {left} suara sah ({rows}).",
            "One option has all {left} valid votes ({rows}).",
        ),
        (
            (
                "Biasanya suara pilihan lain terlewat atau tertulis pada baris yang salah; bisa juga benar. Cocokkan"
                " bagian IV dengan C.HASIL plano."
            ),
            (
                "Usually votes of other options were left out or written into the wrong row; it may also be right."
                " Compare section IV with the C.HASIL plano."
            ),
        ),
        holds=("suara_sah not in rivals or suara_sah != sum(rivals) or suara_sah == 0",),
        shows=(("left", "suara_sah"),),
    ),
    _peringatan(
        "P.206",
        (
            (
                "Jumlah pengguna hak pilih {left} pada {contest}, tetapi {right} pada {other}; pemilih pindahan hanya"
                " {moved}."
            ),
            "{left} people voted in {contest}, but {right} in {other}; only {moved} were moved voters.",
        ),
        (
            (
                "Biasanya I.B.4 pada salah satu formulir salah salin. Pemilih yang sama memilih di TPS yang sama; hanya"
                " pemilih pindahan yang mungkin tidak mendapat semua surat suara. Cocokkan I.B.4 semua formulir dengan"
                " daftar hadir."
            ),
            (
                "Usually I.B.4 of one form was miscopied. The same people vote at one TPS; only moved voters may get"
                " fewer ballots. Compare I.B.4 of all forms with the attendance list."
            ),
        ),
        needs=("left", "right", "other", "moved"),
    ),
    _peringatan(
        "P.207",
        (
            "Perolehan suara ({votes}) sama persis dengan TPS {other}; TPS dengan angka ini di kecamatan: {count}.",
            (
                "The votes ({votes}) are exactly those of TPS {other}; TPS of this kecamatan with these numbers:"
                " {count}."
            ),
        ),
        (
            "Biasanya satu formulir terunggah atau tersalin untuk dua TPS. Cocokkan keduanya dengan kertasnya.",
            "Usually one form was uploaded or copied for two TPS. Compare both with the paper.",
        ),
        needs=("votes", "other", "count"),
    ),
    _peringatan(
        "P.208",
        (
            "Semua angka di bagian {section} adalah 0, padahal bagian lain mencatat {left}.",
            "All numbers of section {section} are 0, although another section records {left}.",
        ),
        (
            "Biasanya bagian itu belum diisi atau tidak terbaca. Isi dari C.HASIL; kosong tidak sama dengan 0.",
            "Usually the section was not filled in or could not be read. Fill it from the C.HASIL; empty is not 0.",
        ),
        holds=(
            "any(pengguna) or suara_total == 0",
            "any(pengguna) or surat_suara_digunakan == 0",
            "any(surat_suara) or suara_total == 0",
            "any(surat_suara) or pengguna_total_j == 0",
            "any(hasil) or pengguna_total_j == 0",
            "any(hasil) or surat_suara_digunakan == 0",
        ),
    ),
    _peringatan(
        "P.209",
        (
            "Tanda tangan pada C.HASIL: KPPS {kpps} (sedikitnya {required}), saksi {saksi} (sedikitnya 1).",
            "Signatures on the C.HASIL: KPPS {kpps} (at least {required}), witnesses {saksi} (at least 1).",
        ),
        (
            (
                "Biasanya lembar tanda tangan belum dihitung, atau saksi sudah pulang. Periksa lembar itu. Jika ada"
                " KPPS yang tidak menandatangani atau saksi tidak hadir, catat alasannya."
            ),
            (
                "Usually the sheet of signatures was not counted, or the witnesses had left. Check it. If someone of"
                " the KPPS did not sign or no witness came, record the reason."
            ),
        ),
        needs=("kpps", "required", "saksi"),
    ),
    _peringatan(
        "P.210",
        (
            "Bagian {section} tidak diisi sama sekali, jadi aturan ini tidak diperiksa di situ: {rules}.",
            "Section {section} is not filled in at all, so these rules were not checked there: {rules}.",
        ),
        (
            "Biasanya bagian itu belum disalin atau tidak diumumkan. Isi dari C.HASIL bila ada.",
            "Usually the section was not copied yet, or not published. Fill it from the C.HASIL if there is one.",
        ),
        needs=("rules",),
    ),
    _peringatan(
        "P.211",
        (
            "{row} tertulis {left} suara, padahal pilihan itu sudah ditarik dari pemilihan.",
            "{row} says {left} votes, and that option was withdrawn from the election.",
        ),
        (
            (
                "Biasanya KPPS belum menerima keputusan penarikan, atau suara itu tertulis pada baris yang salah."
                " Cocokkan dengan keputusan itu dan dengan surat suara; suara untuk pilihan yang ditarik umumnya tidak"
                " sah."
            ),
            (
                "Usually the KPPS had not received the ruling, or the votes were written into the wrong row. Compare"
                " with the ruling and with the ballots; votes for a withdrawn option as a rule count as invalid."
            ),
        ),
        needs=("left",),
    ),
)
